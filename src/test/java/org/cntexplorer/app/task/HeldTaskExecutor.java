package org.cntexplorer.app.task;

import java.util.ArrayList;
import java.util.List;

/** Runs tasks inline like {@link InlineTaskExecutor}, or keeps them until a test lets them run: for tests of what is cancelled. */
public final class HeldTaskExecutor implements TaskExecutor {
    private final InlineTaskExecutor inline = new InlineTaskExecutor();
    private final List<Held> held = new ArrayList<>();
    private boolean holding;

    /** From now on tasks wait. */
    public void hold() {
        holding = true;
    }

    /** The names of the tasks that wait and are not cancelled, in the order in which they were submitted. */
    public List<String> waiting() {
        return held.stream().filter(task -> !task.done).map(task -> task.task.name()).toList();
    }

    /** The names of those that were cancelled. */
    public List<String> cancelled() {
        return held.stream().filter(task -> task.cancelled).map(task -> task.task.name()).toList();
    }

    /** Runs all that wait. */
    public void release() {
        for (Held task : List.copyOf(held)) {
            if (!task.done) {
                task.done = true;
                inline.submit(task.task);
            }
        }
    }

    @Override
    public Handle submit(BackgroundTask<?> task) {
        if (!holding) {
            return inline.submit(task);
        }
        Held waiting = new Held(task);
        held.add(waiting);
        return waiting;
    }

    private static final class Held implements Handle {
        private final BackgroundTask<?> task;
        private boolean cancelled;
        private boolean done;

        Held(BackgroundTask<?> task) {
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled |= !done;
            done = true;
        }

        @Override
        public boolean done() {
            return done;
        }
    }
}
