package org.cntexplorer.app;

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
import java.util.Optional;
import java.util.Random;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.cntexplorer.app.compare.CompareViewModel;
import org.cntexplorer.app.timeline.RunViewModel;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.figure.FramedFigure;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.CheckpointRun;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.Population;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A run of checkpoints in the window: opened, played, stepped and scrubbed through, compared, and closed. */
class RunUiTest extends WindowUiTest {
    private static final Neuron NEURON = new Neuron(1, 2);

    private RunViewModel run;

    @BeforeEach
    void find() {
        run = window.run().model();
    }

    /** One matrix as NumPy writes it, its numbers growing with the epoch. */
    private static float[][] matrix(Path folder, int epoch, String accuracy, int in, int out) throws IOException {
        Random random = new Random(7);
        float[][] weights = new float[in][out];
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(in, out);
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 4 * in * out).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII));
        for (float[] row : weights) {
            for (int k = 0; k < out; k++) {
                row[k] = (float) random.nextGaussian() * epoch;
                bytes.putFloat(row[k]);
            }
        }
        Files.write(folder.resolve("epoch-" + epoch + "_accuracy-" + accuracy + ".npy"), bytes.array());
        return weights;
    }

    /** Six checkpoints of 12 and 5 neurons, of which the fourth is damaged. */
    private static void run(Path folder) throws IOException {
        for (int epoch = 1; epoch <= 6; epoch++) {
            matrix(folder, epoch, "0." + (2 + epoch), 12, 5);
        }
        Files.write(folder.resolve("epoch-4_accuracy-0.6.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 9});
    }

    private static CheckpointRun found(Path folder) throws Exception {
        Population population = Population.of(folder, FileNamePattern.parse("epoch-{epoch}_accuracy-{accuracy}"));
        return CheckpointRun.of(population, "epoch").runs().getFirst();
    }

    private void shown(int index) {
        await(() -> run.shownProperty().get() == index && window.isIdle() && workspace.numbers() != null && workspace.numbers().network() == workspace.network());
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).<Label>query().getText();
    }

    private void strengthFollows(FxRobot robot) {
        double strength = ask(() -> workspace.numbers().strength().of(NEURON));
        Network now = ask(workspace::network);
        double[] sums = now.connection(0).sums(Weighting.SIGNED, Progress.NONE).in();
        assertThat(strength).as("of the network that is shown").isCloseTo(sums[NEURON.index()], within(1e-9));
        assertThat(Double.parseDouble(text(robot, "#inspector-strength").replace('−', '-'))).as("in the inspector").isCloseTo(strength, within(1e-3 * Math.abs(strength)));
    }

    @Test
    void aRunOfAFolderIsPlayedStepByStep(FxRobot robot, @TempDir Path folder) throws Exception {
        run(folder);
        window.run().setChooser(owner -> Optional.of(folder));
        perform(() -> window.commands().get("run.open").run());
        Node dialog = ask(() -> window.run().dialog().scene().getRoot());
        await(() -> !robot.from(dialog).lookup("#run-dialog-open").<Button>query().isDisabled());
        assertThat(robot.from(dialog).lookup("#run-pattern").<TextField>query().getText()).isEqualTo("epoch-{epoch}*accuracy-{accuracy}");
        assertThat(ask(() -> SeenAndNamed.faults(dialog.getScene()))).isEmpty();
        perform(() -> robot.from(dialog).lookup("#run-dialog-open").<Button>query().fire());
        shown(0);
        assertThat(text(robot, "#timeline-step")).isEqualTo("Epoch 1");
        assertThat(text(robot, "#timeline-accuracy")).isEqualTo("accuracy 0.3");
        assertThat(robot.lookup("#timeline").<Node>query().isVisible()).isTrue();
        perform(() -> {
            workspace.selection().set(NEURON);
            window.graph().zoomIn();
        });
        fixture.settle();
        strengthFollows(robot);
        double atFirst = ask(() -> workspace.numbers().strength().of(NEURON));
        Optional<Camera> camera = ask(() -> workspace.view().state().camera());
        GraphLayout layout = ask(() -> window.graph().scene().layout());
        String toUndo = ask(() -> window.commands().get("edit.undo").words().getValue());

        robot.push(KeyCode.PERIOD);
        shown(1);
        strengthFollows(robot);
        assertThat(ask(() -> workspace.numbers().strength().of(NEURON))).isCloseTo(2 * atFirst, within(1e-5 * Math.abs(atFirst)));
        assertThat(ask(() -> workspace.view().state().camera())).as("seen from the same place").isEqualTo(camera);
        assertThat(ask(() -> window.graph().scene().layout())).as("the neurons stay where they are").isSameAs(layout);
        assertThat(ask(() -> window.graph().scene().network())).isSameAs(workspace.network());
        assertThat(workspace.selection().neurons()).containsExactly(NEURON);
        assertThat(ask(() -> window.commands().get("edit.undo").words().getValue())).as("no step of the view").isEqualTo(toUndo);
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        shown(1);
        assertThat(ask(() -> workspace.view().state().camera())).isEqualTo(camera);
        assertThat(workspace.models()).hasSize(1);
        assertThat(workspace.fileProperty().get().getFileName()).hasToString("epoch-2_accuracy-0.4.npy");

        // the newest place that was asked for counts; of the damaged one it says why, and goes on the same way
        Slider slider = robot.lookup("#timeline-slider").query();
        perform(() -> {
            slider.setValue(0);
            slider.setValue(5);
            slider.setValue(4);
        });
        shown(4);
        perform(() -> slider.setValue(3));
        shown(2);
        assertThat(text(robot, "#timeline-message")).startsWith("Epoch 4 is skipped. ").contains("epoch-4");
        assertThat(ask(slider::getValue)).isEqualTo(2);
        strengthFollows(robot);

        robot.push(KeyCode.SHIFT, KeyCode.COMMA);
        shown(0);
        perform(() -> run.clock().speedProperty().set(20));
        perform(() -> robot.lookup("#graph-view").query().requestFocus());
        robot.push(KeyCode.SPACE);
        await(() -> run.shownProperty().get() == 5 && !run.clock().playingProperty().get());
        fixture.settle();
        strengthFollows(robot);
        assertThat(text(robot, "#timeline-known")).isEqualTo("all measured, 1 left out");

        perform(() -> window.commands().get("run.close").run());
        fixture.settle();
        assertThat(robot.lookup("#timeline").<Node>query().isVisible()).isFalse();
        assertThat(workspace.models()).hasSize(1);
        strengthFollows(robot);
    }

    @Test
    void allCheckpointsHaveOneScaleUnlessEachIsToHaveItsOwn(FxRobot robot, @TempDir Path folder) throws Exception {
        run(folder);
        CheckpointRun found = found(folder);
        perform(() -> window.openRun(found, 1));
        shown(1);
        await(() -> !run.measuring().runningProperty().get() && window.isIdle());
        double own = ask(() -> workspace.numbers().strength().layers().stream().flatMapToDouble(l -> java.util.Arrays.stream(l.total())).map(Math::abs).max().orElseThrow());
        assertThat(ask(() -> window.graph().scene().limits().whole())).as("as large as the last one needs").isCloseTo(own * 3, within(1e-4 * own));
        assertThat(ask(() -> window.plots().model().strengthShown().orElseThrow())).isInstanceOf(FramedFigure.class);
        robot.push(KeyCode.C);
        fixture.settle();
        assertThat(robot.lookup("#run-curves").<Node>query().isVisible()).isTrue();
        double[] fluctuation = ask(() -> window.run().curves().fluctuation().orElseThrow().lines().get(1).y());
        assertThat(fluctuation[1]).isEqualTo(ask(() -> workspace.numbers().strength().layer(1).fluctuation()));
        assertThat(fluctuation[3]).as("of the damaged one nothing is known").isNaN();
        assertThat(fluctuation[5]).isCloseTo(3 * fluctuation[1], within(1e-4));

        assertThat(ask(() -> SeenAndNamed.faults(window.scene()))).isEmpty();
        perform(window.themes()::toggle);
        fixture.settle();
        assertThat(ask(() -> SeenAndNamed.faults(window.scene()))).isEmpty();

        robot.push(KeyCode.V);
        fixture.settle();
        assertThat(ask(() -> window.graph().scene().limits().whole())).isEqualTo(own);
        assertThat(ask(() -> window.plots().model().strengthShown().orElseThrow())).isNotInstanceOf(FramedFigure.class);

        // another convention is another run of numbers
        perform(() -> workspace.conventionProperty().set(Convention.DEFAULT.withWeighting(Weighting.ABSOLUTE)));
        await(() -> !run.measuring().runningProperty().get() && window.isIdle());
        robot.push(KeyCode.PERIOD);
        shown(2);
        assertThat(workspace.numbers().convention().weighting()).isEqualTo(Weighting.ABSOLUTE);
        assertThat(ask(() -> window.run().curves().fluctuation().orElseThrow().lines().get(1).y()[2]))
                .isEqualTo(ask(() -> workspace.numbers().strength().layer(1).fluctuation()));
    }

    @Test
    void aCheckpointIsComparedWithTheOneBeforeAndAnotherTabLeavesTheRunAlone(FxRobot robot, @TempDir Path folder) throws Exception {
        run(folder);
        matrix(folder, 5, "0.7", 13, 5);
        byte[] infinite = Files.readAllBytes(folder.resolve("epoch-1_accuracy-0.3.npy"));
        ByteBuffer.wrap(infinite).order(ByteOrder.LITTLE_ENDIAN).putFloat(infinite.length - 4, Float.NaN);
        Files.write(folder.resolve("epoch-1_accuracy-0.3.npy"), infinite);
        CheckpointRun found = found(folder);
        perform(() -> window.openRun(found, 2));
        shown(2);
        robot.push(KeyCode.B);
        CompareViewModel compared = window.compare().model();
        await(() -> compared.differencesProperty().get() != null && window.isIdle());
        OpenModel partner = compared.partnerProperty().get();
        assertThat(partner.path().getFileName()).hasToString("epoch-2_accuracy-0.4.npy");
        assertThat(workspace.models()).hasSize(2);

        // of another architecture: passed over, and the comparison goes on with the next
        robot.push(KeyCode.PERIOD);
        shown(5);
        await(() -> compared.differencesProperty().get() != null && window.isIdle());
        assertThat(compared.partnerProperty().get()).isSameAs(partner);
        assertThat(compared.differencesProperty().get().pairs().a()).isSameAs(workspace.network());
        assertThat(text(robot, "#timeline-message")).startsWith("Epoch 4 is skipped. ").contains("Epoch 5 is skipped. ").contains("13");

        perform(() -> workspace.select(partner));
        fixture.settle();
        assertThat(robot.lookup("#timeline").<Node>query().isVisible()).isFalse();
        perform(() -> workspace.select(workspace.models().getFirst()));
        fixture.settle();
        assertThat(robot.lookup("#timeline").<Node>query().isVisible()).isTrue();
        robot.push(KeyCode.SHIFT, KeyCode.COMMA);
        shown(1);
        assertThat(text(robot, "#timeline-message")).startsWith("Epoch 1 is skipped. ").contains("1 is NaN or infinite");
        perform(() -> workspace.remove(workspace.models().getFirst()));
        fixture.settle();
        assertThat(run.runProperty().get()).as("the run goes with its tab").isNull();
        assertThat(List.copyOf(workspace.models())).containsExactly(partner);
    }
}
