package org.cntexplorer.activity;

/**
 * The loops over the units of some samples. Each writes one array and reads others of other types, so that the virtual machine makes vectors of them without
 * asking whether arrays overlap; four samples at a time quarter the traffic to the sums.
 */
final class UnitLoops {
    private UnitLoops() {}

    /** Adds x − shift of four rows. */
    static void sums(float[] x, int a, int b, int c, int d, float[] shift, double[] sum, int units) {
        for (int u = 0; u < units; u++) {
            double zero = shift[u];
            sum[u] += ((x[a + u] - zero) + (x[b + u] - zero)) + ((x[c + u] - zero) + (x[d + u] - zero));
        }
    }

    static void sums(float[] x, int a, float[] shift, double[] sum, int units) {
        for (int u = 0; u < units; u++) {
            sum[u] += x[a + u] - (double) shift[u];
        }
    }

    /** Adds (x − shift)² of four rows. */
    static void squares(float[] x, int a, int b, int c, int d, float[] shift, double[] sum, int units) {
        for (int u = 0; u < units; u++) {
            double zero = shift[u];
            double p = x[a + u] - zero;
            double q = x[b + u] - zero;
            double r = x[c + u] - zero;
            double s = x[d + u] - zero;
            sum[u] += (p * p + q * q) + (r * r + s * s);
        }
    }

    static void squares(float[] x, int a, float[] shift, double[] sum, int units) {
        for (int u = 0; u < units; u++) {
            double p = x[a + u] - (double) shift[u];
            sum[u] += p * p;
        }
    }

    /** Adds 1 where a float, given by its bits, is above 0: those bits are, and neither 0 nor their sign. */
    static void active(int[] bits, int a, int b, int c, int d, long[] count, int units) {
        for (int u = 0; u < units; u++) {
            count[u] += ((-bits[a + u] & ~bits[a + u]) >>> 31) + ((-bits[b + u] & ~bits[b + u]) >>> 31)
                    + ((-bits[c + u] & ~bits[c + u]) >>> 31) + ((-bits[d + u] & ~bits[d + u]) >>> 31);
        }
    }

    static void active(int[] bits, int a, long[] count, int units) {
        for (int u = 0; u < units; u++) {
            count[u] += (-bits[a + u] & ~bits[a + u]) >>> 31;
        }
    }

    /** Adds 1 where a number is at a bound. */
    static void saturated(float[] x, int a, Saturation bounds, long[] count, int units) {
        float low = bounds.low();
        float high = bounds.high();
        for (int u = 0; u < units; u++) {
            count[u] += x[a + u] <= low || x[a + u] >= high ? 1 : 0;
        }
    }

    /** The sum of a row. */
    static double sum(float[] x, int from, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        int end = from + count;
        for (; i + 3 < end; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < end; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }
}
