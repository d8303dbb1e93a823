package org.cntexplorer.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cntexplorer.app.task.HeldTaskExecutor;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectorViewModelTest {
    private final HeldTaskExecutor executor = new HeldTaskExecutor();
    private final Workspace workspace = new Workspace(executor);
    private final InspectorViewModel model = new InspectorViewModel(workspace);

    @BeforeEach
    void open() {
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
        assertThat(workspace.numbers()).isNotNull();
        executor.hold();
    }

    @Test
    void aNewSelectionCancelsTheWorkForTheOldOne() {
        workspace.selection().set(new Neuron(1, 5));
        workspace.selection().set(new Neuron(2, 7));
        assertThat(executor.cancelled()).containsExactly("Inspect 1:5");
        assertThat(executor.waiting()).containsExactly("Inspect 2:7");
        assertThat(model.inspectionProperty().get()).isNull();
        executor.release();
        assertThat(model.inspectionProperty().get().neuron()).isEqualTo(new Neuron(2, 7));
        workspace.selection().set(new Neuron(1, 1));
        assertThat(model.inspectionProperty().get().neuron()).as("the old one stays until the new one is there")
                .isEqualTo(new Neuron(2, 7));
        workspace.selection().clear();
        assertThat(model.inspectionProperty().get()).isNull();
        assertThat(executor.waiting()).isEmpty();
    }

    @Test
    void closingTheModelCancelsToo() {
        workspace.selection().set(List.of(new Neuron(1, 5), new Neuron(1, 6)));
        workspace.close();
        assertThat(executor.cancelled()).containsExactly("Inspect 1:6");
        executor.release();
        assertThat(model.inspectionProperty().get()).isNull();
    }
}
