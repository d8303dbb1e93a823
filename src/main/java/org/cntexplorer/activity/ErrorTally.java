package org.cntexplorer.activity;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.activity.ValueActivity.SamplingError;

/** The mean of a layer sample by sample, and how well the first 10, 20, 50, 100, … of them tell it. */
final class ErrorTally {
    private final List<SamplingError> points = new ArrayList<>();
    private long n;
    /** The mean of the first sample, or what is about as great: sums are of differences from it. */
    private double origin = Double.NaN;
    private double sum;
    private double squares;
    private long next = 10;

    /** The mean of all units for the next sample. */
    void add(double of) {
        if (n == 0) {
            origin = Double.isFinite(of) ? of : 0;
        }
        n++;
        double d = of - origin;
        sum += d;
        squares += d * d;
        if (n == next) {
            points.add(now());
            next = after(next);
        }
    }

    private static long after(long count) {
        long ten = 10;
        while (ten * 10 <= count) {
            ten *= 10;
        }
        return count == ten ? 2 * ten : count == 2 * ten ? 5 * ten : 10 * ten;
    }

    private SamplingError now() {
        return new SamplingError(n, origin + sum / n, error(squares - sum * (sum / n), n));
    }

    /** The standard error of a mean of {@code n} independent numbers whose squared distances from it sum up to {@code squares}. */
    static double error(double squares, long n) {
        return n < 2 ? Double.NaN : Math.sqrt(Math.max(0, squares) / (n - 1.0) / n);
    }

    List<SamplingError> convergence() {
        List<SamplingError> all = new ArrayList<>(points);
        if (n > 0 && (all.isEmpty() || all.getLast().samples() < n)) {
            all.add(now());
        }
        return all;
    }
}
