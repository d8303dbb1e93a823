package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a file whose writing ends early. */
class OutputFileTest {
    @TempDir
    private Path folder;

    private void checkOnlyTheOldFileIsThere(Path file) throws IOException {
        assertThat(file).hasContent("old");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aFullDiskIsSaidAndLeavesNoPart() throws IOException {
        Path file = Files.writeString(folder.resolve("graph.csv"), "old");
        assertThatThrownBy(() -> OutputFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            throw new IOException("No space left on device");
        })).isInstanceOf(UnwritableFileException.class).hasMessage("There is no room left on the disk for graph.csv; nothing was written.");
        checkOnlyTheOldFileIsThere(file);
    }

    @Test
    void whatElseFailsStaysAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("graph.csv"), "old");
        assertThatThrownBy(() -> OutputFile.write(file, out -> {
            throw new IOException("Input/output error");
        })).isExactlyInstanceOf(IOException.class).hasMessage("Input/output error");
        assertThatThrownBy(() -> OutputFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            throw new CancellationException();
        })).isInstanceOf(CancellationException.class);
        checkOnlyTheOldFileIsThere(file);
    }

    @Test
    void aWholeFileTakesTheOldOnesPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("graph.csv"), "old");
        OutputFile.write(file, out -> out.write("new".getBytes()));
        assertThat(file).hasContent("new");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }
}
