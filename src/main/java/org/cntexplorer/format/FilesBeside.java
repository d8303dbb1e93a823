package org.cntexplorer.format;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that a model keeps its weights in beside itself, mapped for as long as the model is. Only files in the model's own folder or below
 * it are opened, whatever the model asks for.
 */
public final class FilesBeside {
    /** What names the files, and so which words a message uses. */
    public enum Namer {
        MODEL("model", "outside of the model's folder, which is not opened; put it beside the model and export that again."),
        INDEX("index", "outside of its folder, which is not opened; put that file beside the index and name it there.");

        private final String word;
        private final String outside;

        Namer(String word, String outside) {
            this.word = word;
            this.outside = outside;
        }
    }

    private final MappedFile file;
    private final Path anchor;
    private final Namer namer;
    private final int most;
    private final Map<String, MemorySegment> mapped = new HashMap<>();

    /** @param most how many files are opened at most */
    public FilesBeside(MappedFile file, int most) {
        this(file, file.path(), Namer.MODEL, most);
    }

    /**
     * @param file the file that was opened; while it is mapped, the others are
     * @param anchor the file that names the others, in whose folder they lie; perhaps another one than {@code file}
     */
    public FilesBeside(MappedFile file, Path anchor, Namer namer, int most) {
        this.file = file;
        this.anchor = anchor;
        this.namer = namer;
        this.most = most;
    }

    /** The bytes of all files that were opened, each counted once. */
    public long size() {
        return mapped.values().stream().mapToLong(MemorySegment::byteSize).sum();
    }

    /**
     * @param location as the model gives it
     * @param sentence the beginning of a message, which goes on with the location
     * @throws ModelFormatException where there is no such file, it lies outside of the folder, or cannot be read
     */
    public MemorySegment map(String location, String sentence) throws ModelFormatException {
        MemorySegment known = mapped.get(location);
        if (known != null) {
            return known;
        }
        if (mapped.size() == most) {
            throw new ModelFormatException(sentence + "one of more than " + most + "; save the model as one file.");
        }
        try {
            Path folder = anchor.toRealPath().getParent();
            Path asked = folder.resolve(location).normalize();
            if (location.isEmpty() || !asked.startsWith(folder) || asked.equals(folder)) {
                throw new ModelFormatException(sentence + "\"" + location + "\", " + namer.outside);
            }
            if (!Files.exists(asked)) {
                throw new ModelFormatException(sentence + location + ", which is not there; put it beside the " + namer.word + ".");
            }
            Path real = asked.toRealPath();
            if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
                throw new ModelFormatException(sentence + location
                        + ", which is a link or no plain file and is not opened; put the file itself beside the " + namer.word + ".");
            }
            MemorySegment bytes = real.equals(file.path().toRealPath()) ? file.bytes() : map(real);
            mapped.put(location, bytes);
            return bytes;
        } catch (IOException | InvalidPathException e) {
            throw new ModelFormatException(sentence + location + ", which cannot be read (" + e.getMessage() + "); check the disk and the file.", e);
        }
    }

    private MemorySegment map(Path real) throws IOException {
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), file.arena());
        }
    }
}
