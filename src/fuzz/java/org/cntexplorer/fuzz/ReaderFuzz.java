package org.cntexplorer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Opens what Jazzer makes of the models under {@code src/test/resources}. Jazzer fuzzes one test in one virtual machine, so that each
 * reader has a class; it says its seeds by a static method {@code seeds()}, which JUnit asks, and the name that a file gets by {@link #name}. What is found is
 * kept below {@code findings} and the fuzzing goes on; at its end the test fails.
 */
abstract class ReaderFuzz {
    private static Fuzzing fuzzing;
    private static Edits edits;

    private final String models;

    /** @param models which names the models have that it begins with */
    ReaderFuzz(String models) {
        this.models = models;
    }

    /** A file's name, of which readers see the ending, by its first bytes. */
    abstract String name(byte[] bytes);

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void opens(byte[] bytes) throws IOException {
        if (fuzzing == null) {
            fuzzing = Fuzzing.start(getClass().getSimpleName(), Path.of(System.getProperty("basedir")));
            edits = new Edits(Seeds.of(models));
        }
        byte[] file = edits.file(bytes);
        fuzzing.open(name(file), file);
    }

    @AfterAll
    static void nothingWasFound() throws IOException {
        if (fuzzing != null) {
            assertThat(fuzzing.end()).isEmpty();
        }
    }

    static boolean starts(byte[] bytes, String with) {
        if (bytes.length < with.length()) {
            return false;
        }
        for (int i = 0; i < with.length(); i++) {
            if ((bytes[i] & 0xff) != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
