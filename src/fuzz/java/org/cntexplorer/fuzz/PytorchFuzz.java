package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** What torch.save wrote: zip files, older containers, TorchScript. */
class PytorchFuzz extends ReaderFuzz {
    private static final String MODELS = ".*\\.(pt|pth|ckpt)|nested\\.bin";

    PytorchFuzz() {
        super(MODELS);
    }

    static Stream<byte[]> seeds() throws IOException {
        return Edits.with(Seeds.of(MODELS));
    }

    @Override
    String name(byte[] bytes) {
        return "model.pt";
    }
}
