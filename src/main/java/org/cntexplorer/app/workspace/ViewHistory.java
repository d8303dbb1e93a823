package org.cntexplorer.app.workspace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Wiring;

/**
 * How the open model was looked at before, step by step: every part of a {@link ViewState}, and how inferred layers were arranged. Steps
 * can be taken back and made again. Every open model has a history of its own; another network of the same file begins a new one. What is
 * computed is no step, and neither is choosing another model.
 */
public final class ViewHistory {
    private static final int MOST = 200;
    /** The camera's moves that follow one another, or another change, this fast are one step with it. */
    private static final long TOGETHER = 900_000_000L;

    /** One way of looking at the model. @param wiring how its inferred layers are arranged */
    private record Step(ViewState view, Optional<Wiring> wiring) {}

    /** The steps of one model. */
    private static final class Past {
        private final Deque<Step> before = new ArrayDeque<>();
        private final Deque<Step> after = new ArrayDeque<>();
        private Step now;
        /** What is to be looked at once the layers are arranged as they were. */
        private Step awaited;

        Past(Step now) {
            this.now = now;
        }
    }

    private final Workspace workspace;
    private final LongSupplier clock;
    private final Map<OpenModel, Past> pasts = new HashMap<>();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
    private final ReadOnlyStringWrapper toUndo = new ReadOnlyStringWrapper(this, "toUndo", "");
    private final ReadOnlyStringWrapper toRedo = new ReadOnlyStringWrapper(this, "toRedo", "");
    private Past past;
    private OpenModel model;
    private boolean restoring;
    /** Whether the last change was one of the filter. */
    private boolean filtering;
    private long lastChange;

    public ViewHistory(Workspace workspace) {
        this(workspace, System::nanoTime);
    }

    /** @param clock tells the time in nanoseconds */
    ViewHistory(Workspace workspace, LongSupplier clock) {
        this.workspace = workspace;
        this.clock = clock;
        this.lastChange = clock.getAsLong() - TOGETHER;
        model = workspace.current();
        past = new Past(look());
        pasts.put(model, past);
        workspace.models().addListener((ListChangeListener<OpenModel>) change -> pasts.keySet().retainAll(workspace.models()));
        workspace.networkProperty().addListener((p, was, is) -> {
            if (workspace.isStepping()) {
                past.now = look();
            } else if (workspace.isArranged()) {
                arranged();
            } else {
                begin();
            }
        });
        workspace.view().stateProperty().addListener((p, was, is) -> changed());
    }

    private Step look() {
        return new Step(workspace.view().state(), Optional.ofNullable(workspace.network()).flatMap(Network::wiring));
    }

    private void begin() {
        boolean another = model != workspace.current();
        model = workspace.current();
        past = another ? pasts.computeIfAbsent(model, m -> new Past(look())) : new Past(look());
        pasts.put(model, past);
        lastChange = clock.getAsLong() - TOGETHER;
        update();
    }

    /** The layers were arranged otherwise: one more step, or the arrangement of a step that was taken back or made again. */
    private void arranged() {
        Step next = look();
        if (past.awaited != null && past.awaited.wiring().equals(next.wiring())) {
            restore(past.awaited);
            past.awaited = null;
        } else {
            past.awaited = null;
            record(next);
        }
    }

    private void changed() {
        Step next = look();
        if (workspace.isArriving()) {
            past.now = next;
            return;
        }
        // what changes while no model is open, or while one gives way to another, is no step of looking at it
        if (restoring || past.awaited != null || workspace.isReplacing() || next.equals(past.now)) {
            return;
        }
        long time = clock.getAsLong();
        boolean camera = next.equals(new Step(past.now.view().from(next.view().camera()), past.now.wiring()));
        boolean filter = next.equals(new Step(past.now.view().through(next.view().filter()), past.now.wiring()));
        boolean last = !past.before.isEmpty() && past.after.isEmpty();
        boolean sameStep = last && time - lastChange < TOGETHER;
        boolean dragged = filter && filtering && last && workspace.view().isDragging();
        if (camera && (sameStep || workspace.view().isFollowing()) || dragged) {
            past.now = next;
            update();
        } else {
            record(next);
        }
        filtering = filter;
        lastChange = time;
    }

    private void record(Step next) {
        if (workspace.network() != null) {
            past.before.push(past.now);
            past.after.clear();
            if (past.before.size() > MOST) {
                past.before.removeLast();
            }
        }
        past.now = next;
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

    /** What the step is called that would be taken back: "zoom"; empty where there is none. */
    public ReadOnlyStringProperty toUndoProperty() {
        return toUndo.getReadOnlyProperty();
    }

    /** What the step is called that would be made again; empty where there is none. */
    public ReadOnlyStringProperty toRedoProperty() {
        return toRedo.getReadOnlyProperty();
    }

    /** Takes the last step back. */
    public void undo() {
        step(past.before, past.after);
    }

    /** Makes the step again that was taken back last. */
    public void redo() {
        step(past.after, past.before);
    }

    private void step(Deque<Step> from, Deque<Step> to) {
        if (from.isEmpty()) {
            return;
        }
        to.push(past.now);
        past.now = from.pop();
        if (!past.now.wiring().equals(look().wiring())) {
            // the file is opened again; what else belongs to the step follows then
            past.awaited = past.now;
            workspace.arrange(past.now.wiring());
        } else {
            past.awaited = null;
            restore(past.now);
        }
        update();
    }

    private void restore(Step step) {
        restoring = true;
        try {
            workspace.view().set(step.view());
        } finally {
            restoring = false;
        }
    }

    private void update() {
        undoable.set(!past.before.isEmpty());
        redoable.set(!past.after.isEmpty());
        toUndo.set(past.before.isEmpty() ? "" : name(past.before.peek(), past.now));
        toRedo.set(past.after.isEmpty() ? "" : name(past.now, past.after.peek()));
    }

    private static String name(Step from, Step to) {
        return from.wiring().equals(to.wiring()) ? StepName.of(from.view(), to.view()) : "arrangement of layers";
    }
}
