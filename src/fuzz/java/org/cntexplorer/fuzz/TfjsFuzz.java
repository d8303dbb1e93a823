package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** Descriptions of TensorFlow.js models, whose weights lie beside them. */
class TfjsFuzz extends ReaderFuzz {
    private static final String MODELS = "tfjs.*\\.json";

    TfjsFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return "model.json";
    }
}
