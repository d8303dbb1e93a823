package org.cntexplorer.app.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.stage.Stage;
import org.cntexplorer.app.WindowFixture;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Distribution;
import org.cntexplorer.figure.Mark;
import org.cntexplorer.figure.PlotArea;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Neuron;
import org.controlsfx.control.CheckComboBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class PlotsPaneUiTest {
    private Workspace workspace;
    private PlotsPane pane;
    private Stage stage;

    @Start
    private void start(Stage ofAllTests) {
        workspace = OpenNetwork.empty();
        pane = new PlotsPane(workspace);
        stage = WindowFixture.show(pane.root(), 980, 340);
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
    }

    @Stop
    private void stop() {
        stage.close();
        workspace.close();
    }

    private PlotsViewModel model() {
        return pane.model();
    }

    private List<String> shownLayers() {
        return model().strengthProperty().get().layers().stream().map(Distribution::name).toList();
    }

    @Test
    void severalLayersAndConnectionsAreChosenByTheirTicks(FxRobot robot) {
        assertThat(shownLayers()).containsExactly("dense 1");
        CheckComboBox<Integer> layers = robot.lookup("#plot-layers").queryAs(CheckComboBox.class);
        assertThat(new ArrayList<>(layers.getCheckModel().getCheckedItems())).containsExactly(1);
        perform(() -> {
            layers.getCheckModel().check(Integer.valueOf(3));
            layers.getCheckModel().check(Integer.valueOf(2));
        });
        assertThat(shownLayers()).containsExactly("dense 1", "dense 2", "dense 3");
        perform(() -> layers.getCheckModel().clearCheck(Integer.valueOf(1)));
        assertThat(shownLayers()).containsExactly("dense 2", "dense 3");
        CheckComboBox<Integer> connections = robot.lookup("#plot-connections").queryAs(CheckComboBox.class);
        perform(() -> connections.getCheckModel().check(Integer.valueOf(2)));
        assertThat(model().weightsProperty().get().connections()).extracting(Distribution::name).containsExactly("dense 1", "dense 3");
        assertThat(model().weightsProperty().get().connections().getLast().histogram().total()).isEqualTo(320);
    }

    @Test
    void theSelectedNeuronsAreMarkedAndThePlotFollowsThemToTheirLayer(FxRobot robot) {
        perform(() -> workspace.selection().set(List.of(new Neuron(1, 3), new Neuron(1, 9))));
        assertThat(model().strengthProperty().get().marks()).containsExactly(
                new Mark("1:3", workspace.numbers().strength().of(new Neuron(1, 3))), new Mark("1:9", workspace.numbers().strength().of(new Neuron(1, 9))));
        perform(() -> workspace.selection().set(new Neuron(2, 5)));
        assertThat(shownLayers()).containsExactly("dense 2");
        assertThat(model().strengthProperty().get().marks()).extracting(Mark::name).containsExactly("2:5");
        assertThat(model().weightsProperty().get().connections()).extracting(Distribution::name).containsExactly("dense 2");
        perform(() -> workspace.reveal(new Place.OfLayer(0)));
        assertThat(shownLayers()).containsExactly("input");
        perform(() -> workspace.reveal(new Place.OfConnection(0)));
        assertThat(model().weightsProperty().get().connections()).extracting(Distribution::name).containsExactly("dense 1");
    }

    @Test
    void aRangeSelectsInAllShownLayersAndGoesWithAnotherSelection(FxRobot robot) {
        ValueRange range = new ValueRange(-1, 1.5);
        perform(() -> {
            model().layersProperty().set(List.of(1, 2, 3));
            workspace.selection().set(new Neuron(1, 0));
            model().select(range, true);
        });
        List<Neuron> expected = new ArrayList<>(List.of(new Neuron(1, 0)));
        for (int layer = 1; layer <= 3; layer++) {
            double[] strength = workspace.numbers().strength().layer(layer).total();
            for (int k = 0; k < strength.length; k++) {
                Neuron neuron = new Neuron(layer, k);
                if (strength[k] >= -1 && strength[k] <= 1.5) {
                    expected.remove(neuron);
                    expected.add(neuron);
                }
            }
        }
        assertThat(workspace.selection().neurons()).containsExactlyElementsOf(expected);
        assertThat(model().strengthProperty().get().highlight()).contains(range);
        perform(() -> workspace.selection().set(new Neuron(1, 7)));
        assertThat(model().strengthProperty().get().highlight()).isEmpty();
    }

    @Test
    void theFluctuationFollowsTheConvention(FxRobot robot) {
        List<Double> before = model().fluctuationProperty().get().fluctuation();
        assertThat(before).hasSize(4).containsExactly(workspace.numbers().strength().layers().stream().map(l -> l.fluctuation()).toArray(Double[]::new));
        perform(() -> workspace.conventionProperty().set(new Convention(true, 0, org.cntexplorer.model.Weighting.ABSOLUTE)));
        assertThat(model().fluctuationProperty().get().fluctuation()).isNotEqualTo(before);
    }

    @Test
    void thePointerReadsTheNumbersBehindTheBars(FxRobot robot) {
        FigureView view = robot.lookup("#plot-weights").query();
        await(() -> view.drawnProperty().get() != null);
        PlotArea plot = view.drawnProperty().get().plot().orElseThrow();
        Bounds screen = view.localToScreen(view.getBoundsInLocal());
        robot.moveTo(screen.getMinX() + plot.xOf(0), screen.getMinY() + plot.area().getCenterY());
        long most = java.util.Arrays.stream(model().weightsProperty().get().connections().getFirst().histogram().counts()).max().orElseThrow();
        assertThat(robot.lookup(".readout").<javafx.scene.control.Label>queryAll()).extracting(javafx.scene.control.Label::getText)
                .anySatisfy(text -> assertThat(text).endsWith(String.format(java.util.Locale.ROOT, ": %,d", most)));
    }
}
