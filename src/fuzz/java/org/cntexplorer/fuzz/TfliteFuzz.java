package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** TensorFlow Lite models. */
class TfliteFuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.tflite";

    TfliteFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return "model.tflite";
    }
}
