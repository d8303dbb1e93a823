package org.cntexplorer.app.task;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.concurrent.Task;
import org.cntexplorer.progress.Progress;

/**
 * A {@link BackgroundTask} as the {@link Task} that a task list shows.
 *
 * <p>A cancel holds from the moment it is asked for, even where the work is done already and its result on the way: the one who
 * submitted never gets that result, and where it holds resources (a network its mapped file) it is closed. What the work throws after a
 * cancel, such as the error of memory that has been unmapped below it, is no error.
 */
final class PooledTask<V> extends Task<V> {
    /** Between two reports to the JavaFX thread, in nanoseconds; a person cannot read faster. */
    private static final long REPORT_EVERY = 50_000_000;

    private final BackgroundTask<V> task;
    private final Consumer<PooledTask<?>> onSettled;
    private volatile boolean unwanted;
    private volatile boolean working;

    PooledTask(BackgroundTask<V> task, Consumer<PooledTask<?>> onSettled) {
        this.task = task;
        this.onSettled = onSettled;
        updateTitle(task.name());
    }

    @Override
    protected V call() throws Exception {
        working = true;
        try {
            if (unwanted) {
                throw new CancellationException();
            }
            V value = task.work().run(new Throttled());
            if (unwanted) {
                discard(value);
                throw new CancellationException();
            }
            return value;
        } finally {
            working = false;
        }
    }

    /** Never interrupts: an interrupt would close file channels that other tasks share. The work asks its {@link Progress} instead. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        unwanted = true;
        return super.cancel(false);
    }

    /** Whether the work has ended, or will never begin. */
    boolean hasEnded() {
        return isDone() && !working;
    }

    @Override
    protected void succeeded() {
        onSettled.accept(this);
        if (unwanted) {
            discard(getValue());
            task.onCancel().run();
        } else {
            task.onSuccess().accept(getValue());
        }
    }

    @Override
    protected void failed() {
        onSettled.accept(this);
        if (unwanted || getException() instanceof CancellationException) {
            task.onCancel().run();
        } else {
            task.onFailure().accept(getException());
        }
    }

    @Override
    protected void cancelled() {
        onSettled.accept(this);
        task.onCancel().run();
    }

    private static void discard(Object value) {
        if (value instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Exception e) {
                System.getLogger(PooledTask.class.getName()).log(System.Logger.Level.WARNING, "could not close an unwanted result", e);
            }
        }
    }

    /** Reports at most every {@link #REPORT_EVERY}, except for the first report. */
    private final class Throttled implements Progress {
        private long last = System.nanoTime() - REPORT_EVERY;

        @Override
        public void report(double fraction, String what) {
            long now = System.nanoTime();
            if (now - last >= REPORT_EVERY && !unwanted) {
                last = now;
                updateProgress(fraction < 0 ? -1 : Math.min(fraction, 1), 1);
                updateMessage(what);
            }
        }

        @Override
        public boolean cancelled() {
            return unwanted;
        }
    }
}
