package org.cntexplorer.study.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.statistics.RankCorrelation;
import org.cntexplorer.study.statistics.Separation;
import org.cntexplorer.study.statistics.SeparationTable;

/** Which metrics of which layers, and which numbers of whole networks, tell the low from the high networks of a cohort. */
public final class Separations {
    private Separations() {}

    /**
     * Every metric of every layer, but those that have no number or the same one in all networks, and those that are another metric again (the
     * input's out-strength is its strength).
     *
     * @param seed of the bootstrap intervals
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static SeparationTable of(Cohort cohort, Split split, long seed, Progress progress) {
        List<Integer> low = split.low(cohort);
        List<Integer> high = split.high(cohort);
        double[] label = cohort.label(split.label());
        List<Candidate> candidates = candidates(cohort);
        SeparationTable.Comparison[] all = new SeparationTable.Comparison[candidates.size()];
        progress.report(0, "Separation by " + split.label());
        // each by one core: most of the time goes into its resamples
        Bands.ALL_CORES.run(all.length, Math.max(1, all.length), progress, (band, from, to) -> {
            for (int i = from; i < to; i++) {
                Candidate of = candidates.get(i);
                all[i] = new SeparationTable.Comparison(of.metric, of.layer, Separation.of(of(of.numbers, low), of(of.numbers, high), seed),
                        RankCorrelation.of(of.numbers, label));
            }
        });
        return SeparationTable.of(List.of(all), split.words(cohort));
    }

    /** @param layer in words; empty for a number of the whole network */
    private record Candidate(String metric, String layer, double[] numbers) {}

    private static List<Candidate> candidates(Cohort cohort) {
        List<Candidate> all = new ArrayList<>();
        for (Cohort.CohortLayer layer : cohort.layers()) {
            List<double[]> seen = new ArrayList<>();
            for (StudyMetric metric : mostUsualFirst()) {
                double[] numbers = cohort.numbers(metric, layer.layer());
                if (differ(numbers) && seen.stream().noneMatch(other -> Arrays.equals(other, numbers))) {
                    seen.add(numbers);
                    all.add(new Candidate(metric.words(), layer.words(), numbers));
                }
            }
        }
        for (NetworkMetric metric : NetworkMetric.values()) {
            double[] numbers = cohort.numbers(metric);
            if (differ(numbers)) {
                all.add(new Candidate(metric.words(), "", numbers));
            }
        }
        return all;
    }

    private static boolean differ(double[] numbers) {
        return Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).distinct().limit(2).count() > 1;
    }

    /** So that of two metrics which are the same in a layer the one stays that the papers use. */
    private static List<StudyMetric> mostUsualFirst() {
        return Stream.of(StudyMetric.values()).sorted(Comparator.comparing((StudyMetric metric) -> metric != StudyMetric.FLUCTUATION)
                .thenComparing(metric -> metric != StudyMetric.STRENGTH_MEAN)).toList();
    }

    private static double[] of(double[] numbers, List<Integer> members) {
        return members.stream().mapToDouble(i -> numbers[i]).toArray();
    }

    /**
     * Sentences without full stops: whether fluctuation, strength, and activation and neuron strength on data, separate better than link weights, each where it does best, none
     * of a family that has no row; and how far that can be trusted, where the networks may be checkpoints of the same runs.
     *
     * @param cohort whose networks the table compares
     */
    public static List<String> verdict(Cohort cohort, SeparationTable table) {
        Optional<String> weights = best(table, StudyMetric.Family.LINK_WEIGHTS);
        return Stream.concat(
                Stream.of(StudyMetric.Family.FLUCTUATION, StudyMetric.Family.STRENGTH, StudyMetric.Family.ACTIVATION, StudyMetric.Family.NEURON_STRENGTH)
                        .flatMap(family -> best(table, family).flatMap(metric -> weights.map(other -> table.comparison(metric, other))).stream()),
                dependence(cohort).stream()).toList();
    }

    /** Every p and every interval takes the networks for independent of one another. */
    private static Optional<String> dependence(Cohort cohort) {
        return LearningRun.order(cohort).flatMap(along -> {
            long several = Arrays.stream(cohort.label(along)).filter(Double::isFinite).distinct().count();
            return several < 2 ? Optional.empty() : Optional.of("the networks are of " + several + " different values of " + along
                    + "; checkpoints of the same run are more alike than networks that were trained apart, so that p and intervals of them are too sure: compare "
                    + "networks of one " + along + " as well");
        });
    }

    private static Optional<String> best(SeparationTable table, StudyMetric.Family family) {
        List<String> metrics = Stream.of(StudyMetric.values()).filter(metric -> metric.family() == family).map(StudyMetric::words).toList();
        return table.rows().stream().filter(row -> row.separation().isKnown()).map(SeparationTable.Row::metric).filter(metrics::contains).findFirst();
    }
}
