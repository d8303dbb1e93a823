package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import org.cntexplorer.app.compare.CompareViewModel;
import org.cntexplorer.app.session.SessionFiles;
import org.cntexplorer.app.workspace.Annotation;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** Sessions as a person meets them: saved and opened again, after a crash, without their models. */
@ExtendWith(ApplicationExtension.class)
class SessionUiTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    @TempDir
    private Path folder;
    private Path state;
    private Path model;
    private Path session;
    private final List<WindowFixture> windows = new ArrayList<>();

    @BeforeEach
    void copyTheSample() throws IOException {
        state = folder.resolve("state");
        model = Files.copy(SAMPLE, Files.createDirectories(folder.resolve("work/models")).resolve("digits.npy"));
        session = folder.resolve("work/a.cntx");
    }

    @AfterEach
    void closeAll() {
        windows.forEach(this::close);
    }

    private WindowFixture show(Path kept) {
        // the first window of all may take long
        perform(() -> windows.add(WindowFixture.show(kept)));
        WindowFixture fixture = windows.getLast();
        ask(() -> {
            fixture.window().sessions().desk().setFiles(new SessionFiles(fixture.stage()) {
                @Override
                protected Optional<Path> toSave(Path proposed) {
                    return Optional.of(session);
                }

                @Override
                protected Optional<Path> ofModel(Path missing) {
                    return Optional.of(model);
                }
            });
            return true;
        });
        fixture.settle();
        return fixture;
    }

    private void close(WindowFixture fixture) {
        ask(() -> {
            fixture.stage().close();
            return true;
        });
    }

    /** Looks at the open model as nobody does at first, in every way. */
    private static void look(FxRobot robot, WindowFixture fixture) {
        Workspace workspace = fixture.window().workspace();
        perform(() -> {
            workspace.selection().set(List.of(new Neuron(3, 7), new Neuron(1, 40)));
            workspace.linkChoiceProperty().set(LinkChoice.atLeast(1 / 3.0).with(LinkChoice.Sign.NEGATIVE));
            workspace.quantityProperty().set(NeuronQuantity.OUT_STRENGTH);
            workspace.conventionProperty().set(Convention.AUTHORS.withBias(false));
            workspace.assumeImagesProperty().set(false);
            workspace.view().minimapProperty().set(false);
            workspace.view().filterProperty().set(Optional.of(new NeuronFilter(NeuronQuantity.BIAS, -0.1 - 0.2, Double.POSITIVE_INFINITY)));
            workspace.view().pinnedProperty().set(List.of(new Neuron(2, 1)));
            workspace.view().annotationsProperty().set(workspace.view().annotationsProperty().get().with(new Neuron(2, 1), new Annotation("„Käntchen“", "a\nb")));
        });
        fixture.settle();
        perform(() -> {
            fixture.window().graph().zoomIn();
            fixture.window().graph().zoomIn();
        });
        fixture.settle();
        assertThat(state(fixture).camera()).isPresent();
    }

    private static ViewState state(WindowFixture fixture) {
        return ask(() -> fixture.window().workspace().view().state());
    }

    private static String title(WindowFixture fixture) {
        return ask(() -> fixture.stage().getTitle());
    }

    private static String notice(FxRobot robot, WindowFixture fixture) {
        await(() -> robot.from(fixture.stage().getScene().getRoot()).lookup("#session-notice").query().isVisible());
        return robot.from(fixture.stage().getScene().getRoot()).lookup("#session-sentence").<Label>query().getText();
    }

    private static void answer(FxRobot robot, WindowFixture fixture, String id) {
        robot.clickOn(robot.from(fixture.stage().getScene().getRoot()).lookup(id).<Labeled>query());
    }

    private Path kept() {
        try (Stream<Path> files = Files.list(state.resolve("open-sessions"))) {
            return files.filter(f -> f.toString().endsWith(".cntx")).findFirst().orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void aSavedSessionIsOpenedAgainAsItWas(FxRobot robot) throws Exception {
        WindowFixture first = show(state);
        first.open(model);
        look(robot, first);
        assertThat(title(first)).isEqualTo("digits – CNT Explorer");
        robot.push(KeyCode.CONTROL, KeyCode.S);
        await(() -> title(first).equals("a.cntx – digits – CNT Explorer"));
        ViewState before = state(first);
        assertThat(Files.readString(session)).contains("\"path\" : \"models/digits.npy\"", "\"sha256\"");

        perform(() -> first.window().workspace().selection().clear());
        assertThat(title(first)).as("a star").isEqualTo("a.cntx* – digits – CNT Explorer");
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(title(first)).as("as it was saved again").isEqualTo("a.cntx – digits – CNT Explorer");
        close(first);

        // moved together, as to another computer
        Files.move(folder.resolve("work"), folder.resolve("elsewhere"));
        WindowFixture second = show(state);
        second.drop(folder.resolve("elsewhere/a.cntx"));
        await(() -> title(second).equals("a.cntx – digits – CNT Explorer"));
        second.settle();
        assertThat(state(second)).isEqualTo(before);
        assertThat(ask(() -> second.window().workspace().fileProperty().get())).isEqualTo(folder.resolve("elsewhere/models/digits.npy"));
        assertThat(ask(() -> second.window().commands().get("edit.undo").enabled().get())).as("opening is no step").isFalse();
    }

    @Test
    void whatACrashLeavesIsRestored(FxRobot robot) throws Exception {
        WindowFixture first = show(state);
        first.open(model);
        look(robot, first);
        ViewState before = state(first);
        await(() -> kept() != null && Files.readString(kept()).contains("nfinity") && Files.readString(kept()).contains("centreX"));
        // what is on the disk now is all that a crash would leave
        Path left = folder.resolve("left");
        Files.copy(kept(), Files.createDirectories(left.resolve("open-sessions")).resolve("1.cntx"));
        close(first);
        assertThat(kept()).as("closed properly, nothing is left").isNull();

        WindowFixture second = show(left);
        assertThat(notice(robot, second)).startsWith("CNT Explorer was not closed properly. Restore digits.npy, as it was on ");
        answer(robot, second, "#session-restore");
        second.opened();
        assertThat(state(second)).isEqualTo(before);
        close(second);

        WindowFixture third = show(left);
        assertThat(ask(() -> robot.from(third.stage().getScene().getRoot()).lookup("#session-notice").query().isVisible())).as("closed properly").isFalse();
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        third.opened();
        assertThat(state(third)).as("closed without being saved, and opened again").isEqualTo(before);
    }

    @Test
    void modelsThatAreGoneAreLookedFor(FxRobot robot) throws Exception {
        WindowFixture first = show(state);
        first.open(model);
        first.open(SAMPLE);
        look(robot, first);
        robot.push(KeyCode.CONTROL, KeyCode.S);
        await(() -> title(first).startsWith("a.cntx – "));
        ViewState before = state(first);
        close(first);
        Files.move(model, folder.resolve("moved.npy"));
        model = folder.resolve("moved.npy");

        WindowFixture second = show(state);
        perform(() -> second.window().open(session));
        assertThat(notice(robot, second)).startsWith("a.cntx: one of its 2 models cannot be opened, since there is no file ");
        answer(robot, second, "#session-rest");
        second.opened();
        assertThat(state(second)).isEqualTo(before);
        assertThat(title(second)).as("nothing is changed").isEqualTo("a.cntx – digits-mlp – CNT Explorer");
        perform(() -> second.window().workspace().selection().clear());
        robot.push(KeyCode.CONTROL, KeyCode.S);
        await(() -> title(second).startsWith("a.cntx – "));
        assertThat(Files.readString(session)).as("what is not there stays in it").contains("digits.npy", "digits-mlp.npy");

        perform(() -> second.window().open(session));
        notice(robot, second);
        answer(robot, second, "#session-find");
        await(() -> second.window().workspace().models().size() == 2);
        second.settle();
        assertThat(ask(() -> second.window().workspace().models().getLast().path())).isEqualTo(model);
        assertThat(title(second)).as("it is elsewhere now").startsWith("a.cntx* – ");
    }

    @Test
    void twoModelsAreComparedAgain(FxRobot robot) {
        WindowFixture first = show(state);
        first.open(SAMPLE);
        first.open(model);
        perform(() -> {
            first.window().compare().model().compareWith(first.window().workspace().models().getFirst());
            first.window().compare().model().modeProperty().set(CompareViewModel.Mode.DIFFERENCE);
        });
        await(() -> first.window().compare().model().partnerProperty().get() != null);
        first.settle();
        perform(() -> first.window().sessions().desk().save());
        await(() -> title(first).startsWith("a.cntx – "));
        close(first);

        WindowFixture second = show(state);
        perform(() -> second.window().open(session));
        await(() -> second.window().compare().model().partnerProperty().get() != null);
        second.settle();
        assertThat(ask(() -> second.window().compare().model().partnerProperty().get().path())).isEqualTo(SAMPLE);
        assertThat(ask(() -> second.window().workspace().current().path())).isEqualTo(model);
        assertThat(ask(() -> second.window().compare().model().modeProperty().get())).isEqualTo(CompareViewModel.Mode.DIFFERENCE);
    }

    /** Nothing else of the session changes with it. */
    @Test
    void comparingIsKeptByItself(FxRobot robot) {
        WindowFixture only = show(state);
        only.open(SAMPLE);
        only.open(model);
        await(() -> kept() != null && Files.readString(kept()).contains("digits.npy") && Files.readString(kept()).contains("\"compared\" : null"));
        robot.push(KeyCode.CONTROL, KeyCode.G);
        await(() -> Files.readString(kept()).replaceAll("\\s", "").contains("\"compared\":{\"model\":0,\"difference\":false}"));
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
        await(() -> Files.readString(kept()).replaceAll("\\s", "").contains("\"compared\":{\"model\":0,\"difference\":true}"));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        await(() -> Files.readString(kept()).replaceAll("\\s", "").contains("\"hidden\":[\"plots\"]"));
        robot.push(KeyCode.CONTROL, KeyCode.G);
        await(() -> Files.readString(kept()).contains("\"compared\" : null"));
    }

    @Test
    void aModelThatWasWrittenSinceIsTold(FxRobot robot) throws Exception {
        WindowFixture first = show(state);
        first.open(model);
        robot.push(KeyCode.CONTROL, KeyCode.S);
        await(() -> title(first).startsWith("a.cntx – "));
        close(first);
        byte[] weights = Files.readAllBytes(model);
        weights[weights.length - 100] ^= 1;
        Files.write(model, weights);

        WindowFixture second = show(state);
        second.open(session);
        assertThat(notice(robot, second)).startsWith("digits.npy is not the file that the session was saved with");
        answer(robot, second, "#session-dismiss");
        assertThat(ask(() -> robot.from(second.stage().getScene().getRoot()).lookup("#session-notice").query().isVisible())).isFalse();
    }

    @Test
    void aFileThatIsNoSessionIsOneSentenceAndChangesNothing(FxRobot robot) throws Exception {
        WindowFixture only = show(state);
        only.open(model);
        Files.writeString(session, "{\"cntx\": 99}");
        only.drag(DragEvent.DRAG_DROPPED, session);
        await(() -> robot.lookup("#error-banner").query().isVisible());
        assertThat(robot.lookup("#error-sentence").<Label>query().getText()).startsWith("a.cntx was saved by a newer version of CNT Explorer");
        assertThat(title(only)).isEqualTo("digits – CNT Explorer");
    }

    @Test
    void twoWindowsDoNotWriteOverEachOther(FxRobot robot) throws Exception {
        WindowFixture first = show(state);
        first.open(model);
        robot.push(KeyCode.CONTROL, KeyCode.S);
        await(() -> title(first).startsWith("a.cntx – "));
        first.settle();
        // another window's, an hour later
        Files.setLastModifiedTime(session, java.nio.file.attribute.FileTime.fromMillis(Files.getLastModifiedTime(session).toMillis() + 3_600_000));
        String theirs = Files.readString(session);
        perform(() -> first.window().workspace().selection().set(new Neuron(1, 1)));
        robot.push(KeyCode.CONTROL, KeyCode.S);
        assertThat(notice(robot, first)).isEqualTo("a.cntx has been saved by another window since it was opened here.");
        assertThat(session).hasContent(theirs);
        answer(robot, first, "#session-overwrite");
        await(() -> title(first).startsWith("a.cntx – "));
        assertThat(Files.readString(session)).contains("1:1");
    }
}
