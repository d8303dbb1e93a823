package org.cntexplorer.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file mapped read-only as one segment. Whoever opened it closes it, or hands {@link #close()} to the {@code Network} made of it.
 */
public final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;

    private MappedFile(Path path, Arena arena, MemorySegment bytes) {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
    }

    /** @throws ModelFormatException where there is no such file, it is a folder, is empty or may not be read */
    public static MappedFile open(Path path) throws ModelFormatException {
        if (Files.isDirectory(path)) {
            throw new ModelFormatException(FolderLook.sentence(path));
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ModelFormatException(path + " is a device or a pipe, not a file; open a model file instead.");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() == 0) {
                throw new ModelFormatException(path.getFileName() + " is empty (0 bytes); save or download the model again.");
            }
            return new MappedFile(path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (ModelFormatException e) {
            arena.close();
            throw e;
        } catch (NoSuchFileException e) {
            arena.close();
            throw new ModelFormatException("There is no file " + path + "; check the path.", e);
        } catch (AccessDeniedException e) {
            arena.close();
            throw new ModelFormatException(path + " may not be read; check its permissions.", e);
        } catch (IOException | UnsupportedOperationException e) {
            arena.close();
            throw new ModelFormatException(path + " cannot be read (" + e.getMessage() + "); check the disk and the file.", e);
        }
    }

    public Path path() {
        return path;
    }

    /** The file's name without folder. */
    public String name() {
        return path.getFileName().toString();
    }

    /** The whole file. */
    public MemorySegment bytes() {
        return bytes;
    }

    public long size() {
        return bytes.byteSize();
    }

    /** Memory that lives as long as the mapping: for what a reader has to unpack. */
    public Arena arena() {
        return arena;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
