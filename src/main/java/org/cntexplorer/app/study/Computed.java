package org.cntexplorer.app.study;

import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.progress.Progress;

/**
 * A value that is computed in the background from what it depends on, anew when that changes, and only while somebody looks at it. The
 * value before stays until the new one is there.
 *
 * @param <K> what it depends on; compared by {@code equals}
 */
final class Computed<K, V> {
    /** The computation. */
    interface Work<K, V> {
        V of(K key, Progress progress) throws Exception;
    }

    private final String name;
    private final TaskExecutor executor;
    private final Consumer<Throwable> onError;
    private final Work<K, V> work;
    private final ReadOnlyObjectWrapper<V> value = new ReadOnlyObjectWrapper<>(this, "value");
    private TaskExecutor.Handle running = TaskExecutor.Handle.NONE;
    private boolean looked;
    private K wanted;
    /** What the value is of, or will be when the task ends. */
    private K begun;

    /** @param name of the task */
    Computed(String name, TaskExecutor executor, Consumer<Throwable> onError, Work<K, V> work) {
        this.name = name;
        this.executor = executor;
        this.onError = onError;
        this.work = work;
    }

    /** The value; null where there is none yet, or nothing to compute it from. */
    ReadOnlyObjectProperty<V> valueProperty() {
        return value.getReadOnlyProperty();
    }

    V value() {
        return value.get();
    }

    /** @param key what the value is to be computed from; null for no value */
    void want(K key) {
        wanted = key;
        begin();
    }

    /** Whether somebody looks: nothing is computed otherwise. */
    void look(boolean looking) {
        looked = looking;
        begin();
    }

    private void begin() {
        if (wanted == null) {
            running.cancel();
            begun = null;
            value.set(null);
            return;
        }
        if (!looked || Objects.equals(wanted, begun)) {
            return;
        }
        running.cancel();
        K key = wanted;
        begun = key;
        running = executor.submit(new BackgroundTask<>(name, progress -> work.of(key, progress), value::set, error -> {
            value.set(null);
            onError.accept(error);
        }, () -> {
            if (begun == key) {
                // cancelled in the list of tasks: the next change, or another look, begins again
                begun = null;
            }
        }));
    }

    void close() {
        running.cancel();
    }
}
