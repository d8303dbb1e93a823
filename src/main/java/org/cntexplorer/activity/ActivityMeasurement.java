package org.cntexplorer.activity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
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

/** Runs samples through a network and adds up what its layers do: while a batch runs, another one is read or looked at. */
public final class ActivityMeasurement {
    /** Bytes of the values of a batch, at most. */
    private static final long BATCH_BYTES = (512L << 20) / BatchRelay.THREADS;

    private final RunningNetwork running;
    private final PreparedSamples samples;
    private final Progress progress;
    private final long count;
    private final int together;
    private final ActivityTally tally;
    private final FloatBuffer[] given = new FloatBuffer[BatchRelay.THREADS];
    private final Batch[] values = new Batch[BatchRelay.THREADS];

    private ActivityMeasurement(Network network, RunningNetwork running, PreparedSamples samples, ActivityOptions options, Progress progress) {
        this.running = running;
        this.samples = samples;
        this.progress = progress;
        count = Math.min(samples.count(), options.samples());
        together = (int) Math.min(batch(network.computation().orElseThrow(), samples, options), count);
        tally = new ActivityTally(network, samples.input().value(), samples.labels().map(SampleLabels::names).orElse(List.of()), count, options,
                progress.part(0, 0.01));
        Arrays.setAll(given, _ -> ByteBuffer.allocateDirect(Math.multiplyExact(4 * together, samples.size())).order(ByteOrder.nativeOrder()).asFloatBuffer());
    }

    /**
     * Measures a network on samples.
     *
     * @param network whose computation {@code running} runs
     * @throws ModelFormatException where samples cannot be read or run, or are of classes that the network does not know
     * @throws CancellationException when {@code progress} is cancelled
     */
    public static Activity of(Network network, RunningNetwork running, PreparedSamples samples, ActivityOptions options, Progress progress)
            throws ModelFormatException {
        ActivityMeasurement measurement = new ActivityMeasurement(network, running, samples, options, progress);
        measurement.take();
        return measurement.tally.activity();
    }

    private void take() throws ModelFormatException {
        List<BatchRelay.Step> steps = new ArrayList<>(List.of(this::read));
        List<BatchRelay.Step> behind = new ArrayList<>();
        for (int l = 0; l < tally.layers(); l++) {
            int layer = l;
            (tally.isOfSamples(layer) ? steps : behind).add(batch -> add(layer, batch));
        }
        steps.add(this::run);
        steps.addAll(behind);
        steps.add(this::end);
        try {
            BatchRelay.take(steps, Math.ceilDiv(count, together));
        } finally {
            for (Batch one : values) {
                if (one != null) {
                    one.close();
                }
            }
        }
    }

    private void read(long batch) throws ModelFormatException {
        progress.check();
        FloatBuffer to = given[place(batch)].clear();
        samples.read(first(batch), size(batch), to);
        to.flip();
    }

    private void run(long batch) throws ModelFormatException {
        progress.check();
        values[place(batch)] = running.run(given[place(batch)], size(batch), samples.extents());
    }

    private void add(int layer, long batch) throws ModelFormatException {
        tally.add(layer, values[place(batch)], given[place(batch)], size(batch), labels(batch), first(batch), progress);
    }

    private void end(long batch) throws ModelFormatException {
        try (Batch of = values[place(batch)]) {
            values[place(batch)] = null;
            tally.addOutcome(of, samples.size(), labels(batch));
        }
        long done = first(batch) + size(batch);
        progress.report(0.01 + 0.99 * done / count, "Sample %,d of %,d".formatted(done, count));
    }

    private static int place(long batch) {
        return (int) (batch % BatchRelay.THREADS);
    }

    /** The number of its first sample. */
    private long first(long batch) {
        return batch * together;
    }

    private int size(long batch) {
        return (int) Math.min(together, count - first(batch));
    }

    private int[] labels(long batch) {
        int first = (int) first(batch);
        return samples.labels().map(labels -> Arrays.copyOfRange(labels.of(), first, first + size(batch))).orElse(new int[0]);
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
