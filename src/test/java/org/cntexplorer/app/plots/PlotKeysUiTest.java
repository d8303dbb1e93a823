package org.cntexplorer.app.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;

import java.nio.file.Path;
import java.util.Arrays;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.cntexplorer.app.WindowFixture;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.PlotArea;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.graph.WeightRange;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** What is dragged along a plot's axis is chosen by keys, too. */
@ExtendWith(ApplicationExtension.class)
class PlotKeysUiTest {
    private WindowFixture fixture;
    private Workspace workspace;
    private PlotsViewModel model;

    @Start
    private void start(Stage ofAllTests) {
        fixture = WindowFixture.show();
        workspace = fixture.window().workspace();
        model = fixture.window().plots().model();
    }

    @Stop
    private void stop() {
        fixture.stage().close();
    }

    /** @return its axis */
    private PlotArea focus(FxRobot robot, String id) {
        FigureView view = robot.lookup(id).query();
        await(() -> view.drawnProperty().get() != null && view.drawnProperty().get().plot().isPresent());
        robot.interact(view::requestFocus);
        return ask(() -> view.drawnProperty().get().plot().orElseThrow());
    }

    private static String said(FxRobot robot, String id) {
        return ask(() -> robot.lookup(id).<Node>query().getAccessibleText());
    }

    private void isAlong(PlotArea axis, ValueRange range, double from, double to) {
        double wide = axis.high() - axis.low();
        assertThat((range.low() - axis.low()) / wide).isCloseTo(from, within(1e-9));
        assertThat((range.high() - axis.low()) / wide).isCloseTo(to, within(1e-9));
    }

    private long inside(ValueRange range) {
        return ask(() -> Arrays.stream(workspace.numbers().strength().layer(1).total()).filter(range::contains).count());
    }

    private ValueRange range() {
        return ask(() -> model.rangeProperty().get().orElseThrow());
    }

    @Test
    void aRangeOfStrengthsSelectsItsNeurons(FxRobot robot) {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        PlotArea axis = focus(robot, "#plot-strength");
        robot.type(KeyCode.RIGHT);
        isAlong(axis, range(), 0, 0.1);
        robot.type(KeyCode.PAGE_UP).type(KeyCode.PAGE_UP).type(KeyCode.PAGE_UP).type(KeyCode.RIGHT);
        isAlong(axis, range(), 0.32, 0.42);
        robot.push(KeyCode.SHIFT, KeyCode.PAGE_UP).push(KeyCode.SHIFT, KeyCode.LEFT);
        isAlong(axis, range(), 0.32, 0.5);
        long inside = inside(range());
        assertThat(inside).isPositive();
        assertThat(workspace.selection().neurons()).hasSize((int) inside).allMatch(n -> n.layer() == 1);
        assertThat(said(robot, "#plot-strength")).matches(".* Chosen: −?[0-9.]+ to −?[0-9.]+: " + inside + " neurons? selected");

        // held down, it counts when it is let go: one step to undo
        robot.press(KeyCode.RIGHT);
        robot.press(KeyCode.RIGHT);
        assertThat(workspace.selection().neurons()).hasSize((int) inside);
        robot.release(KeyCode.RIGHT);
        assertThat(range().low()).isGreaterThan(axis.low() + 0.33 * (axis.high() - axis.low()));
        assertThat(workspace.selection().neurons()).hasSize((int) inside(range()));
        robot.type(KeyCode.END);
        isAlong(axis, range(), 0.82, 1);
        robot.type(KeyCode.RIGHT);
        isAlong(axis, range(), 0.82, 1);
        robot.type(KeyCode.HOME);
        isAlong(axis, range(), 0, 0.18);
        robot.type(KeyCode.ESCAPE);
        assertThat(ask(() -> model.rangeProperty().get())).isEmpty();
        assertThat(workspace.selection().neurons()).isEmpty();
        assertThat(said(robot, "#plot-strength")).startsWith("Node strength. dense 1").doesNotContain("Chosen");
        assertThat(ask(() -> fixture.window().scene().getFocusOwner().getId())).isEqualTo("plot-strength");
    }

    @Test
    void aRangeOfWeightsShowsItsLinks(FxRobot robot) {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        PlotArea axis = focus(robot, "#plot-weights");
        robot.type(KeyCode.LEFT);
        fixture.settle();
        WeightRange range = ask(() -> workspace.view().weightsProperty().get()).orElseThrow();
        isAlong(axis, new ValueRange(range.low(), range.high()), 0.9, 1);
        int shown = ask(() -> workspace.linksProperty().get().connections().getFirst().count());
        assertThat(shown).isPositive();
        assertThat(said(robot, "#plot-weights")).matches(".* Chosen: [0-9.]+ to [0-9.]+: " + shown + " links? shown");
        robot.type(KeyCode.PAGE_DOWN);
        fixture.settle();
        assertThat(ask(() -> workspace.linksProperty().get().connections().getFirst().count())).isGreaterThan(shown);
        robot.type(KeyCode.DELETE);
        fixture.settle();
        assertThat(ask(() -> workspace.view().weightsProperty().get())).isEmpty();
        assertThat(said(robot, "#plot-weights")).doesNotContain("Chosen");
    }

    @Test
    void arrowsChooseLayersOnTheFluctuation(FxRobot robot) {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        focus(robot, "#plot-fluctuation");
        robot.type(KeyCode.END).type(KeyCode.LEFT);
        fixture.settle();
        TableView<?> layers = robot.lookup("#layers-table").queryAs(TableView.class);
        assertThat(ask(() -> layers.getSelectionModel().getSelectedIndex())).isEqualTo(2);
        assertThat(ask(() -> model.layersProperty().get())).containsExactly(2);
        assertThat(said(robot, "#plot-fluctuation")).endsWith(" Chosen: dense 2");
        robot.type(KeyCode.HOME).type(KeyCode.RIGHT);
        assertThat(said(robot, "#plot-fluctuation")).endsWith(" Chosen: dense 1");
    }
}
