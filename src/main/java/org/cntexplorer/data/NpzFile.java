package org.cntexplorer.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ZipArchive;
import org.cntexplorer.format.numpy.NpyFile;
import org.cntexplorer.format.numpy.NumpyArray;
import org.cntexplorer.progress.Progress;

/** Arrays of an .npz: a stored one in its place, a packed one unpacked to a temporary file. */
final class NpzFile {
    /** Pairs of samples and labels as people call them, those that a network has not learnt from first. */
    private static final String[][] KNOWN = {{"x_test", "y_test"}, {"test_images", "test_labels"}, {"x", "y"}, {"images", "labels"}, {"data", "labels"},
        {"data", "target"}, {"inputs", "targets"}, {"features", "labels"}, {"x_val", "y_val"}, {"val_images", "val_labels"}, {"x_train", "y_train"},
        {"train_images", "train_labels"}};

    private final DataFile file;
    private final Map<String, ZipArchive.Entry> entries = new LinkedHashMap<>();

    NpzFile(DataFile file) throws ModelFormatException {
        this.file = file;
        for (ZipArchive.Entry entry : ZipArchive.open(file.name(), file.bytes(), file.mapped().arena()).entries()) {
            if (entry.name().endsWith(".npy")) {
                entries.put(entry.name().substring(0, entry.name().length() - 4), entry);
            }
        }
        if (entries.isEmpty()) {
            throw new ModelFormatException(file.name() + " is a zip file without arrays of NumPy; save the samples with numpy.savez, or unpack it.");
        }
    }

    /** The array that holds the samples. */
    String samples(Optional<String> chosen) throws ModelFormatException {
        if (chosen.isPresent()) {
            return named(chosen.get()).orElseThrow(() -> new ModelFormatException(file.name() + " has no array " + chosen.get() + "; it has " + some() + "."));
        }
        for (String[] pair : KNOWN) {
            Optional<String> array = named(pair[0]);
            if (array.isPresent()) {
                return array.get();
            }
        }
        if (entries.size() == 1) {
            return entries.keySet().iterator().next();
        }
        throw new ModelFormatException(file.name() + " holds " + entries.size() + " arrays (" + some() + ") and none called x or images; say which are the samples.");
    }

    private String some() {
        List<String> names = List.copyOf(entries.keySet());
        return String.join(", ", names.subList(0, Math.min(8, names.size()))) + (names.size() > 8 ? ", …" : "");
    }

    /** The array that holds the labels of an array. */
    Optional<String> labels(String samples) {
        for (String[] pair : KNOWN) {
            if (pair[0].equalsIgnoreCase(samples) && named(pair[1]).isPresent()) {
                return named(pair[1]);
            }
        }
        String lower = samples.toLowerCase(Locale.ROOT);
        return lower.startsWith("x") ? named("y" + samples.substring(1)) : Optional.empty();
    }

    private Optional<String> named(String name) {
        return entries.containsKey(name) ? Optional.of(name) : entries.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** The array that holds nothing but labels, of an archive given for labels. */
    String onlyLabels() throws ModelFormatException {
        List<String> names = new ArrayList<>();
        for (String[] pair : KNOWN) {
            named(pair[1]).ifPresent(names::add);
        }
        return names.isEmpty() ? samples(Optional.empty()) : names.getFirst();
    }

    /** An array, over memory that lives as long as what this gives. */
    Array read(String name, Progress progress) throws ModelFormatException {
        ZipArchive.Entry entry = entries.get(name);
        String source = file.name() + " (" + entry.name() + ")";
        if (entry.method() == 0) {
            MemorySegment bytes = ZipArchive.open(file.name(), file.bytes(), file.mapped().arena()).read(entry, progress);
            return new Array(NpyFile.numbers(source, bytes), file);
        }
        DataFile unpacked;
        try (ZipFile zip = new ZipFile(file.path().toFile()); InputStream in = zip.getInputStream(zip.getEntry(entry.name()))) {
            unpacked = DataFile.unpacked(file.path(), source, in, progress);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFormatException(source + " does not unpack (" + e.getMessage() + "); download or copy it again.", e);
        }
        try {
            return new Array(NpyFile.numbers(source, unpacked.bytes()), unpacked);
        } catch (ModelFormatException e) {
            unpacked.close();
            throw e;
        }
    }

    /** @param file whose memory it is in: the archive itself, or what was unpacked of it */
    record Array(NumpyArray.Numbers numbers, DataFile file) {}
}
