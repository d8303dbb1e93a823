package org.cntexplorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's search for a Java, among make-believe ones that print what they were called with. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String FLAGS = "--some-flag --another=flag";

    @TempDir
    private Path folder;
    private Path machine;
    private Path launcher;

    /** What one start printed. */
    private record Start(int exit, List<String> out, List<String> err) {}

    @BeforeEach
    void install() throws IOException {
        machine = Files.createDirectory(folder.resolve("a machine"));
        Path bin = Files.createDirectories(machine.resolve("apps/cnt explorer/bin"));
        String text = Files.readString(Path.of("packaging/common/cnt-explorer"))
                .replace("@jdk.version@", "25").replace("@jvm.flags@", FLAGS)
                .replace("@command.flags@", "--command-flag").replace("@project.build.finalName@", "cnt-explorer-9")
                // the usual folders of the make-believe machine instead of this one's
                .replaceAll("(?m)^ {4}(/\\S+/bin/java)", "    '" + machine + "'$1");
        launcher = executable(bin.resolve("cnt-explorer"), text);
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        Path home = java(machine.resolve("my home"), "25.0.1");
        Path onPath = java(machine.resolve("on path"), "26");

        Start start = start(machine, home, onPath, launcher.toString());

        assertThat(start.out()).startsWith(home.resolve("bin/java").toString());
    }

    @Test
    void anOlderJavaHomeIsPassedOver() throws Exception {
        Path home = java(machine.resolve("my home"), "17.0.15");
        Path onPath = java(machine.resolve("on path"), "26-ea");

        Start start = start(machine, home, onPath, launcher.toString());

        assertThat(start.exit()).isZero();
        assertThat(start.err()).isEmpty();
        assertThat(start.out()).startsWith(onPath.resolve("bin/java").toString());
    }

    @Test
    void theUsualFoldersComeLast() throws Exception {
        Path onPath = java(machine.resolve("on path"), "1.8.0_402");
        java(machine.resolve("usr/lib/jvm/a-24"), "24.0.2");
        Path usual = java(machine.resolve("usr/lib/jvm/b-25"), "25");

        Start start = start(machine, null, onPath, launcher.toString());

        assertThat(start.out()).startsWith(usual.resolve("bin/java").toString());
    }

    @Test
    void sdkmanOfThePersonIsSearched() throws Exception {
        Path sdkman = java(machine.resolve("home of me/.sdkman/candidates/java/25-tem"), "25.0.3");

        Start start = start(machine, null, null, launcher.toString());

        assertThat(start.out()).startsWith(sdkman.resolve("bin/java").toString());
    }

    @Test
    void aJavaThatRefusesTheFlagsIsPassedOver() throws Exception {
        Path broken = executable(machine.resolve("usr/lib/jvm/broken/bin/java"), "#!/bin/sh\necho 'openjdk version \"25\"'\nexit 1\n");

        Start start = start(machine, null, null, launcher.toString());

        assertThat(broken).isExecutable();
        assertThat(start.exit()).isEqualTo(1);
    }

    @Test
    void withNoJavaItSaysSoInOneSentence() throws Exception {
        java(machine.resolve("usr/lib/jvm/old"), "21.0.2");

        Start start = start(machine, null, null, launcher.toString());

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.out()).isEmpty();
        assertThat(start.err()).singleElement().asString().contains("no Java 25 or newer was found").contains("JAVA_HOME");
    }

    @Test
    void flagsAndArgumentsArePassedOnThroughLinksFromAnyFolder() throws Exception {
        Path home = java(machine.resolve("my home"), "25.0.1");
        Path elsewhere = Files.createDirectories(machine.resolve("else where"));
        Files.createSymbolicLink(machine.resolve("absolute link"), launcher);
        Files.createSymbolicLink(elsewhere.resolve("link"), Path.of("../absolute link"));

        Start start = start(elsewhere, home, null, "./link", "a file.npy", "", "it's \"quoted\" $HOME *");

        assertThat(start.exit()).isZero();
        assertThat(start.out()).containsExactly(home.resolve("bin/java").toString(), "--some-flag", "--another=flag", "-jar",
                machine.toRealPath().resolve("apps/cnt explorer/lib/cnt-explorer-9.jar").toString(),
                "a file.npy", "", "it's \"quoted\" $HOME *");
    }

    @Test
    void commandsStartWithTheirOwnFlagsAndWithTheCacheWhereThereIsOne() throws Exception {
        Path home = java(machine.resolve("my home"), "25.0.1");
        Path app = machine.toRealPath().resolve("apps/cnt explorer");

        assertThat(start(machine, home, null, launcher.toString(), "metrics", "a file.npy").out()).containsExactly(
                home.resolve("bin/java").toString(), "--command-flag", "-jar", app.resolve("lib/cnt-explorer-9.jar").toString(), "metrics", "a file.npy");

        Path cache = Files.createFile(app.resolve("start.aot"));
        assertThat(start(machine, home, null, launcher.toString(), "metrics", "a file.npy").out()).containsExactly(
                home.resolve("bin/java").toString(), "--command-flag", "-Xlog:disable", "-XX:AOTCache=" + cache, "-jar", app.resolve("lib/cnt-explorer-9.jar").toString(),
                "metrics", "a file.npy");
        assertThat(start(machine, home, null, launcher.toString(), "metrics.npy").out()).contains("--some-flag")
                .doesNotContain("--command-flag", "-XX:AOTCache=" + cache);
    }

    @Test
    void theWindowStartsWithItsArchiveOfClassesWhereThereIsOne() throws Exception {
        Path home = java(machine.resolve("my home"), "25.0.1");
        Path app = machine.toRealPath().resolve("apps/cnt explorer");

        assertThat(start(machine, home, null, launcher.toString()).out()).contains("--some-flag").noneMatch(flag -> flag.contains("Archive"));

        Path archive = Files.createFile(app.resolve("window.jsa"));
        assertThat(start(machine, home, null, launcher.toString(), "a file.npy").out()).containsExactly(
                home.resolve("bin/java").toString(), "--some-flag", "--another=flag", "-Xlog:disable", "-XX:SharedArchiveFile=" + archive, "-jar",
                app.resolve("lib/cnt-explorer-9.jar").toString(), "a file.npy");
        assertThat(start(machine, home, null, launcher.toString(), "graph", "a file.npy").out()).contains("--command-flag")
                .noneMatch(flag -> flag.contains("Archive"));
    }

    @Test
    void aJavaThatTellsItsVersionInItsFolderIsNotStartedToAskForIt() throws Exception {
        Path old = java(machine.resolve("my home"), "25");
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"somebody\"\nJAVA_VERSION=\"21.0.2\"\n");
        Path fits = java(machine.resolve("on path"), "17");
        Files.writeString(fits.resolve("release"), "JAVA_VERSION=\"26\"\n");

        Start start = start(machine, old, fits, launcher.toString());

        assertThat(start.exit()).isZero();
        assertThat(start.out()).startsWith(fits.resolve("bin/java").toString());
    }

    /** A Java that says its version, and otherwise prints its own path and its arguments, one a line. */
    private static Path java(Path home, String version) throws IOException {
        executable(home.resolve("bin/java"), """
                #!/bin/sh
                for last in "$@"; do :; done
                if [ "$last" = -version ]; then
                    echo 'WARNING: some words first' >&2
                    echo 'openjdk version "%s" 2025-09-16' >&2
                else
                    printf '%%s\\n' "$0" "$@"
                fi
                """.formatted(version));
        return home;
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Start start(Path from, Path javaHome, Path onPath, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$0\" \"$@\""));
        words.addAll(List.of(command));
        ProcessBuilder process = new ProcessBuilder(words).directory(from.toFile())
                .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        process.environment().clear();
        process.environment().put("HOME", machine.resolve("home of me").toString());
        process.environment().put("PATH", (onPath == null ? "" : onPath.resolve("bin") + ":") + tools());
        if (javaHome != null) {
            process.environment().put("JAVA_HOME", javaHome.toString());
        }
        int exit = process.start().waitFor();
        return new Start(exit, Files.readAllLines(folder.resolve("out")), Files.readAllLines(folder.resolve("err")));
    }

    /** A folder with the few tools that the launcher needs, and no Java. */
    private Path tools() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink")) {
            Path usr = Path.of("/usr/bin", tool);
            executable(bin.resolve(tool), "#!/bin/sh\nexec " + (Files.exists(usr) ? usr : Path.of("/bin", tool)) + " \"$@\"\n");
        }
        return bin;
    }
}
