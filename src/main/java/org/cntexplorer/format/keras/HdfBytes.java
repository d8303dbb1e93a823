package org.cntexplorer.format.keras;

import io.jhdf.HdfFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/**
 * An HDF5 file in memory: a whole mapped file, or a part of one.
 *
 * @param source how messages call it
 * @param bytes all of it
 * @param path where it lies as a file of its own, or null; needed for more than 2 GB only
 * @param file what it is of, and whose arena takes what has to be unpacked
 */
record HdfBytes(String source, MemorySegment bytes, Path path, MappedFile file) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    /** The library tells of each file that it opens, on standard error. Held here, or its level is forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.jhdf");

    /** What is done with the open file. */
    interface Reading<T> {
        T read(HdfFile hdf, HdfTensors tensors) throws ModelFormatException;
    }

    /** Where the signature stands: at 0, or behind a user block of 512, 1024, 2048, … bytes; −1 where there is none. */
    static long signature(MemorySegment bytes) {
        MemorySegment signature = MemorySegment.ofArray(SIGNATURE);
        for (long at = 0; at <= bytes.byteSize() - SIGNATURE.length; at = at == 0 ? 512 : 2 * at) {
            if (bytes.asSlice(at, SIGNATURE.length).mismatch(signature) == -1) {
                return at;
            }
        }
        return -1;
    }

    /** @throws ModelFormatException also for every way in which the library says that the file is damaged */
    <T> T read(Reading<T> reading, Progress progress) throws ModelFormatException {
        LIBRARY.setLevel(Level.OFF);
        if (path == null && bytes.byteSize() > Integer.MAX_VALUE) {
            throw new ModelFormatException(source + " has more than 2 GB, which this version reads from a file of its own only; unpack it and open that.");
        }
        try (HdfFile hdf = open()) {
            checkWhole(hdf);
            return reading.read(hdf, new HdfTensors(this, hdf.getUserBlockSize(), progress));
        } catch (CancellationException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new ModelFormatException(source + " is a damaged HDF5 file, whose addresses lead round in circles; download or save it again.", e);
        } catch (RuntimeException e) {
            // the library answers damage with many kinds of exceptions
            throw new ModelFormatException(source + " is a damaged or cut-off HDF5 file (" + reason(e) + "); download or save it again.", e);
        }
    }

    /** Over the mapping where the library can (up to 2 GB), which then allocates nothing for what a damaged file claims. */
    private HdfFile open() {
        return bytes.byteSize() <= Integer.MAX_VALUE ? HdfFile.fromByteBuffer(bytes.asByteBuffer()) : new HdfFile(path);
    }

    /** The library reads what is there of a file that was cut short, and then the end of some weights would be missing. */
    private void checkWhole(HdfFile hdf) throws ModelFormatException {
        long end = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
        if (end > bytes.byteSize()) {
            throw new ModelFormatException(source + " is an HDF5 file that was cut short: " + bytes.byteSize() + " of its " + end
                    + " bytes are there; download or copy it again.");
        }
    }

    private static String reason(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                : message.lines().findFirst().orElse("").replaceFirst("[.;]\\s*$", "").replaceAll("[.!?] ", ", ");
    }
}
