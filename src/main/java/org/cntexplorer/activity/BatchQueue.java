package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/**
 * Batches that are added up on a thread beside the one that runs them, in their order. One may wait while another is added, so that neither thread has to be
 * woken for each batch.
 */
final class BatchQueue implements AutoCloseable {
    /** Batches that are added or wait to be. */
    static final int MOST = 2;

    private final ActivityTally tally;
    private final Progress progress;
    private final ExecutorService beside = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("activity").factory());
    private final Deque<Pending> pending = new ArrayDeque<>();

    private record Pending(Batch batch, AtomicBoolean isTaken, Future<Void> end) {}

    BatchQueue(ActivityTally tally, Progress progress) {
        this.tally = tally;
        this.progress = progress;
    }

    /**
     * Waits until another batch may come: {@link #MOST} batches later nobody looks at what one of them was given any more.
     *
     * @throws ModelFormatException where one before could not be added
     */
    void awaitPlace() throws ModelFormatException {
        while (pending.size() >= MOST) {
            end();
        }
    }

    /**
     * Puts a batch behind the others; it is closed here.
     *
     * @param given what the network was given for it
     * @param first number of its first sample
     */
    void add(Batch batch, FloatBuffer given, int[] labels, long first) {
        AtomicBoolean isTaken = new AtomicBoolean();
        pending.add(new Pending(batch, isTaken, beside.submit(() -> {
            if (!isTaken.getAndSet(true)) {
                try (batch) {
                    tally.add(batch, given, labels, first, progress);
                }
            }
            return null;
        })));
    }

    /** Waits for all. @throws ModelFormatException where one could not be added */
    void finish() throws ModelFormatException {
        while (!pending.isEmpty()) {
            end();
        }
    }

    private void end() throws ModelFormatException {
        try {
            pending.element().end().get();
            pending.remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ModelFormatException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** What still waits is of no use; waits for the batch that is being added. */
    @Override
    public void close() {
        for (Pending one : pending) {
            if (!one.isTaken().getAndSet(true)) {
                one.batch().close();
            }
        }
        beside.close();
    }
}
