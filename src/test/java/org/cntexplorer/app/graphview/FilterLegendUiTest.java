package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.cntexplorer.app.WindowFixture;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.ViewHistory;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.graph.NeuronQuantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The legend as a filter, by mouse and by keys. */
@ExtendWith(ApplicationExtension.class)
class FilterLegendUiTest {
    private Workspace workspace;
    private ViewHistory history;
    private GraphPane pane;
    private Stage stage;

    @Start
    private void start(Stage ofAllTests) {
        workspace = OpenNetwork.empty();
        history = new ViewHistory(workspace);
        pane = new GraphPane(workspace);
        stage = WindowFixture.show(pane.root(), 960, 700);
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
        stage.getScene().getRoot().applyCss();
    }

    @Stop
    private void stop() {
        stage.close();
        workspace.close();
    }

    private void settle() {
        await(() -> pane.scene() != null && !pane.busyProperty().get() && pane.scene().filter().equals(workspace.view().filterProperty().get()));
    }

    /** A point of the bar on the screen. @param share 0 for its left end, 1 for its right one */
    private Point2D at(FxRobot robot, double share) {
        settle();
        return ask(() -> {
            Node bar = robot.lookup("#legend-bar").query();
            Bounds box = bar.localToScreen(bar.getLayoutBounds());
            return new Point2D(box.getMinX() + share * box.getWidth(), box.getCenterY());
        });
    }

    private Optional<NeuronFilter> filter() {
        return ask(() -> workspace.view().filterProperty().get());
    }

    @Test
    void aDraggedRangeDimsTheOthersAndSaysHowManyPass(FxRobot robot) {
        Point2D from = at(robot, 0.6);
        robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(from.add(10, 0)).moveTo(at(robot, 0.9)).release(MouseButton.PRIMARY);
        settle();
        double limit = ask(() -> pane.scene().limits().whole());
        // the bar is drawn by the root of the value, its middle 0
        assertThat(filter().orElseThrow().quantity()).isEqualTo(NeuronQuantity.STRENGTH);
        assertThat(filter().orElseThrow().low()).isCloseTo(0.04 * limit, within(0.01 * limit));
        assertThat(filter().orElseThrow().high()).isCloseTo(0.64 * limit, within(0.02 * limit));
        long inside = ask(() -> pane.scene().values().stream().flatMapToDouble(java.util.Arrays::stream)
                .filter(v -> v >= filterNow().low() && v <= filterNow().high()).count());
        Label passing = robot.lookup("#legend-passing").query();
        assertThat(passing.getText()).endsWith(" · " + inside + " of " + ask(() -> workspace.network().neurons()) + " neurons");
        assertThat(inside).isPositive();
        assertThat(dimmed()).as("discs of other neurons are dimmed").isEqualTo(ask(() -> workspace.network().neurons()) - inside);
        assertThat(ask(() -> workspace.selection().neurons())).as("the graph behind the bar feels nothing").isEmpty();
        assertThat(ask(() -> workspace.view().cameraProperty().get())).isEmpty();

        NeuronFilter before = filter().orElseThrow();
        Point2D handle = at(robot, 0.9);
        robot.moveTo(handle).press(MouseButton.PRIMARY).moveTo(handle.add(8, 0)).moveTo(handle.add(15, 0)).release(MouseButton.PRIMARY);
        settle();
        assertThat(filter().orElseThrow().low()).isEqualTo(before.low());
        assertThat(filter().orElseThrow().high()).isGreaterThan(before.high());

        perform(history::undo);
        assertThat(filter()).contains(before);
        perform(history::undo);
        assertThat(filter()).as("one step, however many ranges it went through").isEmpty();
        perform(history::redo);
        settle();
        assertThat(filter()).contains(before);
        robot.clickOn("#legend-reset");
        settle();
        assertThat(filter()).isEmpty();
        assertThat(dimmed()).isZero();
    }

    private NeuronFilter filterNow() {
        return workspace.view().filterProperty().get().orElseThrow();
    }

    /** Discs that are drawn in another colour than without a filter. */
    private long dimmed() {
        return ask(() -> {
            Drawing drawing = pane.model().drawingProperty().get();
            int[] bright = Drawing.of(org.cntexplorer.graph.GraphScene.of(drawing.scene().network(), drawing.scene().strength(), drawing.scene().layout(),
                    drawing.scene().links(), drawing.scene().quantity(), drawing.scene().selection()), drawing.emphasis(), drawing.palette(),
                    org.cntexplorer.progress.Progress.NONE).discs().colour();
            long other = 0;
            for (int i = 0; i < bright.length; i++) {
                other += bright[i] == drawing.discs().colour()[i] ? 0 : 1;
            }
            return other;
        });
    }

    @Test
    void keysMoveTheEndsAndTakeTheRangeAway(FxRobot robot) {
        settle();
        perform(pane::filter);
        robot.type(KeyCode.PAGE_UP).type(KeyCode.RIGHT).type(KeyCode.RIGHT);
        settle();
        double limit = ask(() -> pane.scene().limits().whole());
        // 0.12 of the bar: u = −0.76
        assertThat(filter().orElseThrow().low()).isCloseTo(-0.76 * 0.76 * limit, within(1e-9));
        assertThat(filter().orElseThrow().high()).isEqualTo(limit);
        perform(() -> robot.lookup("#legend-high").query().requestFocus());
        robot.type(KeyCode.HOME);
        settle();
        assertThat(filter().orElseThrow().high()).as("an end does not pass the other").isEqualTo(filter().orElseThrow().low());
        robot.type(KeyCode.DELETE);
        settle();
        assertThat(filter()).isEmpty();
    }

    @Test
    void aFilterOfAnotherQuantityStaysAndIsNamed(FxRobot robot) {
        settle();
        perform(() -> workspace.view().filterProperty().set(Optional.of(new NeuronFilter(NeuronQuantity.BIAS, 0.01, 1))));
        settle();
        assertThat(((Label) robot.lookup("#legend-passing").query()).getText()).startsWith("Bias 0.010 to 1.000 · ");
        assertThat(ask(() -> robot.lookup("#legend-low").query().getLayoutX())).as("the bar is of strengths").isLessThan(1);
    }

    @Test
    void bothSidesOfTheBarHaveTheSameNumbers(FxRobot robot) {
        settle();
        Pane ticks = robot.lookup("#legend-ticks").query();
        for (double limit : new double[] {0, 26.87, 1234.5, 98765.4321}) {
            perform(() -> pane.model().leastLimitProperty().set(java.util.Collections.nCopies(workspace.network().layers().size(), limit)));
            await(() -> pane.scene() != null && !pane.busyProperty().get() && pane.scene().limits().whole() >= limit);
            List<Label> shown = ask(() -> ticks.getChildren().stream().filter(Node::isVisible).map(Label.class::cast).toList());
            List<String> words = shown.stream().map(Label::getText).toList();
            assertThat(words).hasSizeBetween(3, 5);
            for (int i = 0; i < words.size() / 2; i++) {
                assertThat(words.get(i)).isEqualTo("\u2212" + words.get(words.size() - 1 - i));
            }
            for (int i = 0; i + 1 < shown.size(); i++) {
                assertThat(shown.get(i).getLayoutX() + shown.get(i).prefWidth(-1)).isLessThan(shown.get(i + 1).getLayoutX());
            }
        }
        robot.clickOn("#own-ranges");
        settle();
        assertThat(ask(() -> ticks.getChildren().stream().filter(Node::isVisible).map(tick -> ((Label) tick).getText()).toList()))
                .containsExactly("−max", "0", "max of each layer");
        perform(pane::filter);
        robot.type(KeyCode.PAGE_UP);
        settle();
        // 0.1 of the bar
        assertThat(filter()).contains(new NeuronFilter(NeuronQuantity.STRENGTH, -0.8 * 0.8, 1, true));
        assertThat(((Label) robot.lookup("#legend-passing").query()).getText()).startsWith("−0.640 to 1.000 max · ");
        perform(history::undo);
        perform(history::undo);
        settle();
        assertThat(robot.lookup("#own-ranges").queryAs(ToggleButton.class).isSelected()).isFalse();
    }
}
