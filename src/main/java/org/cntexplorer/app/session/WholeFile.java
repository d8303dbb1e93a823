package org.cntexplorer.app.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files whole or not at all: whatever happens meanwhile, what was there before, or what is written, can be read. */
final class WholeFile {
    private WholeFile() {}

    /** @throws IOException where it cannot be written; what was there before is still there then */
    static void write(Path file, byte[] content) throws IOException {
        // where a link leads to, so that the link stays
        Path goal = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        // not by createTempFile, which lets nobody else read what it makes
        Path whole = goal.resolveSibling("." + goal.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // on the disk before the name is: else a power cut could leave an empty file of that name
                channel.force(true);
            }
            try {
                Files.move(whole, goal, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(whole, goal, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
