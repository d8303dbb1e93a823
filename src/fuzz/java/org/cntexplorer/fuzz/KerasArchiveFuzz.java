package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** Archives of Keras 3. */
class KerasArchiveFuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.keras";

    KerasArchiveFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return "model.keras";
    }
}
