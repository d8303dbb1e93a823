package org.cntexplorer.study.statistics;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Spearman's rank correlation of two numbers of the same networks: 1 where one always grows with the other, −1 where it always falls.
 * Where there is none, {@link #whyNot()} has the reason and rho and p are NaN.
 *
 * @param n how many networks have both numbers
 * @param leftOut how many were left out since one of the two is NaN
 * @param rho the correlation of the ranks, −1 to 1; equal values share the mean of their ranks
 * @param p two-sided: how likely numbers that have nothing to do with each other correlate so much; over all orders up to {@link #EXACT}
 *     networks, by Student's t above
 * @param whyNot a sentence without its full stop that says why there is no correlation; empty where there is
 */
public record RankCorrelation(int n, int leftOut, double rho, double p, Optional<String> whyNot) {
    /** Most networks whose p counts all orders. */
    public static final int EXACT = 8;

    private static final int FEWEST = 3;
    /** Correlations nearer than this are the same, rounded in another way. */
    private static final double ROUNDING = 1e-12;

    /**
     * @param x one number for each network
     * @param y another of the same networks in the same order
     * @throws IllegalArgumentException where the lengths differ
     */
    public static RankCorrelation of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " and " + y.length + " numbers are not of the same networks");
        }
        int[] both = IntStream.range(0, x.length).filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i])).toArray();
        int leftOut = x.length - both.length;
        if (both.length < FEWEST) {
            return none(both.length, leftOut, both.length + (both.length == 1 ? " network has" : " networks have")
                    + " both numbers, and " + FEWEST + " or more are needed");
        }
        double[] first = deviations(x, both);
        double[] second = deviations(y, both);
        double norm = Math.sqrt(product(first, first) * product(second, second));
        if (norm == 0) {
            return none(both.length, leftOut, "all networks have the same value");
        }
        double rho = Math.clamp(product(first, second) / norm, -1, 1);
        double p = both.length <= EXACT ? overAllOrders(first, second, norm, Math.abs(rho)) : byStudent(rho, both.length);
        return new RankCorrelation(both.length, leftOut, rho, p, Optional.empty());
    }

    private static RankCorrelation none(int n, int leftOut, String whyNot) {
        return new RankCorrelation(n, leftOut, Double.NaN, Double.NaN, Optional.of(whyNot));
    }

    /** Whether there is a correlation. */
    public boolean isKnown() {
        return whyNot.isEmpty();
    }

    /** Ranks less their mean, which is exact: half numbers. */
    private static double[] deviations(double[] values, int[] which) {
        // + 0.0: −0 and 0 are equal
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).apply(IntStream.of(which).mapToDouble(i -> values[i] + 0.0).toArray());
        double mean = (ranks.length + 1) / 2.0;
        return IntStream.range(0, ranks.length).mapToDouble(i -> ranks[i] - mean).toArray();
    }

    private static double product(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }

    private static double byStudent(double rho, int n) {
        double t = Math.abs(rho) * Math.sqrt((n - 2) / ((1 + rho) * (1 - rho)));
        double least = 2;
        for (int i = 2; i <= n; i++) {
            least /= i;
        }
        // t says 0 where the ranks are the same; of all orders, two correlate so much
        return Math.max(least, 2 * TDistribution.of(n - 2).survivalProbability(t));
    }

    /** The part of all orders of the second ranks that correlate as much: Student's t says 0 of three networks that are in order. */
    private static double overAllOrders(double[] first, double[] second, double norm, double rho) {
        double[] order = second.clone();
        int[] turns = new int[order.length];
        int orders = 1;
        int asMuch = Math.abs(product(first, order)) / norm >= rho - ROUNDING ? 1 : 0;
        // Heap's way: each order is one swap from the one before it
        for (int i = 1; i < order.length;) {
            if (turns[i] == i) {
                turns[i++] = 0;
                continue;
            }
            int other = i % 2 == 0 ? 0 : turns[i];
            double kept = order[other];
            order[other] = order[i];
            order[i] = kept;
            turns[i]++;
            i = 1;
            orders++;
            if (Math.abs(product(first, order)) / norm >= rho - ROUNDING) {
                asMuch++;
            }
        }
        return (double) asMuch / orders;
    }
}
