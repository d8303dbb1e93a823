package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.ViewHistory;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Measurement;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While checkpoints take one another's place: what a session says, what is looked at, and what can be undone. */
class SessionOfARunTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    @Test
    void theCheckpointThatIsShownIsKeptAndTheOneBeforeIsNotClosed(@TempDir Path folder) throws Exception {
        Path next = Files.copy(SAMPLE, folder.resolve("epoch-2.npy"));
        Workspace workspace = OpenNetwork.empty();
        workspace.open(SAMPLE, OpenOptions.NONE);
        OpenSession session = new OpenSession(workspace, () -> new Session.Panes(List.of(), Map.of(), Optional.empty()));
        ViewHistory history = new ViewHistory(workspace);
        workspace.selection().set(new Neuron(1, 3));
        workspace.view().cameraProperty().set(Optional.of(new Camera(1, 2, 3)));
        ViewState looked = workspace.view().state();
        Network before = workspace.network();
        String toUndo = history.toUndoProperty().get();

        Network opened = ModelFiles.open(next, OpenOptions.NONE, Progress.NONE);
        Measurement measured = Measurement.of(opened, looked.convention(), Progress.NONE);
        Numbers numbers = new Numbers(opened, looked.convention(), measured.strength(), measured.weights());
        workspace.exchange(next, opened, numbers);

        assertThat(session.now().orElseThrow().models()).singleElement().satisfies(model -> {
            assertThat(model.absolute()).isEqualTo(next.toString());
            assertThat(model.view()).isEqualTo(looked);
        });
        assertThat(session.closedProperty().get()).as("nothing that could be opened again").isNull();
        assertThat(workspace.network()).isSameAs(opened);
        assertThat(workspace.numbers()).isSameAs(numbers);
        assertThat(workspace.linksProperty().get().connections()).isNotEmpty();
        assertThat(before.connection(0).sums(Weighting.SIGNED, Progress.NONE)).as("still open").isNotNull();
        before.close();

        assertThat(toUndo).isNotEmpty().isEqualTo(history.toUndoProperty().get());
        history.undo();
        history.undo();
        assertThat(workspace.selection().neurons()).isEmpty();
        history.redo();
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 3));
        assertThat(workspace.network()).isSameAs(opened);
        workspace.closeAll();
    }
}
