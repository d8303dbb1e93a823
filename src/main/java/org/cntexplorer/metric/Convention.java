package org.cntexplorer.metric;

import org.cntexplorer.model.Weighting;

/**
 * The switches of node strength (metrics.md §2).
 *
 * @param bias whether the bias of a neuron counts as one more incoming link
 * @param boundary a constant added to the in-strength of every neuron of the first layer and to the out-strength of every neuron of
 *     the last: the links that join the network to the world. 0 by default; the authors of papers A and B use 1
 * @param weighting what a link counts; applies to biases too
 */
public record Convention(boolean bias, double boundary, Weighting weighting) {
    /** Bias counted, no boundary constant, signed weights. */
    public static final Convention DEFAULT = new Convention(true, 0, Weighting.SIGNED);
    /** As the code of papers A and B computes it: a boundary constant of 1. */
    public static final Convention AUTHORS = new Convention(true, 1, Weighting.SIGNED);
}
