package org.cntexplorer.app.task;

/** Runs background tasks. */
public interface TaskExecutor {
    /** Starts a task, or queues it. Called on the JavaFX thread. */
    Handle submit(BackgroundTask<?> task);

    /** What the one who submitted can still do. */
    interface Handle {
        /** Asks the task to end; {@code onSuccess} will not be called any more. */
        void cancel();

        boolean done();
    }
}
