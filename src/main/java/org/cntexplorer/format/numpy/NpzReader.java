package org.cntexplorer.format.numpy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.ZipArchive;
import org.cntexplorer.format.lowering.InferredChain;
import org.cntexplorer.format.lowering.WeightChain;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads .npz: a zip file of .npy files. How they are wired is inferred from their shapes. */
public final class NpzReader implements ModelReader {
    private static final int MOST_ENTRIES = 10_000;

    @Override
    public String format() {
        return "NumPy archive";
    }

    @Override
    public List<String> extensions() {
        return List.of("npz");
    }

    @Override
    public Probe probe(MappedFile file) {
        if (!ZipArchive.startsWithMagic(file.bytes())) {
            return Probe.no("is no zip file");
        }
        boolean named = file.name().toLowerCase(Locale.ROOT).endsWith(".npz");
        try {
            List<ZipArchive.Entry> entries = ZipArchive.open(file.name(), file.bytes(), file.arena()).entries();
            if (entries.stream().anyMatch(entry -> entry.name().endsWith(".npy"))) {
                boolean only = entries.stream().allMatch(entry -> entry.name().endsWith(".npy"));
                return new Probe(only || named ? 1 : 0.3, "is a zip file of .npy files");
            }
            return named ? new Probe(0.2, "is a zip file named .npz") : Probe.no("is a zip file without .npy files");
        } catch (ModelFormatException e) {
            return named ? new Probe(0.5, "is a damaged zip file named .npz") : Probe.no("is a damaged zip file");
        }
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        List<String> warnings = new ArrayList<>();
        ZipArchive archive = ZipArchive.open(file.name(), file.bytes(), file.arena());
        if (archive.entries().size() > MOST_ENTRIES) {
            throw new ModelFormatException(file.name() + " holds " + archive.entries().size()
                    + " files, and no fully connected network has so many arrays; save its weights alone.");
        }
        List<ZipArchive.Entry> entries = archive.entries().stream().filter(entry -> entry.name().endsWith(".npy")).toList();
        archive.checkSize(entries);
        List<NamedArray> arrays = new ArrayList<>();
        for (ZipArchive.Entry entry : entries) {
            progress.report((double) arrays.size() / entries.size(), "Reading " + entry.name());
            MemorySegment bytes = archive.read(entry, progress);
            String name = entry.name().substring(0, entry.name().length() - ".npy".length());
            arrays.addAll(NpyFile.read(file.name() + " (" + entry.name() + ")", name, bytes, file.arena(), warnings, progress));
        }
        if (arrays.isEmpty()) {
            throw new ModelFormatException(file.name() + " is a zip file without arrays of NumPy; save the weights with numpy.savez.");
        }
        List<Operator> operators = WeightChain.operators(file.name(), NamedArray.tensors(arrays), WeightChain.Listing.IN_FILE_ORDER, options, warnings);
        return InferredChain.network(file, format(), operators, warnings, options, progress);
    }
}
