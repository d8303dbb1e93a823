package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** TensorFlow Lite models. */
class TfliteFuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of(".*\\.tflite");
    }

    @Override
    String name(byte[] bytes) {
        return "model.tflite";
    }
}
