package org.cntexplorer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a build has the virtual machine do once, so that it keeps what it learnt (loaded classes, and how often loops ran) for the starts of
 * the command line: {@code metrics} of the given files, many times, and a {@code study} of one of them. No command; nothing is printed.
 */
public final class Rehearsal {
    private static final int TIMES = 60;
    private static final int STUDIES = 2;
    private static final int NETWORKS = 100;

    private Rehearsal() {}

    /** @param files models, of the formats that are to start fast; the first also as the networks of a study */
    public static void main(String[] files) throws IOException {
        for (int time = 0; time < TIMES; time++) {
            for (String file : files) {
                run("metrics", file);
            }
        }
        Path folder = Files.createTempDirectory("cnt-explorer-rehearsal");
        try {
            for (int i = 0; i < NETWORKS; i++) {
                Files.copy(Path.of(files[0]), folder.resolve("net-" + i + "_accuracy-" + i / (double) NETWORKS + ".npy"));
            }
            for (int time = 0; time < STUDIES; time++) {
                run("study", folder.toString(), "--accuracy", "accuracy-{accuracy}", "--figures", folder.resolve("figures").toString());
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
                paths.forEach(path -> path.toFile().delete());
            }
        }
    }

    private static void run(String... words) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code = CntExplorer.run(nowhere, nowhere, words);
        if (code != 0) {
            throw new IllegalStateException("no " + String.join(" ", words) + " (exit code " + code + ")");
        }
    }
}
