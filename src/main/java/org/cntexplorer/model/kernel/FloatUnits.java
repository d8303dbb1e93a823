package org.cntexplorer.model.kernel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The loops over samples whose numbers are units': rows of an array of floats. With vectors once so much was read that the virtual machine is worth its while
 * to compile them, with plain loops before, and where there are none.
 */
public final class FloatUnits {
    /** See {@link Blocks}: here the plain loops lose more. */
    private static final long PLAIN_NUMBERS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? 1L << 27 : Long.MAX_VALUE;
    private static final AtomicLong PLAIN = new AtomicLong();

    /** What counts of cells have behind them, for numbers that are 0. */
    public static final int APART = 16;

    private FloatUnits() {}

    /** Whether to take vectors for the next numbers, to be asked once for many of them. */
    public static boolean byVectors(long numbers) {
        return PLAIN.get() >= PLAIN_NUMBERS || PLAIN.addAndGet(numbers) >= PLAIN_NUMBERS;
    }

    /**
     * Adds rows to the sums of their columns.
     *
     * @param rows where each row begins
     * @param from the first of these rows
     * @param to behind the last
     * @param shift what is taken from the numbers of a column first
     * @param sum gets Σ(x − shift) of each column
     * @param squares gets Σ(x − shift)² of each column
     * @param positive gets how many numbers of each column are > 0
     * @param vectors whether to take them
     */
    public static void moments(float[] x, int[] rows, int from, int to, float[] shift, double[] sum, double[] squares, long[] positive,
            boolean vectors) {
        int columns = shift.length;
        int done = vectors ? VectorUnits.moments(x, rows, from, to, shift, sum, squares, positive) : 0;
        for (int i = from; i < to; i++) {
            for (int u = done, k = rows[i] + done; u < columns; u++, k++) {
                positive[u] += x[k] > 0 ? 1 : 0;
            }
        }
        int i = from;
        for (; done < columns && i + 3 < to; i += 4) {
            int a = rows[i];
            int b = rows[i + 1];
            int c = rows[i + 2];
            int d = rows[i + 3];
            for (int u = done; u < columns; u++) {
                double zero = shift[u];
                double p = x[a + u] - zero;
                double q = x[b + u] - zero;
                double r = x[c + u] - zero;
                double s = x[d + u] - zero;
                sum[u] += (p + q) + (r + s);
                squares[u] += (p * p + q * q) + (r * r + s * s);
            }
        }
        for (; done < columns && i < to; i++) {
            for (int u = done; u < columns; u++) {
                double p = x[rows[i] + u] - (double) shift[u];
                sum[u] += p;
                squares[u] += p * p;
            }
        }
    }

    /** Σ(x − shift) of a row. */
    public static double sum(float[] x, int from, float[] shift, boolean vectors) {
        if (vectors) {
            return VectorUnits.sum(x, from, shift);
        }
        double a = 0;
        double b = 0;
        int u = 0;
        for (; u + 1 < shift.length; u += 2) {
            a += x[from + u] - (double) shift[u];
            b += x[from + u + 1] - (double) shift[u + 1];
        }
        return u < shift.length ? a + b + x[from + u] - shift[u] : a + b;
    }

    /** The first column from {@code column} on whose number in a row is greater than the column's bar; as many as there are columns where none is. */
    public static int above(float[] x, int from, float[] bar, int column, boolean vectors) {
        int u = vectors ? VectorUnits.below(x, from, bar, column) : column;
        while (u < bar.length && !(x[from + u] > bar[u])) {
            u++;
        }
        return u;
    }

    /**
     * Counts numbers into cells, which are {@code 1/scale} wide from {@code origin} on; the first cell and what lies beyond the last are none.
     *
     * @param counts of the cells, and behind them {@value #APART}, for numbers that are 0, or for none
     * @param zeros its first number gets those that are 0 and have no count
     * @return where the first number stands that has no cell; numbers before are counted and later ones are not
     */
    public static int count(float[] x, int from, int to, float origin, float scale, int[] counts, long[] zeros, boolean vectors) {
        int i = vectors ? VectorUnits.count(x, from, to, origin, scale, counts, zeros) : from;
        int cells = counts.length - APART;
        for (; i + 3 < to; i += 4) {
            // truncated towards 0, so that cell 0 may be of numbers below it, and of NaN
            int a = (int) ((x[i] - origin) * scale);
            int b = (int) ((x[i + 1] - origin) * scale);
            int c = (int) ((x[i + 2] - origin) * scale);
            int d = (int) ((x[i + 3] - origin) * scale);
            if (Math.min(Math.min(a, b), Math.min(c, d)) <= 0 || Math.max(Math.max(a, b), Math.max(c, d)) >= cells) {
                break;
            }
            counts[a]++;
            counts[b]++;
            counts[c]++;
            counts[d]++;
        }
        for (; i < to; i++) {
            int a = (int) ((x[i] - origin) * scale);
            if (a <= 0 || a >= cells) {
                return i;
            }
            counts[a]++;
        }
        return to;
    }
}
