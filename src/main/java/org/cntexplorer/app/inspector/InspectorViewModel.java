package org.cntexplorer.app.inspector;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Annotations;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.model.Neuron;

/** What the inspector shows of the selection, collected by a background task; a new selection cancels the old one's. Knows no control. */
public final class InspectorViewModel {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<Inspection> inspection = new ReadOnlyObjectWrapper<>(this, "inspection");
    private TaskExecutor.Handle inspecting = TaskExecutor.Handle.NONE;

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
        inspecting.cancel();
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

    /** What the pointer is on, in all panes alike. */
    ObjectProperty<Optional<Pointed>> pointedProperty() {
        return workspace.brush().pointedProperty();
    }

    /** Names and notes of neurons. */
    ObjectProperty<Annotations> annotationsProperty() {
        return workspace.view().annotationsProperty();
    }

    /** The neurons that are compared side by side. */
    ObjectProperty<List<Neuron>> pinnedProperty() {
        return workspace.view().pinnedProperty();
    }

    /** Pins a neuron, or takes it out of those that are compared. */
    void pin(Neuron neuron, boolean on) {
        workspace.view().pin(List.of(neuron), on);
    }

    /** The gate whose links alone are shown, where it is one of the inspected neuron's layer; −1 otherwise. */
    int shownGate() {
        Inspection shown = inspection.get();
        return workspace.shownGateProperty().get().filter(g -> shown != null && g.layer() == shown.layer().index()).map(ShownGate::gate).orElse(-1);
    }

    /** Shows the links of one gate of the inspected neuron's layer alone, or all again. */
    void show(int gate, boolean alone) {
        workspace.shownGateProperty().set(alone ? Optional.of(new ShownGate(inspection.get().layer().index(), gate)) : Optional.empty());
    }

    /** Told where another gate is shown. */
    void onGate(Runnable then) {
        workspace.shownGateProperty().subscribe(then);
    }

    /** Selects another neuron, and has it shown. */
    void jumpTo(Neuron other) {
        workspace.selection().set(other);
        workspace.reveal(new Place.OfNeuron(other));
    }
}
