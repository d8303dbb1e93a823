package org.cntexplorer.metric;

import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;

/**
 * A Gaussian kernel density estimate on a grid, with Scott's bandwidth h = n^(−1/5)·σ where σ is taken with n−1 (metrics.md §2): what
 * SciPy's {@code gaussian_kde} gives. Numbers that are not finite are left out.
 *
 * <p>The sample is first spread over a fine grid of step ≤ h/32 by cubic interpolation weights, which keep its first three moments, and
 * the kernel is then summed over that grid: the error stays below 1e-6 of the peak at a cost that does not depend on the sample's size.
 *
 * @param x the grid, ascending and equidistant
 * @param y the density at each point; integrates to 1 over the whole line
 * @param bandwidth h; 0 where there is no density because the sample has fewer than two different numbers, {@code x} and {@code y} are
 *     then empty
 */
public record Density(double[] x, double[] y, double bandwidth) {
    /** None: the sample has fewer than two different numbers. */
    static final Density NONE = new Density(new double[0], new double[0], 0);
    /** Fine grid points in one bandwidth. */
    private static final int FINENESS = 32;
    /** The kernel is 0 in double precision beyond this many bandwidths. */
    private static final double REACH = 8.5;
    /** Memory limit for samples with extreme outliers: 32 MB of fine grid. */
    private static final int MOST_CELLS = 1 << 22;

    /** Whether there is a density at all. */
    public boolean isEmpty() {
        return x.length == 0;
    }

    /** The greatest value; 0 for an empty density. */
    public double peak() {
        double peak = 0;
        for (double v : y) {
            peak = Math.max(peak, v);
        }
        return peak;
    }

    /** Of {@code values}, at {@code points} points from 3 h below the least to 3 h above the greatest. */
    public static Density of(double[] values, int points) {
        Moments moments = Moments.of(values);
        double h = scott(moments);
        return h > 0 ? around(moments, h, points, blocks -> blocks.accept(values, values.length)) : NONE;
    }

    /** Of {@code values}, at the {@code points} points from, from + step, … */
    public static Density of(double[] values, double from, double step, int points) {
        Moments moments = Moments.of(values);
        double h = scott(moments);
        return h > 0 ? on(moments, h, from, step, points, blocks -> blocks.accept(values, values.length)) : NONE;
    }

    /**
     * Of the stored weights of a connection, read block by block.
     *
     * @param moments those of the same connection
     */
    public static Density of(Connection connection, Moments moments, int points, Progress progress) {
        double h = scott(moments);
        return h > 0 ? around(moments, h, points, blocks -> connection.read(blocks, progress)) : NONE;
    }

    private interface Sample {
        void each(Connection.WeightBlocks blocks);
    }

    /** Scott's bandwidth, or 0 where the sample has none. */
    static double scott(Moments moments) {
        if (moments.n() < 2 || !(moments.variance() > 0)) {
            return 0;
        }
        double sigma = Math.sqrt(moments.variance() * moments.n() / (moments.n() - 1.0));
        return sigma * Math.pow(moments.n(), -0.2);
    }

    private static Density around(Moments moments, double h, int points, Sample sample) {
        double from = moments.min() - 3 * h;
        return on(moments, h, from, (moments.max() + 3 * h - from) / (points - 1), points, sample);
    }

    private static Density on(Moments moments, double h, double from, double step, int points, Sample sample) {
        // the fine grid has a whole number of cells in a step, so that every point of the coarse grid is one of the fine grid
        double range = moments.max() - moments.min();
        double finest = range / (MOST_CELLS - 8.0);
        int perStep = (int) Math.max(1, Math.min(Math.ceil(step * FINENESS / h), Math.floor(step / finest)));
        double cell = step / perStep;
        // two spare cells at each end for the interpolation weights
        long first = (long) Math.floor((moments.min() - from) / cell) - 2;
        int cells = (int) ((long) Math.ceil((moments.max() - from) / cell) + 3 - first);
        double[] mass = new double[cells];
        double origin = from + first * cell;
        sample.each((values, count) -> spread(values, count, origin, cell, mass));
        return sum(moments.n(), h, from, step, points, perStep, cell, first, mass);
    }

    /** Gives each number to its four neighbours on the grid with Lagrange's cubic weights. */
    static void spread(double[] values, int count, double origin, double cell, double[] mass) {
        double scale = 1 / cell;
        for (int i = 0; i < count; i++) {
            double at = (values[i] - origin) * scale;
            if (!(Math.abs(at) < Double.POSITIVE_INFINITY)) {
                continue;
            }
            int k = (int) Math.min(Math.max(at, 1), mass.length - 3.0);
            double f = at - k;
            mass[k - 1] -= f * (f - 1) * (f - 2) / 6;
            mass[k] += (f + 1) * (f - 1) * (f - 2) / 2;
            mass[k + 1] -= (f + 1) * f * (f - 2) / 2;
            mass[k + 2] += (f + 1) * f * (f - 1) / 6;
        }
    }

    private static Density sum(long n, double h, double from, double step, int points, int perStep, double cell, long first, double[] mass) {
        int reach = (int) Math.min(Math.ceil(REACH * h / cell), mass.length + (long) points * perStep);
        double[] kernel = new double[2 * reach + 1];
        double norm = 1 / (n * h * Math.sqrt(2 * Math.PI));
        for (int j = -reach; j <= reach; j++) {
            double u = j * cell / h;
            kernel[j + reach] = norm * Math.exp(-0.5 * u * u);
        }
        double[] x = new double[points];
        double[] y = new double[points];
        for (int p = 0; p < points; p++) {
            x[p] = from + p * step;
            long centre = (long) p * perStep - first;
            int low = (int) Math.max(0, centre - reach);
            int high = (int) Math.min(mass.length - 1L, centre + reach);
            int shift = (int) (reach - centre);
            double a = 0;
            double b = 0;
            int i = low;
            for (; i < high; i += 2) {
                a += mass[i] * kernel[i + shift];
                b += mass[i + 1] * kernel[i + 1 + shift];
            }
            if (i == high) {
                a += mass[i] * kernel[i + shift];
            }
            // negative interpolation weights can leave a rounding error below 0 where the density is 0
            y[p] = Math.max(0, a + b);
        }
        return new Density(x, y, h);
    }
}
