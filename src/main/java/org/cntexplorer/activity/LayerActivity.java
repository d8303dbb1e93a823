package org.cntexplorer.activity;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layer at work. Statistics are kept of units: of its neurons, or, where these have positions, as in a convolution, of its channels, each of which
 * pools its positions. Neuron i belongs to unit i / positions.
 *
 * @param layer index in {@link org.cntexplorer.model.Network#layers()}
 * @param units how many
 * @param positions neurons of a unit
 * @param steps how often a sample has the layer: the time steps of one that is there at every step, otherwise 1
 * @param activation a_k(x)
 * @param strengthIn z_k(x), with biases or without as was asked; empty where the layer has no sums, as the input
 * @param strengthOut mean of a_k(x)·s_out,k of each unit, where s_out,k is the sum of the neuron's outgoing weights
 * @param strength z_k(x) + a_k(x)·s_out,k, of the input a_k(x)·s_out,k; empty where it was not asked for, or the layer has no sums
 * @param activeShare share of samples, positions and steps at which a unit's activation is > 0
 * @param dead units that were never active
 * @param saturatedShare share of samples, positions and steps at which a unit is within a hundredth of a bound of its function; empty where that has none
 * @param activeByClass for each class the share at which a unit is active; empty where {@link ValueActivity#meanByClass()} is
 * @param top the samples that drive each unit most
 */
public record LayerActivity(int layer, int units, int positions, int steps, ValueActivity activation, Optional<ValueActivity> strengthIn,
                            double[] strengthOut, Optional<ValueActivity> strength, double[] activeShare, int[] dead, Optional<double[]> saturatedShare, double[][] activeByClass,
                            TopSamples top) {
    /** Number of units that were never active. */
    public int deadUnits() {
        return dead.length;
    }

    /** The unit of a neuron. */
    public int unit(int neuron) {
        return neuron / positions;
    }

    /** How much of the units is saturated, on average; empty where the function has no bounds. */
    public Optional<Double> saturation() {
        return saturatedShare.map(of -> IntStream.range(0, of.length).mapToDouble(i -> of[i]).average().orElse(Double.NaN));
    }
}
