package org.cntexplorer.metric;

import org.cntexplorer.model.Moments;

/**
 * Where one neuron's strength stands among those of its layer. Strengths that are not finite are no part of the comparison.
 *
 * @param rank 1 for the largest strength of the layer; equal strengths share the best rank; 0 where the neuron's own is not finite
 * @param of how many neurons of the layer have a finite strength
 * @param percentile how many in a hundred of them have a strength ≤ the neuron's own, itself counted: 100 for the largest; NaN where
 *     its own is not finite
 * @param z (s − ⟨s⟩)/Y with the layer's mean strength ⟨s⟩ and fluctuation Y; NaN where all strengths are equal or its own is not finite
 */
public record Standing(int rank, int of, double percentile, double z) {
    /**
     * Of neuron {@code neuron} of a layer. In one pass over the layer's strengths, and two for their moments.
     *
     * @param strength the strengths of the whole layer
     * @throws IndexOutOfBoundsException where there is no such neuron
     */
    public static Standing of(double[] strength, int neuron) {
        double own = strength[neuron];
        Moments moments = Moments.of(strength);
        int finite = Math.toIntExact(moments.n());
        if (!Double.isFinite(own)) {
            return new Standing(0, finite, Double.NaN, Double.NaN);
        }
        int larger = 0;
        int notLarger = 0;
        for (double other : strength) {
            if (Double.isFinite(other)) {
                if (other > own) {
                    larger++;
                } else {
                    notLarger++;
                }
            }
        }
        // the mean of equal numbers may be off by a rounding error, and so may their deviation
        boolean spread = moments.max() > moments.min();
        return new Standing(larger + 1, finite, 100.0 * notLarger / finite, spread ? (own - moments.mean()) / moments.std() : Double.NaN);
    }
}
