package org.cntexplorer.model;

/**
 * Some links of one connection, in primitive arrays of equal length: the few that are drawn, listed or exported.
 *
 * @param connection index of the connection
 * @param source for each link the neuron it leaves, an index into the source layer
 * @param target for each link the neuron it enters, an index into the target layer
 * @param weight for each link its weight
 */
public record Links(int connection, int[] source, int[] target, float[] weight) {
    public Links {
        if (source.length != weight.length || target.length != weight.length) {
            throw new IllegalArgumentException("arrays of unequal length");
        }
    }

    public int count() {
        return weight.length;
    }
}
