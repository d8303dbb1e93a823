package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutosaveFolderTest {
    @TempDir
    private Path state;

    private static String content(AutosaveFolder.Slot slot) {
        try {
            return Files.readString(slot.file());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The other program of the next test: holds a place until it is killed. */
    public static final class Holding {
        public static void main(String[] args) throws Exception {
            AutosaveFolder.Slot slot = new AutosaveFolder(Path.of(args[0])).begin();
            WholeFile.write(slot.file(), "theirs".getBytes());
            Files.createFile(Path.of(args[0], "ready"));
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    @Test
    void whatAnotherProgramHoldsIsLeftAloneUntilThatIsKilled() throws Exception {
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), Holding.class.getName(), state.toString()).inheritIO().start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!Files.exists(state.resolve("ready"))) {
                assertThat(other.isAlive()).isTrue();
                assertThat(System.nanoTime()).as("the other program is there in 30 s").isLessThan(end);
                Thread.onSpinWait();
            }
            AutosaveFolder folder = new AutosaveFolder(state);
            assertThat(folder.left()).as("it is open in the other program").isEmpty();
            AutosaveFolder.Slot ours = folder.begin();
            WholeFile.write(ours.file(), "ours".getBytes());

            other.destroyForcibly().waitFor();

            List<AutosaveFolder.Slot> left = folder.left();
            assertThat(left).extracting(AutosaveFolderTest::content).containsExactly("theirs");
            assertThat(folder.left()).as("who found it has it alone").isEmpty();
            left.getFirst().delete();
            assertThat(folder.left()).isEmpty();
            assertThat(content(ours)).isEqualTo("ours");
            ours.delete();
            try (var files = Files.walk(state.resolve("open-sessions"))) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void twoWindowsOfOneProgramLeaveEachOtherAlone() throws Exception {
        AutosaveFolder.Slot first = new AutosaveFolder(state).begin();
        AutosaveFolder.Slot second = new AutosaveFolder(state).begin();
        WholeFile.write(first.file(), "1".getBytes());
        WholeFile.write(second.file(), "2".getBytes());
        assertThat(new AutosaveFolder(state).left()).isEmpty();
        second.leave();
        List<AutosaveFolder.Slot> left = new AutosaveFolder(state).left();
        assertThat(left).extracting(AutosaveFolderTest::content).containsExactly("2");
        first.delete();
        left.getFirst().delete();
    }

    @Test
    void theNewestIsFirst() throws Exception {
        for (int i = 0; i < 3; i++) {
            AutosaveFolder.Slot slot = new AutosaveFolder(state).begin();
            WholeFile.write(slot.file(), String.valueOf(i).getBytes());
            Files.setLastModifiedTime(slot.file(), FileTime.fromMillis(1_000_000L + 1_000L * (i == 1 ? 9 : i)));
            slot.leave();
        }
        List<AutosaveFolder.Slot> left = new AutosaveFolder(state).left();
        assertThat(left).extracting(AutosaveFolderTest::content).containsExactly("1", "2", "0");
        left.forEach(AutosaveFolder.Slot::leave);
    }

    @Test
    void theLastClosedSessionsAreKept() throws Exception {
        AutosaveFolder folder = new AutosaveFolder(state);
        assertThat(folder.closed()).isEmpty();
        for (int i = 0; i < AutosaveFolder.CLOSED + 3; i++) {
            folder.keep(String.valueOf(i).getBytes());
            Files.setLastModifiedTime(folder.closed().getFirst(), FileTime.fromMillis(1_000_000L + 1_000L * i));
        }
        assertThat(folder.closed()).hasSize(AutosaveFolder.CLOSED).first().satisfies(f -> assertThat(f).hasContent("12"));
        assertThat(folder.closed()).last().satisfies(f -> assertThat(f).hasContent("3"));
    }
}
