package org.cntexplorer.format.onnx;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;

/** Nodes that are a function of each value, or of all values of a layer, and have no weights. */
final class Functions {
    private static final Set<String> TYPES = Set.of("Relu", "LeakyRelu", "PRelu", "ThresholdedRelu", "Elu", "Selu", "Celu", "Gelu", "Sigmoid",
            "HardSigmoid", "HardSwish", "Swish", "Mish", "Tanh", "Softplus", "Softsign", "Softmax", "LogSoftmax", "Hardmax", "Shrink", "Clip",
            "Abs", "Exp", "Log", "Sqrt", "Erf", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh",
            "com.microsoft.Gelu", "com.microsoft.FastGelu", "com.microsoft.QuickGelu");

    private static final Map<String, String> NAMES = TYPES.stream().collect(Collectors.toUnmodifiableMap(type -> type, Functions::snake));

    private Functions() {}

    /** The function's name as Keras and PyTorch write it: "relu", "log_softmax"; empty where the node is none. */
    static Optional<String> name(OnnxNode node, Constants constants) throws ModelFormatException {
        if (!TYPES.contains(node.type())) {
            return Optional.empty();
        }
        return switch (node.type()) {
            case "Clip" -> Optional.of(isRelu6(node, constants) ? "relu6" : "clip");
            // a second input is a bias
            case "com.microsoft.FastGelu" -> node.input(1).isEmpty() ? Optional.of("gelu") : Optional.empty();
            case "com.microsoft.Gelu", "com.microsoft.QuickGelu" -> Optional.of("gelu");
            default -> Optional.of(NAMES.get(node.type()));
        };
    }

    private static boolean isRelu6(OnnxNode node, Constants constants) throws ModelFormatException {
        double low = bound(node, "min", 1, constants);
        double high = bound(node, "max", 2, constants);
        return low == 0 && high == 6;
    }

    /** An attribute up to opset 10, an input since. */
    private static double bound(OnnxNode node, String attribute, int input, Constants constants) throws ModelFormatException {
        if (node.attribute(attribute).isPresent()) {
            return node.real(attribute, Float.NaN);
        }
        return constants.of(node.input(input)).filter(bound -> bound.tensor().size() == 1).map(bound -> bound.tensor().get(0)).orElse(Double.NaN);
    }

    /** "LogSoftmax" → "log_softmax" */
    static String snake(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
