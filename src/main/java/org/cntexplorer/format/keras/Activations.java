package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.operator.Operator;

/** Functions without weights, and how Keras writes which. */
final class Activations {
    /** What changes nothing once a model is trained, or nothing that is counted. */
    private static final Set<String> PASSED = Set.of("Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D", "SpatialDropout2D",
            "SpatialDropout3D", "ActivityRegularization", "Identity", "Masking", "Rescaling", "Normalization", "AutoContrast", "Equalization", "Solarization",
            "AugMix", "RandAugment", "CutMix", "MixUp", "StopGradient", "Cast", "FixedDropout", "DropPath", "StochasticDropout", "BatchDropout");

    private Activations() {}

    static Optional<Operator> of(Call call) {
        return Optional.ofNullable(switch (call.kind()) {
            case "Activation" -> new Operator.Activation(call.name(), call.input(), call.output(), of(call.config().path("activation")));
            case "ReLU", "LeakyReLU", "PReLU", "ELU", "ThresholdedReLU", "Softmax", "GELU" ->
                    new Operator.Activation(call.name(), call.input(), call.output(), named(call.kind()));
            case "UnitNormalization" -> new Operator.Activation(call.name(), call.input(), call.output(), "unit_normalization");
            case "Relu", "Sigmoid", "Tanh", "Silu", "Gelu", "Elu", "Selu", "Softplus", "HardSigmoid", "HardSilu", "Relu6", "LeakyRelu" ->
                    new Operator.Activation(call.name(), call.input(), call.output(), ArchiveWeights.snakeCase(call.kind()));
            default -> PASSED.contains(call.kind()) || call.kind().startsWith("Random") ? call.pass() : null;
        });
    }

    /** A function is a name, an object of a class, or (in Keras 3, one that the user registered) an object that names it. */
    static String of(JsonNode activation) {
        if (activation.path("class_name").asText().equals("function")) {
            return of(activation.path("config"));
        }
        return activation.isObject() ? named(activation.path("class_name").asText()) : named(activation.asText(""));
    }

    private static String named(String name) {
        return switch (name) {
            case "null" -> "";
            case "ReLU" -> "relu";
            case "LeakyReLU" -> "leaky_relu";
            case "PReLU" -> "prelu";
            case "ELU" -> "elu";
            case "ThresholdedReLU" -> "thresholded_relu";
            case "Softmax" -> "softmax";
            case "GELU" -> "gelu";
            default -> name;
        };
    }

    /** A function of TensorFlow that a model calls by its name ("nn.relu", "math.sigmoid"), behind its last dot. */
    static Optional<String> ofTensorFlow(String function) {
        String last = function.substring(function.lastIndexOf('.') + 1);
        return List.of("relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "sigmoid", "tanh", "softmax", "log_softmax", "swish", "silu", "softplus", "softsign",
                "hard_sigmoid", "exp", "abs").contains(last) ? Optional.of(last) : Optional.empty();
    }
}
