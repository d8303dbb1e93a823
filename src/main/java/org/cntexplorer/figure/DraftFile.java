package org.cntexplorer.figure;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file beside its place, and its move there when it is whole: whoever looks sees the old file or the new one, never half of one.
 *
 * @param path where nothing is yet
 * @param goal where it shall be
 */
public record DraftFile(Path path, Path goal) {
    /** The draft of a file; of what a link leads to, so that the link stays. */
    public static DraftFile of(Path file) throws IOException {
        Path goal = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        // not by createTempFile, whose files nobody else may read
        return new DraftFile(goal.resolveSibling("." + goal.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part"), goal);
    }

    /** Puts it in its place, instead of what is there. */
    public void move() throws IOException {
        try {
            Files.move(path, goal, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, goal, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes away what was not moved. */
    public void discard() throws IOException {
        Files.deleteIfExists(path);
    }
}
