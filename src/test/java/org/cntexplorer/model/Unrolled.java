package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.CloseNumbers.closeTo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.cntexplorer.progress.Progress;

/**
 * A connection's links, enumerated one by one by a test with loops of its own, and what the connection must answer if these are they.
 *
 * @param sources neurons of the source layer
 * @param targets neurons of the target layer
 * @param links all of them, in any order
 */
record Unrolled(int sources, int targets, List<Link> links) {
    private static final Comparator<Link> STRONGEST_FIRST = Comparator.comparingDouble((Link l) -> -Math.abs(l.shown()))
            .thenComparingInt(Link::source).thenComparingInt(Link::target);

    /** @param weight in full; {@link #shown} is what a list of links has of it */
    record Link(int source, int target, double weight, float shown) {
        Link(int source, int target, double weight) {
            this(source, target, weight, (float) weight);
        }
    }

    /** Weights of which many are equal, and many equal but for their sign. */
    static float[] coarse(int count, long seed) {
        Random random = new Random(seed);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = random.nextInt(3) > 0 ? (random.nextInt(9) - 4) / 4f : (float) random.nextGaussian();
        }
        return weights;
    }

    /** Each window of one link between units and targets: {@code share·w}. */
    static Unrolled through(List<Map<Integer, List<Double>>> windows, int neurons, Unrolled ofUnits) {
        List<Link> links = new ArrayList<>();
        for (Link link : ofUnits.links()) {
            windows.get(link.source()).forEach((neuron, shares) -> shares.forEach(share ->
                    links.add(new Link(neuron, link.target(), link.weight() * share, (float) (link.shown() * share)))));
        }
        return new Unrolled(neurons, ofUnits.targets(), links);
    }

    void isWhat(Connection connection) {
        assertThat(connection.sources()).isEqualTo(sources);
        assertThat(connection.targets()).isEqualTo(targets);
        assertThat(connection.links()).isEqualTo(links.size());
        sums(connection);
        neighbours(connection);
        strongest(connection);
        mass(connection);
    }

    /** One group, a few in runs, a few that take turns, and every neuron by itself. */
    private void mass(Connection connection) {
        for (IntBinaryOperator grouping : List.<IntBinaryOperator>of((i, n) -> 0, (i, n) -> 3 * i / n, (i, n) -> i % 4, (i, n) -> i, (i, n) -> (i * 7 + i / 5) % 3)) {
            int[] ofSource = IntStream.range(0, sources).map(i -> grouping.applyAsInt(i, sources)).toArray();
            int[] ofTarget = IntStream.range(0, targets).map(i -> grouping.applyAsInt(targets - 1 - i, targets)).toArray();
            int sourceGroups = Arrays.stream(ofSource).max().orElse(0) + 1;
            int targetGroups = Arrays.stream(ofTarget).max().orElse(0) + 2;
            float[] ones = new float[sources];
            Arrays.fill(ones, 1);
            mass(ones, connection.mass(ofSource, sourceGroups, ofTarget, targetGroups, Progress.NONE), ofSource, ofTarget);
            float[] signals = coarse(sources, sourceGroups);
            mass(signals, connection.mass(signals, ofSource, sourceGroups, ofTarget, targetGroups, Progress.NONE), ofSource, ofTarget);
        }
    }

    /** What each link carries, w·a. */
    private void mass(float[] signals, LinkMass mass, int[] ofSource, int[] ofTarget) {
        double[] positive = new double[mass.sourceGroups() * mass.targetGroups()];
        double[] negative = new double[positive.length];
        double total = 0;
        for (Link link : links) {
            double carried = link.weight() * signals[link.source()];
            int at = ofSource[link.source()] * mass.targetGroups() + ofTarget[link.target()];
            positive[at] += Math.max(carried, 0);
            negative[at] += Math.max(-carried, 0);
            total += Math.abs(carried);
        }
        assertThat(mass.positive()).satisfies(closeTo(positive, 1e-6 * (1 + total)));
        assertThat(mass.negative()).satisfies(closeTo(negative, 1e-6 * (1 + total)));
        assertThat(mass.total()).isCloseTo(total, within(1e-6 * (1 + total)));
    }

    private void sums(Connection connection) {
        for (Weighting weighting : Weighting.values()) {
            double[] in = new double[targets];
            double[] out = new double[sources];
            for (Link link : links) {
                double w = link.weight();
                double counted = switch (weighting) {
                    case SIGNED -> w;
                    case ABSOLUTE -> w < 0 ? -w : w;
                    case POSITIVE -> w > 0 ? w : 0;
                    case NEGATIVE -> w < 0 ? w : 0;
                };
                in[link.target()] += counted;
                out[link.source()] += counted;
            }
            Sums sums = connection.sums(weighting, Progress.NONE);
            assertThat(sums.in()).as("in, %s", weighting).satisfies(closeTo(in, 1e-9 * (1 + links.size())));
            assertThat(sums.out()).as("out, %s", weighting).satisfies(closeTo(out, 1e-9 * (1 + links.size())));
        }
    }

    private void neighbours(Connection connection) {
        Map<Integer, List<Link>> byTarget = new HashMap<>();
        Map<Integer, List<Link>> bySource = new HashMap<>();
        links.forEach(l -> {
            byTarget.computeIfAbsent(l.target(), k -> new ArrayList<>()).add(l);
            bySource.computeIfAbsent(l.source(), i -> new ArrayList<>()).add(l);
        });
        for (int target = 0; target < targets; target++) {
            List<Link> got = list(connection.into(target));
            assertThat(got).isSortedAccordingTo(Comparator.comparingInt(Link::source));
            assertThat(got).containsExactlyInAnyOrderElementsOf(shown(byTarget.getOrDefault(target, List.of())));
        }
        for (int source = 0; source < sources; source++) {
            List<Link> got = list(connection.outOf(source));
            assertThat(got).isSortedAccordingTo(Comparator.comparingInt(Link::target));
            assertThat(got).containsExactlyInAnyOrderElementsOf(shown(bySource.getOrDefault(source, List.of())));
        }
    }

    private void strongest(Connection connection) {
        List<Link> sorted = shown(links).stream().filter(l -> !Float.isNaN(l.shown())).sorted(STRONGEST_FIRST).toList();
        for (int count : new int[] {0, 1, 2, 7, 40, sorted.size() / 2, sorted.size(), 2 * sorted.size() + 3}) {
            same(connection.strongest(count, Progress.NONE), sorted.subList(0, Math.min(count, sorted.size())), sorted);
        }
        double middle = sorted.isEmpty() ? 1 : Math.abs(sorted.get(sorted.size() / 2).shown());
        // at, just above and just below what a link really has
        for (double threshold : new double[] {0, 0.25, 0.5, 0.9, 50, middle, Math.nextUp(middle), Math.nextDown(middle)}) {
            List<Link> above = sorted.stream().filter(l -> Math.abs(l.shown()) >= threshold).toList();
            assertThat(connection.countAtLeast(threshold, Progress.NONE)).as("at least %s", threshold).isEqualTo(above.size());
            List<Link> told = new ArrayList<>();
            connection.eachAtLeast(threshold, Progress.NONE, (source, target, weight) -> told.add(new Link(source, target, 0, weight == 0 ? 0 : weight)));
            assertThat(told).as("each of at least %s", threshold).containsExactlyInAnyOrderElementsOf(above);
            for (int most : new int[] {0, 5, 20, above.size() + 1}) {
                same(connection.atLeast(threshold, most, Progress.NONE), above.subList(0, Math.min(most, above.size())), sorted);
            }
        }
    }

    /** The same places and magnitudes in the same order; two links between the same neurons that differ only in sign may change places. */
    private static void same(Links links, List<Link> wanted, List<Link> all) {
        List<Link> got = list(links);
        assertThat(got.stream().map(Unrolled::magnitude)).containsExactlyElementsOf(wanted.stream().map(Unrolled::magnitude).toList());
        // signs too, and no link twice that there is once
        Map<Link, Integer> left = new HashMap<>();
        all.forEach(l -> left.merge(l, 1, Integer::sum));
        got.forEach(l -> assertThat(left.merge(l, -1, Integer::sum)).as("%s", l).isNotNegative());
    }

    private static Link magnitude(Link link) {
        return new Link(link.source(), link.target(), 0, Math.abs(link.shown()));
    }

    private static List<Link> shown(List<Link> links) {
        return links.stream().map(l -> new Link(l.source(), l.target(), 0, l.shown() == 0 ? 0 : l.shown())).toList();
    }

    private static List<Link> list(Links links) {
        List<Link> list = new ArrayList<>();
        for (int i = 0; i < links.count(); i++) {
            // both zeros are one number here
            list.add(new Link(links.source()[i], links.target()[i], 0, links.weight()[i] == 0 ? 0 : links.weight()[i]));
        }
        return list;
    }
}
