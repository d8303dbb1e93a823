package org.cntexplorer.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class SeparationTest {
    private static final double[] APART_LOW = {0.31, 0.12, 0.27, 0.44, 0.18, 0.35};
    private static final double[] APART_HIGH = {0.52, 0.61, 0.47, 0.73, 0.58};
    private static final double[] OVERLAPPING_LOW = {1.2, 0.7, 2.9, 1.1, 3.3, 0.4, 2.2, 1.9};
    private static final double[] OVERLAPPING_HIGH = {2.5, 3.1, 1.6, 4.2, 3.6, 2.0, 5.1};
    private static final double[] TIES_LOW = {1, 2, 2, 3, 3, 3, 4};
    private static final double[] TIES_HIGH = {2, 3, 3, 4, 4, 5, 5, 5};

    /** The numbers of src/test/resources/statistics/separation.py. */
    @Test
    void equalsScipy() {
        equalsScipy(APART_LOW, APART_HIGH, 1.0, 0.004329004329004329, 1.0);
        equalsScipy(OVERLAPPING_LOW, OVERLAPPING_HIGH, 0.5, 0.19254079254079257, 0.8214285714285714);
        equalsScipy(TIES_LOW, TIES_HIGH, 0.48214285714285715, 0.2522144522144522, 0.8035714285714286);
        equalsScipy(new double[] {4.8, 4.9, 5.0, 5.1, 5.2, 4.95, 5.05, 5.15, 4.85, 5.01}, new double[] {1, 9, 2, 8, 3, 7, 0, 10, 2.5, 7.5},
                0.5, 0.16782134274394334, 0.5);
        equalsScipy(IntStream.range(0, 101).mapToDouble(i -> 37 * i % 101 / 101.0).toArray(),
                IntStream.range(0, 103).mapToDouble(i -> 41 * i % 103 / 103.0 + 0.3).toArray(),
                0.3098144765932904, 7.747518873097255e-05, 0.755359031048736);
    }

    private static void equalsScipy(double[] low, double[] high, double ks, double p, double auc) {
        Separation separation = Separation.of(low, high, 1);
        assertThat(separation.ks()).isCloseTo(ks, within(1e-14));
        assertThat(separation.p()).isCloseTo(p, within(1e-12 * p));
        assertThat(separation.auc()).isCloseTo(auc, within(1e-14));
        assertThat(separation.cliffsDelta()).isCloseTo(2 * auc - 1, within(1e-14));
        assertThat(separation.isKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void equalsCountingEveryPair(int seed) {
        Random random = new Random(seed);
        // few distinct values for small seeds: ties within and between the groups
        double[] low = values(random, 2 + random.nextInt(60), 3 * seed, 0);
        double[] high = values(random, 2 + random.nextInt(60), 3 * seed, seed % 3);
        Separation separation = Separation.of(low, high, seed);
        assertThat(separation.auc()).isCloseTo(everyPair(low, high), within(1e-14));
        assertThat(separation.ks()).isCloseTo(largestDifference(low, high), within(1e-14));
        assertThat(separation.p()).isBetween(0.0, 1.0);
        assertThat(separation.aucLow()).isLessThanOrEqualTo(separation.auc());
        assertThat(separation.aucHigh()).isGreaterThanOrEqualTo(separation.auc());
        Separation swapped = Separation.of(high, low, seed);
        assertThat(swapped.auc()).isCloseTo(1 - separation.auc(), within(1e-14));
        assertThat(swapped.p()).isCloseTo(separation.p(), within(1e-12));
    }

    private static double[] values(Random random, int n, int distinct, double shift) {
        return random.ints(n, -distinct, distinct + 1).mapToDouble(i -> i / 7.0 + shift / 7).toArray();
    }

    private static double everyPair(double[] low, double[] high) {
        double won = 0;
        for (double h : high) {
            for (double l : low) {
                won += h > l ? 1 : h == l ? 0.5 : 0;
            }
        }
        return won / low.length / high.length;
    }

    private static double largestDifference(double[] low, double[] high) {
        return DoubleStream.concat(Arrays.stream(low), Arrays.stream(high))
                .map(x -> Math.abs(notAbove(low, x) - notAbove(high, x))).max().orElseThrow();
    }

    private static double notAbove(double[] values, double x) {
        return Arrays.stream(values).filter(value -> value <= x).count() / (double) values.length;
    }

    @Test
    void theIntervalIsTheSameForASeedOnEveryMachine() {
        Separation separation = Separation.of(OVERLAPPING_LOW, OVERLAPPING_HIGH, 42);
        assertThat(separation).isEqualTo(Separation.of(OVERLAPPING_LOW, OVERLAPPING_HIGH, 42));
        // of the script's own SplitMix64 and percentiles: a Java with another generator would be seen here
        assertThat(separation.aucLow()).isCloseTo(0.5357142857142857, within(1e-14));
        assertThat(separation.aucHigh()).isCloseTo(0.9821428571428571, within(1e-14));
        Separation ties = Separation.of(TIES_LOW, TIES_HIGH, 42);
        assertThat(ties.aucLow()).isCloseTo(0.5714285714285714, within(1e-14));
        assertThat(ties.aucHigh()).isCloseTo(0.9732142857142857, within(1e-14));
        assertThat(Separation.of(OVERLAPPING_LOW, OVERLAPPING_HIGH, 43)).isNotEqualTo(separation);
    }

    /** Of normal samples the interval is as wide as the normal approximation says, and holds the truth about 95 times in 100. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        // high = low + 1 standard deviation: the truth is Φ(1/√2)
        double truth = 0.7602499389065233;
        int held = 0;
        int studies = 400;
        Random random = new Random(7);
        for (int study = 0; study < studies; study++) {
            Separation separation = Separation.of(normal(random, 40, 0), normal(random, 50, 1), study);
            if (separation.aucLow() <= truth && truth <= separation.aucHigh()) {
                held++;
            }
        }
        // four standard errors of 400 trials around 0.95, and the bootstrap's known half percent below
        assertThat(held / (double) studies).isBetween(0.90, 0.99);
    }

    private static double[] normal(Random random, int n, double mean) {
        return random.doubles(n).map(_ -> mean + random.nextGaussian()).toArray();
    }

    @Test
    void leavesOutAndCountsWhatIsNoNumber() {
        double[] low = DoubleStream.concat(DoubleStream.of(Double.NaN, Double.NaN), Arrays.stream(OVERLAPPING_LOW)).toArray();
        double[] high = DoubleStream.concat(Arrays.stream(OVERLAPPING_HIGH), DoubleStream.of(Double.NaN)).toArray();
        Separation without = Separation.of(OVERLAPPING_LOW, OVERLAPPING_HIGH, 5);
        Separation separation = Separation.of(low, high, 5);
        assertThat(separation.leftOut()).isEqualTo(3);
        assertThat(separation.low()).isEqualTo(8);
        assertThat(separation.high()).isEqualTo(7);
        assertThat(new Separation(8, 7, 0, separation.ks(), separation.p(), separation.auc(), separation.aucLow(), separation.aucHigh(),
                separation.whyNot())).isEqualTo(without);
    }

    @Test
    void infiniteValuesAreGreaterOrSmallerThanAllOthersAndZeroHasNoSign() {
        Separation separation = Separation.of(new double[] {Double.NEGATIVE_INFINITY, 0.0, 1},
                new double[] {-0.0, Double.POSITIVE_INFINITY, 1}, 1);
        // −∞ < all three, 0 = −0, 0 < ∞, 0 < 1, 1 > −0, 1 < ∞, 1 = 1
        assertThat(separation.auc()).isCloseTo((3 + 0.5 + 1 + 1 + 0 + 1 + 0.5) / 9, within(1e-15));
        assertThat(separation.ks()).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void ofEqualNumbersNothingIsSeparated() {
        Separation separation = Separation.of(new double[] {2, 2, 2}, new double[] {2, 2}, 1);
        assertThat(separation.auc()).isEqualTo(0.5);
        assertThat(separation.ks()).isZero();
        assertThat(separation.p()).isEqualTo(1);
        assertThat(separation.mayBeNone()).isTrue();
        assertThat(separation.distance()).isZero();
    }

    @Test
    void aGroupThatIsTooSmallGivesAReason() {
        Separation separation = Separation.of(new double[] {1, Double.NaN}, new double[] {}, 1);
        assertThat(separation.isKnown()).isFalse();
        assertThat(separation.whyNot()).contains("the low group has 1 network and the high group no network, and each needs 2 or more");
        assertThat(separation.leftOut()).isEqualTo(1);
        assertThat(new double[] {separation.ks(), separation.p(), separation.auc(), separation.aucLow(), separation.aucHigh(),
            separation.cliffsDelta()}).containsOnly(Double.NaN);
        assertThat(Separation.of(new double[] {1, 2}, new double[] {1, 2}, 1).isKnown()).isTrue();
    }
}
