package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** NumPy arrays, alone, pickled or in an archive. */
class NumpyFuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of(".*\\.np[yz]");
    }

    @Override
    String name(byte[] bytes) {
        return starts(bytes, "PK") ? "model.npz" : "model.npy";
    }
}
