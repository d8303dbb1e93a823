package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** NumPy arrays, alone, pickled or in an archive. */
class NumpyFuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.np[yz]";

    NumpyFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return starts(bytes, "PK") ? "model.npz" : "model.npy";
    }
}
