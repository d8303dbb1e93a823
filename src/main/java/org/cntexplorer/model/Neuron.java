package org.cntexplorer.model;

/**
 * Names one neuron of a network.
 *
 * @param layer index of its layer
 * @param index its number in the layer, (C,H,W) row-major
 */
public record Neuron(int layer, int index) implements Comparable<Neuron> {
    @Override
    public int compareTo(Neuron other) {
        int byLayer = Integer.compare(layer, other.layer);
        return byLayer != 0 ? byLayer : Integer.compare(index, other.index);
    }

    /** "2:17", as one types it in the search field. */
    @Override
    public String toString() {
        return layer + ":" + index;
    }
}
