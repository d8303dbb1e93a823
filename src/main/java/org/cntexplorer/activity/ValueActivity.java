package org.cntexplorer.activity;

import java.util.List;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;

/**
 * What samples make of one value of a layer: of its activation, or of its neuron strength.
 *
 * <p>Arrays have an entry for each unit and are not to be changed. A unit whose numbers were not all finite has NaN for mean, deviation and error.
 *
 * @param samples how many were measured
 * @param mean of each unit over all samples, positions and steps
 * @param std population standard deviation of each unit over the same
 * @param error standard error of each mean: of independent samples, so that of a channel or of a unit at every step it is that of the means of single samples;
 *              NaN for a single sample
 * @param layer all units and samples together; least, greatest and how many are not finite as the grid has them
 * @param grid the density of all units and samples together, as many as these are; where they are more than 130,000 it is made of every so many-th
 *             sample, of 256 at least. Grids add
 * @param meanByClass for each class the mean of each unit, NaN where the class has no sample; empty where there are no classes, or so many that they were not
 *                    kept
 * @param steps mean and deviation of all units at each time step; empty for layers that are not at every step
 * @param convergence the mean of the first 10, 20, 50, 100, … samples, and of all
 */
public record ValueActivity(long samples, double[] mean, double[] std, double[] error, Moments layer, SampleGrid grid, double[][] meanByClass,
                            List<OfStep> steps, List<SamplingError> convergence) {
    /** All units of a layer at one time step. */
    public record OfStep(double mean, double std) {}

    /**
     * How well some samples tell the mean of a layer.
     *
     * @param samples so many
     * @param mean of all units
     * @param error its standard error; NaN for a single sample
     */
    public record SamplingError(long samples, double mean, double error) {}

    public ValueActivity {
        steps = List.copyOf(steps);
        convergence = List.copyOf(convergence);
    }

    public int units() {
        return mean.length;
    }
}
