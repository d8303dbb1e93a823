package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** HDF5 files of Keras. */
class KerasHdf5Fuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.h5";

    KerasHdf5Fuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return "model.h5";
    }
}
