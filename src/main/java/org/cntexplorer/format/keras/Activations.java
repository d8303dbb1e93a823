package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/** Functions without weights, and how Keras writes which. */
final class Activations {
    /** What changes nothing once a model is trained, or nothing that is counted. */
    private static final Set<String> PASSED = Set.of("ActivityRegularization", "Identity", "Masking", "Rescaling", "Normalization", "AutoContrast",
            "Equalization", "Solarization", "AugMix", "RandAugment", "CutMix", "MixUp", "StopGradient", "Cast");
    private static final Set<String> TRAINING = Set.of("Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D", "SpatialDropout2D",
            "SpatialDropout3D", "FixedDropout", "DropPath", "StochasticDropout", "BatchDropout");
    /** Functions of TensorFlow that are no other's with numbers. */
    private static final List<String> TENSORFLOW = List.of("relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "sigmoid", "tanh", "softmax", "log_softmax",
            "swish", "silu", "softplus", "softsign", "hard_sigmoid", "exp", "abs");

    private Activations() {}

    static Optional<Operator> of(Call call) throws ModelFormatException {
        return Optional.ofNullable(switch (call.kind()) {
            case "Activation" -> new Operator.Activation(call.name(), call.input(), call.output(), of(call.config().path("activation")),
                    formula(call.config().path("activation"), call.facts()));
            case "PReLU" -> new Operator.Activation(call.name(), call.input(), call.output(), named(call.kind()), slopes(call));
            case "Softmax" -> new Operator.Activation(call.name(), call.input(), call.output(), named(call.kind()), softmax(call));
            case "ReLU", "LeakyReLU", "ELU", "ThresholdedReLU", "GELU" ->
                    new Operator.Activation(call.name(), call.input(), call.output(), named(call.kind()), ofClass(call.kind(), call.config(), call.facts()));
            case "UnitNormalization" -> new Operator.Activation(call.name(), call.input(), call.output(), "unit_normalization",
                    NormalisationLayers.axes(call, -1).map(axes -> Formulas.unit(axes, 1e-12)));
            case "Relu", "Sigmoid", "Tanh", "Silu", "Gelu", "Elu", "Selu", "Softplus", "HardSigmoid", "HardSilu", "Relu6", "LeakyRelu" ->
                    new Operator.Activation(call.name(), call.input(), call.output(), ArchiveWeights.snakeCase(call.kind()),
                            ofClass(call.kind(), call.config(), call.facts()));
            case "Rescaling" -> call.pass("the rescaling of its numbers", NormalisationLayers.rescaling(call));
            case "Normalization" -> call.pass("the normalisation of its numbers", NormalisationLayers.ofData(call));
            case "Masking" -> call.pass("what leaves out steps of padding", Optional.empty());
            case "AutoContrast", "Equalization", "Solarization" -> call.pass("the change of its images", Optional.empty());
            default -> TRAINING.contains(call.kind()) && call.told("training").asBoolean() ? call.pass("noise as in training", Optional.empty())
                    : TRAINING.contains(call.kind()) || PASSED.contains(call.kind()) || call.kind().startsWith("Random") ? call.pass() : null;
        });
    }

    /** A function is a name, an object of a class, or (in Keras 3, one that the user registered) an object that names it. */
    static String of(JsonNode activation) {
        if (activation.path("class_name").asText().equals("function")) {
            return of(activation.path("config"));
        }
        return activation.isObject() ? named(activation.path("class_name").asText()) : named(activation.asText(""));
    }

    /** What a function computes; empty where its name says all, or nothing that is known. */
    static Optional<Formula> formula(JsonNode activation, KerasFacts facts) {
        if (activation.path("class_name").asText().equals("function")) {
            return formula(activation.path("config"), facts);
        }
        return activation.isObject() ? ofClass(activation.path("class_name").asText(), activation.path("config"), facts)
                : ofName(named(activation.asText("")), facts);
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

    /** A function of its usual numbers. */
    private static Optional<Formula> ofName(String name, KerasFacts facts) {
        return Optional.ofNullable(switch (name) {
            case "elu" -> Formulas.elu(1);
            case "selu" -> Formula.of("Selu");
            case "celu" -> Formula.of("Celu");
            case "leaky_relu" -> Formulas.leakyRelu(0.2);
            case "relu6" -> Formulas.clip(0, 6);
            case "hard_tanh" -> Formulas.clip(-1, 1);
            case "hard_sigmoid" -> facts.third() ? Formulas.hardSigmoid(1 / 6.0, 0.5) : Formulas.hardSigmoid(0.2, 0.5);
            case "hard_swish", "hard_silu" -> Formulas.hardSwish();
            case "swish", "silu" -> Formulas.swish();
            case "mish", "Addons>mish" -> Formulas.mish();
            case "gelu" -> Formulas.gelu();
            case "Addons>gelu", "keras_nlp>gelu_approximate", "keras_hub>gelu_approximate" -> Formulas.geluByTanh();
            case "softplus" -> Formula.of("Softplus");
            case "softsign" -> Formula.of("Softsign");
            case "exponential", "exp" -> Formula.of("Exp");
            case "abs" -> Formula.of("Abs");
            case "log_softmax" -> Formula.of("LogSoftmax", Map.of("axis", -1));
            case "log_sigmoid" -> Formula.empty().then("Neg", "away", "in0").then("Softplus", "soft", "away").then("Neg", "out0", "soft");
            case "tanh_shrink" -> Formula.empty().then("Tanh", "bound", "in0").then("Sub", "out0", "in0", "bound");
            case "soft_shrink" -> Formula.of("Shrink", Map.of("lambd", 0.5, "bias", 0.5));
            case "hard_shrink" -> Formula.of("Shrink", Map.of("lambd", 0.5, "bias", 0.0));
            default -> null;
        });
    }

    /** A function of the numbers that its class was made with; a class of operators of Keras 3 is called by the function's name. */
    private static Optional<Formula> ofClass(String kind, JsonNode config, KerasFacts facts) {
        return switch (kind) {
            case "ReLU" -> relu(config);
            case "LeakyReLU" -> Optional.of(Formulas.leakyRelu(number(config, 0.3, "negative_slope", "alpha")));
            case "LeakyRelu" -> Optional.of(Formulas.leakyRelu(number(config, 0.2, "negative_slope")));
            case "ELU", "Elu" -> Optional.of(Formulas.elu(number(config, 1, "alpha")));
            case "ThresholdedReLU" -> Optional.of(Formula.of("ThresholdedRelu", Map.of("alpha", number(config, 1, "theta"))));
            case "Softmax" -> config.path("axis").isArray() ? Optional.empty() : Optional.of(Formulas.softmax(config.path("axis").asInt(-1)));
            case "GELU" -> Optional.of(config.path("approximate").asBoolean(false) ? Formulas.geluByTanh() : Formulas.gelu());
            case "Gelu" -> Optional.of(config.path("approximate").asBoolean(true) ? Formulas.geluByTanh() : Formulas.gelu());
            default -> ofName(ArchiveWeights.snakeCase(kind), facts);
        };
    }

    /** A number of a class, which some versions write as an array of none. */
    private static double number(JsonNode config, double otherwise, String... keys) {
        for (String key : keys) {
            JsonNode number = config.path(key).isObject() ? config.path(key).path("value") : config.path(key);
            if (number.isNumber()) {
                return number.asDouble();
            }
        }
        return otherwise;
    }

    /** Nothing below a threshold but what leaks through, and no more than a largest. */
    private static Optional<Formula> relu(JsonNode config) {
        double slope = number(config, 0, "negative_slope");
        double threshold = number(config, 0, "threshold");
        double most = number(config, Double.NaN, "max_value");
        if (slope == 0 && threshold == 0 && Double.isNaN(most)) {
            return Optional.empty();
        }
        Formula made = Formula.empty().with("threshold", threshold).then("Greater", "over", "in0", "threshold")
                .then(new Formula.Step("Cast", List.of("over"), List.of("open"), Map.of("to", 1))).then("Mul", "passed", "in0", "open");
        String above = "passed";
        if (!Double.isNaN(most)) {
            made = made.with("most", most).then("Min", "capped", "passed", "most");
            above = "capped";
        }
        return Optional.of(made.with("slope", slope).then("Sub", "missing", "threshold", "in0").then("Relu", "below", "missing").then("Mul", "leak", "below", "slope")
                .then("Sub", "out0", above, "leak"));
    }

    /** A slope for each unit, or for all along shared axes. */
    private static Optional<Formula> slopes(Call call) throws ModelFormatException {
        Optional<Tensor> alpha = call.weights().inOrder("alpha").find("alpha");
        return alpha.map(slopes -> Formula.empty().with("slopes", slopes).then("PRelu", "out0", "in0", "slopes"));
    }

    /** Along one axis or several; with a second value, which is a mask, it is another function. */
    private static Optional<Formula> softmax(Call call) {
        Optional<List<Integer>> axes = NormalisationLayers.axes(call, -1).filter(all -> call.inputs().size() == 1 && call.told(KerasNodes.MASK).isMissingNode());
        return axes.map(all -> all.size() == 1 ? Formulas.softmax(all.getFirst())
                : Formula.empty().then(new Formula.Step("ReduceLogSumExp", List.of("in0"), List.of("all"), Map.of("axes", all, "keepdims", 1)))
                        .then("Sub", "less", "in0", "all").then("Exp", "out0", "less"));
    }

    /** A function of TensorFlow that a model calls by its name ("nn.relu", "math.sigmoid"), behind its last dot. */
    static Optional<String> ofTensorFlow(String function) {
        String last = function.substring(function.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TENSORFLOW.contains(last) ? Optional.of(last) : Optional.empty();
    }

    /** What it computes of the numbers that it is told. */
    static Optional<Formula> ofTensorFlow(String function, Call call) {
        return switch (function) {
            case "leaky_relu" -> Optional.of(Formulas.leakyRelu(call.told("alpha").asDouble(0.2)));
            case "gelu" -> Optional.of(call.told("approximate").asBoolean(false) ? Formulas.geluByTanh() : Formulas.gelu());
            case "softmax" -> Optional.of(Formulas.softmax(call.told("axis").asInt(-1)));
            case "log_softmax" -> Optional.of(Formula.of("LogSoftmax", Map.of("axis", call.told("axis").asInt(-1))));
            default -> ofName(function, call.facts());
        };
    }
}
