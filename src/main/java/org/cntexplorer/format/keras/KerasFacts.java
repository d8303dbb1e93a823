package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * What of a whole model its layers are told.
 *
 * @param third whether Keras 3 made it, whose functions are not all those of Keras 1 and 2 of the same name
 * @param masked whether layers of it leave out steps that an embedding says are padding
 */
record KerasFacts(boolean third, boolean masked) {
    /** Of a file of which nothing is known but its weights. */
    static final KerasFacts NONE = new KerasFacts(false, false);

    private static final Set<String> MASKED = Set.of("LSTM", "GRU", "SimpleRNN", "RNN", "CuDNNLSTM", "CuDNNGRU", "Bidirectional", "MultiHeadAttention",
            "GroupQueryAttention", "GroupedQueryAttention", "Attention", "AdditiveAttention", "GlobalAveragePooling1D", "GlobalAvgPool1D", "ConvLSTM1D",
            "ConvLSTM2D", "ConvLSTM3D");

    /** @param version of Keras that wrote the file; "" where it does not say */
    static KerasFacts of(JsonNode model, String version) {
        List<String> kinds = model.findValuesAsText("class_name");
        // what has an object for the type of its numbers is Keras 3's
        boolean third = version.isBlank() ? kinds.contains("DTypePolicy") : !version.startsWith("1.") && !version.startsWith("2.");
        return new KerasFacts(third, kinds.stream().anyMatch(MASKED::contains));
    }
}
