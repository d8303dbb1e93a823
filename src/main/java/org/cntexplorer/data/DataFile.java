package org.cntexplorer.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/** A file of samples in mapped memory; a packed one is unpacked beside other temporary files first, so that none of it is on the heap. */
final class DataFile implements AutoCloseable {
    private static final int PIECE = 1 << 20;
    private static final long KEPT_FREE = 256L << 20;

    private final Path path;
    private final String name;
    private final MappedFile mapped;
    private final Optional<Path> temporary;

    private DataFile(Path path, String name, MappedFile mapped, Optional<Path> temporary) {
        this.path = path;
        this.name = name;
        this.mapped = mapped;
        this.temporary = temporary;
    }

    /** Opens a file, unpacked where it is a gzip file. */
    static DataFile open(Path path, Progress progress) throws ModelFormatException {
        MappedFile file = MappedFile.open(path);
        MemorySegment bytes = file.bytes();
        boolean packed = bytes.byteSize() > 2 && bytes.get(ValueLayout.JAVA_BYTE, 0) == 0x1f && bytes.get(ValueLayout.JAVA_BYTE, 1) == (byte) 0x8b;
        if (!packed) {
            return new DataFile(path, file.name(), file, Optional.empty());
        }
        file.close();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16), 1 << 16)) {
            return unpacked(path, file.name(), in, progress);
        } catch (IOException e) {
            throw damaged(file.name(), e);
        }
    }

    /**
     * Unpacks.
     *
     * @param name of what is unpacked, for sentences
     */
    static DataFile unpacked(Path path, String name, InputStream in, Progress progress) throws ModelFormatException {
        Path temporary = null;
        try {
            temporary = Files.createTempFile("cnt-explorer-", ".data");
            copy(name, in, temporary, progress);
            DataFile file = new DataFile(path, name, MappedFile.open(temporary), Optional.of(temporary));
            temporary = null;
            return file;
        } catch (IOException e) {
            throw damaged(name, e);
        } finally {
            delete(temporary);
        }
    }

    private static void copy(String name, InputStream in, Path to, Progress progress) throws IOException, ModelFormatException {
        byte[] piece = new byte[PIECE];
        long written = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int read = in.readNBytes(piece, 0, PIECE); read > 0; read = in.readNBytes(piece, 0, PIECE)) {
                progress.check();
                progress.report(-1, "Unpacking " + name);
                if (written % (64L * PIECE) == 0 && Files.getFileStore(to).getUsableSpace() < KEPT_FREE) {
                    throw new ModelFormatException(name + " unpacks to more than the disk of " + to.getParent()
                            + " has room for; make room there, or unpack it yourself and open what is inside.");
                }
                out.write(piece, 0, read);
                written += read;
            }
        }
        if (written == 0) {
            throw new ModelFormatException(name + " is empty when unpacked; save or download it again.");
        }
    }

    private static ModelFormatException damaged(String name, IOException e) {
        return e instanceof ZipException || e instanceof EOFException
                ? new ModelFormatException(name + " is damaged or cut short and does not unpack; download or copy it again.", e)
                : new ModelFormatException(name + " cannot be unpacked (" + e.getMessage() + "); check the disk and the file.", e);
    }

    Path path() {
        return path;
    }

    /** For sentences. */
    String name() {
        return name;
    }

    MemorySegment bytes() {
        return mapped.bytes();
    }

    MappedFile mapped() {
        return mapped;
    }

    @Override
    public void close() {
        mapped.close();
        delete(temporary.orElse(null));
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
