package org.cntexplorer.figure;

import java.util.OptionalDouble;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.Density;
import org.cntexplorer.model.Moments;

/**
 * The distribution of one group of networks, as a curve.
 *
 * @param name of the group
 * @param value a number of the group that colours its curve, say its mean accuracy; NaN where it has none
 * @param moments of the sample
 * @param density of the sample; empty where it has fewer than two different numbers
 */
public record Curve(String name, double value, Moments moments, Density density) {
    /** Points of a curve. */
    public static final int POINTS = 400;

    /** Numbers that are not finite are left out. */
    public static Curve of(String name, double value, double[] numbers) {
        return new Curve(name, value, Moments.of(numbers), Density.of(numbers, POINTS));
    }

    public static Curve of(String name, double value, BinnedSample sample) {
        return new Curve(name, value, sample.moments(), sample.curve(POINTS));
    }

    /** Whether it has no finite number at all. */
    boolean isEmpty() {
        return moments.n() == 0;
    }

    /** The one value that all of its numbers have: no density then, but a line. */
    OptionalDouble single() {
        return !isEmpty() && density.isEmpty() ? OptionalDouble.of(moments.mean()) : OptionalDouble.empty();
    }

    /** The number below which a part of the sample lies, by its density; NaN where there is none. */
    double quantile(double part) {
        double[] y = density.y();
        double total = 0;
        for (double v : y) {
            total += v;
        }
        double below = 0;
        for (int i = 0; i < y.length; i++) {
            if (below + y[i] >= part * total) {
                double step = y.length > 1 ? density.x()[1] - density.x()[0] : 0;
                return density.x()[i] + step * ((part * total - below) / y[i] - 0.5);
            }
            below += y[i];
        }
        return single().orElse(Double.NaN);
    }
}
