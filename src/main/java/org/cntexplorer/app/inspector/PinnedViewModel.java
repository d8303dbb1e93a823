package org.cntexplorer.app.inspector;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Annotations;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.model.Neuron;

/** What is compared of the pinned neurons, collected by a background task. Knows no control. */
final class PinnedViewModel {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<List<Inspection>> inspections = new ReadOnlyObjectWrapper<>(this, "inspections", List.of());
    private TaskExecutor.Handle inspecting = TaskExecutor.Handle.NONE;

    PinnedViewModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.view().pinnedProperty().subscribe(this::inspect);
        workspace.numbersProperty().subscribe(this::inspect);
        workspace.assumeImagesProperty().subscribe(this::inspect);
    }

    Workspace workspace() {
        return workspace;
    }

    /** One for each pinned neuron, in the order in which they were pinned. */
    ReadOnlyObjectProperty<List<Inspection>> inspectionsProperty() {
        return inspections.getReadOnlyProperty();
    }

    Annotations annotations() {
        return workspace.view().annotationsProperty().get();
    }

    private void inspect() {
        inspecting.cancel();
        Numbers numbers = workspace.numbers();
        List<Neuron> pinned = numbers == null ? List.of() : workspace.view().pinnedProperty().get().stream().filter(numbers.network()::has).toList();
        if (pinned.isEmpty()) {
            inspections.set(List.of());
            return;
        }
        boolean assumeImages = workspace.assumeImagesProperty().get();
        inspecting = workspace.executor().submit(new BackgroundTask<>("Compare " + pinned.size() + " pinned neurons", progress -> {
            List<Inspection> all = new ArrayList<>();
            for (Neuron neuron : pinned) {
                progress.check();
                all.add(Inspecting.of(numbers, List.of(neuron), assumeImages, progress));
            }
            return List.copyOf(all);
        }, inspections::set, workspace::fail));
    }

    void unpin(Neuron neuron) {
        workspace.view().pin(List.of(neuron), false);
    }

    /** Selects a neuron, and has it shown. */
    void jumpTo(Neuron neuron) {
        workspace.selection().set(neuron);
        workspace.reveal(new Place.OfNeuron(neuron));
    }
}
