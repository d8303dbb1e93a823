package org.cntexplorer.metric;

import java.util.List;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * How far the distributions of samples are from each other, by their densities over the range of both (metrics.md §2, papers A and B).
 *
 * @param names of the samples
 * @param matrix [i][j] between samples i and j: symmetric, 0 where i = j; NaN where one has no density, having fewer than two different numbers
 */
public record Divergence(List<String> names, double[][] matrix) {
    /** Points of the range. */
    private static final int POINTS = 1000;
    /** Of a density that is the same all over the range, the part below which none is taken. */
    private static final double FLOOR = 1e-12;

    /** What is computed, over 1,000 points of the range of both samples, dx apart. */
    public enum Kind {
        /**
         * J = Σ (P − Q) ln(P/Q) dx in nats; P and Q are normalised, Σ P dx = 1, and nowhere taken below 1e-12 of the density that is the same
         * all over the range, so that J is finite.
         */
        JEFFREYS,
        /** ½ Σ P ln(P/M) dx + ½ Σ Q ln(Q/M) dx with M = (P + Q)/2 in nats; P and Q are normalised. At most ln 2. */
        JENSEN_SHANNON,
        /**
         * As the authors' code has it: Σ P ln(P/Q) + Q ln(Q/P) without dx, of densities that are not normalised; infinite where one of them is 0
         * in double precision, and without a term where both are. For comparisons with published figures; it depends on the unit of the weights.
         */
        AUTHORS
    }

    public Divergence {
        names = List.copyOf(names);
    }

    /** Between every two of the samples. @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static Divergence of(List<BinnedSample> samples, Kind kind, Progress progress) {
        int n = samples.size();
        double[][] matrix = new double[n][n];
        Bands.ALL_CORES.run(n * n, n * n, progress, (band, from, to) -> {
            for (int pair = from; pair < to; pair++) {
                int i = pair / n;
                int j = pair % n;
                if (i <= j) {
                    matrix[i][j] = between(samples.get(i), samples.get(j), kind);
                    matrix[j][i] = matrix[i][j];
                }
            }
        });
        return new Divergence(samples.stream().map(BinnedSample::name).toList(), matrix);
    }

    /** Between two samples; NaN where one has no density. */
    public static double between(BinnedSample a, BinnedSample b, Kind kind) {
        if (a.isEmpty() || b.isEmpty()) {
            return Double.NaN;
        }
        if (a == b) {
            return 0;
        }
        double from = Math.min(a.moments().min(), b.moments().min());
        double to = Math.max(a.moments().max(), b.moments().max());
        double dx = (to - from) / POINTS;
        double[] p = a.density(from, dx, POINTS);
        double[] q = b.density(from, dx, POINTS);
        return switch (kind) {
            case JEFFREYS -> {
                normalise(p, dx, FLOOR / (to - from));
                normalise(q, dx, FLOOR / (to - from));
                yield jeffreys(p, q) * dx;
            }
            case JENSEN_SHANNON -> {
                normalise(p, dx, 0);
                normalise(q, dx, 0);
                yield jensenShannon(p, q) * dx;
            }
            case AUTHORS -> jeffreys(p, q);
        };
    }

    private static void normalise(double[] density, double dx, double floor) {
        double sum = 0;
        for (double y : density) {
            sum += y * dx;
        }
        for (int i = 0; i < density.length; i++) {
            density[i] = Math.max(density[i] / sum, floor);
        }
    }

    private static double jeffreys(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            // where both are 0, the authors' 0·ln(0/0) is no number; neither sample says anything there
            sum += p[i] == q[i] ? 0 : (p[i] - q[i]) * Math.log(p[i] / q[i]);
        }
        return sum;
    }

    private static double jensenShannon(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double mean = (p[i] + q[i]) / 2;
            sum += (p[i] > 0 ? p[i] * Math.log(p[i] / mean) : 0) + (q[i] > 0 ? q[i] * Math.log(q[i] / mean) : 0);
        }
        return Math.max(0, sum / 2);
    }
}
