package org.cntexplorer.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

/** What torch.save wrote: zip files, older containers, TorchScript. */
class PytorchFuzz extends ReaderFuzz {
    static Stream<byte[]> seeds() throws IOException {
        return Seeds.of(".*\\.(pt|pth|ckpt)|nested\\.bin");
    }

    @Override
    String name(byte[] bytes) {
        return "model.pt";
    }
}
