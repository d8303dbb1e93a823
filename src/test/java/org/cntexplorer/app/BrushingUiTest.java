package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.figure.PlotArea;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.graph.WeightRange;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** What is pointed at or chosen in one pane is marked in the others, there and back. */
class BrushingUiTest extends WindowUiTest {
    private static final Neuron SOME = new Neuron(2, 11);

    private void open() {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
    }

    /** The shown middle of a mark on the screen; fails where it is not visible. */
    private static Point2D middle(FxRobot robot, String id) {
        await(() -> robot.lookup(id).<Node>queryAll().stream().anyMatch(Node::isVisible));
        return ask(() -> {
            Node node = robot.lookup(id).query();
            Bounds box = node.localToScreen(node.getLayoutBounds());
            return new Point2D(box.getCenterX(), box.getCenterY());
        });
    }

    private static Point2D inPlot(FxRobot robot, String id, double value) {
        FigureView view = robot.lookup(id).query();
        await(() -> view.drawnProperty().get() != null && view.drawnProperty().get().plot().isPresent());
        return ask(() -> {
            PlotArea plot = view.drawnProperty().get().plot().orElseThrow();
            return view.localToScreen(plot.xOf(value), plot.area().getCenterY());
        });
    }

    private double strength(Neuron neuron) {
        return ask(() -> workspace.numbers().strength().of(neuron));
    }

    @Test
    void theGraphMarksPlotsTablesAndTheInspectorAndTheyMarkTheGraph(FxRobot robot) {
        open();
        robot.clickOn(fixture.at(SOME));
        fixture.settle();
        TableView<?> layers = robot.lookup("#layers-table").queryAs(TableView.class);
        assertThat(ask(() -> layers.getSelectionModel().getSelectedIndex())).as("the layers table marks the neuron's layer").isEqualTo(2);
        assertThat(middle(robot, "#plot-fluctuation-layer").getX()).as("so does the fluctuation").isCloseTo(inPlot(robot, "#plot-fluctuation", 2).getX(), within(2.0));

        // from the graph: a neuron of the layer whose strengths are shown
        Neuron other = new Neuron(2, 3);
        robot.moveTo(fixture.at(other));
        assertThat(middle(robot, "#plot-strength-pointed").getX()).isCloseTo(inPlot(robot, "#plot-strength", strength(other)).getX(), within(2.0));

        // from the inspector's links: its strongest one in, as the network has it
        Links into = ask(() -> workspace.network().into(2).getFirst().into(SOME.index()).strongest(1));
        Neuron source = new Neuron(1, into.source()[0]);
        robot.moveTo(rows(robot).getFirst());
        assertThat(middle(robot, "#pointed-neuron").distance(fixture.at(source))).as("the ring is at its other end").isLessThan(1.5);
        Bounds line = ask(() -> robot.lookup("#pointed-link").query().localToScreen(robot.lookup("#pointed-link").query().getLayoutBounds()));
        assertThat(line.getMinX()).isCloseTo(fixture.at(source).getX(), within(3.0));
        assertThat(line.getMaxX()).isCloseTo(fixture.at(SOME).getX(), within(3.0));
        assertThat(middle(robot, "#plot-weights-pointed").getX()).isCloseTo(inPlot(robot, "#plot-weights", into.weight()[0]).getX(), within(2.0));

        // and back: the same neuron in the graph marks the row
        robot.moveTo(fixture.at(source));
        await(() -> marked(robot).size() == 1);
        assertThat(marked(robot).iterator().next().getIndex()).isZero();
    }

    private static List<TableRow<?>> rows(FxRobot robot) {
        return ask(() -> robot.lookup("#inspector-links").lookup(".table-row-cell").<TableRow<?>>queryAll().stream()
                .filter(row -> row.isVisible() && row.getItem() != null).sorted(Comparator.comparingInt(TableRow::getIndex)).toList());
    }

    private static Set<TableRow<?>> marked(FxRobot robot) {
        return ask(() -> rows(robot).stream().filter(row -> row.getPseudoClassStates().contains(PseudoClass.getPseudoClass("pointed")))
                .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void thePlotsPointIntoTheGraphAndChooseLayers(FxRobot robot) {
        open();
        double[] strengths = ask(() -> workspace.numbers().strength().layer(1).total());
        int strongest = 0;
        for (int i = 0; i < strengths.length; i++) {
            strongest = strengths[i] > strengths[strongest] ? i : strongest;
        }
        Neuron expected = new Neuron(1, strongest);
        robot.moveTo(inPlot(robot, "#plot-strength", strengths[strongest]));
        await(() -> workspace.brush().pointedProperty().get().map(Pointed::neuron).filter(Objects::nonNull).filter(expected::equals).isPresent());
        assertThat(middle(robot, "#pointed-neuron").distance(fixture.at(expected))).isLessThan(1.5);
        robot.moveTo("#plot-fluctuation");
        await(() -> workspace.brush().pointedProperty().get().isEmpty());
        assertThat(ask(() -> robot.lookup("#pointed-neuron").query().isVisible())).isFalse();

        robot.clickOn(inPlot(robot, "#plot-fluctuation", 3));
        fixture.settle();
        TableView<?> layers = robot.lookup("#layers-table").queryAs(TableView.class);
        assertThat(ask(() -> layers.getSelectionModel().getSelectedIndex())).isEqualTo(3);
        assertThat(ask(() -> fixture.window().plots().model().layersProperty().get())).containsExactly(3);
    }

    @Test
    void aRangeOfWeightsShowsItsLinksAndIsAStepOfItsOwn(FxRobot robot) {
        open();
        Links before = ask(() -> workspace.linksProperty().get().connections().getFirst());
        Point2D from = inPlot(robot, "#plot-weights", -0.25);
        robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(from.add(10, 0)).moveTo(inPlot(robot, "#plot-weights", -0.1)).release(MouseButton.PRIMARY);
        fixture.settle();
        WeightRange range = ask(() -> workspace.view().weightsProperty().get()).orElseThrow();
        assertThat(range.connections()).containsExactly(0);
        assertThat(range.low()).isCloseTo(-0.25, within(0.02));
        assertThat(range.high()).isCloseTo(-0.1, within(0.02));
        int expected = ask(() -> {
            int[] inside = {0};
            workspace.network().connection(0).eachAtLeast(0, Progress.NONE, (source, target, weight) -> inside[0] += weight >= range.low() && weight <= range.high() ? 1 : 0);
            return inside[0];
        });
        Links shown = ask(() -> workspace.linksProperty().get().connections().getFirst());
        assertThat(shown.count()).isEqualTo(expected).isNotEqualTo(before.count());
        for (float weight : shown.weight()) {
            assertThat(range.contains(weight)).isTrue();
        }
        assertThat(ask(() -> fixture.window().plots().model().weightsProperty().get().highlight())).contains(new ValueRange(range.low(), range.high()));
        assertThat(ask(() -> workspace.linksProperty().get().connections().get(1).count())).as("other connections' links stay").isEqualTo(1000);

        perform(() -> fixture.window().commands().get("edit.undo").run());
        fixture.settle();
        assertThat(ask(() -> workspace.linksProperty().get().connections().getFirst().weight())).isEqualTo(before.weight());
        assertThat(ask(() -> fixture.window().plots().model().weightsProperty().get().highlight())).isEmpty();
    }
}
