package org.cntexplorer.app.task;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.concurrent.Task;

/**
 * Runs tasks on a few daemon threads, first come first served. Submitting and cancelling belong to the JavaFX thread, and so does
 * everything that it tells: results, the list of tasks and their count.
 */
public final class PooledTaskExecutor implements TaskExecutor, AutoCloseable {
    /** Enough that a long export does not hold up a short answer; the work itself is spread over the cores elsewhere. */
    private static final int THREADS = 4;

    private final ExecutorService pool;
    private final ObservableList<PooledTask<?>> tasks = FXCollections.observableArrayList();
    // one and the same: a list made for a listener would be gone with the next garbage collection, and the listener with it
    private final ObservableList<PooledTask<?>> tasksToRead = FXCollections.unmodifiableObservableList(tasks);
    private final ReadOnlyIntegerWrapper unfinished = new ReadOnlyIntegerWrapper(this, "unfinished");

    public PooledTaskExecutor() {
        pool = Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().name("task-", 1).factory());
    }

    @Override
    public Handle submit(BackgroundTask<?> task) {
        return start(task);
    }

    private <V> Handle start(BackgroundTask<V> task) {
        PooledTask<V> pooled = new PooledTask<>(task, this::settled);
        tasks.add(pooled);
        unfinished.set(unfinished.get() + 1);
        pool.execute(pooled);
        return new Handle() {
            @Override public void cancel() { pooled.cancel(); }
            @Override public boolean done() { return pooled.hasEnded(); }
        };
    }

    private void settled(PooledTask<?> task) {
        if (tasks.remove(task)) {
            unfinished.set(unfinished.get() - 1);
        }
    }

    private void cancelAll() {
        for (PooledTask<?> task : tasks.toArray(PooledTask<?>[]::new)) {
            task.cancel();
        }
    }

    /** The tasks that run or wait, in the order in which they were submitted: for a task list. */
    public ObservableList<? extends Task<?>> tasks() {
        return tasksToRead;
    }

    /** How many tasks have been submitted whose end has not yet been told: 0 where nothing is going on. */
    public ReadOnlyIntegerProperty unfinishedProperty() {
        return unfinished.getReadOnlyProperty();
    }

    /** Cancels everything and takes no more tasks. */
    @Override
    public void close() {
        if (Platform.isFxApplicationThread()) {
            cancelAll();
        }
        pool.shutdown();
    }
}
