package org.cntexplorer.study.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.ActivityMeasurement;
import org.cntexplorer.activity.ActivityOptions;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.activity.Outcome;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.activity.ValueActivity;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.store.ActivityQuantity;
import org.cntexplorer.study.store.MeasuredActivity;
import org.cntexplorer.study.store.StoredActivity;
import org.cntexplorer.study.store.StoredActivityDensity;

/** Runs an open network on a study's data. Many do at a time, each on one thread of ONNX Runtime. */
final class DataMeasurement {
    /** Bytes of the values of a batch, as many cores as there are hold two each. */
    private static final long BATCH_BYTES = 32L << 20;

    private final OnData data;
    private final boolean bias;
    private final AtomicInteger assumed = new AtomicInteger();

    DataMeasurement(OnData data, boolean bias) {
        this.data = data;
        this.bias = bias;
    }

    /**
     * What is against running a network is the reason that is kept.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    MeasuredActivity of(Network network, Progress progress) {
        return of(network, data.count(), progress);
    }

    /** The same on the first samples alone. */
    MeasuredActivity of(Network network, long samples, Progress progress) {
        try {
            return run(data.fed(network), samples, progress);
        } catch (ModelFormatException e) {
            return MeasuredActivity.none(e.getMessage());
        }
    }

    private MeasuredActivity run(Network network, long samples, Progress progress) throws ModelFormatException {
        try (RunningNetwork running = Engine.open(network, data.functions(), 1, progress.part(0, 0.1))) {
            Computation computation = network.computation().orElseThrow();
            ActivityOptions options = new ActivityOptions(batch(computation), samples, bias, false, 0, data.functions());
            Activity activity = ActivityMeasurement.of(network, running, data.prepare(computation.sampled(), progress), options, progress.part(0.1, 1));
            if (!computation.saysFunctions()) {
                assumed.incrementAndGet();
            }
            return stored(activity);
        }
    }

    /** A sentence where files did not say which functions follow their layers. */
    Optional<String> assumption() {
        return assumed.get() == 0 ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "%,d of the networks %s weights alone, so %s after each layer but the "
                + "last and %s after that are assumed.", assumed.get(), assumed.get() == 1 ? "holds" : "hold", data.functions().hidden(),
                data.functions().last()));
    }

    private static int batch(Computation computation) {
        long numbers = 1;
        for (LayerValues layer : computation.layers()) {
            numbers += layer.activation().elements() + layer.preActivation().map(LayerValues.Place::elements).orElse(0);
        }
        return (int) Math.clamp(BATCH_BYTES / (4 * numbers), 1, ActivityOptions.USUAL.batch());
    }

    private static MeasuredActivity stored(Activity activity) {
        List<StoredActivity.OfLayer> layers = activity.layers().stream().map(DataMeasurement::stored).toList();
        List<StoredActivityDensity> densities = activity.layers().stream().filter(layer -> layer.layer() > 0).flatMap(layer -> Stream.concat(
                Stream.of(density(ActivityQuantity.ACTIVATION, layer.layer(), layer.activation())),
                layer.strengthIn().stream().map(z -> density(ActivityQuantity.NEURON_STRENGTH, layer.layer(), z)))).toList();
        return new MeasuredActivity(new StoredActivity(activity.samples(), number(activity.outcome().map(Outcome::accuracy)), number(activity.outcome().map(Outcome::loss)), "", layers), densities);
    }

    private static StoredActivityDensity density(ActivityQuantity of, int layer, ValueActivity value) {
        // of as many values as these, a density is as smooth on cells twice as wide, and takes half of the store
        SampleGrid grid = value.grid().isEmpty() ? value.grid() : value.grid().on(value.grid().exponent() + 1);
        return new StoredActivityDensity(of, layer, value.layer(), grid.exponent(), grid.first(), grid.counts());
    }

    private static double number(Optional<OptionalDouble> of) {
        return of.orElse(OptionalDouble.empty()).orElse(Double.NaN);
    }

    private static StoredActivity.OfLayer stored(LayerActivity layer) {
        Optional<ValueActivity> strength = layer.strengthIn();
        return new StoredActivity.OfLayer(layer.layer(), layer.activation().layer().mean(), layer.activation().layer().std(),
                strength.map(z -> z.layer().mean()).orElse(Double.NaN), strength.map(z -> z.layer().std()).orElse(Double.NaN),
                Arrays.stream(layer.activeShare()).average().orElse(Double.NaN), layer.deadUnits() / (double) layer.units());
    }
}
