package org.cntexplorer.format.tflite;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;

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
