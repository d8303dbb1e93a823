package org.cntexplorer.study.analysis;

import java.util.Arrays;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;

/**
 * Keeps what is less than so many standard deviations from the mean of its group, as the authors' code does (m = 3 at a scale of 0.5, 2.5 at
 * 5, none at 0.05; metrics.md §2). Of pooled networks it cuts between the cells of their grid, each at most 1/128 of the deviation wide.
 *
 * @param deviations m, greater than 0; infinite to keep all
 */
public record OutlierFilter(double deviations) {
    public static final OutlierFilter NONE = new OutlierFilter(Double.POSITIVE_INFINITY);

    public OutlierFilter {
        if (!(deviations > 0)) {
            throw new IllegalArgumentException("Outliers lie a number of standard deviations greater than 0 from the mean, not " + deviations + ".");
        }
    }

    private boolean keepsAll(Moments moments) {
        return deviations == Double.POSITIVE_INFINITY || !(moments.variance() > 0);
    }

    BinnedSample sample(String name, Moments moments, SampleGrid grid) {
        if (keepsAll(moments)) {
            return BinnedSample.of(name, moments, grid);
        }
        double reach = deviations * moments.std();
        SampleGrid kept = grid.within(moments.mean() - reach, moments.mean() + reach);
        return BinnedSample.of(name, kept.moments(), kept);
    }

    BinnedSample sample(String name, double[] values) {
        Moments moments = Moments.of(values);
        return BinnedSample.of(name, keepsAll(moments) ? values
                : Arrays.stream(values).filter(x -> Math.abs(x - moments.mean()) < deviations * moments.std()).toArray());
    }
}
