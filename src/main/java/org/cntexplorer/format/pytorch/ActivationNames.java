package org.cntexplorer.format.pytorch;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions without weights, by PyTorch's names of their modules and of themselves. */
final class ActivationNames {
    private static final Map<String, String> MODULES = Map.ofEntries(Map.entry("ReLU", "relu"), Map.entry("ReLU6", "relu6"),
            Map.entry("LeakyReLU", "leaky_relu"), Map.entry("PReLU", "prelu"), Map.entry("RReLU", "rrelu"), Map.entry("ELU", "elu"), Map.entry("SELU", "selu"),
            Map.entry("CELU", "celu"), Map.entry("GELU", "gelu"), Map.entry("SiLU", "silu"), Map.entry("Swish", "silu"), Map.entry("Mish", "mish"),
            Map.entry("Sigmoid", "sigmoid"), Map.entry("Tanh", "tanh"), Map.entry("Softmax", "softmax"), Map.entry("Softmax2d", "softmax"),
            Map.entry("LogSoftmax", "log_softmax"), Map.entry("Softmin", "softmin"), Map.entry("Softplus", "softplus"), Map.entry("Softsign", "softsign"),
            Map.entry("Softshrink", "softshrink"), Map.entry("Hardshrink", "hardshrink"), Map.entry("Hardtanh", "hard_tanh"),
            Map.entry("Hardsigmoid", "hard_sigmoid"), Map.entry("Hardswish", "hard_swish"), Map.entry("LogSigmoid", "log_sigmoid"),
            Map.entry("Tanhshrink", "tanhshrink"), Map.entry("Threshold", "threshold"), Map.entry("LocalResponseNorm", "local_response_norm"));
    private static final Map<String, String> FUNCTIONS = Map.of("hardtanh", "hard_tanh", "hardsigmoid", "hard_sigmoid", "hardswish", "hard_swish",
            "special_expit", "sigmoid", "swish", "silu", "logsigmoid", "log_sigmoid");
    private static final Set<String> SAME = Set.of("relu", "relu6", "leaky_relu", "prelu", "rrelu", "elu", "selu", "celu", "gelu", "silu", "mish", "sigmoid",
            "tanh", "softmax", "log_softmax", "softmin", "softplus", "softsign", "softshrink", "hardshrink", "tanhshrink", "threshold", "exp", "sin", "cos", "abs",
            "sqrt", "square", "erf", "log_sigmoid", "clamp", "normalize");

    private ActivationNames() {}

    /** Of a module's class, "LeakyReLU". */
    static Optional<String> ofModule(String kind) {
        return Optional.ofNullable(MODULES.get(kind));
    }

    /** Of a function, "leaky_relu" or "leaky_relu_", which works in place. */
    static Optional<String> ofFunction(String name) {
        String plain = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
        return SAME.contains(plain) ? Optional.of(plain) : Optional.ofNullable(FUNCTIONS.get(plain));
    }
}
