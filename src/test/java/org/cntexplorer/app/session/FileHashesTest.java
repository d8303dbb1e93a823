package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CancellationException;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
    /** FIPS 180-2, B.1: the SHA-256 of "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void theFingerprintIsSizeAndSha256() throws Exception {
        Path file = Files.writeString(folder.resolve("m"), "abc");
        assertThat(new FileHashes().of(file, Progress.NONE)).isEqualTo(new Fingerprint(3, ABC));
    }

    @Test
    void aFileIsReadAgainOnlyWhereItWasWritten() throws Exception {
        FileHashes hashes = new FileHashes();
        Path file = Files.writeString(folder.resolve("m"), "abc");
        assertThat(hashes.known(file)).isEmpty();
        Fingerprint first = hashes.of(file, Progress.NONE);
        assertThat(hashes.known(file)).contains(first);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, time);
        assertThat(hashes.of(file, Progress.NONE)).as("same size, same time: not read").isSameAs(first);
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 5_000));
        assertThat(hashes.known(file)).isEmpty();
        assertThat(hashes.of(file, Progress.NONE)).isNotEqualTo(first);
        Files.delete(file);
        assertThat(hashes.known(file)).isEmpty();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> hashes.of(file, Progress.NONE));
    }

    @Test
    void aFolderIsAllOfItsFiles() throws Exception {
        FileHashes hashes = new FileHashes();
        Files.writeString(Files.createDirectories(folder.resolve("model/variables")).resolve("data"), "abc");
        Files.writeString(folder.resolve("model/saved_model.pb"), "x");
        Fingerprint first = hashes.of(folder.resolve("model"), Progress.NONE);
        assertThat(first.size()).isEqualTo(4);
        assertThat(hashes.of(folder.resolve("model"), Progress.NONE)).isEqualTo(first);
        Files.writeString(folder.resolve("model/variables/data"), "abd");
        assertThat(hashes.of(folder.resolve("model"), Progress.NONE)).isNotEqualTo(first);
    }

    @Test
    void aCancelEndsIt() throws Exception {
        Path file = Files.writeString(folder.resolve("m"), "abc");
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> new FileHashes().of(file, new Progress() {
            @Override public void report(double fraction, String what) {}
            @Override public boolean cancelled() { return true; }
        }));
    }
}
