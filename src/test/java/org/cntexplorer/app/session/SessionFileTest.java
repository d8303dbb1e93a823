package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class SessionFileTest {
    private static final Session.Panes PANES = new Session.Panes(List.of("plots"), Map.of("layers", 0.1 + 0.2), Optional.of(new Session.Compared(1, true)));

    @TempDir
    private Path folder;

    private Session session(Path file, Path model) {
        ViewState view = (ViewState) new AnyValue(new Random(7)).of(ViewState.class);
        return new Session(List.of(SessionModel.of(model, OpenOptions.NONE, view).known(Optional.of(new Fingerprint(12, "0a".repeat(32)))).keptIn(file)), 0,
                PANES, Optional.empty());
    }

    @Test
    void aSessionComesBackFromItsFile() throws Exception {
        Path file = folder.resolve("a.cntx");
        Session session = session(file, folder.resolve("models").resolve("m.npy"));
        SessionFile.write(session, file);
        assertThat(SessionFile.read(file)).isEqualTo(session);
        assertThat(Files.readString(file)).startsWith("{\n  \"cntx\" : 1,").contains("\"path\" : \"models/m.npy\"");
        assertThat(folder).isDirectoryContaining(f -> f.equals(file));
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing else is left").containsExactly(file);
        }
    }

    @Test
    void aModelBelowTheSessionMovesWithIt() throws Exception {
        Path model = Files.createDirectories(folder.resolve("old/models")).resolve("m.npy");
        Files.writeString(model, "x");
        Session session = session(folder.resolve("old/a.cntx"), model);
        assertThat(session.models().getFirst().file(folder.resolve("old/a.cntx"))).isEqualTo(model);
        Files.move(folder.resolve("old"), folder.resolve("new"));
        assertThat(session.models().getFirst().file(folder.resolve("new/a.cntx"))).isEqualTo(folder.resolve("new/models/m.npy"));
    }

    @Test
    void aModelElsewhereIsFoundByItsWholePath() {
        Session session = session(folder.resolve("sessions/a.cntx"), folder.resolve("m.npy"));
        assertThat(session.models().getFirst().path()).isEmpty();
        assertThat(session.models().getFirst().file(folder.resolve("elsewhere/a.cntx"))).isEqualTo(folder.resolve("m.npy"));
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheOldOne() throws Exception {
        Path file = folder.resolve("a.cntx");
        SessionFile.write(session(file, folder.resolve("m.npy")), file);
        byte[] before = Files.readAllBytes(file);
        Path nowhere = folder.resolve("nowhere/a.cntx");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SessionFile.write(session(nowhere, folder.resolve("m.npy")), nowhere));
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aNewerVersionIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("new.cntx"), "{\"cntx\": 2, \"models\": {\"anything\": []}}");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> SessionFile.read(file)).withMessage("new.cntx was saved by a newer version of "
                + "CNT Explorer, as a session of kind 2 where this one knows kind 1; update the program, or open the model itself.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0", "{", "[]", "7", "{}", "<!DOCTYPE html><html></html>", "{\"cntx\":\"1\"}", "{\"cntx\":0}", "{\"cntx\":1}", "{\"cntx\":1.0}",
            "{\"cntx\":99999999999999999999}", "{\"cntx\":1,\"cntx\":1,\"models\":[],\"current\":0,\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}",
            "{\"cntx\":1,\"models\":[],\"current\":0,\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}",
            "{\"cntx\":1,\"models\":[{\"path\":null,\"absolute\":\"m.npy\",\"fingerprint\":null,\"options\":{},\"view\":{}}],\"current\":0,"
                    + "\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}",
            "{\"cntx\":1,\"models\":[{\"path\":\"../../etc/passwd\",\"absolute\":\"/m.npy\",\"fingerprint\":null,\"options\":{},\"view\":{}}],\"current\":0,"
                    + "\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}",
            "{\"cntx\":1,\"models\":[{\"path\":null,\"absolute\":\"/m\\u0000.npy\",\"fingerprint\":null,\"options\":{},\"view\":{}}],\"current\":0,"
                    + "\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}",
            "{\"cntx\":1,\"models\":[{\"path\":null,\"absolute\":\"/m.npy\",\"fingerprint\":null,\"options\":{},\"view\":{}}],\"current\":1,"
                    + "\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}",
            "{\"cntx\":1,\"models\":[{\"path\":null,\"absolute\":\"/m.npy\",\"fingerprint\":{\"size\":1,\"sha256\":\"x\"},\"options\":{},\"view\":{}}],\"current\":0,"
                    + "\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}",
            "{\"cntx\":1,\"models\":[{\"path\":null,\"absolute\":\"/m.npy\",\"fingerprint\":null,\"options\":{\"inputShape\":{\"extents\":[0]}},\"view\":{}}],"
                    + "\"current\":0,\"panes\":{\"hidden\":[],\"dividers\":{},\"compared\":null},\"origin\":null}"})
    void whatIsNoSessionIsOneSentence(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.cntx"), text);
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> SessionFile.read(file))
                .withMessageMatching("bad\\.cntx is not a session that can be opened: [^\\n]*; open another copy of it, or the model itself\\.")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("com.fasterxml", "java."));
    }

    @Test
    void depthAndLengthWithoutEndAreOneSentence() throws Exception {
        for (String text : List.of("[".repeat(1_000_000), "{\"cntx\":1,\"models\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "{\"cntx\":" + "9".repeat(1_000_000) + "}", "{\"cntx\":1,\"" + "n".repeat(2_000_000) + "\":1}", "{\"cntx\":1,\"x\":\"" + "s".repeat(30_000_000) + "\"}")) {
            Path file = folder.resolve("deep.cntx");
            Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
            assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> SessionFile.read(file))
                    .withMessageStartingWith("deep.cntx is not a session that can be opened: ").satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
        }
    }

    /** Bytes of a real session changed at random: a session or a sentence, nothing else. */
    @Test
    void damagedSessionsAreASessionOrASentence() throws Exception {
        Path file = folder.resolve("a.cntx");
        byte[] sound = SessionFile.bytes(session(file, folder.resolve("m.npy")));
        Random random = new Random(8);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = sound.clone();
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:0-".charAt(random.nextInt(9)));
            }
            Files.write(file, damaged);
            try {
                assertThat(SessionFile.read(file)).isNotNull();
            } catch (ModelFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
