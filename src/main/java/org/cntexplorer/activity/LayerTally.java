package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cntexplorer.activity.ValueTally.Counting;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.LayerValues.Place;
import org.cntexplorer.progress.Progress;

/** Adds up what a layer does, batch by batch. For one thread only. */
final class LayerTally {
    /** Numbers that make a density, at least: the share of them below any number is known to 0.2 % then, and more do not change what one sees. */
    private static final long DENSITY = 1 << 16;
    /** And samples, for numbers of the same sample are alike. */
    private static final long DENSITY_SAMPLES = 256;

    private final Layer layer;
    private final LayerValues values;
    private final int units;
    private final int positions;
    private final int classes;
    private final double[] strengthOut;
    private final Optional<Saturation> bounds;
    private final Rows activationRows;
    private final ValueTally activation;
    /** Empty where the layer has no sums, or where they are its activation. */
    private final Optional<Rows> sumRows;
    private final Optional<ValueTally> sums;
    private final boolean same;
    /** Incoming and outgoing strength together; empty where nobody asks. */
    private final Optional<ValueTally> total;
    private final TopTally top;

    /**
     * @param function applied to the layer's sums; "" where it is not known
     * @param strengthOut sum of the outgoing weights of each neuron
     * @param bias of each neuron, where strength in is to be without
     * @param classes of the samples; 0 where nothing is kept of single classes
     * @param samples how many will come, about
     */
    LayerTally(Layer layer, LayerValues values, String function, double[] strengthOut, Optional<float[]> bias, int classes, long samples,
               ActivityOptions options) {
        long every = Math.max(1, Math.min(samples * layer.neurons() / DENSITY, samples / DENSITY_SAMPLES));
        this.layer = layer;
        this.values = values;
        this.units = layer.shape().channels();
        this.positions = layer.neurons() / units;
        this.classes = classes;
        this.strengthOut = strengthOut;
        this.bounds = Saturation.of(function);
        top = new TopTally(units, layer.index() == 0 ? 0 : options.top());
        same = bias.isEmpty() && values.preActivation().filter(sum -> same(sum, values.activation())).isPresent();
        Optional<Place> apart = same ? Optional.empty() : values.preActivation();
        boolean weighted = positions > 1 && Arrays.stream(strengthOut).anyMatch(out -> out != 0);
        activationRows = new Rows(layer.neurons(), values.activation(), Optional.empty(), options.total());
        activation = new ValueTally(units, positions, classes + 1, every, new Counting(true, bounds), weighted ? strengthOut : null,
                apart.isPresent() || layer.index() == 0 ? Optional.empty() : Optional.of(top));
        sumRows = apart.map(place -> new Rows(layer.neurons(), place, bias, options.total()));
        sums = apart.map(_ -> new ValueTally(units, positions, classes + 1, every, Counting.NONE, null, Optional.of(top)));
        boolean hasTotal = options.total() && (values.preActivation().isPresent() || layer.index() == 0);
        total = hasTotal ? Optional.of(new ValueTally(units, positions, classes + 1, every, Counting.NONE, null, Optional.empty())) : Optional.empty();
    }

    private static boolean same(Place a, Place b) {
        return a.value().equals(b.value()) && a.elements() == b.elements() && Arrays.equals(a.neurons(), b.neurons());
    }

    /** Whether all its numbers are those of some values. */
    boolean isOf(Predicate<String> some) {
        return some.test(values.activation().value()) && values.preActivation().map(sum -> some.test(sum.value())).orElse(true);
    }

    /**
     * Adds a batch.
     *
     * @param value a value of it by its name
     * @param samples of it
     * @param labels of these
     * @param first number of its first sample
     * @throws ModelFormatException where a value has not the size that the layer says
     */
    void add(Function<String, FloatBuffer> value, int samples, int[] labels, long first, Progress progress) throws ModelFormatException {
        FloatBuffer numbers = value.apply(values.activation().value());
        Optional<FloatBuffer> z = sums.map(_ -> value.apply(values.preActivation().orElseThrow().value()));
        int all = check(activationRows, numbers, values.activation(), samples);
        int allOfSums = z.isEmpty() ? 0 : check(sumRows.orElseThrow(), z.get(), values.preActivation().orElseThrow(), samples);
        int together = activationRows.together(Math.max(all, allOfSums));
        for (int i = 0; i < samples; i += together) {
            progress.check();
            int count = Math.min(together, samples - i);
            ClassOrder order = new ClassOrder(classes, labels, i, count);
            activationRows.take(numbers, i, count, all);
            activation.add(activationRows, order, first + i);
            if (sums.isPresent()) {
                sumRows.get().take(z.get(), i, count, allOfSums);
                sums.get().add(sumRows.get(), order, first + i);
            }
            if (total.isPresent()) {
                total.get().add(total(), order, first + i);
            }
        }
    }

    /** The strengths of the rows taken last, in the rows of their sums or of their activations. */
    private Rows total() {
        if (sumRows.isPresent()) {
            sumRows.get().plus(activationRows, strengthOut);
            return sumRows.get();
        }
        if (same) {
            activationRows.plus(activationRows, strengthOut);
        } else {
            activationRows.times(strengthOut);
        }
        return activationRows;
    }

    /** Elements that a sample has of a value. */
    private int check(Rows rows, FloatBuffer value, Place place, int samples) throws ModelFormatException {
        int all = value.remaining() / samples;
        int steps = rows.stepsOf(all);
        if (steps == 0 || activation.steps() > 0 && activation.steps() != steps) {
            throw new ModelFormatException("Layer " + layer.name() + " has " + layer.neurons() + " neurons, and the model computes " + all
                    + " numbers for it (" + place.value() + "); give samples of the size that the model was read with.");
        }
        return all;
    }

    LayerActivity activity() {
        boolean byClass = classes > 0;
        ValueActivity a = activation.activity(byClass);
        double[] share = activation.activeShare();
        double[][] shareByClass = new double[classes][];
        Arrays.setAll(shareByClass, activation::activeShare);
        return new LayerActivity(layer.index(), units, positions, activation.steps(), a,
                same ? Optional.of(a) : sums.map(tally -> tally.activity(byClass)), activation.weightedMean(strengthOut), total.map(tally -> tally.activity(byClass)), share,
                IntStream.range(0, units).filter(u -> share[u] == 0 && !Double.isNaN(a.mean()[u])).toArray(),
                bounds.map(_ -> activation.saturatedShare()), shareByClass, top.top());
    }
}
