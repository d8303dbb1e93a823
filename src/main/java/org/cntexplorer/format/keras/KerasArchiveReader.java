package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.ZipArchive;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Reads .keras, the archive of Keras 3 (and of Keras 2.13 to 2.15): a zip file of the model's configuration and an HDF5 file of its
 * weights. Keras stores them as they are, so that the weights stay where they are in the mapped file.
 */
public final class KerasArchiveReader implements ModelReader {
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final String METADATA = "metadata.json";
    private static final long LONGEST_CONFIG = 16L << 20;
    private static final long LONGEST_METADATA = 1L << 20;

    @Override
    public String format() {
        return "Keras archive";
    }

    @Override
    public List<String> extensions() {
        return List.of("keras");
    }

    @Override
    public Probe probe(MappedFile file) {
        if (!ZipArchive.startsWithMagic(file.bytes())) {
            return Probe.no("is no zip file");
        }
        boolean named = file.name().toLowerCase(Locale.ROOT).endsWith(".keras");
        try {
            List<String> names = ZipArchive.open(file.name(), file.bytes(), file.arena()).entries().stream().map(ZipArchive.Entry::name).toList();
            boolean config = names.contains(CONFIG);
            boolean weights = names.stream().anyMatch(name -> name.startsWith("model.weights."));
            if (config && weights) {
                return new Probe(1, "is a zip file of a " + CONFIG + " and weights");
            }
            return named ? new Probe(config || weights ? 0.9 : 0.25, "is a zip file named .keras") : Probe.no("is a zip file without weights of Keras");
        } catch (ModelFormatException e) {
            return named ? new Probe(0.5, "is a damaged zip file named .keras") : Probe.no("is a damaged zip file");
        }
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        ZipArchive archive = ZipArchive.open(file.name(), file.bytes(), file.arena());
        ZipArchive.Entry config = entry(file, archive, CONFIG, "which describes the model");
        ZipArchive.Entry weights = entry(file, archive, WEIGHTS, "in which its weights lie");
        if (config.size() < 0 || config.size() > LONGEST_CONFIG) {
            throw new ModelFormatException(file.name() + ": its " + CONFIG + " has " + config.size() + " bytes, and no model's has more than "
                    + LONGEST_CONFIG + "; save the model again.");
        }
        archive.checkSize(List.of(config, weights));
        String text = new String(archive.read(config, progress).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        JsonNode model = KerasModel.parse(file.name(), CONFIG, text);
        String version = version(file, archive, progress);
        progress.report(0, "Reading " + WEIGHTS);
        HdfBytes hdf5 = new HdfBytes(file.name() + " (" + WEIGHTS + ")", archive.read(weights, progress), null, file);
        List<String> warnings = new ArrayList<>();
        KerasModel.Wired wired = hdf5.read((hdf, tensors) ->
                new KerasModel(file.name(), CONFIG, version, new ArchiveWeights(file.name(), hdf, tensors, model), warnings).wired(model), progress);
        return Lowering.network(file, format(), wired.operators(), wired.outputs(), warnings, options, progress);
    }

    /** Keras 2.13 began to write such archives; "" where the file does not say which did. */
    private static String version(MappedFile file, ZipArchive archive, Progress progress) throws ModelFormatException {
        Optional<ZipArchive.Entry> metadata = archive.entry(METADATA).filter(entry -> entry.size() > 0 && entry.size() <= LONGEST_METADATA);
        if (metadata.isEmpty()) {
            return "";
        }
        String text = new String(archive.read(metadata.get(), progress).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        try {
            return KerasModel.parse(file.name(), METADATA, text).path("keras_version").asText();
        } catch (ModelFormatException e) {
            return "";
        }
    }

    private static ZipArchive.Entry entry(MappedFile file, ZipArchive archive, String name, String use) throws ModelFormatException {
        if (archive.entry(name).isPresent()) {
            return archive.entry(name).get();
        }
        boolean other = archive.entries().stream().anyMatch(entry -> entry.name().startsWith("model.weights.") || entry.name().startsWith("model.weights_"));
        if (name.equals(WEIGHTS) && other) {
            throw new ModelFormatException(file.name() + " holds its weights in another form than " + WEIGHTS
                    + ", which this version does not read; save the model again with model.save and its defaults.");
        }
        throw new ModelFormatException(file.name() + " holds no " + name + ", " + use + "; save the model again with model.save.");
    }
}
