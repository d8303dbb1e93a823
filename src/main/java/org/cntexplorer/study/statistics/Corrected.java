package org.cntexplorer.study.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * p values of several tests, each made larger so that the many tests together do not find what is not there: new
 * values in the order of the given ones, 0 to 1, that never swap the order of two; a p that is NaN is no test and stays NaN.
 */
public final class Corrected {
    private Corrected() {
    }

    /**
     * Holm's step down: where those with a result ≤ α are believed, with probability 1 − α none of them is chance. Holds for tests that
     * depend on each other too.
     */
    public static double[] holm(double... p) {
        int[] ascending = ascending(p);
        double[] corrected = nothing(p.length);
        double largest = 0;
        for (int i = 0; i < ascending.length; i++) {
            largest = Math.max(largest, Math.min(1, p[ascending[i]] * (ascending.length - i)));
            corrected[ascending[i]] = largest;
        }
        return corrected;
    }

    private static int[] ascending(double[] p) {
        return IntStream.range(0, p.length).filter(i -> !Double.isNaN(p[i])).boxed()
                .sorted((i, j) -> Double.compare(p[i], p[j])).mapToInt(Integer::intValue).toArray();
    }

    private static double[] nothing(int length) {
        double[] corrected = new double[length];
        Arrays.fill(corrected, Double.NaN);
        return corrected;
    }
}
