package org.cntexplorer.app.inspector;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.model.Neuron;

/** What the inspector shows of the selection, collected by a background task; a new selection cancels the old one's. Knows no control. */
public final class InspectorViewModel {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<Inspection> inspection = new ReadOnlyObjectWrapper<>(this, "inspection");
    private TaskExecutor.Handle inspecting;

    public InspectorViewModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.selection().neuronsProperty().subscribe(this::inspect);
        workspace.numbersProperty().subscribe(this::inspect);
        workspace.assumeImagesProperty().subscribe(this::inspect);
    }

    /** What is shown, or null where nothing is selected; the last selection's until the present one's is there. */
    ReadOnlyObjectProperty<Inspection> inspectionProperty() {
        return inspection.getReadOnlyProperty();
    }

    private void inspect() {
        if (inspecting != null) {
            inspecting.cancel();
        }
        Numbers numbers = workspace.numbers();
        List<Neuron> selected = numbers == null ? List.of()
                : workspace.selection().neurons().stream().filter(numbers.network()::has).toList();
        if (selected.isEmpty()) {
            inspection.set(null);
            return;
        }
        boolean assumeImages = workspace.assumeImagesProperty().get();
        inspecting = workspace.executor().submit(new BackgroundTask<>("Inspect " + selected.getLast(),
                progress -> Inspecting.of(numbers, selected, assumeImages, progress), inspection::set, workspace::fail));
    }

    /** Selects another neuron, and has it shown. */
    void jumpTo(Neuron other) {
        workspace.selection().set(other);
        workspace.reveal(new Place.OfNeuron(other));
    }
}
