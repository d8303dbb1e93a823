package org.cntexplorer.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;

/** Which files of a folder are models, by the endings that the installed readers know. */
final class ModelNames {
    private static final List<ModelReader> READERS = ModelFiles.readers();
    /** With the dot, the longest first: ".safetensors.index.json" before ".json". */
    private static final List<String> ENDINGS = READERS.stream().flatMap(reader -> reader.extensions().stream())
            .map(ending -> "." + ending).distinct()
            .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder())).toList();
    /** Endings that other files have as well, settings and results: a reader looks inside. */
    private static final Set<String> DOUBTFUL = Set.of(".json", ".bin", ".pb", ".index");
    private static final Pattern SHARD = Pattern.compile("(.+)-\\d+-of-\\d+(\\.safetensors)");

    private ModelNames() {}

    /** Where the ending of the last name in a path begins, its dot; the path's length where it has none. */
    static int ending(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int known = known(name).length();
        if (known > 0) {
            return path.length() - known;
        }
        int dot = name.lastIndexOf('.');
        boolean named = dot > 0 && dot + 1 < name.length() && Character.isLetter(name.charAt(dot + 1));
        return named ? path.length() - name.length() + dot : path.length();
    }

    private static String known(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() == name.length() ? ENDINGS.stream().filter(lower::endsWith).findFirst().orElse("") : "";
    }

    /** By its name alone, without a look at the disk. */
    static boolean isNamedAsModel(Path file) {
        return !known(file.getFileName().toString()).isEmpty();
    }

    /**
     * Whether a file should be opened as a model of its own: it is named so, is no part of one and, where the ending leaves it open, begins
     * as one does.
     */
    static boolean isModel(Path file) {
        String name = file.getFileName().toString();
        String ending = known(name);
        if (ending.isEmpty() || isPart(file, name)) {
            return false;
        }
        if (!DOUBTFUL.contains(ending)) {
            return true;
        }
        try (MappedFile mapped = MappedFile.open(file)) {
            return READERS.stream().anyMatch(reader -> reader.probe(mapped).confidence() > 0);
        } catch (ModelFormatException e) {
            return false;
        }
    }

    /** Whether another file beside it is the model, and this only a part of that. */
    private static boolean isPart(Path file, String name) {
        var shard = SHARD.matcher(name);
        return shard.matches() && Files.exists(file.resolveSibling(shard.group(1) + shard.group(2) + ".index.json"))
                || name.equals("variables.index") && Files.exists(file.resolveSibling("..").resolve("saved_model.pb"));
    }
}
