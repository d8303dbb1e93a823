package org.cntexplorer.app.workspace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Neuron;

/**
 * How the open model was looked at before, step by step: what was selected, which links were shown, what coloured the neurons, what
 * strengths counted, which channels were open. Steps can be taken back and made again. Another model begins a new history; what is computed is no step.
 */
public final class ViewHistory {
    private static final int MOST = 200;

    /** One way of looking at the model. */
    private record View(List<Neuron> selected, LinkChoice links, NeuronQuantity quantity, Convention convention, boolean images,
                        List<Channel> open) {}

    private final Workspace workspace;
    private final Deque<View> before = new ArrayDeque<>();
    private final Deque<View> after = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
    private View now;
    private boolean restoring;

    public ViewHistory(Workspace workspace) {
        this.workspace = workspace;
        now = look();
        workspace.networkProperty().addListener((p, was, is) -> begin());
        workspace.selection().neuronsProperty().addListener((p, was, is) -> changed());
        workspace.linkChoiceProperty().addListener((p, was, is) -> changed());
        workspace.quantityProperty().addListener((p, was, is) -> changed());
        workspace.conventionProperty().addListener((p, was, is) -> changed());
        workspace.assumeImagesProperty().addListener((p, was, is) -> changed());
        workspace.openChannelsProperty().addListener((p, was, is) -> changed());
    }

    private View look() {
        return new View(workspace.selection().neurons(), workspace.linkChoiceProperty().get(), workspace.quantityProperty().get(),
                workspace.conventionProperty().get(), workspace.assumeImagesProperty().get(), workspace.openChannelsProperty().get());
    }

    private void begin() {
        before.clear();
        after.clear();
        now = look();
        update();
    }

    private void changed() {
        View next = look();
        // what changes while no model is open, or while one gives way to another, is no step of looking at it
        if (restoring || next.equals(now)) {
            return;
        }
        if (workspace.network() != null) {
            before.push(now);
            after.clear();
            if (before.size() > MOST) {
                before.removeLast();
            }
        }
        now = next;
        update();
    }

    /** Whether there is a step to take back. */
    public ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    /** Whether there is a step to make again. */
    public ReadOnlyBooleanProperty redoableProperty() {
        return redoable.getReadOnlyProperty();
    }

    /** Takes the last step back. */
    public void undo() {
        step(before, after);
    }

    /** Makes the step again that was taken back last. */
    public void redo() {
        step(after, before);
    }

    private void step(Deque<View> from, Deque<View> to) {
        if (from.isEmpty()) {
            return;
        }
        to.push(now);
        now = from.pop();
        restoring = true;
        try {
            workspace.conventionProperty().set(now.convention());
            workspace.assumeImagesProperty().set(now.images());
            workspace.quantityProperty().set(now.quantity());
            workspace.linkChoiceProperty().set(now.links());
            workspace.openChannelsProperty().set(now.open());
            workspace.selection().set(now.selected());
        } finally {
            restoring = false;
        }
        update();
    }

    private void update() {
        undoable.set(!before.isEmpty());
        redoable.set(!after.isEmpty());
    }
}
