package org.cntexplorer.app.study;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** Every value that a property had, one change a step: steps can be taken back and made again. */
final class Steps<V> {
    private static final int MOST = 200;

    private final ObjectProperty<V> property;
    private final Deque<V> before = new ArrayDeque<>();
    private final Deque<V> after = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
    private boolean stepping;

    Steps(ObjectProperty<V> property) {
        this.property = property;
        property.addListener((p, was, is) -> record(was));
    }

    private void record(V was) {
        if (!stepping) {
            before.push(was);
            after.clear();
            if (before.size() > MOST) {
                before.removeLast();
            }
            update();
        }
    }

    /** Changes the value without a step: what follows from another study, not from a person. */
    void replace(V value) {
        stepping = true;
        try {
            property.set(value);
        } finally {
            stepping = false;
        }
        before.clear();
        after.clear();
        update();
    }

    void undo() {
        step(before, after);
    }

    void redo() {
        step(after, before);
    }

    private void step(Deque<V> from, Deque<V> to) {
        if (from.isEmpty()) {
            return;
        }
        to.push(property.get());
        stepping = true;
        try {
            property.set(from.pop());
        } finally {
            stepping = false;
        }
        update();
    }

    private void update() {
        undoable.set(!before.isEmpty());
        redoable.set(!after.isEmpty());
    }

    ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty redoableProperty() {
        return redoable.getReadOnlyProperty();
    }
}
