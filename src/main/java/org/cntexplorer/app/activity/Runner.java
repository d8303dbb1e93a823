package org.cntexplorer.app.activity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.ActivityMeasurement;
import org.cntexplorer.activity.ActivityOptions;
import org.cntexplorer.activity.Batch;
import org.cntexplorer.activity.MeanSignals;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.SampleLabels;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** A network that is run when something of it is asked, made ready the first time. One question at a time, never on the JavaFX thread. */
final class Runner implements AutoCloseable {
    private static final int TOGETHER = 64;

    private final Network network;
    private final Functions functions;
    private RunningNetwork running;
    private List<LayerValues> layers = List.of();
    private boolean isClosed;

    Runner(Network network, Functions functions) {
        this.network = network;
        this.functions = functions;
    }

    private RunningNetwork ready(Progress progress) throws ModelFormatException {
        if (isClosed) {
            throw new CancellationException();
        }
        if (running == null) {
            running = Engine.open(network, functions, progress);
            layers = network.computation().orElseThrow().layers();
        }
        return running;
    }

    /** What one sample makes of the network, or the mean over some of them. */
    synchronized SignalFlow flow(ShownSignal shown, long looked, PreparedSamples samples, Progress progress) throws ModelFormatException {
        RunningNetwork ready = ready(progress.part(0, 0.2));
        MeanSignals signals = new MeanSignals(network, layers);
        String what = shown.words(samples.samples(), looked);
        if (shown.sample(looked).isPresent()) {
            add(signals, ready, samples, new long[] {shown.sample(looked).get()}, 1);
        } else {
            long[] some = new long[TOGETHER];
            int waiting = 0;
            for (long sample = 0; sample < samples.count(); sample++) {
                if (wants(shown, samples, sample)) {
                    some[waiting++] = sample;
                }
                if (waiting == TOGETHER || waiting > 0 && sample == samples.count() - 1) {
                    progress.check();
                    progress.report(0.2 + 0.8 * sample / samples.count(), what);
                    add(signals, ready, samples, some, waiting);
                    waiting = 0;
                }
            }
        }
        return new SignalFlow(what, signals.activations(), signals.sums());
    }

    private static boolean wants(ShownSignal shown, PreparedSamples samples, long sample) {
        return !(shown instanceof ShownSignal.OfClass of) || samples.labels().map(SampleLabels::of).map(all -> all[(int) sample] == of.number()).orElse(false);
    }

    private static void add(MeanSignals signals, RunningNetwork ready, PreparedSamples samples, long[] numbers, int count) throws ModelFormatException {
        FloatBuffer given = ByteBuffer.allocateDirect(Math.multiplyExact(4 * count, samples.size())).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (int i = 0; i < count; i++) {
            samples.read(numbers[i], 1, given);
        }
        try (Batch batch = ready.run(given.flip(), count, samples.extents())) {
            for (int i = 0; i < count; i++) {
                signals.add(batch, i);
            }
        }
    }

    synchronized Activity measure(PreparedSamples samples, ActivityOptions options, Progress progress) throws ModelFormatException {
        RunningNetwork ready = ready(progress.part(0, 0.1));
        return ActivityMeasurement.of(network, ready, samples, options.withFunctions(functions), progress.part(0.1, 1));
    }

    Network network() {
        return network;
    }

    Functions functions() {
        return functions;
    }

    /** Waits for what it is asked just now. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
