package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** Archives of Keras 3. */
class KerasArchiveFuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of(".*\\.keras");
    }

    @Override
    String name(byte[] bytes) {
        return "model.keras";
    }
}
