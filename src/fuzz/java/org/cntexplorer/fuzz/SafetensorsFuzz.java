package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** safetensors files, and indices of shards. */
class SafetensorsFuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.safetensors(\\.index\\.json)?";

    SafetensorsFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return starts(bytes, "{") ? "model.safetensors.index.json" : "model.safetensors";
    }
}
