package org.cntexplorer.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** In which order the neurons of a layer stand: a number of a place for each, and the neuron of each place. */
final class NeuronOrder {
    /** As they are numbered. */
    static final NeuronOrder INDEX = new NeuronOrder(null, null);

    private final int[] places;
    private final int[] neurons;

    private NeuronOrder(int[] places, int[] neurons) {
        this.places = places;
        this.neurons = neurons;
    }

    /** @param neurons the neuron of each place: every one of the layer once */
    static NeuronOrder of(int[] neurons) {
        int[] places = new int[neurons.length];
        Arrays.fill(places, -1);
        for (int place = 0; place < neurons.length; place++) {
            if (places[neurons[place]] >= 0) {
                throw new IllegalArgumentException("neuron " + neurons[place] + " stands in two places");
            }
            places[neurons[place]] = place;
        }
        return new NeuronOrder(places, neurons.clone());
    }

    /** Largest value first; equal ones as they are numbered, and NaN last. */
    static int[] descending(double[] values) {
        return IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(i -> Double.isNaN(values[i]) ? Double.POSITIVE_INFINITY : -values[i]))
                .mapToInt(Integer::intValue).toArray();
    }

    int place(int neuron) {
        return places == null ? neuron : places[neuron];
    }

    int neuron(int place) {
        return neurons == null ? place : neurons[place];
    }
}
