package org.cntexplorer.app.plots;

import static org.assertj.core.api.Assertions.assertThat;

import org.cntexplorer.RandomNetwork;
import org.cntexplorer.app.task.HeldTaskExecutor;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Distribution;
import org.cntexplorer.figure.Mark;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;

class PlotsViewModelTest {
    private final HeldTaskExecutor executor = new HeldTaskExecutor();
    private final Workspace workspace = new Workspace(executor);
    private final PlotsViewModel model = new PlotsViewModel(workspace);

    @Test
    void aSecondSelectionInALayerThatIsStillBeingCountedIsMarkedWhenItComes() {
        Network network = RandomNetwork.dense(3, 20, 15, 10);
        OpenNetwork.in(workspace, network);
        assertThat(model.strengthProperty().get().layers()).extracting(Distribution::name).containsExactly(network.layer(1).name());
        executor.hold();
        workspace.selection().set(new Neuron(2, 1));
        workspace.selection().set(new Neuron(2, 4));
        assertThat(model.strengthProperty().get().marks()).as("of the layer before").isEmpty();
        executor.release();
        assertThat(model.strengthProperty().get().layers()).extracting(Distribution::name).containsExactly(network.layer(2).name());
        assertThat(model.strengthProperty().get().marks()).extracting(Mark::name).containsExactly("2:4");
    }
}
