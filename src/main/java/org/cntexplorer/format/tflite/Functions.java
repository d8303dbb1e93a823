package org.cntexplorer.format.tflite;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.model.Tensor;

/** Functions of each value, or of all values of a layer: steps of their own, or the end of another. */
final class Functions {
    private static final Set<String> TYPES = Set.of("RELU", "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1", "TANH", "SOFTMAX", "LOG_SOFTMAX", "LEAKY_RELU",
            "HARD_SWISH", "ELU", "PRELU", "GELU", "ABS", "EXP", "LOG", "SQRT", "RSQRT", "SQUARE", "SIN", "COS", "NEG", "CEIL", "FLOOR", "ROUND",
            "SIGN", "L2_NORMALIZATION", "LOCAL_RESPONSE_NORMALIZATION");

    private Functions() {}

    /**
     * The function's name as Keras writes it: "relu6"; empty where the node is none.
     *
     * @param values how many computed values the node takes
     */
    static Optional<String> of(String type, int values) {
        return switch (type) {
            case "LOGISTIC" -> Optional.of("sigmoid");
            // with a constant each
            case "MAXIMUM", "MINIMUM" -> values == 1 ? Optional.of("clip") : Optional.empty();
            case "POW" -> values == 1 ? Optional.of("pow") : Optional.empty();
            default -> TYPES.contains(type) ? Optional.of(type.toLowerCase(Locale.ROOT)) : Optional.empty();
        };
    }

    /** What the function that a node is computes; empty where its name says all, or it is not known. */
    static Optional<Formula> formula(TfliteNode node, Weights weights) throws ModelFormatException {
        return Optional.ofNullable(switch (node.type()) {
            case "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1" -> clipped(node.type().toLowerCase(Locale.ROOT));
            case "SOFTMAX" -> {
                float beta = real(node, 0, 1);
                yield beta == 1 ? null : Formulas.chained(Formulas.with("Mul", beta), Formulas.softmax(-1));
            }
            case "LOG_SOFTMAX" -> Formula.of("LogSoftmax", Map.of("axis", -1));
            case "LEAKY_RELU" -> Formulas.leakyRelu(real(node, 0, 0));
            case "ELU" -> Formulas.elu(1);
            case "HARD_SWISH" -> Formulas.hardSwish();
            case "GELU" -> node.options().isPresent() && node.options().get().flag(0, false) ? Formulas.geluByTanh() : Formulas.gelu();
            case "PRELU" -> ofConstant("PRelu", node, weights);
            case "MAXIMUM" -> ofConstant("Max", node, weights);
            case "MINIMUM" -> ofConstant("Min", node, weights);
            case "POW" -> ofConstant("Pow", node, weights);
            case "ABS", "EXP", "LOG", "SQRT", "SIN", "COS", "NEG", "CEIL", "FLOOR", "ROUND", "SIGN" ->
                    Formula.of(node.type().charAt(0) + node.type().substring(1).toLowerCase(Locale.ROOT));
            case "RSQRT" -> Formulas.chained(Formula.of("Sqrt"), Formula.of("Reciprocal"));
            case "SQUARE" -> Formula.empty().then("Mul", "out0", "in0", "in0");
            // TensorFlow Lite keeps the length above 10⁻⁶, which is the root of this
            case "L2_NORMALIZATION" -> Formulas.unit(List.of(-1), 1e-12);
            case "LOCAL_RESPONSE_NORMALIZATION" -> amongChannels(node);
            default -> null;
        });
    }

    private static float real(TfliteNode node, int field, float otherwise) throws ModelFormatException {
        return node.options().isPresent() ? node.options().get().real(field, otherwise) : otherwise;
    }

    /** A computed value and a constant, in the node's order. */
    private static Formula ofConstant(String type, TfliteNode node, Weights weights) throws ModelFormatException {
        boolean first = weights.has(node.input(0));
        Optional<Tensor> constant = weights.of(node.input(first ? 0 : 1));
        return constant.isEmpty() ? null : Formula.empty().with("constant", constant.get()).then(type, "out0", first ? "constant" : "in0", first ? "in0" : "constant");
    }

    /** Each channel over the squares of those around, channels last. */
    private static Formula amongChannels(TfliteNode node) throws ModelFormatException {
        if (node.options().isEmpty()) {
            return null;
        }
        int size = 2 * node.options().get().whole(0, 0) + 1;
        // ONNX takes the mean of the squares, TensorFlow their sum
        return Formula.empty().then(new Formula.Step("Transpose", List.of("in0"), List.of("channels first"), Map.of("perm", List.of(0, 3, 1, 2))))
                .then(new Formula.Step("LRN", List.of("channels first"), List.of("normal"), Map.of("size", size, "bias", real(node, 1, 0),
                        "alpha", real(node, 2, 0) * size, "beta", real(node, 3, 0))))
                .then(new Formula.Step("Transpose", List.of("normal"), List.of("out0"), Map.of("perm", List.of(0, 2, 3, 1))));
    }

    /** What the function that a node ends with computes; empty where its name says all. */
    static Optional<Formula> fused(String function) {
        return Optional.ofNullable(clipped(function));
    }

    private static Formula clipped(String function) {
        return switch (function) {
            case "relu6" -> Formulas.clip(0, 6);
            case "relu_n1_to_1" -> Formulas.clip(-1, 1);
            case "relu_0_to_1" -> Formulas.clip(0, 1);
            default -> null;
        };
    }

    /** The function that a node ends with. */
    static Optional<String> fused(TfliteNode node) throws ModelFormatException {
        int field = switch (node.type()) {
            case "FULLY_CONNECTED", "ADD", "SUB", "MUL", "DIV", "UNIDIRECTIONAL_SEQUENCE_LSTM", "BIDIRECTIONAL_SEQUENCE_LSTM", "LSTM", "RNN" -> 0;
            case "CONCATENATION", "SVDF", "UNIDIRECTIONAL_SEQUENCE_RNN", "BIDIRECTIONAL_SEQUENCE_RNN" -> 1;
            case "CONV_2D", "TRANSPOSE_CONV" -> 3;
            case "DEPTHWISE_CONV_2D", "CONV_3D", "CONV_3D_TRANSPOSE" -> 4;
            case "AVERAGE_POOL_2D", "MAX_POOL_2D", "L2_POOL_2D" -> 5;
            default -> -1;
        };
        int code = field < 0 || node.options().isEmpty() ? 0 : node.options().get().ubyte(field);
        return switch (code) {
            case 1 -> Optional.of("relu");
            case 2 -> Optional.of("relu_n1_to_1");
            case 3 -> Optional.of("relu6");
            case 4 -> Optional.of("tanh");
            case 5 -> Optional.of("sign_bit");
            default -> Optional.empty();
        };
    }
}
