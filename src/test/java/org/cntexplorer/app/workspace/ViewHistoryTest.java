package org.cntexplorer.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.app.task.InlineTaskExecutor;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewHistoryTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    private final Workspace workspace = new Workspace(new InlineTaskExecutor());
    private final ViewHistory history = new ViewHistory(workspace);

    @BeforeEach
    void open() {
        workspace.open(SAMPLE, OpenOptions.NONE);
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void stepsAreTakenBackAndMadeAgainInTheirOrder() {
        assertThat(history.undoableProperty().get()).isFalse();
        workspace.selection().set(new Neuron(1, 5));
        workspace.quantityProperty().set(NeuronQuantity.BIAS);
        workspace.linkChoiceProperty().set(LinkChoice.strongest(7));
        workspace.conventionProperty().set(Convention.AUTHORS);
        workspace.selection().set(List.of(new Neuron(2, 1), new Neuron(2, 2)));

        history.undo();
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 5));
        history.undo();
        assertThat(workspace.conventionProperty().get()).isEqualTo(Convention.DEFAULT);
        assertThat(workspace.numbers().convention()).as("measured anew").isEqualTo(Convention.DEFAULT);
        history.undo();
        assertThat(workspace.linkChoiceProperty().get()).isEqualTo(LinkChoice.DEFAULT);
        history.undo();
        history.undo();
        assertThat(workspace.quantityProperty().get()).isEqualTo(NeuronQuantity.STRENGTH);
        assertThat(workspace.selection().neurons()).isEmpty();
        assertThat(history.undoableProperty().get()).isFalse();
        history.undo();

        for (int i = 0; i < 5; i++) {
            assertThat(history.redoableProperty().get()).isTrue();
            history.redo();
        }
        assertThat(history.redoableProperty().get()).isFalse();
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(2, 1), new Neuron(2, 2));
        assertThat(workspace.linkChoiceProperty().get()).isEqualTo(LinkChoice.strongest(7));
        assertThat(workspace.quantityProperty().get()).isEqualTo(NeuronQuantity.BIAS);
        assertThat(workspace.conventionProperty().get()).isEqualTo(Convention.AUTHORS);
    }

    @Test
    void theMapIsAStepLikeEveryOther() {
        workspace.view().minimapProperty().set(false);
        assertThat(history.toUndoProperty().get()).isEqualTo("map of the graph");
        history.undo();
        assertThat(workspace.view().minimapProperty().get()).isTrue();
        history.redo();
        assertThat(workspace.view().state().minimap()).isFalse();
        assertThat(workspace.view().state().forAnotherModel().minimap()).as("another model is looked at without it, too").isFalse();
    }

    @Test
    void aNewStepAfterAnUndoForgetsWhatWasTakenBack() {
        workspace.selection().set(new Neuron(1, 1));
        workspace.selection().set(new Neuron(1, 2));
        history.undo();
        workspace.selection().set(new Neuron(1, 3));
        assertThat(history.redoableProperty().get()).isFalse();
        history.undo();
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 1));
    }

    @Test
    void everyModelHasAHistoryOfItsOwn(@TempDir Path folder) throws Exception {
        Path other = Files.copy(SAMPLE, folder.resolve("other.npy"));
        workspace.selection().set(new Neuron(1, 1));
        workspace.open(other, OpenOptions.NONE);
        assertThat(history.undoableProperty().get()).isFalse();
        workspace.selection().set(new Neuron(1, 2));
        history.undo();
        assertThat(workspace.selection().neurons()).isEmpty();

        workspace.select(workspace.models().getFirst());
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 1));
        assertThat(history.redoableProperty().get()).isFalse();
        history.undo();
        assertThat(workspace.selection().neurons()).isEmpty();
        history.redo();
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 1));

        workspace.step(1);
        history.redo();
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 2));
        workspace.closeAll();
        assertThat(history.undoableProperty().get()).isFalse();
        assertThat(history.redoableProperty().get()).isFalse();
    }

    @Test
    void aFileReadOtherwiseBeginsAnew() {
        workspace.selection().set(new Neuron(1, 1));
        workspace.open(SAMPLE, new OpenOptions(OpenOptions.NONE.inputShape(), !OpenOptions.NONE.folding(), OpenOptions.NONE.steps(), Optional.empty()));
        assertThat(workspace.models()).hasSize(1);
        assertThat(history.undoableProperty().get()).isFalse();
        assertThat(workspace.selection().neurons()).isEmpty();
    }

    @Test
    void movesOfTheCameraThatFollowOneAnotherAreOneStep() {
        long[] now = {0};
        ViewHistory timed = new ViewHistory(workspace, () -> now[0]);
        Optional<Camera> near = Optional.of(new Camera(10, 20, 3));
        Optional<Camera> nearer = Optional.of(new Camera(10, 20, 6));
        workspace.view().cameraProperty().set(near);
        now[0] += 100_000_000L;
        workspace.view().cameraProperty().set(nearer);
        now[0] += 5_000_000_000L;
        workspace.view().cameraProperty().set(Optional.of(new Camera(0, 0, 1)));

        timed.undo();
        assertThat(workspace.view().state().camera()).isEqualTo(nearer);
        timed.undo();
        assertThat(workspace.view().state().camera()).isEmpty();
        assertThat(timed.undoableProperty().get()).isFalse();
        timed.redo();
        timed.redo();
        assertThat(workspace.view().state().camera()).contains(new Camera(0, 0, 1));
    }

    @Test
    void aCameraThatGoesAlongWithAnotherChangeIsNoStepOfItsOwn() {
        long[] now = {0};
        ViewHistory timed = new ViewHistory(workspace, () -> now[0]);
        workspace.selection().set(new Neuron(1, 5));
        now[0] += 5_000_000_000L;
        workspace.view().follow(Optional.of(new Camera(1, 2, 3)));
        timed.undo();
        assertThat(workspace.selection().neurons()).isEmpty();
        assertThat(workspace.view().state().camera()).isEmpty();
        timed.redo();
        assertThat(workspace.view().state().camera()).contains(new Camera(1, 2, 3));
    }

    @Test
    void theHistoryOfAModelBeginsWithHowItIsShownFirst() throws Exception {
        ViewState first = ViewState.DEFAULT.from(Optional.of(new Camera(1, 2, 3))).through(Optional.of(new NeuronFilter(NeuronQuantity.BIAS, 0, 1)));
        workspace.show(List.of(new ReadModel(SAMPLE, ModelFiles.open(SAMPLE, OpenOptions.NONE, Progress.NONE), OpenOptions.NONE, first)), 0);
        assertThat(history.undoableProperty().get()).isFalse();
        workspace.selection().set(new Neuron(1, 5));
        history.undo();
        assertThat(workspace.view().state()).isEqualTo(first);
        assertThat(history.undoableProperty().get()).isFalse();
    }
}
