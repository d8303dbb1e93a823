package org.cntexplorer.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.study.statistics.SeparationTable.Comparison;
import org.cntexplorer.study.statistics.SeparationTable.Groups;
import org.cntexplorer.study.statistics.SeparationTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SeparationTableTest {
    private static final RankCorrelation NONE = new RankCorrelation(0, 0, Double.NaN, Double.NaN, Optional.of("not asked"));

    private static Separation found(int low, int high, double p, double auc, double aucLow, double aucHigh) {
        return new Separation(low, high, 0, 0.625, p, auc, aucLow, aucHigh, Optional.empty());
    }

    private static Comparison fluctuation(Separation separation) {
        return new Comparison("fluctuation", "layer 2", separation, NONE);
    }

    /** The sentence of one comparison among {@code tests}, the others of p = 1 and AUC = ½. */
    private static String words(int tests, Separation separation) {
        List<Comparison> comparisons = new ArrayList<>(List.of(fluctuation(separation)));
        for (int i = 1; i < tests; i++) {
            comparisons.add(new Comparison("strength", "layer " + i, found(40, 50, 1, 0.5, 0.4, 0.6), NONE));
        }
        SeparationTable table = SeparationTable.of(comparisons, Groups.ACCURACY);
        return table.words(table.rows().stream().filter(row -> row.metric().equals("fluctuation")).findFirst().orElseThrow());
    }

    @Test
    void theBestComesFirstAndTheUnknownLast() {
        Separation unknown = Separation.of(new double[] {1}, new double[] {1, 2}, 1);
        List<Comparison> comparisons = List.of(
                new Comparison("a", "", unknown, NONE),
                new Comparison("b", "", found(40, 50, 0.5, 0.55, 0.4, 0.7), NONE),
                new Comparison("c", "", found(40, 50, 0.01, 0.25, 0.1, 0.4), NONE),
                new Comparison("d", "", found(40, 50, 0.002, 0.75, 0.6, 0.9), NONE),
                new Comparison("e", "", found(40, 50, 0.001, 0.875, 0.8, 0.9), NONE),
                new Comparison("f", "", found(40, 50, 0.01, 0.75, 0.6, 0.9), NONE),
                new Comparison("g", "", unknown, NONE));
        SeparationTable table = SeparationTable.of(comparisons, Groups.ACCURACY);
        assertThat(table.rows()).extracting(Row::metric).containsExactly("e", "d", "c", "f", "b", "a", "g");
        assertThat(table.tests()).isEqualTo(5);
        assertThat(table.rows().stream().mapToDouble(Row::corrected).toArray())
                .containsExactly(new double[] {0.005, 0.008, 0.03, 0.03, 0.5, Double.NaN, Double.NaN}, within(1e-15));
        assertThat(SeparationTable.of(List.of(), Groups.ACCURACY).rows()).isEmpty();
    }

    @Test
    void saysHowWellANumberSeparates() {
        assertThat(words(12, found(40, 50, 1.8e-10, 0.93, 0.884, 0.966)))
                .isEqualTo("fluctuation of layer 2 is greater in the accurate networks:"
                + " in 93 of 100 pairs (95 %: 88 to 97); p = 2e-9 after correction for 12 tests");
        assertThat(words(12, found(40, 50, 1.8e-10, 0.07, 0.034, 0.116)))
                .isEqualTo("fluctuation of layer 2 is smaller in the accurate networks:"
                + " in 93 of 100 pairs (95 %: 88 to 97); p = 2e-9 after correction for 12 tests");
        assertThat(words(1, found(20, 20, 0.0123, 0.995, 0.97, 1))).contains("in more than 99 of 100 pairs");
        assertThat(words(1, found(40, 50, 0.0123, 0.998, 0.97, 1))).isEqualTo("fluctuation of layer 2 is greater in the accurate networks:"
                + " in more than 99 of 100 pairs (95 %: 97 to 100); p = 0.012");
        assertThat(words(2, found(400, 500, 0, 1, 1, 1))).isEqualTo("fluctuation of layer 2 is greater in the accurate networks:"
                + " in all pairs of 400 and 500 networks; p < 1e-300 after correction for 2 tests");
        // an end at a whole hundredth stays there
        assertThat(words(1, found(40, 50, 1e-4, 0.71, 0.58, 0.83))).endsWith(": in 71 of 100 pairs (95 %: 58 to 83); p = 1e-4");
        assertThat(words(1, found(40, 50, 1e-4, 0.29, 0.17, 0.42))).endsWith(": in 71 of 100 pairs (95 %: 58 to 83); p = 1e-4");
    }

    @Test
    void claimsNoMoreThanBothPAndTheIntervalBearOut() {
        assertThat(words(12, found(40, 50, 0.4, 0.52, 0.404, 0.631)))
                .isEqualTo("fluctuation of layer 2 does not separate the accurate networks"
                + " from the inaccurate networks: greater in 52 of 100 pairs (95 %: 40 to 64); p = 1 after correction for 12 tests");
        assertThat(words(1, found(40, 50, 0.8, 0.48, 0.369, 0.596)))
                .isEqualTo("fluctuation of layer 2 does not separate the accurate networks"
                + " from the inaccurate networks: smaller in 52 of 100 pairs (95 %: 40 to 64); p = 0.8");
        assertThat(words(10, found(40, 50, 0.02, 0.65, 0.54, 0.76))).isEqualTo("fluctuation of layer 2 tends to be greater in the accurate"
                + " networks, but this may be chance: in 65 of 100 pairs (95 %: 54 to 76); p = 0.2 after correction for 10 tests");
        assertThat(words(1, found(40, 50, 0.001, 0.48, 0.35, 0.61)))
                .isEqualTo("fluctuation of layer 2 is neither clearly greater nor clearly"
                + " smaller in the accurate networks, but spread in another way (KS = 0.62): smaller"
                + " in 52 of 100 pairs (95 %: 39 to 65); p = 0.001");
    }

    @Test
    void namesGroupsThatAreSmall() {
        assertThat(words(1, found(8, 30, 0.001, 0.9, 0.8, 1)))
                .isEqualTo("fluctuation of layer 2 is greater in the accurate networks: in 90 of"
                + " 100 pairs (95 %: 80 to 100); p = 0.001; of only 8 and 30 networks, so that the interval is too narrow");
        // 2 of 20 orders of three and three do not overlap: no p is below 0.1
        Separation three = Separation.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}, 1);
        assertThat(three.p()).isCloseTo(0.1, within(1e-15));
        assertThat(words(1, three))
                .isEqualTo("3 and 3 networks are too few to tell whether fluctuation of layer 2 separates: greater in the"
                + " accurate networks in all pairs; p = 0.1");
        // 2 of 70, enough for one test but not for two
        Separation four = Separation.of(new double[] {8, 7, 6, 5}, new double[] {4, 3, 2, 1}, 1);
        assertThat(words(1, four)).isEqualTo("fluctuation of layer 2 is smaller in the accurate networks: in all pairs of 4 and 4 networks;"
                + " p = 0.029");
        assertThat(words(2, four)).startsWith("4 and 4 networks are too few to tell").endsWith("p = 0.057 after correction for 2 tests");
    }

    @Test
    void saysWhyThereIsNothingToSayAndWhatWasLeftOut() {
        Separation unknown = Separation.of(new double[] {1, Double.NaN}, new double[] {1, 2}, 1);
        assertThat(words(3, unknown)).isEqualTo("fluctuation of layer 2 cannot be compared: the low group has 1 network and the high group"
                + " 2 networks, and each needs 2 or more; left out: 1 network without a number");
        Separation left = new Separation(40, 50, 3, 0.6, 0.8, 0.5, 0.4, 0.6, Optional.empty());
        assertThat(words(1, left))
                .endsWith(": greater in 50 of 100 pairs (95 %: 40 to 60); p = 0.8; left out: 3 networks without a number");
        Comparison whole = new Comparison("accuracy gap", "", left, NONE);
        SeparationTable table = SeparationTable.of(List.of(whole), new Groups("the early checkpoints", "the late checkpoints"));
        assertThat(table.words(table.rows().getFirst()))
                .startsWith("accuracy gap does not separate the late checkpoints from the early checkpoints: ");
    }

    private static String comparison(Separation fluctuation, Separation weights) {
        return SeparationTable.of(List.of(fluctuation(fluctuation), fluctuation(found(40, 50, 1, 0.5, 0.4, 0.6)),
                new Comparison("link weight", "layer 1", weights, NONE)), Groups.ACCURACY).comparison("fluctuation", "link weight");
    }

    @Test
    void comparesTwoMetricsWhereEachDoesBest() {
        Separation strong = found(40, 50, 1e-9, 0.07, 0.03, 0.12);
        Separation weak = found(40, 50, 1e-3, 0.71, 0.6, 0.8);
        assertThat(comparison(strong, weak)).isEqualTo("fluctuation separates better than link weight: fluctuation of layer 2 in 93 of 100"
                + " pairs (95 %: 88 to 97), link weight of layer 1 in 71 of 100 pairs (95 %: 60 to 80)");
        assertThat(comparison(weak, strong)).startsWith("link weight separates better than fluctuation: ");
        assertThat(comparison(weak, found(40, 50, 1e-3, 0.3, 0.21, 0.39)))
                .startsWith("whether fluctuation or link weight separates better cannot be told: ");
        // an interval on both sides of ½ reaches as far as its farther end: 0.9 of the pairs the other way
        assertThat(comparison(strong, found(40, 50, 0.9, 0.5, 0.1, 0.6))).startsWith("whether fluctuation or link weight");
        assertThat(comparison(found(40, 50, 0.9, 0.6, 0.4, 0.7), found(40, 50, 0.9, 0.5, 0.4, 0.6)))
                .startsWith("neither fluctuation nor link weight is shown to separate the accurate networks from the inaccurate networks: ");
        assertThat(comparison(found(9, 50, 1e-9, 1, 1, 1), weak)).startsWith("too few networks to tell whether fluctuation or link weight");
        assertThat(comparison(weak, Separation.of(new double[0], new double[0], 1)))
                .isEqualTo("fluctuation and link weight cannot be compared: nothing is known of link weight");
    }

    /** Of twenty numbers that have nothing to do with the groups, hardly ever one is said to separate them. */
    @Test
    void findsNothingWhereThereIsNothing() {
        Random random = new Random(3);
        int claims = 0;
        for (int study = 0; study < 40; study++) {
            List<Comparison> comparisons = IntStream.range(0, 20).mapToObj(layer -> new Comparison("noise", "layer " + layer,
                    Separation.of(random.doubles(30).toArray(), random.doubles(30).toArray(), 1), NONE)).toList();
            SeparationTable table = SeparationTable.of(comparisons, Groups.ACCURACY);
            if (table.rows().stream().map(table::words)
                    .anyMatch(words -> words.contains(" is greater ") || words.contains(" is smaller "))) {
                claims++;
            }
        }
        // uncorrected, 20 tests at 1 in 20 would claim something in about two studies of three; corrected, in at most one of twenty
        assertThat(claims).isLessThanOrEqualTo(6);
    }
}
