package org.cntexplorer.app.task;

import java.util.concurrent.CancellationException;
import org.cntexplorer.progress.Progress;

/** Runs every task at once in the calling thread: for tests of view models, with no stage and no waiting. */
public final class InlineTaskExecutor implements TaskExecutor {
    @Override
    public Handle submit(BackgroundTask<?> task) {
        run(task);
        return new Handle() {
            @Override public void cancel() {}
            @Override public boolean done() { return true; }
        };
    }

    private static <V> void run(BackgroundTask<V> task) {
        V value;
        try {
            value = task.work().run(Progress.NONE);
        } catch (CancellationException e) {
            task.onCancel().run();
            return;
        } catch (Exception e) {
            task.onFailure().accept(e);
            return;
        }
        task.onSuccess().accept(value);
    }
}
