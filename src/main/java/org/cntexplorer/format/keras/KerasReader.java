package org.cntexplorer.format.keras;

import io.jhdf.HdfFile;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads Keras' .h5: a whole model with its configuration, or weights only. */
public final class KerasReader implements ModelReader {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    /** The library tells of each file that it opens, on standard error. Held here, or its level is forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.jhdf");

    @Override
    public String format() {
        return "Keras HDF5";
    }

    @Override
    public List<String> extensions() {
        return List.of("h5", "hdf5");
    }

    @Override
    public Probe probe(MappedFile file) {
        if (signature(file.bytes()) >= 0) {
            return new Probe(1, "has the HDF5 signature");
        }
        return Probe.no("has no HDF5 signature");
    }

    /** Where the signature stands: at 0, or behind a user block of 512, 1024, 2048, … bytes. */
    private static long signature(MemorySegment bytes) {
        MemorySegment signature = MemorySegment.ofArray(SIGNATURE);
        for (long at = 0; at <= bytes.byteSize() - SIGNATURE.length; at = at == 0 ? 512 : 2 * at) {
            if (bytes.asSlice(at, SIGNATURE.length).mismatch(signature) == -1) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        LIBRARY.setLevel(Level.OFF);
        List<String> warnings = new ArrayList<>();
        List<Operator> operators;
        try (HdfFile hdf = hdf(file)) {
            checkWhole(file, hdf);
            HdfTensors tensors = new HdfTensors(file, hdf.getUserBlockSize(), progress);
            KerasWeights weights = KerasWeights.of(hdf, tensors);
            String config = KerasWeights.text(hdf, "model_config");
            operators = config.isBlank() ? KerasWeightsOnly.operators(file.name(), weights, warnings)
                    : new KerasModel(file.name(), weights, warnings).operators(config);
        } catch (CancellationException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new ModelFormatException(file.name() + " is a damaged HDF5 file, whose addresses lead round in circles; download or save it again.", e);
        } catch (RuntimeException e) {
            // the library answers damage with many kinds of exceptions
            throw new ModelFormatException(file.name() + " is a damaged or cut-off HDF5 file (" + reason(e) + "); download or save it again.", e);
        }
        return Lowering.network(file, format(), operators, warnings, options, progress);
    }

    /** Over the mapping where the library can (up to 2 GB), which then allocates nothing for what a damaged file claims. */
    private static HdfFile hdf(MappedFile file) {
        return file.size() <= Integer.MAX_VALUE ? HdfFile.fromByteBuffer(file.bytes().asByteBuffer()) : new HdfFile(file.path());
    }

    /** The library reads what is there of a file that was cut short, and then the end of some weights would be missing. */
    private static void checkWhole(MappedFile file, HdfFile hdf) throws ModelFormatException {
        long end = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
        if (end > file.size()) {
            throw new ModelFormatException(file.name() + " is an HDF5 file that was cut short: " + file.size() + " of its " + end
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
