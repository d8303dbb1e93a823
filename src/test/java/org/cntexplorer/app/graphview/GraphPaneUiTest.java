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
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.app.WindowFixture;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The graph under a person's hands: wheel, drag, keys, pointer, rectangle. */
@ExtendWith(ApplicationExtension.class)
class GraphPaneUiTest {
    private static final Neuron SOME = new Neuron(2, 11);

    private Workspace workspace;
    private GraphPane pane;
    private Stage stage;

    @Start
    private void start(Stage ofAllTests) {
        workspace = OpenNetwork.empty();
        pane = new GraphPane(workspace);
        stage = WindowFixture.show(pane.root(), 960, 700);
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
    }

    @Stop
    private void stop() {
        stage.close();
        workspace.close();
    }

    /** Waits until nothing moves, then says where a neuron is. */
    private Point2D at(Neuron neuron) {
        await(() -> pane.screenPosition(neuron).isPresent() && !pane.busyProperty().get());
        return ask(() -> pane.screenPosition(neuron)).orElseThrow();
    }

    private double scale() {
        return ask(() -> pane.canvas().stage().orElseThrow().viewpoint().scale());
    }

    @Test
    void theWheelZoomsAtThePointer(FxRobot robot) {
        Point2D before = at(SOME);
        Neuron other = new Neuron(3, 2);
        double distance = before.distance(at(other));
        robot.moveTo(before).scroll(3, VerticalDirection.UP);
        Point2D after = at(SOME);
        double zoomed = after.distance(at(other));
        assertThat(after.distance(before)).as("what is under the pointer stays there").isLessThan(1.5);
        assertThat(Math.abs(zoomed / distance - 1)).isGreaterThan(0.05);
        robot.scroll(3, VerticalDirection.DOWN);
        at(SOME);
        assertThat(at(SOME).distance(at(other))).isCloseTo(distance, within(0.01 * distance));
    }

    @Test
    void aDragPansAndSelectsNothing(FxRobot robot) {
        Point2D before = at(SOME);
        Point2D empty = before.add(60, 0);
        robot.moveTo(empty).press(MouseButton.PRIMARY).moveBy(30, 20).moveBy(50, 30).release(MouseButton.PRIMARY);
        Point2D moved = at(SOME).subtract(before);
        assertThat(moved.getX()).isCloseTo(80, within(1.5));
        assertThat(moved.getY()).isCloseTo(50, within(1.5));
        assertThat(workspace.selection().neurons()).isEmpty();
    }

    @Test
    void keysZoomAndFit(FxRobot robot) {
        Point2D fitted = at(SOME);
        double scale = scale();
        perform(() -> robot.lookup("#graph-view").query().requestFocus());
        robot.type(KeyCode.ADD).type(KeyCode.ADD);
        at(SOME);
        assertThat(scale()).isGreaterThan(1.2 * scale);
        robot.type(KeyCode.MINUS);
        at(SOME);
        double between = scale();
        robot.type(KeyCode.F);
        assertThat(at(SOME).distance(fitted)).isLessThan(1);
        assertThat(scale()).isCloseTo(scale, within(1e-6)).isNotEqualTo(between);
        assertThat(pane.scene().layout().blocks()).allSatisfy(block -> {
            Point2D first = at(new Neuron(block.layer(), 0));
            Point2D last = at(new Neuron(block.layer(), block.neurons() - 1));
            assertThat(stage.getX() <= first.getX() && last.getX() <= stage.getX() + stage.getWidth()).isTrue();
            assertThat(stage.getY() <= first.getY() && last.getY() <= stage.getY() + stage.getHeight()).isTrue();
        });
    }

    @Test
    void theCameraOfTheViewStateIsTheViewsOwn(FxRobot robot) {
        Point2D fitted = at(SOME);
        assertThat(workspace.view().state().camera()).isEmpty();
        perform(() -> robot.lookup("#graph-view").query().requestFocus());
        robot.type(KeyCode.ADD);
        Point2D zoomed = at(SOME);
        ViewState near = ask(() -> workspace.view().state());
        assertThat(near.camera().orElseThrow().scale()).isEqualTo(scale());
        perform(() -> workspace.view().set(near.from(Optional.empty())));
        assertThat(at(SOME).distance(fitted)).as("the whole graph again").isLessThan(1);
        perform(() -> workspace.view().set(near));
        assertThat(at(SOME).distance(zoomed)).isLessThan(1e-6);
        assertThat(ask(() -> workspace.view().state())).isEqualTo(near);
    }

    @Test
    void arrowKeysWalkFromNeuronToNeuron(FxRobot robot) {
        robot.clickOn(at(SOME));
        assertThat(workspace.selection().neurons()).containsExactly(SOME);
        robot.type(KeyCode.DOWN);
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(2, 12));
        robot.type(KeyCode.UP).type(KeyCode.UP);
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(2, 10));
        robot.type(KeyCode.RIGHT);
        assertThat(workspace.selection().primary().orElseThrow().layer()).isEqualTo(3);
        robot.type(KeyCode.LEFT).type(KeyCode.LEFT);
        assertThat(workspace.selection().primary().orElseThrow().layer()).isEqualTo(1);
    }

    @Test
    void thePointerNamesNeuronsAndLinks(FxRobot robot) {
        Label tip = robot.lookup("#graph-tip").query();
        robot.moveTo(at(SOME));
        await(tip::isVisible);
        assertThat(tip.getText()).startsWith("dense 2 · neuron 11 · strength = ")
                .endsWith(GraphWords.number(workspace.numbers().strength().of(SOME)));
        // the strongest link of the last connection, a fifth of the way, where few others cross
        perform(() -> workspace.linkChoiceProperty().set(LinkChoice.strongest(1)));
        Links links = workspace.linksProperty().get().connections().get(2);
        Point2D from = at(new Neuron(2, links.source()[0]));
        Point2D to = at(new Neuron(3, links.target()[0]));
        robot.moveTo(from.add(to.subtract(from).multiply(0.4)));
        await(() -> tip.isVisible() && tip.getText().contains("→"));
        assertThat(tip.getText()).isEqualTo("dense 2 · " + links.source()[0] + " → dense 3 · " + links.target()[0] + ", w = "
                + GraphWords.number(links.weight()[0]));
    }

    @Test
    void aRectangleSelectsTheNeuronsInIt(FxRobot robot) {
        Point2D first = at(new Neuron(3, 2));
        Point2D last = at(new Neuron(3, 5));
        robot.clickOn("#rubber-band");
        robot.moveTo(first.subtract(25, 8)).press(MouseButton.PRIMARY).moveTo(first.add(5, 5)).moveTo(last.add(25, 8));
        Node area = robot.lookup("#rubber-band-area").query();
        assertThat(area.isVisible()).isTrue();
        robot.release(MouseButton.PRIMARY);
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(3, 2), new Neuron(3, 3), new Neuron(3, 4), new Neuron(3, 5));
        assertThat(area.isVisible()).isFalse();
    }

    @Test
    void whatIsNotLinkedToTheSelectionIsDimmed(FxRobot robot) {
        Drawing plain = ask(() -> pane.model().drawingProperty().get());
        robot.clickOn(at(SOME));
        await(() -> pane.model().drawingProperty().get() != plain);
        Drawing dimmed = pane.model().drawingProperty().get();
        assertThat(dimmed.emphasis().selected()).containsExactly(SOME);
        int first = dimmed.scene().network().layer(0).neurons() + dimmed.scene().network().layer(1).neurons();
        int bright = 0;
        for (int k = 0; k < 32; k++) {
            bright += dimmed.discs().colour()[first + k] == plain.discs().colour()[first + k] ? 1 : 0;
        }
        assertThat(bright).as("of its own layer only itself keeps its colour").isEqualTo(1);
    }

    @Test
    void anotherQuantityColoursTheNeurons(FxRobot robot) {
        ComboBox<NeuronQuantity> box = robot.lookup("#quantity").queryComboBox();
        for (NeuronQuantity quantity : NeuronQuantity.values()) {
            perform(() -> box.setValue(quantity));
            await(() -> pane.scene() != null && pane.scene().quantity() == quantity);
            double[] expected = quantity.of(workspace.network(), workspace.numbers().strength(), 1);
            assertThat(pane.scene().values().get(1)).isEqualTo(expected);
            assertThat(robot.lookup("#graph-legend").lookup(pane.scene().quantityWords()).tryQuery()).isPresent();
        }
    }

    @Test
    void aThresholdShowsTheLinksOverIt(FxRobot robot) {
        perform(() -> workspace.linkChoiceProperty().set(LinkChoice.atLeast(0.4, 1_000_000)));
        await(() -> !pane.busyProperty().get());
        long expected = workspace.network().connections().stream()
                .mapToLong(c -> c.countAtLeast(0.4, org.cntexplorer.progress.Progress.NONE)).sum();
        assertThat(workspace.linksProperty().get().shown()).isEqualTo(expected);
        assertThat(robot.lookup("#link-text").<Label>query().getText()).startsWith("|w| ≥ 0.4");
        assertThat(robot.lookup("#link-count").<Label>query().getText()).startsWith(String.format(java.util.Locale.ROOT, "%,d of", expected));
        for (Links links : workspace.linksProperty().get().connections()) {
            for (float w : links.weight()) {
                assertThat(Math.abs(w)).isGreaterThanOrEqualTo(0.4f);
            }
        }
    }

    @Test
    void aRevealedLayerComesIntoTheMiddle(FxRobot robot) {
        Point2D before = at(new Neuron(3, 4));
        perform(() -> {
            workspace.reveal(new Place.OfLayer(3));
            assertThat(pane.busyProperty().get()).as("a view on its way is not done").isTrue();
        });
        Point2D after = at(new Neuron(3, 4));
        double middle = stage.getX() + stage.getWidth() / 2;
        assertThat(Math.abs(after.getX() - middle)).isLessThan(Math.abs(before.getX() - middle) / 4);
    }

    @Test
    void everyNeuronOfALayerIsSeenAndTheLayersStandSideBySide(FxRobot robot) {
        List<Double> middles = pane.scene().layout().blocks().stream().map(b -> b.centreX()).toList();
        assertThat(middles).isSorted();
        for (int layer = 0; layer < 4; layer++) {
            assertThat(robot.lookup("#title-" + layer).tryQuery()).isPresent();
            int n = workspace.network().layer(layer).neurons();
            List<Point2D> places = java.util.stream.IntStream.range(0, n).mapToObj(new Layer(layer)::place).toList();
            assertThat(places).doesNotHaveDuplicates();
        }
    }

    @Test
    void titlesWithoutRoomForAllSayNameAndExtents(FxRobot robot) {
        int[] sizes = java.util.stream.IntStream.range(0, 12).map(l -> 20).toArray();
        at(SOME);
        robot.interact(() -> OpenNetwork.in(workspace, RandomNetwork.named(3, "block.%d.dense", sizes)));
        await(() -> pane.scene() != null && pane.scene().network() == workspace.network() && !pane.busyProperty().get());
        List<VBox> titles = ask(() -> java.util.stream.IntStream.range(0, sizes.length).mapToObj(l -> robot.lookup("#title-" + l).<VBox>query()).toList());
        List<Bounds> boxes = ask(() -> titles.stream().map(Node::getBoundsInParent).toList());
        for (int l = 0; l < sizes.length; l++) {
            assertThat(titles.get(l).isVisible()).as("title of layer %d", l).isTrue();
            int layer = l;
            List<String> lines = ask(() -> titles.get(layer).getChildren().stream().filter(Node::isVisible).map(n -> ((Label) n).getText()).toList());
            assertThat(lines).containsExactly(workspace.network().layer(l).name(), "20");
            for (int other = 0; other < l; other++) {
                assertThat(boxes.get(l).intersects(boxes.get(other))).isFalse();
            }
        }
    }

    private final class Layer {
        private final int index;

        Layer(int index) {
            this.index = index;
        }

        Point2D place(int neuron) {
            return new Point2D(pane.scene().layout().x(new Neuron(index, neuron)), pane.scene().layout().y(new Neuron(index, neuron)));
        }
    }

    @Test
    void theMapIsThereWhereNotAllIsSeenAndMovesTheView(FxRobot robot) {
        at(SOME);
        Node map = robot.lookup("#minimap").query();
        assertThat(map.isVisible()).as("all is seen").isFalse();
        perform(() -> {
            pane.zoomIn();
            pane.zoomIn();
            pane.zoomIn();
        });
        at(SOME);
        await(map::isVisible);
        double scale = scale();
        Bounds box = ask(() -> map.localToScreen(map.getLayoutBounds()));
        // the map's margin aside, a tenth of the way in from its left
        robot.clickOn(box.getMinX() + 0.1 * box.getWidth(), box.getCenterY());
        double width = ask(() -> pane.scene().layout().width());
        assertThat(ask(() -> pane.canvas().stage().orElseThrow().viewpoint().centreX())).isCloseTo(0.1 * width, within(0.06 * width));
        assertThat(scale()).isEqualTo(scale);
        assertThat(ask(() -> workspace.view().cameraProperty().get()).orElseThrow().centreX()).as("undo can take it back")
                .isEqualTo(ask(() -> pane.canvas().stage().orElseThrow().viewpoint().centreX()));
        Bounds frame = ask(() -> robot.lookup("#minimap-frame").query().localToScreen(robot.lookup("#minimap-frame").query().getLayoutBounds()));
        assertThat(frame.getCenterX()).as("the frame is where the click was").isCloseTo(box.getMinX() + 0.1 * box.getWidth(), within(2.0));
        perform(() -> workspace.view().minimapProperty().set(false));
        assertThat(map.isVisible()).isFalse();
    }
}
