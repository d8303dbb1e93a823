package org.cntexplorer.app.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cntexplorer.figure.DraftFile;

/** Writes files whole or not at all: whatever happens meanwhile, what was there before, or what is written, can be read. */
final class WholeFile {
    private WholeFile() {}

    /** @throws IOException where it cannot be written; what was there before is still there then */
    static void write(Path file, byte[] content) throws IOException {
        DraftFile draft = DraftFile.of(file);
        try {
            try (FileChannel channel = FileChannel.open(draft.path(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // on the disk before the name is: else a power cut could leave an empty file of that name
                channel.force(true);
            }
            draft.move();
        } finally {
            draft.discard();
        }
    }
}
