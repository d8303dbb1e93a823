package org.cntexplorer.model;

import java.util.Arrays;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * A summary of a sample.
 *
 * @param n how many finite numbers it has; the others are counted in {@code nonFinite} and left out of everything else
 * @param mean arithmetic mean; NaN for an empty sample
 * @param variance population variance, Σ(x−mean)²/n
 * @param min least; NaN for an empty sample
 * @param max greatest; NaN for an empty sample
 * @param nonFinite how many numbers were NaN or infinite
 */
public record Moments(long n, double mean, double variance, double min, double max, long nonFinite) {
    public static final Moments EMPTY = new Moments(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

    /** Population standard deviation. */
    public double std() {
        return Math.sqrt(variance);
    }

    /** Numbers that are looked at twice while they are in the cache next to the processor. */
    private static final int BLOCK = 2048;

    /** Of {@code values}, on all cores where they are many. */
    public static Moments of(double... values) {
        int blocks = Math.ceilDiv(values.length, BLOCK);
        Moments[] ofBand = new Moments[Bands.count(blocks, 8L * BLOCK)];
        Bands.ALL_CORES.run(blocks, ofBand.length, Progress.NONE, (band, first, end) -> {
            Moments all = EMPTY;
            for (int block = first; block < end; block++) {
                all = all.and(of(values, block * BLOCK, Math.min((block + 1) * BLOCK, values.length)));
            }
            ofBand[band] = all;
        });
        return Arrays.stream(ofBand).reduce(EMPTY, Moments::and);
    }

    private static Moments of(double[] values, int from, int to) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            double x = values[i];
            sum += x;
            min = x < min ? x : min;
            max = x > max ? x : max;
        }
        if (!Double.isFinite(sum)) {
            return ofFinite(values, from, to);
        }
        int n = to - from;
        double mean = sum / n;
        double squares = 0;
        // what rounding took from the mean, so that equal numbers vary by nothing
        double rest = 0;
        for (int i = from; i < to; i++) {
            double d = values[i] - mean;
            squares += d * d;
            rest += d;
        }
        return new Moments(n, mean + rest / n, Math.max(0, squares - rest * (rest / n)) / n, min, max, 0);
    }

    /** Of those that are finite, each looked at. */
    private static Moments ofFinite(double[] values, int from, int to) {
        double[] finite = Arrays.stream(values, from, to).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return new Moments(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, to - from);
        }
        double mean = 0;
        for (int i = 0; i < finite.length; i++) {
            // of numbers so large that their sum is infinite too
            mean += (finite[i] - mean) / (i + 1);
        }
        double squares = 0;
        for (double x : finite) {
            squares += (x - mean) * (x - mean);
        }
        return new Moments(finite.length, mean, squares / finite.length, Arrays.stream(finite).min().getAsDouble(),
                Arrays.stream(finite).max().getAsDouble(), to - from - finite.length);
    }

    /** Of both samples together. */
    public Moments and(Moments other) {
        if (n == 0 || other.n == 0) {
            Moments some = n == 0 ? other : this;
            return new Moments(some.n, some.mean, some.variance, some.min, some.max, nonFinite + other.nonFinite);
        }
        long both = n + other.n;
        double delta = other.mean - mean;
        double pooledMean = mean + delta * other.n / both;
        double pooledVariance = (variance * n + other.variance * other.n + delta * delta * ((double) n * other.n / both)) / both;
        return new Moments(both, pooledMean, pooledVariance, Math.min(min, other.min), Math.max(max, other.max), nonFinite + other.nonFinite);
    }
}
