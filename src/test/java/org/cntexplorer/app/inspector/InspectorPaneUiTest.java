package org.cntexplorer.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.metric.Standing;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class InspectorPaneUiTest {
    private static final Neuron HIDDEN = new Neuron(1, 5);

    private Workspace workspace;
    private InspectorPane pane;

    @Start
    private void start(Stage stage) {
        workspace = OpenNetwork.empty();
        pane = new InspectorPane(workspace);
        Scene scene = new Scene((Parent) pane.root(), 380, 860);
        new Themes().dress(scene);
        stage.setScene(scene);
        stage.show();
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).<Label>query().getText();
    }

    private static double number(FxRobot robot, String id) {
        return Double.parseDouble(text(robot, id).replace('−', '-'));
    }

    private void select(FxRobot robot, Neuron... neurons) {
        perform(() -> workspace.selection().set(List.of(neurons)));
    }

    private static boolean isShown(FxRobot robot, String id) {
        for (Node node = robot.lookup(id).query(); node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static TableRow<LinkRow> row(FxRobot robot, int number) {
        return robot.lookup((TableRow<LinkRow> row) -> row.getIndex() == number && row.getItem() != null).query();
    }

    @Test
    void showsTheNumbersOfTheMetrics(FxRobot robot) {
        NodeStrength strength = NodeStrength.of(workspace.network(), Convention.DEFAULT, Progress.NONE);
        for (Neuron neuron : List.of(HIDDEN, new Neuron(0, 401), new Neuron(3, 9), new Neuron(2, 0))) {
            select(robot, neuron);
            NodeStrength.OfLayer layer = strength.layer(neuron.layer());
            assertThat(number(robot, "#inspector-strength")).isCloseTo(layer.total()[neuron.index()], within(1e-4));
            assertThat(number(robot, "#inspector-in")).isCloseTo(layer.in()[neuron.index()], within(1e-4));
            assertThat(number(robot, "#inspector-out")).isCloseTo(layer.out()[neuron.index()], within(1e-4));
            Standing standing = Standing.of(layer.total(), neuron.index());
            assertThat(text(robot, "#inspector-rank")).isEqualTo(standing.rank() + " of " + layer.total().length);
            assertThat(number(robot, "#inspector-percentile")).isCloseTo(standing.percentile(), within(0.051));
            assertThat(number(robot, "#inspector-z")).isCloseTo(standing.z(), within(0.00051));
            if (neuron.layer() == 0) {
                assertThat(text(robot, "#inspector-bias")).isEqualTo("–");
            } else {
                assertThat(number(robot, "#inspector-bias")).isCloseTo(
                        workspace.network().connection(neuron.layer() - 1).bias().orElseThrow().get(neuron.index()), within(1e-4));
            }
        }
        assertThat(text(robot, "#inspector-title")).contains("2").contains("neuron 0");
    }

    @Test
    void followsTheConventionThatNumbersAreCountedWith(FxRobot robot) {
        select(robot, HIDDEN);
        Convention absolute = new Convention(false, 1, Weighting.ABSOLUTE);
        perform(() -> workspace.conventionProperty().set(absolute));
        assertThat(number(robot, "#inspector-strength"))
                .isCloseTo(NodeStrength.of(workspace.network(), absolute, Progress.NONE).of(HIDDEN), within(1e-4));
    }

    @Test
    void listsTheStrongestLinksOfBothSidesAndARowJumps(FxRobot robot) {
        select(robot, HIDDEN);
        TableView<LinkRow> table = robot.lookup("#inspector-links").queryTableView();
        Links into = workspace.network().connection(0).into(HIDDEN.index());
        assertThat(table.getItems().stream().map(LinkRow::other).toList()).isEqualTo(strongest(into, into.source(), 0));
        robot.clickOn("#inspector-links-out");
        Links outOf = workspace.network().connection(1).outOf(HIDDEN.index());
        assertThat(table.getItems().stream().map(LinkRow::other).toList()).isEqualTo(strongest(outOf, outOf.target(), 2));
        LinkRow second = table.getItems().get(1);
        robot.clickOn(row(robot, 1));
        assertThat(workspace.selection().neurons()).containsExactly(second.other());
        assertThat(workspace.revealedProperty().get()).isEqualTo(new Place.OfNeuron(second.other()));
        assertThat(text(robot, "#inspector-title")).endsWith("neuron " + second.other().index());
    }

    private static List<Neuron> strongest(Links links, int[] others, int layer) {
        return IntStream.range(0, links.count()).boxed().sorted(Comparator.comparingDouble(i -> -Math.abs(links.weight()[i]))).limit(50)
                .map(i -> new Neuron(layer, others[i])).toList();
    }

    @Test
    void enterOnARowJumpsToo(FxRobot robot) {
        select(robot, HIDDEN);
        TableView<LinkRow> table = robot.lookup("#inspector-links").queryTableView();
        Neuron third = table.getItems().get(2).other();
        perform(() -> {
            table.requestFocus();
            table.getSelectionModel().select(2);
        });
        robot.type(KeyCode.ENTER);
        assertThat(workspace.selection().neurons()).containsExactly(third);
    }

    @Test
    void showsTheIncomingWeightsAsTheImageThatTheyLookAt(FxRobot robot) {
        select(robot, HIDDEN);
        ImageView image = robot.lookup("#inspector-image").query();
        int side = (int) image.getImage().getWidth() / 28;
        assertThat(image.getImage().getWidth()).isEqualTo(28 * side).isEqualTo(image.getImage().getHeight()).isEqualTo(image.getFitWidth());
        float[] weights = workspace.network().connection(0).into(HIDDEN.index()).weight();
        int strongest = IntStream.range(0, weights.length).boxed().max(Comparator.comparingDouble(i -> Math.abs(weights[i]))).orElseThrow();
        java.awt.Color full = weights[strongest] > 0 ? Palette.LIGHT.positive() : Palette.LIGHT.negative();
        assertThat(image.getImage().getPixelReader().getColor(strongest % 28 * side, strongest / 28 * side))
                .isEqualTo(Color.rgb(full.getRed(), full.getGreen(), full.getBlue()));
        Bounds bounds = image.localToScreen(image.getBoundsInLocal());
        robot.moveTo(bounds.getMinX() + (strongest % 28 + 0.5) * bounds.getWidth() / 28,
                bounds.getMinY() + (strongest / 28 + 0.5) * bounds.getHeight() / 28);
        assertThat(text(robot, "#inspector-pixel")).isEqualTo("row " + strongest / 28 + ", column " + strongest % 28);
        assertThat(Double.parseDouble(text(robot, "#inspector-pixel-weight").replace("w = ", "").replace('−', '-')))
                .isCloseTo(weights[strongest], within(1e-5));
        perform(() -> workspace.assumeImagesProperty().set(false));
        assertThat(isShown(robot, "#inspector-image")).isFalse();
        perform(() -> workspace.assumeImagesProperty().set(true));
        assertThat(isShown(robot, "#inspector-image")).isTrue();
        robot.clickOn("#inspector-image");
        assertThat(workspace.selection().primary().orElseThrow().layer()).isZero();
        assertThat(text(robot, "#inspector-title")).contains("pixel 14,14");
        assertThat(isShown(robot, "#inspector-image")).as("an input has no incoming weights").isFalse();
    }

    @Test
    void sumsUpSeveralNeurons(FxRobot robot) {
        select(robot, HIDDEN);
        assertThat(isShown(robot, "#inspector-several")).isFalse();
        Neuron[] some = {new Neuron(1, 0), new Neuron(2, 3), HIDDEN};
        select(robot, some);
        double[] strength = Arrays.stream(some).mapToDouble(workspace.numbers().strength()::of).toArray();
        assertThat(isShown(robot, "#inspector-several")).isTrue();
        assertThat(text(robot, "#inspector-count")).startsWith("3 neurons");
        assertThat(number(robot, "#inspector-mean")).isCloseTo(Arrays.stream(strength).average().orElseThrow(), within(1e-4));
        assertThat(number(robot, "#inspector-min")).isCloseTo(Arrays.stream(strength).min().orElseThrow(), within(1e-4));
        assertThat(number(robot, "#inspector-max")).isCloseTo(Arrays.stream(strength).max().orElseThrow(), within(1e-4));
        assertThat(text(robot, "#inspector-title")).endsWith("neuron 5");
    }

    @Test
    void aClickOnANumberCopiesEveryDigit(FxRobot robot) {
        select(robot, HIDDEN);
        robot.clickOn("#inspector-strength");
        String copied = ask(() -> Clipboard.getSystemClipboard().getString());
        assertThat(Double.parseDouble(copied)).isEqualTo(workspace.numbers().strength().of(HIDDEN));
        robot.clickOn("#inspector-copy");
        String all = ask(() -> Clipboard.getSystemClipboard().getString());
        assertThat(all.lines()).contains("neuron\t1:5", "strength\t" + workspace.numbers().strength().of(HIDDEN));
    }

    @Test
    void hintsWhileNothingIsSelectedAndScrollsWhereItIsLow(FxRobot robot) {
        assertThat(isShown(robot, "#inspector-hint")).isTrue();
        assertThat(isShown(robot, "#inspector-title")).isFalse();
        select(robot, HIDDEN);
        assertThat(isShown(robot, "#inspector-hint")).isFalse();
        ScrollPane scroll = robot.lookup("#inspector-scroll").query();
        assertThat(scroll.getContent().getBoundsInParent().getHeight()).isLessThanOrEqualTo(scroll.getViewportBounds().getHeight());
        perform(() -> scroll.getScene().getWindow().setHeight(400));
        await(() -> scroll.getContent().getBoundsInParent().getHeight() > scroll.getViewportBounds().getHeight());
        perform(workspace::close);
        assertThat(isShown(robot, "#inspector-hint")).isTrue();
    }
}
