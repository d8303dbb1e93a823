package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;

import java.nio.file.Path;
import java.util.Arrays;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The panes work together in the real window, with its own background tasks. */
@ExtendWith(ApplicationExtension.class)
class WindowPanesUiTest {
    private WindowFixture fixture;
    private MainWindow window;

    @Start
    private void start(Stage ofAllTests) {
        fixture = WindowFixture.show();
        window = fixture.window();
        window.workspace().setOnError(error -> {
            throw new AssertionError(error);
        });
        window.open(Path.of("assets/samples/digits-mlp.npy"));
    }

    @Stop
    private void stop() {
        fixture.stage().close();
    }

    private static Label label(FxRobot robot, String id) {
        return robot.lookup(id).query();
    }

    private double strengthShown(FxRobot robot) {
        return Double.parseDouble(label(robot, "#inspector-strength").getText().replace('−', '-'));
    }

    @Test
    void theInspectorShowsTheStrengthOfANeuronThatIsClickedInTheGraph(FxRobot robot) {
        fixture.opened();
        Neuron neuron = new Neuron(3, 4);
        robot.clickOn(fixture.at(neuron));
        await(() -> label(robot, "#inspector-title").getText().endsWith("neuron 4"));
        NodeStrength strength = NodeStrength.of(window.workspace().network(), Convention.DEFAULT, Progress.NONE);
        assertThat(strengthShown(robot)).isCloseTo(strength.of(neuron), within(1e-4));
        robot.clickOn(robot.from(robot.lookup("#inspector-links").queryAll())
                .lookup((TableRow<?> row) -> row.getIndex() == 1 && row.getItem() != null)
                .<Node>query());
        await(() -> window.workspace().selection().primary().orElseThrow().layer() == 2
                && label(robot, "#inspector-title").getText().endsWith("neuron "
                        + window.workspace().selection().primary().orElseThrow().index()));
        assertThat(strengthShown(robot)).isCloseTo(strength.of(window.workspace().selection().primary().orElseThrow()), within(1e-4));
    }

    @Test
    void controlFSearchesAndTypingRunsNoCommand(FxRobot robot) {
        fixture.opened();
        robot.push(KeyCode.SHORTCUT, KeyCode.F);
        assertThat(robot.lookup("#search-field").<TextField>query().isFocused()).isTrue();
        robot.write("top 1 out in 1");
        await(() -> label(robot, "#search-count").getText().equals("1"));
        robot.type(KeyCode.ENTER);
        double[] out = window.workspace().numbers().strength().layer(1).out();
        Neuron found = window.workspace().selection().primary().orElseThrow();
        assertThat(found.layer()).isEqualTo(1);
        assertThat(out[found.index()]).isEqualTo(Arrays.stream(out).max().orElseThrow());
        assertThat(window.workspace().revealedProperty().get()).isEqualTo(new Place.OfNeuron(found));
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#search-field").<TextField>query().isFocused()).isFalse();
        assertThat(window.workspace().selection().neurons()).as("the first Esc leaves the field only").containsExactly(found);
        robot.type(KeyCode.ESCAPE);
        assertThat(window.workspace().selection().neurons()).isEmpty();
    }

    @Test
    void aRowOfTheLayersBringsThemIntoView(FxRobot robot) {
        fixture.opened();
        Point2D before = ask(() -> window.graph().localPosition(new Neuron(3, 0)).orElseThrow());
        robot.clickOn(robot.from(robot.lookup("#layers-table").queryAll())
                .lookup((TableRow<?> row) -> row.getIndex() == 3 && row.getItem() != null)
                .<Node>query());
        assertThat(window.workspace().revealedProperty().get()).isEqualTo(new Place.OfLayer(3));
        Node canvas = robot.lookup("#graph-view").query();
        await(() -> Math.abs(window.graph().localPosition(new Neuron(3, 0)).orElseThrow().getX()
                - canvas.getLayoutBounds().getWidth() / 2) < 2);
        assertThat(before.getX()).as("it was elsewhere before").isNotCloseTo(canvas.getLayoutBounds().getWidth() / 2, within(20.0));
    }

    @Test
    void theWholeWindowFitsAScreenOfAThousandPixels(FxRobot robot) {
        fixture.opened();
        assertThat(robot.lookup("#main-window").query().minWidth(-1)).isLessThanOrEqualTo(1000);
    }
}
