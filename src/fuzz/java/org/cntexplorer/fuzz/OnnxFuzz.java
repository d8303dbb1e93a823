package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** ONNX models. */
class OnnxFuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.onnx";

    OnnxFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return "model.onnx";
    }
}
