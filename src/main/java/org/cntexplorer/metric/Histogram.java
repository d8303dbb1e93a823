package org.cntexplorer.metric;

import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;

/**
 * Counts in bins of equal width.
 *
 * @param low left edge of the first bin
 * @param high right edge of the last bin, which contains it
 * @param counts one for each bin
 */
public record Histogram(double low, double high, long[] counts) {
    /** Width of a bin. */
    public double width() {
        return (high - low) / counts.length;
    }

    /** How many numbers were counted. */
    public long total() {
        long n = 0;
        for (long count : counts) {
            n += count;
        }
        return n;
    }

    /** Of the finite numbers of {@code values} over their own range. */
    public static Histogram of(double[] values, int bins) {
        Moments moments = Moments.of(values);
        Histogram histogram = empty(moments, bins);
        histogram.add(values, values.length);
        return histogram;
    }

    /** Of the stored weights of a connection; {@code moments} are those of the same connection. */
    public static Histogram of(Connection connection, Moments moments, int bins, Progress progress) {
        Histogram histogram = empty(moments, bins);
        connection.read(histogram::add, progress);
        return histogram;
    }

    private static Histogram empty(Moments moments, int bins) {
        if (moments.n() == 0) {
            return new Histogram(0, 1, new long[bins]);
        }
        // a sample of one value still needs a bin of some width
        double pad = moments.max() > moments.min() ? 0 : Math.max(Math.abs(moments.max()) * 1e-3, 1e-9);
        return new Histogram(moments.min() - pad, moments.max() + pad, new long[bins]);
    }

    private void add(double[] values, int count) {
        double scale = counts.length / (high - low);
        for (int i = 0; i < count; i++) {
            double x = values[i];
            if (x >= low && x <= high) {
                counts[Math.min((int) ((x - low) * scale), counts.length - 1)]++;
            }
        }
    }
}
