package org.cntexplorer.app.workspace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Wiring;

/**
 * How the open model was looked at before, step by step: what was selected, which links were shown, what coloured the neurons, what
 * strengths counted, which channels were open, how inferred layers were arranged. Steps can be taken back and made again. Another model begins a new history; what is computed is no step.
 */
public final class ViewHistory {
    private static final int MOST = 200;

    /** One way of looking at the model. */
    private record View(List<Neuron> selected, LinkChoice links, NeuronQuantity quantity, Convention convention, boolean images,
                        List<Channel> open, Optional<Wiring> wiring, Optional<ShownGate> gate) {}

    private final Workspace workspace;
    private final Deque<View> before = new ArrayDeque<>();
    private final Deque<View> after = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
    private View now;
    /** What is to be looked at once the layers are arranged as they were. */
    private View awaited;
    private boolean restoring;

    public ViewHistory(Workspace workspace) {
        this.workspace = workspace;
        now = look();
        workspace.networkProperty().addListener((p, was, is) -> {
            if (workspace.isArranged()) {
                arranged();
            } else {
                begin();
            }
        });
        workspace.selection().neuronsProperty().addListener((p, was, is) -> changed());
        workspace.linkChoiceProperty().addListener((p, was, is) -> changed());
        workspace.quantityProperty().addListener((p, was, is) -> changed());
        workspace.conventionProperty().addListener((p, was, is) -> changed());
        workspace.assumeImagesProperty().addListener((p, was, is) -> changed());
        workspace.openChannelsProperty().addListener((p, was, is) -> changed());
        workspace.shownGateProperty().addListener((p, was, is) -> changed());
    }

    private View look() {
        return new View(workspace.selection().neurons(), workspace.linkChoiceProperty().get(), workspace.quantityProperty().get(),
                workspace.conventionProperty().get(), workspace.assumeImagesProperty().get(), workspace.openChannelsProperty().get(), Optional.ofNullable(workspace.network()).flatMap(Network::wiring),
                workspace.shownGateProperty().get());
    }

    private void begin() {
        before.clear();
        after.clear();
        now = look();
        update();
    }

    /** The layers were arranged otherwise: one more step, or the arrangement of a step that was taken back or made again. */
    private void arranged() {
        View next = look();
        if (awaited != null && awaited.wiring().equals(next.wiring())) {
            restore(awaited);
            awaited = null;
        } else {
            awaited = null;
            record(next);
        }
    }

    private void changed() {
        View next = look();
        // what changes while no model is open, or while one gives way to another, is no step of looking at it
        if (restoring || awaited != null || workspace.isReplacing() || next.equals(now)) {
            return;
        }
        record(next);
    }

    private void record(View next) {
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
        if (!now.wiring().equals(look().wiring())) {
            // the file is opened again; what else belongs to the step follows then
            awaited = now;
            workspace.arrange(now.wiring());
        } else {
            awaited = null;
            restore(now);
        }
        update();
    }

    private void restore(View view) {
        restoring = true;
        try {
            workspace.conventionProperty().set(view.convention());
            workspace.assumeImagesProperty().set(view.images());
            workspace.quantityProperty().set(view.quantity());
            workspace.linkChoiceProperty().set(view.links());
            workspace.openChannelsProperty().set(view.open());
            workspace.shownGateProperty().set(view.gate());
            workspace.selection().set(view.selected());
        } finally {
            restoring = false;
        }
    }

    private void update() {
        undoable.set(!before.isEmpty());
        redoable.set(!after.isEmpty());
    }
}
