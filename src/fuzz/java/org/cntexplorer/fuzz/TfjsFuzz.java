package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** Descriptions of TensorFlow.js models, whose weights lie beside them. */
class TfjsFuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of("tfjs.*\\.json");
    }

    @Override
    String name(byte[] bytes) {
        return "model.json";
    }
}
