package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** HDF5 files of Keras. */
class KerasHdf5Fuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of(".*\\.h5");
    }

    @Override
    String name(byte[] bytes) {
        return "model.h5";
    }
}
