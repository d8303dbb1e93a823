package org.cntexplorer.figure;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes a file beside its place and moves it there when it is whole: whoever looks sees the old file or the new one, never half of one. */
public final class OutputFile {
    /** What writes the contents. */
    @FunctionalInterface
    public interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    private OutputFile() {}

    /**
     * @throws UnwritableFileException with a sentence where the folder is absent, full or may not be written to
     * @throws IOException where the disk fails
     */
    public static void write(Path file, Contents contents) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new UnwritableFileException(file + " is a folder; give the name of a file.");
        }
        if (!Files.isDirectory(folder)) {
            throw new UnwritableFileException("There is no folder " + folder + " to write " + target.getFileName() + " into.");
        }
        // the link's own target is replaced, not the link
        Path real = Files.exists(target) ? target.toRealPath() : target;
        Path draft = draft(real);
        Thread ifStopped = new Thread(() -> draft.toFile().delete(), "delete " + draft.getFileName());
        try {
            Runtime.getRuntime().addShutdownHook(ifStopped);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
                contents.writeTo(out);
            }
            move(draft, real);
        } catch (IOException e) {
            throw isFull(e) ? new UnwritableFileException("There is no room left on the disk for " + target.getFileName() + "; nothing was written.", e) : e;
        } finally {
            Files.deleteIfExists(draft);
            unhook(ifStopped);
        }
    }

    /** By the words of Linux and macOS, and of Windows. */
    private static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("disk quota exceeded");
    }

    private static void unhook(Thread ifStopped) {
        try {
            Runtime.getRuntime().removeShutdownHook(ifStopped);
        } catch (IllegalStateException e) {
            // the program ends just now, and the draft is gone
        }
    }

    private static Path draft(Path target) throws IOException {
        // not by createTempFile, whose files nobody else may read
        Path draft = target.resolveSibling("." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
        try {
            return Files.createFile(draft);
        } catch (AccessDeniedException | NoSuchFileException e) {
            throw new UnwritableFileException("The folder " + target.getParent() + " may not be written to.", e);
        } catch (FileSystemException e) {
            throw new UnwritableFileException(target + " cannot be written" + (e.getReason() == null ? "." : ": " + e.getReason() + "."), e);
        }
    }

    private static void move(Path draft, Path target) throws IOException {
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new UnwritableFileException(target + " is there already and may not be overwritten.");
        }
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
