package org.cntexplorer.activity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.SampleLabels;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Runs samples through a network and adds up what its layers do: a batch is looked at while the next one runs. */
public final class ActivityMeasurement {
    /** Those that are looked at or wait to be, and the one that runs. */
    private static final int BATCHES = BatchQueue.MOST + 1;
    /** Bytes of the values of a batch, at most. */
    private static final long BATCH_BYTES = (512L << 20) / BATCHES;

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
        ActivityTally tally = new ActivityTally(network, samples.input().value(), samples.labels().map(SampleLabels::names).orElse(List.of()), count, options, progress.part(0, 0.01));
        int together = (int) Math.min(batch(network.computation().orElseThrow(), samples, options), count);
        FloatBuffer[] buffers = new FloatBuffer[BATCHES];
        Arrays.setAll(buffers, _ -> buffer(samples, together));
        try (BatchQueue queue = new BatchQueue(tally, progress)) {
            for (long first = 0; first < count; first += together) {
                progress.check();
                queue.awaitPlace();
                int size = (int) Math.min(together, count - first);
                FloatBuffer given = buffers[(int) (first / together % BATCHES)];
                samples.read(first, size, given.clear());
                queue.add(running.run(given.flip(), size, samples.extents()), given, labels(samples, first, size), first);
                progress.report(0.01 + 0.99 * (first + size) / count, "Sample %,d of %,d".formatted(first + size, count));
            }
            queue.finish();
        }
        return tally.activity();
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
