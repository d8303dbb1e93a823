package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** ONNX models. */
class OnnxFuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of(".*\\.onnx");
    }

    @Override
    String name(byte[] bytes) {
        return "model.onnx";
    }
}
