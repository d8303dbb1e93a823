package org.cntexplorer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Numbers and models that nobody on this project made, in {@code ../shared/golden} beside the project, or where the environment variable
 * CNT_SHARED points. Where they are not, the test that asks is skipped.
 */
public final class Golden {
    private Golden() {}

    /** The folder, if it is there. */
    public static Optional<Path> folder() {
        List<Path> places = new ArrayList<>();
        places.add(Path.of("..", "shared", "golden"));
        String variable = System.getenv("CNT_SHARED");
        if (variable != null && !variable.isBlank()) {
            places.add(Path.of(variable, "golden"));
        }
        return places.stream().map(place -> place.toAbsolutePath().normalize()).filter(Files::isDirectory).findFirst();
    }

    /** A file or folder of it: {@code Golden.path("scabini/network1.h5")}. Skips the test where it is absent. */
    public static Path path(String name) {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "the golden files are not here (../shared/golden, or $CNT_SHARED/golden)");
        Path path = folder.get().resolve(name);
        assumeTrue(Files.exists(path), () -> "no golden file " + path);
        return path;
    }

    /** The networks of papers A and B, in order of name. */
    public static List<Path> cntDnns() {
        return files("cnt-dnns", ".npy");
    }

    /** The one of test accuracy 0.9509, a small one. */
    public static Path cntDnn9509() {
        return cntDnns().stream().filter(path -> path.toString().contains("realaccuracy-0.9509")).findFirst().orElseThrow();
    }

    /** All files below a folder that end so, in order of name. */
    public static List<Path> files(String below, String ending) {
        try (Stream<Path> all = Files.walk(path(below))) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a CSV without its header, split at commas. */
    public static List<String[]> csv(String name) {
        try (Stream<String> lines = Files.lines(path(name))) {
            return lines.skip(1).filter(line -> !line.isBlank()).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
