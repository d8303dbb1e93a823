package org.cntexplorer.activity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.SampleLabels;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Runs samples through a network and adds up what its layers do: a batch is looked at while the next one runs. */
public final class ActivityMeasurement {
    /** Bytes of the values of a batch, at most; there are two batches at a time. */
    private static final long BATCH_BYTES = 256L << 20;

    private ActivityMeasurement() {}

    /**
     * Measures a network on samples.
     *
     * @param network whose computation {@code running} runs
     * @throws ModelFormatException where samples cannot be read or run, or are of classes that the network does not know
     * @throws CancellationException when {@code progress} is cancelled
     */
    public static Activity of(Network network, RunningNetwork running, PreparedSamples samples, ActivityOptions options, Progress progress)
            throws ModelFormatException {
        long count = Math.min(samples.count(), options.samples());
        ActivityTally tally = new ActivityTally(network, samples.labels().map(SampleLabels::names).orElse(List.of()), count, options, progress.part(0, 0.01));
        int together = (int) Math.min(batch(network.computation().orElseThrow(), samples, options), count);
        FloatBuffer[] buffers = {buffer(samples, together), buffer(samples, together)};
        try (ExecutorService beside = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("activity").factory())) {
            Future<Void> before = null;
            for (long first = 0; first < count; first += together) {
                progress.check();
                int size = (int) Math.min(together, count - first);
                FloatBuffer given = buffers[(int) (first / together % 2)];
                samples.read(first, size, given.clear());
                Batch batch = null;
                try {
                    batch = running.run(given.flip(), size, samples.extents());
                } finally {
                    // also where this one fails: the buffers of the one before are looked at no more after that
                    done(before, batch);
                }
                before = beside.submit(new Look(tally, batch, given, labels(samples, first, size), first, progress)::look);
                progress.report(0.01 + 0.99 * (first + size) / count, "Sample %,d of %,d".formatted(first + size, count));
            }
            done(before, null);
        }
        return tally.activity();
    }

    /** A batch that is looked at. */
    private record Look(ActivityTally tally, Batch batch, FloatBuffer given, int[] labels, long first, Progress progress) {
        Void look() throws ModelFormatException {
            try (batch) {
                tally.add(batch, given, labels, first, progress);
            }
            return null;
        }
    }

    /** Waits for a batch to be looked at; where that failed the next one is of no use. */
    private static void done(Future<Void> look, Batch next) throws ModelFormatException {
        boolean well = false;
        try {
            if (look != null) {
                look.get();
            }
            well = true;
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
        } finally {
            if (!well && next != null) {
                next.close();
            }
        }
    }

    private static int[] labels(PreparedSamples samples, long first, int size) {
        return samples.labels().map(labels -> Arrays.copyOfRange(labels.of(), (int) first, (int) first + size)).orElse(new int[0]);
    }

    private static FloatBuffer buffer(PreparedSamples samples, int together) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(4 * together, samples.size())).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** Samples that run at a time. */
    private static int batch(Computation computation, PreparedSamples samples, ActivityOptions options) {
        long numbers = samples.size();
        for (LayerValues layer : computation.layers()) {
            numbers += layer.activation().elements() + layer.preActivation().map(LayerValues.Place::elements).orElse(0);
        }
        return (int) Math.max(1, Math.min(options.batch(), BATCH_BYTES / (4 * numbers)));
    }
}
