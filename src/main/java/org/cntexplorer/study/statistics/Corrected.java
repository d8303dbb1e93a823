package org.cntexplorer.study.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * p values of several tests, each made larger so that the many tests together do not find what is not there. Every method returns new
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

    /** Benjamini and Hochberg's step up: of those with a result ≤ q, a part of at most q is expected to be chance. Finds more. */
    public static double[] benjaminiHochberg(double... p) {
        int[] ascending = ascending(p);
        double[] corrected = nothing(p.length);
        double smallest = 1;
        for (int i = ascending.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, p[ascending[i]] * ((double) ascending.length / (i + 1)));
            corrected[ascending[i]] = smallest;
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
