package org.cntexplorer.model;

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

    /** Of {@code values}, in two passes. */
    public static Moments of(double... values) {
        long n = 0;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double x : values) {
            if (Double.isFinite(x)) {
                n++;
                sum += x;
                min = Math.min(min, x);
                max = Math.max(max, x);
            }
        }
        if (n == 0) {
            return new Moments(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, values.length);
        }
        double mean = sum / n;
        double squares = 0;
        for (double x : values) {
            if (Double.isFinite(x)) {
                squares += (x - mean) * (x - mean);
            }
        }
        return new Moments(n, mean, squares / n, min, max, values.length - n);
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
