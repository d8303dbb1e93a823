package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** How a file must be refused: by one clear sentence, within two seconds, and the file unmapped. */
final class Refusal {
    static final Duration SOON = Duration.ofSeconds(2);

    private Refusal() {}

    /** Opens the file, which must be refused; the sentence. */
    static String refusal(Path path) throws Exception {
        String sentence = assertTimeoutPreemptively(SOON, () -> {
            try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                throw new AssertionError(path + " was opened as " + network);
            } catch (ModelFormatException e) {
                return e.getMessage();
            }
        }, () -> path + " took more than " + SOON);
        assertThat(sentence).as("one sentence").endsWith(".").doesNotContain("\n").doesNotContainPattern("[.!?] [A-Z]").hasSizeGreaterThan(20)
                .contains(path.getFileName().toString());
        assertUnmapped(path);
        return sentence;
    }

    /** Seen on Linux only. */
    static boolean isMapped(Path path) throws Exception {
        String mapped = path.toRealPath().toString();
        return Files.readAllLines(Path.of("/proc/self/maps")).stream().anyMatch(line -> line.endsWith(mapped));
    }

    static void assertUnmapped(Path path) throws Exception {
        assertThat(Files.exists(Path.of("/proc/self/maps")) && isMapped(path)).as("mapped").isFalse();
    }
}
