package org.cntexplorer.model;

import java.util.Optional;

/**
 * Where a layer's neurons are found among the values of a computation.
 *
 * @param layer index in {@link Network#layers()}
 * @param preActivation the value z of its sums, biases counted and normalisations where they are folded; empty where the computation gives none, as for the
 *                      input
 * @param activation the value a = φ(z); the same as z where no function follows
 */
public record LayerValues(int layer, Optional<Place> preActivation, Place activation) {
    /**
     * A value, and which of its elements are which neurons.
     *
     * @param value its name
     * @param elements of one sample, as many as the network was read with; there are a whole number of times more where the layer works at every step,
     *                 the units of a step together
     * @param neurons for each element its neuron, or −1 where it is another layer's; null where element i is neuron i, taken again for every step
     */
    public record Place(String value, int elements, int[] neurons) {
        /** The neuron of an element of a sample, or −1. */
        public int neuron(int element) {
            int at = element % elements;
            return neurons == null ? at : neurons[at];
        }
    }
}
