package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** How a file must be refused: by one clear sentence, soon, and the file unmapped. */
public final class Refusal {
    /**
     * Of processor time, so that a busy machine fails no test. Two seconds are what a person should wait at most; a processor that is shared
     * or older takes longer for the same work, and work that grows faster than the file takes longer still.
     */
    static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration NEVER = Duration.ofSeconds(60);

    private Refusal() {}

    /** What comes soon. */
    public static <T> T soon(ThrowingSupplier<T> what, String of) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return assertTimeoutPreemptively(NEVER, () -> {
            long start = threads.getCurrentThreadCpuTime();
            T result = what.get();
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).as(of).isLessThan(SOON);
            return result;
        }, () -> of + " takes more than " + NEVER);
    }

    /** Opens a file, whatever comes of it, soon. */
    static void soon(Path path, Executable opening) {
        soon(() -> {
            opening.execute();
            return true;
        }, path.toString());
    }

    /** Opens the file, which must be refused; the sentence. */
    static String refusal(Path path) throws Exception {
        String sentence = soon(() -> {
            try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                throw new AssertionError(path + " was opened as " + network);
            } catch (ModelFormatException e) {
                return e.getMessage();
            }
        }, path.toString());
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
