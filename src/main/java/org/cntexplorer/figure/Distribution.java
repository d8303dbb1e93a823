package org.cntexplorer.figure;

import java.util.OptionalDouble;
import org.cntexplorer.metric.Density;
import org.cntexplorer.metric.Histogram;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;

/**
 * A named sample as a figure shows it: counted in bins, and as a density. Numbers that are not finite are left out.
 *
 * @param name what the legend calls it
 */
public record Distribution(String name, Moments moments, Histogram histogram, Density density) {
    private static final int CURVE = 400;
    private static final int FEWEST_BINS = 6;
    private static final int MOST_BINS = 90;

    public static Distribution of(String name, double[] values) {
        Moments moments = Moments.of(values);
        return new Distribution(name, moments, Histogram.of(values, bins(moments)), Density.of(values, CURVE));
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static Distribution of(Connection connection, Moments weights, Progress progress) {
        return new Distribution(connection.name(), weights, Histogram.of(connection, weights, bins(weights), progress.part(0, 0.5)),
                Density.of(connection, weights, CURVE, progress.part(0.5, 1)));
    }

    /** Bins of 2.6 σ n^(−1/3): the rule of Freedman and Diaconis for a normal sample, without its sort. */
    private static int bins(Moments moments) {
        double width = 2.6 * moments.std() * Math.pow(Math.max(moments.n(), 1), -1 / 3.0);
        double range = moments.max() - moments.min();
        return range > 0 && width > 0 ? (int) Math.clamp(Math.ceil(range / width), FEWEST_BINS, MOST_BINS) : 1;
    }

    /** Whether it has no finite number at all. */
    boolean isEmpty() {
        return moments.n() == 0;
    }

    /** The one value that all of its numbers have: no density then, but a line. */
    OptionalDouble single() {
        return !isEmpty() && density.isEmpty() ? OptionalDouble.of(moments.mean()) : OptionalDouble.empty();
    }

    /** The greatest probability density, be it of the curve or of a bin; 0 where there is none. */
    double top() {
        double top = density.peak();
        for (int i = 0; !isEmpty() && single().isEmpty() && i < histogram.counts().length; i++) {
            top = Math.max(top, height(i));
        }
        return top;
    }

    /** The probability density that bin {@code i} stands for. */
    double height(int i) {
        return histogram.counts()[i] / (histogram.total() * histogram.width());
    }
}
