package org.cntexplorer.app.task;

/** Runs background tasks. */
public interface TaskExecutor {
    /** Starts a task, or queues it. Called on the JavaFX thread. */
    Handle submit(BackgroundTask<?> task);

    /** What the one who submitted can still do. */
    interface Handle {
        /** Of no task: before the first is submitted. */
        Handle NONE = new Handle() {
            @Override
            public void cancel() {
                // there is nothing to end
            }

            @Override
            public boolean done() {
                return true;
            }
        };

        /**
         * Asks the task to end; {@code onSuccess} will not be called any more. A result that comes all the same is dropped, and closed
         * where it is {@link AutoCloseable}.
         */
        void cancel();

        /** Whether the work has ended, so that nothing is read or written by it any more. */
        boolean done();
    }
}
