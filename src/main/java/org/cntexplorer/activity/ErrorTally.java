package org.cntexplorer.activity;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.activity.ValueActivity.SamplingError;

/** The mean of a layer sample by sample, and how well the first 10, 20, 50, 100, … of them tell it. */
final class ErrorTally {
    private final List<SamplingError> points = new ArrayList<>();
    private long n;
    private double mean;
    /** Σ(m − mean)². */
    private double squares;
    private long next = 10;

    /** The mean of all units for the next sample. */
    void add(double of) {
        n++;
        double d = of - mean;
        mean += d / n;
        squares += d * (of - mean);
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
        return new SamplingError(n, mean, error(squares, n));
    }

    /** The standard error of a mean of {@code n} independent numbers whose squared distances from it sum up to {@code squares}. */
    static double error(double squares, long n) {
        return n < 2 ? Double.NaN : Math.sqrt(Math.max(0, squares) / (n - 1.0) / n);
    }

    /** Takes the samples of another one as those that come after this one's. Points between are not known and left out. */
    void add(ErrorTally other) {
        if (other.n == 0) {
            return;
        }
        double delta = other.mean - mean;
        long both = n + other.n;
        squares += other.squares + delta * delta * ((double) n * other.n / both);
        mean += delta * other.n / both;
        n = both;
        while (next <= n) {
            next = after(next);
        }
    }

    List<SamplingError> convergence() {
        List<SamplingError> all = new ArrayList<>(points);
        if (n > 0 && (all.isEmpty() || all.getLast().samples() < n)) {
            all.add(now());
        }
        return all;
    }

    double mean() {
        return mean;
    }
}
