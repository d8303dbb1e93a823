package org.cntexplorer.activity;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.cntexplorer.format.ModelFormatException;

/**
 * Takes batches through some steps on two threads: every other batch is one thread's, from its first step to its last, so that what a step wrote is near when
 * the next one reads it. Each step takes the batches in their order, one at a time.
 */
final class BatchRelay {
    /** And batches that are under way at a time, at most. */
    static final int THREADS = 2;
    /** To wake a thread that sleeps takes as long as a step of a small batch. */
    private static final long AWAKE_NANOS = 200_000;

    /** What is done to a batch; never called for two batches at once. What a call wrote can be read by the next one, and by the batch's next step. */
    interface Step {
        /** @param batch its number, the first being 0 */
        void take(long batch) throws ModelFormatException;
    }

    private final List<Step> steps;
    private final long batches;
    /** For each step, how many batches have taken it. */
    private final AtomicLongArray taken;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    /** Threads that sleep until they are told: the others need no lock, for which they would wait as long as for a step. */
    private volatile int asleep;

    private BatchRelay(List<Step> steps, long batches) {
        this.steps = List.copyOf(steps);
        this.batches = batches;
        taken = new AtomicLongArray(steps.size());
    }

    /**
     * Takes all batches through all steps. Where one fails no other is begun, and none is under way any more when this ends.
     *
     * @throws ModelFormatException or whatever else a step threw first
     * @throws CancellationException when this thread is interrupted while it waits
     */
    static void take(List<Step> steps, long batches) throws ModelFormatException {
        BatchRelay relay = new BatchRelay(steps, batches);
        try (ExecutorService beside = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("activity").factory())) {
            beside.submit(() -> relay.work(1));
            relay.work(0);
        }
        switch (relay.failure.get()) {
            case null -> { }
            case ModelFormatException cause -> throw cause;
            case RuntimeException cause -> throw cause;
            case Error cause -> throw cause;
            default -> throw new IllegalStateException(relay.failure.get());
        }
    }

    private void work(int first) {
        try {
            for (long batch = first; batch < batches; batch += THREADS) {
                for (int step = 0; step < steps.size(); step++) {
                    if (!awaitTurn(step, batch)) {
                        return;
                    }
                    steps.get(step).take(batch);
                    end(step);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new CancellationException());
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Waits until a step can take a batch: for a short time awake, then asleep. Says whether it may. */
    private boolean awaitTurn(int step, long batch) throws InterruptedException {
        long start = System.nanoTime();
        while (mustWait(step, batch) && System.nanoTime() - start < AWAKE_NANOS) {
            Thread.onSpinWait();
        }
        if (mustWait(step, batch)) {
            synchronized (this) {
                asleep++;
                try {
                    while (mustWait(step, batch)) {
                        wait();
                    }
                } finally {
                    asleep--;
                }
            }
        }
        return failure.get() == null;
    }

    private boolean mustWait(int step, long batch) {
        return taken.get(step) < batch && failure.get() == null;
    }

    private void end(int step) {
        taken.incrementAndGet(step);
        tell();
    }

    private void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        tell();
    }

    private void tell() {
        // who falls asleep says so before it looks again, so that either is seen
        if (asleep > 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }
}
