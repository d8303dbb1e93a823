package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.LayerValues.Place;
import org.cntexplorer.model.Network;

/**
 * The mean activation and the mean sum of every neuron over some samples, which may be one; of a layer that works at every step, over the steps, too. Memory
 * of the order of the neurons, whatever the number of samples.
 */
public final class MeanSignals {
    private final List<Mean> activations = new ArrayList<>();
    private final List<Mean> sums = new ArrayList<>();

    /** @param layers as the network's computation says */
    public MeanSignals(Network network, List<LayerValues> layers) {
        for (int l = 0; l < network.layers().size(); l++) {
            int layer = l;
            Optional<LayerValues> values = layers.stream().filter(one -> one.layer() == layer).findFirst();
            int neurons = network.layer(l).neurons();
            activations.add(new Mean(values.map(LayerValues::activation), neurons));
            sums.add(new Mean(values.flatMap(LayerValues::preActivation), neurons));
        }
    }

    /** Adds some samples of a batch. @param sample for each of them its place in the batch */
    public void add(Batch batch, int... sample) {
        for (int one : sample) {
            activations.forEach(mean -> mean.add(batch, one));
            sums.forEach(mean -> mean.add(batch, one));
        }
    }

    /** For each layer the mean activation of every neuron; no numbers where it is no value of the computation. */
    public List<float[]> activations() {
        return activations.stream().map(Mean::mean).toList();
    }

    /** For each layer the mean sum of every neuron; no numbers where it is no value of the computation. */
    public List<float[]> sums() {
        return sums.stream().map(Mean::mean).toList();
    }

    private static final class Mean {
        private final Optional<Place> place;
        private final double[] sum;
        private final long[] count;
        private boolean isGiven = true;

        Mean(Optional<Place> place, int neurons) {
            this.place = place;
            this.sum = new double[place.isPresent() ? neurons : 0];
            this.count = new long[sum.length];
        }

        void add(Batch batch, int sample) {
            if (place.isEmpty() || !isGiven) {
                return;
            }
            isGiven = batch.values().contains(place.get().value());
            if (!isGiven) {
                return;
            }
            FloatBuffer values = batch.value(place.get().value());
            int elements = values.remaining() / batch.samples();
            int from = sample * elements;
            for (int e = 0; e < elements; e++) {
                int neuron = place.get().neuron(e);
                if (neuron >= 0 && neuron < sum.length) {
                    sum[neuron] += values.get(from + e);
                    count[neuron]++;
                }
            }
        }

        float[] mean() {
            if (!isGiven) {
                return new float[0];
            }
            float[] mean = new float[sum.length];
            for (int n = 0; n < mean.length; n++) {
                mean[n] = (float) (sum[n] / Math.max(1, count[n]));
            }
            return mean;
        }
    }
}
