package org.cntexplorer.figure;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
        DraftFile draft = draft(target);
        Thread ifStopped = new Thread(() -> draft.path().toFile().delete(), "delete " + draft.path().getFileName());
        try {
            Runtime.getRuntime().addShutdownHook(ifStopped);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft.path()), 1 << 16)) {
                contents.writeTo(out);
            }
            if (Files.exists(draft.goal()) && !Files.isWritable(draft.goal())) {
                throw new UnwritableFileException(draft.goal() + " is there already and may not be overwritten.");
            }
            draft.move();
        } catch (IOException e) {
            throw isFull(e) ? new UnwritableFileException("There is no room left on the disk for " + target.getFileName() + "; nothing was written.", e) : e;
        } finally {
            draft.discard();
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

    private static DraftFile draft(Path target) throws IOException {
        DraftFile draft = DraftFile.of(target);
        try {
            Files.createFile(draft.path());
            return draft;
        } catch (AccessDeniedException | NoSuchFileException e) {
            throw new UnwritableFileException("The folder " + draft.goal().getParent() + " may not be written to.", e);
        } catch (FileSystemException e) {
            throw new UnwritableFileException(draft.goal() + " cannot be written" + (e.getReason() == null ? "." : ": " + e.getReason() + "."), e);
        }
    }
}
