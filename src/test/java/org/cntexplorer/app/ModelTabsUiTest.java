package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

class ModelTabsUiTest extends WindowUiTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    private static List<String> tabs(FxRobot robot) {
        return ask(() -> robot.lookup("#model-tabs").queryAs(TabPane.class).getTabs().stream().map(Tab::getText).toList());
    }

    private Path shown() {
        return ask(() -> fixture.window().workspace().fileProperty().get());
    }

    /** The headless robot's mouse has no middle button. */
    private static void middleClick(FxRobot robot, Node node) {
        perform(() -> {
            for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
                Event.fireEvent(node, new MouseEvent(type, 5, 5, 5, 5, MouseButton.MIDDLE, 1, false, false, false, false, false,
                        type == MouseEvent.MOUSE_PRESSED, false, false, false, true, null));
            }
        });
    }

    @Test
    void modelsAreOpenedInTabsChosenAndClosed(FxRobot robot, @TempDir Path folder) throws Exception {
        Path other = Files.copy(SAMPLE, folder.resolve("other.npy"));
        Path namesake = Files.copy(SAMPLE, Files.createDirectory(folder.resolve("second")).resolve("other.npy"));
        fixture.open(SAMPLE);
        Node bar = robot.lookup("#model-tabs").query();
        assertThat(bar.isVisible()).as("one model needs no tabs").isFalse();
        robot.clickOn(fixture.at(new Neuron(1, 3)));
        fixture.settle();
        fixture.open(other);
        assertThat(bar.isVisible()).isTrue();
        assertThat(tabs(robot)).containsExactly("digits-mlp.npy", "other.npy");
        assertThat(shown()).isEqualTo(other);
        assertThat(fixture.stage().getTitle()).startsWith("other");

        robot.clickOn("digits-mlp.npy");
        await(() -> SAMPLE.equals(shown()));
        fixture.settle();
        assertThat(fixture.window().workspace().selection().neurons()).containsExactly(new Neuron(1, 3));
        robot.push(KeyCode.CONTROL, KeyCode.TAB);
        await(() -> other.equals(shown()));
        fixture.settle();
        robot.push(KeyCode.CONTROL, KeyCode.PAGE_UP);
        await(() -> SAMPLE.equals(shown()));
        fixture.settle();

        fixture.open(namesake);
        assertThat(tabs(robot)).containsExactly("digits-mlp.npy", folder.getFileName() + " / other.npy", "second / other.npy");
        middleClick(robot, robot.lookup("digits-mlp.npy").query());
        await(() -> tabs(robot).size() == 2);
        assertThat(shown()).isEqualTo(namesake);
        robot.push(KeyCode.CONTROL, KeyCode.W);
        await(() -> other.equals(shown()) && !bar.isVisible());
        fixture.settle();
        robot.push(KeyCode.CONTROL, KeyCode.W);
        await(() -> robot.lookup("#welcome").<Node>query().isVisible());
    }
}
