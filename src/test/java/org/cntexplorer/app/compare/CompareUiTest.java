package org.cntexplorer.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.cntexplorer.app.WindowUiTest;
import org.cntexplorer.metric.Differences;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

class CompareUiTest extends WindowUiTest {
    private ComparePane compare;

    @BeforeEach
    void find() {
        compare = window.compare();
    }

    /** Dense layers with weights of their own, as safetensors: a length, names in JSON, numbers. */
    private static Path model(Path folder, String name, long seed, int... sizes) throws IOException {
        StringBuilder names = new StringBuilder("{");
        int at = 0;
        for (int l = 1; l < sizes.length; l++) {
            int weights = 4 * sizes[l] * sizes[l - 1];
            names.append(l > 1 ? "," : "").append("\"fc").append(l).append(".weight\":{\"dtype\":\"F32\",\"shape\":[").append(sizes[l]).append(',').append(sizes[l - 1])
                    .append("],\"data_offsets\":[").append(at).append(',').append(at + weights).append("]},\"fc").append(l)
                    .append(".bias\":{\"dtype\":\"F32\",\"shape\":[").append(sizes[l]).append("],\"data_offsets\":[").append(at + weights).append(',')
                    .append(at + weights + 4 * sizes[l]).append("]}");
            at += weights + 4 * sizes[l];
        }
        byte[] header = names.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + at).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
        Random random = new Random(seed);
        while (bytes.hasRemaining()) {
            bytes.putFloat((float) random.nextGaussian());
        }
        return Files.write(folder.resolve(name), bytes.array());
    }

    private void settle() {
        await(() -> window.isIdle() && compare.model().differencesProperty().get() != null);
    }

    private void compareTwo(FxRobot robot, Path folder) throws IOException {
        Path first = model(folder, "first.safetensors", 1, 30, 20, 8);
        fixture.open(model(folder, "second.safetensors", 2, 30, 20, 8));
        fixture.open(first);
        robot.push(KeyCode.CONTROL, KeyCode.G);
        settle();
    }

    @SuppressWarnings("unchecked")
    private static <R> TableView<R> table(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(TableView.class);
    }

    /** Within a pixel: of an odd width one half has one more. */
    private void samePlace(String what, Neuron neuron) {
        Point2D here = ask(() -> window.graph().localPosition(neuron)).orElseThrow();
        assertThat(ask(() -> compare.twinGraph().localPosition(neuron)).orElseThrow().distance(here)).as(what).isLessThan(1.5);
    }

    @Test
    void twoModelsAreSeenFromTheSamePlaceWithOneSelection(FxRobot robot, @TempDir Path folder) throws Exception {
        compareTwo(robot, folder);
        assertThat(compare.model().partnerProperty().get().path().getFileName()).hasToString("second.safetensors");
        assertThat(robot.lookup("#compare-title-a").<Label>query().getText()).isEqualTo("first");
        assertThat(robot.lookup("#compare-title-b").<Label>query().getText()).isEqualTo("second");
        Neuron neuron = new Neuron(1, 7);
        samePlace("both whole graphs", neuron);
        assertThat(ask(() -> window.graph().scene().limits().whole())).as("one map of colours").isEqualTo(ask(() -> compare.twinGraph().scene().limits().whole()));

        robot.clickOn(ask(() -> compare.twinGraph().screenPosition(neuron)).orElseThrow());
        settle();
        assertThat(workspace.selection().neurons()).containsExactly(neuron);
        robot.clickOn(fixture.at(new Neuron(2, 3)));
        settle();
        assertThat(compare.model().twin().selection().neurons()).containsExactly(new Neuron(2, 3));

        perform(window.graph()::zoomIn);
        settle();
        samePlace("one camera", neuron);
        perform(() -> compare.twinGraph().fit());
        settle();
        samePlace("the whole graphs again", neuron);
        assertThat(workspace.view().state().camera()).isEmpty();
        perform(() -> workspace.linkChoiceProperty().set(org.cntexplorer.graph.LinkChoice.strongest(3)));
        settle();
        assertThat(compare.model().twin().linksProperty().get().connections()).allMatch(links -> links.count() == 3);
    }

    @Test
    void theTableSaysWhereTheyDiffer(FxRobot robot, @TempDir Path folder) throws Exception {
        compareTwo(robot, folder);
        TableView<Differences.OfLayer> layers = table(robot, "#difference-layers");
        TableView<NeuronRow> neurons = table(robot, "#difference-neurons");
        assertThat(robot.lookup("#difference-table").<Node>query().isVisible()).isTrue();
        assertThat(ask(() -> layers.getItems().size())).isEqualTo(3);
        perform(() -> layers.getSelectionModel().select(2));
        settle();
        assertThat(ask(() -> neurons.getItems().size())).isEqualTo(8);
        assertThat(ask(() -> neurons.getItems().stream().map(row -> Math.abs(row.difference())).toList())).as("the largest first")
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        NeuronRow most = ask(() -> neurons.getItems().getFirst());
        double[] ofFirst = workspace.numbers().strength().layer(2).total();
        assertThat(most.a()).isEqualTo(ofFirst[most.neuron().index()]);

        perform(() -> neurons.getSelectionModel().select(0));
        settle();
        assertThat(workspace.selection().neurons()).containsExactly(most.neuron());
        assertThat(compare.model().twin().selection().neurons()).containsExactly(most.neuron());
        perform(() -> workspace.selection().set(new Neuron(1, 4)));
        settle();
        assertThat(ask(() -> layers.getSelectionModel().getSelectedIndex())).isEqualTo(1);
        assertThat(ask(() -> neurons.getSelectionModel().getSelectedItem().neuron())).isEqualTo(new Neuron(1, 4));

        robot.clickOn("#difference-save");
        await(() -> window.exportDialog().isShowing());
        assertThat(ask(() -> window.exportDialog().model().itemProperty().get().label())).isEqualTo("Differences of all neurons");
        perform(() -> window.exportDialog().scene().getWindow().hide());
        robot.push(KeyCode.CONTROL, KeyCode.T);
        await(() -> !robot.lookup("#difference-table").<Node>query().isVisible() && window.plots().root().isVisible());
    }

    @Test
    void theDifferenceIsAGraphOfItsOwn(FxRobot robot, @TempDir Path folder) throws Exception {
        compareTwo(robot, folder);
        robot.clickOn("#compare-difference");
        await(() -> window.isIdle() && compare.model().twin().numbers() != null);
        Network difference = compare.model().twin().network();
        assertThat(robot.lookup("#compare-title-b").<Label>query().getText()).isEqualTo("second − first");
        Differences differences = compare.model().differencesProperty().get();
        double[] strengths = compare.model().twin().numbers().strength().layer(1).total();
        for (int k = 0; k < strengths.length; k++) {
            assertThat(strengths[k]).isCloseTo(differences.layers().get(1).of(k), within(1e-4));
        }
        assertThat(ask(() -> window.graph().root().getScene() != null && compare.twinGraph().scene().network() == difference)).isTrue();
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
        settle();
        assertThat(compare.model().twin().network().name()).isEqualTo("second");
        robot.clickOn("#compare-end");
        fixture.settle();
        assertThat(isMapped(difference)).as("the difference's memory is given back").isFalse();
        assertThat(compare.model().partnerProperty().get()).isNull();
        assertThat(ask(() -> window.graph().scene().network())).isSameAs(workspace.network());
        assertThat(workspace.models()).hasSize(2).allMatch(open -> isMapped(open.network()));
    }

    private static boolean isMapped(Network network) {
        try {
            network.connection(0).sums(Weighting.SIGNED, Progress.NONE);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    void tabsAndSwapsKeepTheComparison(FxRobot robot, @TempDir Path folder) throws Exception {
        compareTwo(robot, folder);
        robot.clickOn(fixture.at(new Neuron(1, 2)));
        settle();
        robot.push(KeyCode.X);
        await(() -> workspace.network().name().equals("second") && compare.model().differencesProperty().get() != null && window.isIdle());
        assertThat(compare.model().partnerProperty().get().network().name()).isEqualTo("first");
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 2));
        fixture.open(model(folder, "third.safetensors", 3, 30, 20, 8));
        assertThat(compare.model().partnerProperty().get()).isNull();
        perform(() -> workspace.step(-1));
        await(() -> compare.model().differencesProperty().get() == null || window.isIdle());
        fixture.settle();
        Network compared = ask(() -> workspace.models().getFirst().network());
        perform(() -> workspace.select(workspace.models().getFirst()));
        settle();
        Network other = compare.model().partnerProperty().get().network();
        perform(() -> workspace.remove(compare.model().partnerProperty().get()));
        fixture.settle();
        assertThat(isMapped(other)).isFalse();
        assertThat(workspace.network()).isSameAs(compared);
        assertThat(compare.model().partnerProperty().get()).isNull();
    }

    @Test
    void otherArchitecturesAreRefusedByTheirFirstLayerThatDiffers(FxRobot robot, @TempDir Path folder) throws Exception {
        fixture.open(model(folder, "wide.safetensors", 2, 30, 24, 8));
        fixture.open(model(folder, "first.safetensors", 1, 30, 20, 8));
        robot.push(KeyCode.CONTROL, KeyCode.G);
        await(() -> robot.lookup("#error-sentence").<Label>query().getText().contains("cannot be compared"));
        assertThat(robot.lookup("#error-sentence").<Label>query().getText())
                .contains("the first layer that differs is fc1 (number 1), of 20 neurons in first and 24 in wide");
        assertThat(compare.model().partnerProperty().get()).isNull();
        assertThat(List.of(workspace.network().name())).containsExactly("first");
        fixture.settle();
    }
}
