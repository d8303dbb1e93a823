package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import org.cntexplorer.app.preferences.Preferences;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** Models of several formats dropped on the window, and channels opened into their pixels. */
@ExtendWith(ApplicationExtension.class)
class ArchitecturesUiTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();

    private MainWindow window;
    private Stage stage;

    @Start
    private void start(Stage ofAllTests) {
        stage = new Stage();
        PreferencesFile preferences = PreferencesFile.inMemory();
        preferences.set(new Preferences(new Preferences.Bounds(0, 0, 1000, 900, false), null, null, ThemeChoice.LIGHT, null, null, null));
        window = new MainWindow(stage, preferences);
        stage.show();
    }

    @Stop
    private void stop() {
        stage.close();
    }

    private static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(5_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 30 s", e);
        }
    }

    private void settle() {
        await(() -> window.isIdle() && window.workspace().numbers() != null);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void drop(FxRobot robot, Path file) {
        Dragboard board = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> DragboardHelper.createDragboard(files(file.toFile())));
        Node target = robot.lookup("#graph-view").query();
        robot.interact(() -> Event.fireEvent(target,
                new DragEvent(DragEvent.DRAG_DROPPED, board, 400, 400, 400, 400, TransferMode.COPY, null, null, null)));
        await(() -> window.workspace().network() != null);
        settle();
    }

    /** The headless platform drags nothing from other programs: what they would bring, handed to the window's own handlers. */
    private static TKClipboard files(File file) {
        return (TKClipboard) Proxy.newProxyInstance(TKClipboard.class.getClassLoader(), new Class<?>[] {TKClipboard.class}, (proxy, method, args) ->
                switch (method.getName()) {
                    case "hasContent" -> args[0] == DataFormat.FILES;
                    case "getContent" -> args[0] == DataFormat.FILES ? List.of(file) : null;
                    case "getContentTypes" -> Set.of(DataFormat.FILES);
                    case "getTransferModes" -> Set.of(TransferMode.COPY);
                    default -> null;
                });
    }

    private Point2D at(Neuron neuron) {
        return WaitForAsyncUtils.waitForAsyncFx(5_000, () -> window.graph().screenPosition(neuron)).orElseThrow();
    }

    private List<Channel> open() {
        return WaitForAsyncUtils.waitForAsyncFx(5_000, () -> window.workspace().openChannelsProperty().get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/pickled-4.npy", "models/named.npz", "models/sequential.h5", "models/sequential.keras", "models/classifier.onnx",
        "models/f32.safetensors", "models/pytorch/mlp_state.pth", "models/pytorch/mlp_trace.pt", "models/pytorch/lstm_module.pt",
        "tflite/lstm.tflite", "convolutions/classifier.onnx"})
    void aModelOfEachFormatOpensWhereItIsDropped(String name, FxRobot robot) {
        drop(robot, RESOURCES.resolve(name));
        assertThat(window.workspace().network().links()).isPositive();
        assertThat(robot.lookup("#status-format").<Label>query().getText()).isNotBlank();
        assertThat(WaitForAsyncUtils.waitForAsyncFx(5_000, () -> window.graph().scene()).network()).isSameAs(window.workspace().network());
    }

    /** Handed to the view as one event, since a busy machine's two clicks of the robot may be too far apart. */
    private void doubleClick(FxRobot robot, Neuron neuron) {
        Node view = robot.lookup("#graph-view").query();
        robot.interact(() -> {
            Point2D local = window.graph().localPosition(neuron).orElseThrow();
            Point2D at = view.localToScene(local);
            Point2D onScreen = view.localToScreen(local);
            for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
                Event.fireEvent(view, new MouseEvent(type, at.getX(), at.getY(), onScreen.getX(), onScreen.getY(), MouseButton.PRIMARY, 2, false, false,
                        false, false, type == MouseEvent.MOUSE_PRESSED, false, false, false, false, true, null));
            }
        });
    }

    @Test
    void aDoubleClickOnAChannelOpensItsPixelsAndAnotherClosesThem(FxRobot robot) {
        drop(robot, RESOURCES.resolve("convolutions/classifier.onnx"));
        Workspace workspace = window.workspace();
        Layer layer = workspace.network().layers().stream().filter(l -> l.shape().isImage() && l.shape().channels() > 1).findFirst().orElseThrow();
        int pixels = layer.shape().rows() * layer.shape().columns();
        doubleClick(robot, new Neuron(layer.index(), pixels + pixels / 2));
        await(() -> open().equals(List.of(new Channel(layer.index(), 1))));
        settle();
        // two pixels beside one another can be told apart
        Neuron first = new Neuron(layer.index(), pixels);
        Neuron next = new Neuron(layer.index(), pixels + 1);
        assertThat(at(next).getX() - at(first).getX()).isGreaterThan(5);
        robot.clickOn(at(next));
        await(() -> workspace.selection().neurons().equals(List.of(next)));
        doubleClick(robot, first);
        await(() -> open().isEmpty());
        robot.interact(() -> window.commands().get("edit.undo").run());
        await(() -> open().size() == 1);
    }

    @Test
    void theMenuOfAChannelOpensAndClosesIt(FxRobot robot) {
        drop(robot, RESOURCES.resolve("convolutions/classifier.onnx"));
        int layer = window.workspace().network().layers().stream().filter(l -> l.shape().isImage() && l.shape().channels() > 1).findFirst().orElseThrow().index();
        robot.rightClickOn(at(new Neuron(layer, 0)));
        robot.clickOn("#channel-toggle");
        await(() -> open().equals(List.of(new Channel(layer, 0))));
        settle();
        robot.rightClickOn(at(new Neuron(layer, 0)));
        robot.clickOn("#channel-close-all");
        await(() -> open().isEmpty());
        settle();
    }
}
