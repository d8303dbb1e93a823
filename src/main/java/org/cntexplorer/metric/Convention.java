package org.cntexplorer.metric;

import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Weighting;

/**
 * The switches of node strength (metrics.md §2).
 *
 * @param bias whether the bias of a neuron counts as one more incoming link
 * @param boundary a constant added to the in-strength of every neuron of the first layer and to the out-strength of every neuron of
 *     the last: the links that join the network to the world. 0 by default; the authors of papers A and B use 1
 * @param weighting what a link counts; applies to biases too
 * @param skips whether links of fixed weight count too: those of a residual skip, 1 each ({@link Connection#counted()})
 */
public record Convention(boolean bias, double boundary, Weighting weighting, boolean skips) {
    /** Bias counted, no boundary constant, signed weights. */
    public static final Convention DEFAULT = new Convention(true, 0, Weighting.SIGNED);
    /** As the code of papers A and B computes it: a boundary constant of 1. */
    public static final Convention AUTHORS = new Convention(true, 1, Weighting.SIGNED);

    /** Links of fixed weight not counted. */
    public Convention(boolean bias, double boundary, Weighting weighting) {
        this(bias, boundary, weighting, false);
    }

    public Convention withBias(boolean counted) {
        return new Convention(counted, boundary, weighting, skips);
    }

    public Convention withBoundary(double constant) {
        return new Convention(bias, constant, weighting, skips);
    }

    public Convention withWeighting(Weighting other) {
        return new Convention(bias, boundary, other, skips);
    }

    public Convention withSkips(boolean counted) {
        return new Convention(bias, boundary, weighting, counted);
    }

    /** Whether the links of a connection are counted. Its bias is, where biases are, whatever its links are. */
    public boolean counts(Connection connection) {
        return connection.counted() || skips;
    }
}
