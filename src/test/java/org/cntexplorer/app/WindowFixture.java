package org.cntexplorer.app;

import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
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
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.model.Neuron;
import org.testfx.api.FxRobot;

/**
 * The window of a test, and the gestures that the headless platform does not know.
 *
 * @param stage its own: that which TestFX gives is one for all tests, and a window leaves its size and limits on it
 */
public record WindowFixture(MainWindow window, Stage stage) {
    /** As high and wide as the headless screen, but for a strip of desktop to drag from. */
    private static final Preferences.Bounds BOUNDS = new Preferences.Bounds(0, 0, 1000, 900, false);

    /** Shows a window that remembers nothing; on the JavaFX thread. */
    public static WindowFixture show() {
        PreferencesFile preferences = PreferencesFile.inMemory();
        preferences.set(new Preferences(BOUNDS, null, null, ThemeChoice.LIGHT, null, null, null, null));
        return show(preferences);
    }

    /** Shows a window that remembers nothing but the sessions that nobody has saved; on the JavaFX thread. @param state where */
    public static WindowFixture show(Path state) {
        PreferencesFile preferences = PreferencesFile.inMemory();
        preferences.set(new Preferences(BOUNDS, null, null, ThemeChoice.LIGHT, null, null, null, null));
        return show(preferences, Optional.of(state));
    }

    /** Shows a window; on the JavaFX thread. */
    public static WindowFixture show(PreferencesFile preferences) {
        return show(preferences, Optional.empty());
    }

    private static WindowFixture show(PreferencesFile preferences, Optional<Path> state) {
        Stage stage = new Stage();
        WindowFixture fixture = new WindowFixture(new MainWindow(stage, preferences, state), stage);
        stage.show();
        return fixture;
    }

    /** Shows a pane alone, in a window of its own at the screen's corner; on the JavaFX thread. */
    public static Stage show(Node pane, double width, double height) {
        Stage stage = new Stage();
        stage.setX(0);
        stage.setY(0);
        Scene scene = new Scene((Parent) pane, width, height);
        new Themes().dress(scene);
        stage.setScene(scene);
        stage.show();
        return stage;
    }

    /** Waits until nothing is being computed or drawn, and an open network is measured. */
    public void settle() {
        await(() -> window.isIdle() && (window.workspace().network() == null || window.workspace().numbers() != null));
    }

    /** Opens a file and waits for its numbers. */
    public void open(Path file) {
        perform(() -> window.open(file));
        opened();
    }

    /** Drops a file on the graph and waits for its numbers. */
    public void drop(Path file) {
        drag(DragEvent.DRAG_DROPPED, file);
        opened();
    }

    /** Waits for the numbers of the network that is being opened. */
    public void opened() {
        await(() -> window.workspace().network() != null && window.workspace().numbers() != null);
        settle();
    }

    /** A file over the graph, handed to the window's own handlers: the headless platform drags nothing from other programs. */
    public void drag(EventType<DragEvent> type, Path file) {
        Dragboard board = ask(() -> DragboardHelper.createDragboard(files(file.toFile())));
        Node view = view();
        perform(() -> Event.fireEvent(view, new DragEvent(type, board, 400, 400, 400, 400, TransferMode.COPY, null, null, null)));
    }

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

    private static Node view() {
        return new FxRobot().lookup("#graph-view").query();
    }

    /** Where a neuron is on the screen. */
    public Point2D at(Neuron neuron) {
        return ask(() -> window.graph().screenPosition(neuron)).orElseThrow();
    }

    /** A click with the control key: the headless robot's mouse does not know which keys are held. */
    public void clickWithCtrl(Neuron neuron) {
        click(neuron, 1, true);
    }

    /** As one event: a busy machine's two clicks of the robot may be too far apart. */
    public void doubleClick(Neuron neuron) {
        click(neuron, 2, false);
    }

    private void click(Neuron neuron, int times, boolean ctrl) {
        Node view = view();
        perform(() -> {
            Point2D local = window.graph().localPosition(neuron).orElseThrow();
            Point2D at = view.localToScene(local);
            Point2D onScreen = view.localToScreen(local);
            for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
                Event.fireEvent(view, new MouseEvent(type, at.getX(), at.getY(), onScreen.getX(), onScreen.getY(), MouseButton.PRIMARY, times, false, ctrl,
                        false, false, type == MouseEvent.MOUSE_PRESSED, false, false, false, false, true, null));
            }
        });
    }
}
