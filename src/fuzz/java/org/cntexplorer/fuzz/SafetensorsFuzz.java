package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** safetensors files, and indices of shards. */
class SafetensorsFuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of(".*\\.safetensors(\\.index\\.json)?");
    }

    @Override
    String name(byte[] bytes) {
        return starts(bytes, "{") ? "model.safetensors.index.json" : "model.safetensors";
    }
}
