package org.cntexplorer.study.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * How well one number tells two groups of networks apart: say the fluctuation of a layer in networks of low and of high accuracy. Where a
 * group is too small to say so, {@link #whyNot()} has the reason and every number is NaN.
 *
 * <p>The interval comes from resampling what was seen: where the groups do not overlap at all it is [1, 1] or [0, 0] however small they
 * are, and says nothing; p does.
 *
 * @param low how many numbers the low group has
 * @param high how many numbers the high group has
 * @param leftOut how many values of both groups were NaN and are part of nothing
 * @param ks the two-sample Kolmogorov–Smirnov statistic: the largest difference between the groups' cumulative distributions, 0 to 1
 * @param p its two-sided p: how likely two samples of one distribution differ so much; exact for groups below 10,000 networks, without
 *     regard to ties, with which it is larger than need be
 * @param auc the part of all pairs of a low and a high network in which the high one has the greater number, equal ones half: 1 and 0
 *     separate without an error, ½ not at all
 * @param aucLow lower end of the bootstrap 95 % interval of {@code auc}: percentiles of {@link #RESAMPLES} resamples within each group
 * @param aucHigh upper end of the same
 * @param whyNot a sentence without its full stop that says why there are no numbers; empty where there are
 */
public record Separation(int low, int high, int leftOut, double ks, double p, double auc, double aucLow, double aucHigh,
        Optional<String> whyNot) {
    /** Resamples behind the interval of {@code auc}. */
    public static final int RESAMPLES = 2000;
    /** Fewest numbers of a group that can be compared. */
    public static final int FEWEST = 2;

    private static final Quantile LINEAR = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    /**
     * Compares two groups in O(n log n) and {@link #RESAMPLES} passes over them. Infinite values are greater or smaller than all others.
     *
     * @param low one number for each network of the low group, in any order; NaN is left out
     * @param high the same of the high group
     * @param seed of the resamples: the same seed and numbers give the same interval on every machine
     */
    public static Separation of(double[] low, double[] high, long seed) {
        double[] below = numbers(low);
        double[] above = numbers(high);
        int leftOut = low.length + high.length - below.length - above.length;
        Optional<String> whyNot = tooSmall(below.length, above.length);
        if (whyNot.isPresent()) {
            return new Separation(below.length, above.length, leftOut, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, whyNot);
        }
        var test = KolmogorovSmirnovTest.withDefaults().test(below, above);
        Pairs pairs = new Pairs(below, above);
        double auc = pairs.auc();
        SplittableRandom random = new SplittableRandom(seed);
        double[] resampled = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            resampled[i] = pairs.resampledAuc(random);
        }
        double[] ends = LINEAR.evaluate(resampled, 0.025, 0.975);
        return new Separation(below.length, above.length, leftOut, test.getStatistic(), test.getPValue(), auc, ends[0], ends[1], whyNot);
    }

    private static double[] numbers(double[] values) {
        // + 0.0: −0 and 0 are one value to every part of the comparison
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).map(value -> value + 0.0).toArray();
    }

    private static Optional<String> tooSmall(int low, int high) {
        if (Math.min(low, high) >= FEWEST) {
            return Optional.empty();
        }
        return Optional.of("the low group has " + count(low) + " and the high group " + count(high) + ", and each needs " + FEWEST
                + " or more");
    }

    private static String count(int networks) {
        return networks == 0 ? "no network" : networks == 1 ? "1 network" : networks + " networks";
    }

    /** Whether there are numbers. */
    public boolean isKnown() {
        return whyNot.isEmpty();
    }

    /** Cliff's delta: pairs in which the high network has the greater number, less those in which it has the smaller; −1 to 1. */
    public double cliffsDelta() {
        return 2 * auc - 1;
    }

    /** How far {@code auc} is from telling nothing, whichever group has the greater numbers: 0 to ½. */
    public double distance() {
        return Math.abs(auc - 0.5);
    }

    /** Whether the interval of {@code auc} holds ½: the groups may as well be in no order. */
    public boolean mayBeNone() {
        return aucLow <= 0.5 && aucHigh >= 0.5;
    }
}
