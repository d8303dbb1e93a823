package org.cntexplorer.study.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which numbers of which layers tell two groups of networks apart, the best first: by how far the AUC is from ½, then by p; those of which
 * nothing is known come last. Equal ones stay in the order in which they were given.
 *
 * @param rows best first
 * @param tests for how many comparisons the p of the rows are corrected: the rows of which something is known
 * @param groups what the two groups are called in sentences
 */
public record SeparationTable(List<Row> rows, int tests, Groups groups) {
    /**
     * One comparison that was made.
     *
     * @param metric what was measured, a noun in the singular, as it stands in a sentence: "fluctuation"
     * @param layer where, as it stands in a sentence: "layer 2"; empty for a number of the whole network
     * @param separation of the two groups by this number
     * @param correlation of this number with the accuracy, over all networks
     */
    public record Comparison(String metric, String layer, Separation separation, RankCorrelation correlation) {
        /** What was compared, in words: "fluctuation of layer 2". */
        public String name() {
            return layer.isEmpty() ? metric : metric + " of " + layer;
        }
    }

    /**
     * A line of the table.
     *
     * @param corrected p of the separation after Holm's correction for all lines; NaN where nothing is known
     */
    public record Row(String metric, String layer, Separation separation, double corrected, RankCorrelation correlation) {
        /** What was compared, in words: "fluctuation of layer 2". */
        public String name() {
            return new Comparison(metric, layer, separation, correlation).name();
        }
    }

    /**
     * What the groups are called after "in".
     *
     * @param low the networks of the low group
     * @param high those of the high one
     */
    public record Groups(String low, String high) {
        /** Of networks that are split by their accuracy. */
        public static final Groups ACCURACY = new Groups("the inaccurate networks", "the accurate networks");

        public Groups {
            Objects.requireNonNull(low);
            Objects.requireNonNull(high);
        }
    }

    private static final Comparator<Row> BEST_FIRST = Comparator
            .comparing((Row row) -> !row.separation().isKnown())
            .thenComparing(row -> row.separation().isKnown() ? -row.separation().distance() : 0)
            .thenComparing(row -> row.separation().p());

    public SeparationTable {
        rows = List.copyOf(rows);
        Objects.requireNonNull(groups);
    }

    /** Corrects p for the comparisons of which something is known, and ranks all. */
    public static SeparationTable of(List<Comparison> comparisons, Groups groups) {
        double[] corrected = Corrected.holm(comparisons.stream().mapToDouble(comparison -> comparison.separation().p()).toArray());
        List<Row> rows = IntStream.range(0, corrected.length).mapToObj(i -> {
            Comparison of = comparisons.get(i);
            return new Row(of.metric(), of.layer(), of.separation(), corrected[i], of.correlation());
        }).sorted(BEST_FIRST).toList();
        return new SeparationTable(rows, (int) rows.stream().filter(row -> row.separation().isKnown()).count(), groups);
    }

    /** The row in which a metric separates best, of whatever layer; empty where nothing is known of it. */
    public Optional<Row> best(String metric) {
        return rows.stream().filter(row -> row.metric().equals(metric) && row.separation().isKnown()).findFirst();
    }

    /**
     * One sentence without a full stop: whether a metric separates better than another, each where it does best. Better is claimed where
     * the intervals do not meet, of groups that are not small; a metric with more layers has more chances to do well.
     */
    public String comparison(String metric, String other) {
        Optional<Row> best = best(metric);
        Optional<Row> otherBest = best(other);
        if (best.isEmpty() || otherBest.isEmpty()) {
            return metric + " and " + other + " cannot be compared: nothing is known of " + (best.isEmpty() ? metric : other);
        }
        return new SeparationWords(best.get(), tests, groups).comparison(new SeparationWords(otherBest.get(), tests, groups));
    }

    /** One sentence without a full stop: whether the number separates the groups, how well, and how sure that is. */
    public String words(Row row) {
        return new SeparationWords(row, tests, groups).sentence();
    }
}
