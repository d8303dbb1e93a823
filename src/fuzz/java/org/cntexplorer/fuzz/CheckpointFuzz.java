package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** Tables of names of checkpoints of TensorFlow; the files of numbers are not there. */
class CheckpointFuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.index";

    CheckpointFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return "model.index";
    }
}
