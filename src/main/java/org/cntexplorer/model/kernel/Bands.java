package org.cntexplorer.model.kernel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cntexplorer.progress.Progress;

/**
 * Runs a computation over a matrix in bands of rows, on several cores. The bands depend on the matrix only and never on the number of
 * cores, so that a sum whose bands are added in order is the same number on every machine.
 */
public final class Bands {
    /** Bytes of a band: many for one cancel within 100 ms, few for the cost of handing them out. */
    private static final long BAND_BYTES = 8L << 20;
    private static final int MOST_BANDS = 64;
    /** A band has a column of sums of its own; with as many rows their memory is an eighth of the matrix at most. */
    private static final int LEAST_ROWS = 16;
    /** Numbers for which it pays to wake another core. */
    private static final long MANY = 1 << 18;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final ExecutorService POOL =
            Executors.newFixedThreadPool(Math.max(1, CORES - 1), Thread.ofPlatform().daemon().name("band-", 1).factory());

    /** All cores. */
    public static final Bands ALL_CORES = new Bands(CORES);

    private final int workers;

    /** @param workers threads that work at a time, the caller's included; more than there are cores are of no use */
    public Bands(int workers) {
        this.workers = Math.min(workers, CORES);
    }

    /** What is done for rows {@code from} to {@code to − 1}. */
    @FunctionalInterface
    public interface Work {
        void rows(int band, int from, int to);
    }

    /** How many bands a matrix is cut into. */
    public static int count(int rows, long rowBytes) {
        long byBytes = rows * rowBytes / BAND_BYTES;
        return (int) Math.max(1, Math.min(Math.min(byBytes, MOST_BANDS), rows / LEAST_ROWS));
    }

    /**
     * Bands for parts that one core does each by itself, most of whose time goes into new memory: one for all where these are few.
     *
     * @param numbers that all parts write
     */
    public static int sideBySide(int parts, long numbers) {
        return numbers < MANY ? 1 : parts;
    }

    /**
     * Does the work of every band and returns when all of it has ended, also where it fails or is cancelled: nobody reads the matrix
     * any more after that.
     */
    public void run(int rows, int bands, Progress progress, Work work) {
        if (bands == 1) {
            progress.check();
            work.rows(0, 0, rows);
            return;
        }
        Run run = new Run(rows, bands, progress, work);
        for (int helper = 1; helper < Math.min(workers, bands); helper++) {
            POOL.execute(run::help);
        }
        run.help();
        run.await();
    }

    private static final class Run {
        private final int rows;
        private final int bands;
        private final Progress progress;
        private final Work work;
        private int next;
        private int running;
        private int done;
        private RuntimeException failure;

        Run(int rows, int bands, Progress progress, Work work) {
            this.rows = rows;
            this.bands = bands;
            this.progress = progress;
            this.work = work;
        }

        /** A helper that comes late finds no band left and touches nothing. */
        private synchronized int take() {
            if (failure != null || next == bands) {
                return -1;
            }
            running++;
            return next++;
        }

        private synchronized void ended(RuntimeException error) {
            running--;
            done++;
            if (error != null && failure == null) {
                failure = error;
            }
            notifyAll();
        }

        void help() {
            for (int band = take(); band >= 0; band = take()) {
                RuntimeException error = null;
                try {
                    progress.check();
                    work.rows(band, (int) ((long) rows * band / bands), (int) ((long) rows * (band + 1) / bands));
                } catch (RuntimeException e) {
                    error = e;
                } catch (Error e) {
                    error = new IllegalStateException(e);
                } finally {
                    ended(error);
                }
            }
        }

        synchronized void await() {
            boolean interrupted = false;
            while (running > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
