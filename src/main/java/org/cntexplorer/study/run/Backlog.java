package org.cntexplorer.study.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Between those that measure and the one that writes: what is finished and not yet in the store. It takes no more than some networks, and of
 * large ones fewer, so that memory does not grow with the study.
 */
final class Backlog {
    private static final int MOST_STEPS = 128;
    /** 32 MB. */
    private static final long MOST_NUMBERS = 4L << 20;

    private List<Step> steps = new ArrayList<>();
    private long numbers;
    private int working;
    private boolean stopped;
    private Throwable failure;

    /** @param workers that will each tell when they end */
    Backlog(int workers) {
        working = workers;
    }

    /** Waits for room; where all are to stop, adds what is finished at once. */
    synchronized void put(Step step) {
        long more = step.numbers();
        while (!stopped && !steps.isEmpty() && (steps.size() == MOST_STEPS || numbers + more > MOST_NUMBERS)) {
            await(0);
        }
        steps.add(step);
        numbers += more;
        notifyAll();
    }

    /**
     * All that is finished. Waits until it is worth a transaction, which costs the store as much as some networks do, but not for long.
     *
     * @return empty when all workers have ended and nothing is left
     */
    synchronized Optional<List<Step>> take(long milliseconds) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        for (long left = milliseconds; working > 0 && !stopped && steps.size() < MOST_STEPS && numbers < MOST_NUMBERS / 2 && left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            await(left);
        }
        if (steps.isEmpty() && working == 0) {
            return Optional.empty();
        }
        List<Step> taken = steps;
        steps = new ArrayList<>();
        numbers = 0;
        notifyAll();
        return Optional.of(taken);
    }

    /** Makes everybody stop who works or waits for room; what is finished can be taken all the same. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** @param error what a worker failed of; null where it is done or was stopped */
    synchronized void ended(Throwable error) {
        working--;
        if (error != null) {
            failure = failure == null ? error : failure;
            stopped = true;
        }
        notifyAll();
    }

    /** What the first worker to fail failed of. */
    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Waits until all workers have ended, and forgets what they finish meanwhile. */
    synchronized void drop() {
        while (working > 0) {
            await(0);
            steps.clear();
        }
    }

    /** @param milliseconds 0 for as long as it takes */
    private void await(long milliseconds) {
        try {
            wait(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
