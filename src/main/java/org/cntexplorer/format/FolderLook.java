package org.cntexplorer.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a folder that was given for a model holds, and which file of it is the model. */
final class FolderLook {
    /** So many files are looked at. */
    private static final int MOST = 2000;
    private static final int NAMED = 3;
    private static final Set<String> ENDINGS = Set.of("onnx", "npy", "npz", "h5", "hdf5", "keras", "pt", "pth", "tflite", "safetensors");

    /** Files that are the model of their folder, whatever else lies there, the surest first. */
    private static final List<String> KNOWN = List.of("saved_model.pb", "model.json", "model.safetensors.index.json", "pytorch_model.bin.index.json",
            "model.safetensors", "pytorch_model.bin");

    private FolderLook() {}

    /** The file that is the model which a folder is; empty where there is none or no telling which, or where it is no folder. */
    static Optional<Path> model(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<String> names = names(folder);
        List<String> models = models(names);
        return KNOWN.stream().filter(names::contains).findFirst().or(() -> models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty())
                .map(folder::resolve).filter(Files::isRegularFile);
    }

    /** Indexes of shards, else models, else checkpoints. */
    private static List<String> models(List<String> names) {
        List<String> index = names.stream().filter(file -> file.endsWith(".safetensors.index.json")).toList();
        List<String> models = index.isEmpty() ? names.stream().filter(file -> ENDINGS.contains(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
                .toList() : index;
        return models.isEmpty() ? names.stream().filter(file -> file.endsWith(".index")).toList() : models;
    }

    /** One sentence: what it is and what to do. */
    static String sentence(Path folder) {
        List<String> names = names(folder);
        String name = folder.getFileName() == null ? folder.toString() : folder.getFileName().toString().toLowerCase(Locale.ROOT);
        if (names.contains("Manifest.json") && (name.endsWith(".mlpackage") || names.contains("Data"))) {
            return folder + " is a model of Core ML, which is not read; open the model that it was converted from, or export that as ONNX.";
        }
        if (names.contains("_CHECKPOINT_METADATA") || names.contains("_METADATA") && names.contains("manifest.ocdbt")) {
            return folder + " is a checkpoint of Orbax, which is not read; save the weights with safetensors.flax.save_file and open that.";
        }
        List<String> models = models(names);
        return models.isEmpty() ? folder + " is a folder; open a model file in it instead."
                : folder + " is a folder; open " + models.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (models.size() > NAMED ? " or another model file" : "") + " in it instead.";
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(MOST).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException | SecurityException | java.io.UncheckedIOException e) {
            // what may not be listed is a folder all the same
            return List.of();
        }
    }
}
