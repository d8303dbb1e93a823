package org.cntexplorer.app.task;

import java.util.Objects;
import java.util.function.Consumer;
import org.cntexplorer.progress.Progress;

/**
 * A computation that a view model wants done, with what becomes of its result. The same task runs on the pool in the application and
 * inline in tests: see {@link TaskExecutor}.
 *
 * @param name what the task list shows: "Open digits.npy"
 * @param work done off the JavaFX thread; throws {@link java.util.concurrent.CancellationException} when cancelled
 * @param onSuccess called on the JavaFX thread
 * @param onFailure called on the JavaFX thread, not for a cancel
 * @param onCancel called on the JavaFX thread
 */
public record BackgroundTask<V>(String name, Work<V> work, Consumer<V> onSuccess, Consumer<Throwable> onFailure, Runnable onCancel) {
    /** The computation itself. */
    @FunctionalInterface
    public interface Work<V> {
        V run(Progress progress) throws Exception;
    }

    public BackgroundTask {
        Objects.requireNonNull(name);
        Objects.requireNonNull(work);
    }

    /** A task whose cancel needs no answer. */
    public BackgroundTask(String name, Work<V> work, Consumer<V> onSuccess, Consumer<Throwable> onFailure) {
        this(name, work, onSuccess, onFailure, () -> {});
    }
}
