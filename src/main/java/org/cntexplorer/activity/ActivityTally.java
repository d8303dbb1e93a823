package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;

/**
 * Adds up what all layers of a network do, batch by batch. Its memory does not depend on the number of samples. Each layer, and what the network gives, is for
 * one thread at a time.
 *
 * <p>Each class has sums of every unit, up to {@value #MOST_CLASS_UNITS} of them: where there would be more, the first layers keep none, so that the last ones,
 * which tell classes apart, do.
 */
final class ActivityTally {
    private static final long MOST_CLASS_UNITS = 1 << 21;

    private final boolean bias;
    private final List<String> classes;
    private final String input;
    private final List<LayerTally> layers = new ArrayList<>();
    private final Optional<OutcomeTally> outcome;
    private final long[] ofClass;
    private long added;

    /**
     * @param network that can be run
     * @param input the value that gets the samples
     * @param classes names of the samples' classes; empty where they have none
     * @param samples how many will come, about
     */
    ActivityTally(Network network, String input, List<String> classes, long samples, ActivityOptions options, Progress progress) {
        Computation computation = network.computation().orElseThrow();
        this.bias = options.bias();
        this.classes = List.copyOf(classes);
        this.input = input;
        ofClass = new long[classes.size()];
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, progress);
        List<LayerValues> values = computation.layers();
        boolean[] byClass = byClass(network, values, classes.size());
        for (int i = 0; i < values.size(); i++) {
            Layer layer = network.layer(values.get(i).layer());
            layers.add(new LayerTally(layer, values.get(i), function(network, computation, layer, options.functions()),
                    strength.layer(layer.index()).out(), bias ? Optional.empty() : Optional.of(biases(network, layer)),
                    byClass[i] ? classes.size() : 0, samples, options));
        }
        Layer last = network.layers().getLast();
        outcome = classes.isEmpty() ? Optional.empty()
                : Optional.of(new OutcomeTally(function(network, computation, last, options.functions()), last.neurons(), classes));
    }

    private static boolean[] byClass(Network network, List<LayerValues> values, int classes) {
        boolean[] kept = new boolean[values.size()];
        long all = 0;
        for (int i = values.size() - 1; i >= 0 && classes > 0; i--) {
            all += (classes + 1L) * network.layer(values.get(i).layer()).shape().channels();
            kept[i] = all <= MOST_CLASS_UNITS;
        }
        return kept;
    }

    /** What follows a layer's sums: as the file says, or as is assumed where it says nothing. */
    private static String function(Network network, Computation computation, Layer layer, Computation.Functions assumed) {
        if (computation.saysFunctions() || layer.index() == 0) {
            return layer.activation();
        }
        return layer.index() == network.layers().size() - 1 ? assumed.last() : assumed.hidden();
    }

    private static float[] biases(Network network, Layer layer) {
        double[] sum = new double[layer.neurons()];
        for (Connection connection : network.into(layer.index())) {
            connection.addBias(Weighting.SIGNED, sum);
        }
        float[] of = new float[sum.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = (float) sum[i];
        }
        return of;
    }

    /** Layers that it adds up. */
    int layers() {
        return layers.size();
    }

    /** Whether a layer's numbers are the samples' own, so that it can be added before the network runs. */
    boolean isOfSamples(int layer) {
        return layers.get(layer).isOf(input::equals);
    }

    /**
     * Adds a batch to a layer. Layers do not wait for each other.
     *
     * @param batch null for a layer whose numbers are the samples' own
     * @param given what the network was given for it
     * @param labels of its samples, −1 for none; empty where there are no classes
     * @param first number of its first sample
     * @throws ModelFormatException where its values are not those of the network
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled: what was added up is of no use then
     */
    void add(int layer, Batch batch, FloatBuffer given, int samples, int[] labels, long first, Progress progress) throws ModelFormatException {
        Set<String> there = batch == null ? Set.of() : batch.values();
        LayerTally tally = layers.get(layer);
        // what is computed of constants alone is there once, and not for every sample
        if (tally.isOf(name -> name.equals(input) || there.contains(name))) {
            tally.add(name -> name.equals(input) ? given : batch.value(name), samples, labels, first, progress);
        }
    }

    /**
     * Adds what the network gave for a batch, once it was added to all layers.
     *
     * @param inputs numbers of a sample
     * @throws ModelFormatException where there are classes that the network does not know
     */
    void addOutcome(Batch batch, int inputs, int[] labels) throws ModelFormatException {
        if (outcome.isPresent()) {
            outcome.get().add(batch, inputs, labels);
        }
        for (int label : labels) {
            if (label >= 0) {
                ofClass[label]++;
            }
        }
        added += batch.samples();
    }

    /** What was added up; there is at least one sample. */
    Activity activity() {
        return new Activity(added, bias, classes, ofClass, layers.stream().map(LayerTally::activity).toList(), outcome.flatMap(OutcomeTally::outcome));
    }
}
