package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The strongest links of a filter and of each neuron, and how many links a neuron has, against a list of all links that a test goes through. */
@Execution(ExecutionMode.CONCURRENT)
class LinkSearchTest {
    private record Link(int source, int target, float weight) {
        float magnitude() {
            return Math.abs(weight);
        }
    }

    private static final Comparator<Link> STRONGEST_FIRST = Comparator.comparingDouble((Link l) -> -l.magnitude())
            .thenComparingInt(Link::source).thenComparingInt(Link::target);

    /** Many weights are equal, a third is 0 or nearly so. */
    static Map<String, Connection> connections() {
        Map<String, Connection> all = new LinkedHashMap<>();
        all.put("dense by source", dense(7, 9, Orientation.SOURCE_ROWS, 1));
        all.put("dense by target", dense(130, 12, Orientation.TARGET_ROWS, 2));
        double[] doubles = new double[40];
        Arrays.setAll(doubles, i -> Math.sin(i * i) * (i % 3));
        all.put("dense of float64", new DenseConnection(0, "d", 0, 1, Tensor.of(doubles).reshaped(8, 5), Orientation.SOURCE_ROWS, Optional.empty()));
        all.put("convolution", convolution(4, 6, 2, List.of(5, 6), List.of(3, 3), List.of(3, 2), List.of(2, 2), List.of(1, 0), false));
        all.put("transposed convolution", convolution(4, 3, 1, List.of(5, 5), List.of(3, 3), List.of(3, 3), List.of(2, 2), List.of(1, 1), true));
        all.put("convolution with gaps", convolution(2, 3, 1, List.of(6), List.of(3), List.of(1), List.of(2), List.of(0), false));
        Connection same = convolution(3, 4, 1, List.of(4, 4), List.of(4, 4), List.of(3, 3), List.of(1, 1), List.of(1, 1), false);
        all.put("pooled convolution", new Composed(same, 0, windows(2, 2)));
        all.put("convolution of overlapping windows", new Composed(same, 0, windows(3, 1)));
        all.put("pooled dense", new Composed(dense(48, 5, Orientation.TARGET_ROWS, 5), 0, windows(2, 2)));
        all.put("dense of overlapping windows", new Composed(dense(48, 5, Orientation.SOURCE_ROWS, 6), 0, windows(3, 1)));
        all.put("gated dense", new Gated(dense(6, 20, Orientation.TARGET_ROWS, 7), List.of("a", "b", "c", "d")));
        all.put("gated convolution", new Gated(convolution(2, 6, 1, List.of(4, 3), List.of(4, 3), List.of(3, 3), List.of(1, 1), List.of(1, 1), false),
                List.of("a", "b")));
        all.put("gated pooled convolution", new Gated(new Composed(same, 0, windows(2, 2)), List.of("a", "b")));
        all.put("normalisation", new OneToOne(0, "n", "normalisation", 0, 1, Averaging.same(12), Optional.of(Tensor.of(Unrolled.coarse(4, 8), 4)), 3,
                Optional.empty()));
        all.put("block", new Block(0, "b", "attention", 0, 1, 5, 4));
        return all;
    }

    private static Connection dense(int sources, int targets, Orientation orientation, long seed) {
        long[] shape = orientation == Orientation.SOURCE_ROWS ? new long[] {sources, targets} : new long[] {targets, sources};
        return new DenseConnection(0, "d", 0, 1, Tensor.of(Unrolled.coarse(sources * targets, seed), shape), orientation, Optional.empty());
    }

    private static Connection convolution(int in, int out, int groups, List<Integer> input, List<Integer> output, List<Integer> kernel,
                                          List<Integer> stride, List<Integer> padding, boolean transposed) {
        List<Integer> one = stride.stream().map(s -> 1).toList();
        int taps = kernel.stream().reduce(1, (a, b) -> a * b);
        return new Convolution(0, "c", 0, 1, Tensor.of(Unrolled.coarse(out * in / groups * taps, in + out), out, in / groups, taps),
                Convolution.Layout.CHANNELS_FIRST, new ConvolutionGeometry(in, out, groups, input, output, kernel, stride, one, padding), transposed,
                Optional.empty());
    }

    /** 48 units of three channels of 4×4, each the mean of a window of the neurons; smaller ones at the end of a row where they overlap. */
    private static Averaging windows(int size, int stride) {
        int extent = stride == 1 ? 4 : 4 * stride;
        List<int[]> windows = new ArrayList<>();
        for (int unit = 0; unit < 48; unit++) {
            int row = unit / 4 % 4 * stride;
            int column = unit % 4 * stride;
            int first = unit / 16 * extent * extent;
            windows.add(IntStream.range(row, Math.min(row + size, extent)).flatMap(y ->
                    IntStream.range(column, Math.min(column + size, extent)).map(x -> first + extent * y + x)).toArray());
        }
        int[] start = new int[49];
        for (int unit = 0; unit < 48; unit++) {
            start[unit + 1] = start[unit] + windows.get(unit).length;
        }
        return Averaging.of(start, windows.stream().flatMapToInt(Arrays::stream).toArray(), 3 * extent * extent);
    }

    private static List<Link> all(Connection connection) {
        List<Link> all = new ArrayList<>();
        for (int target = 0; target < connection.targets(); target++) {
            all.addAll(list(connection.into(target)));
        }
        return all;
    }

    private static List<Link> list(Links links) {
        return IntStream.range(0, links.count()).mapToObj(i -> new Link(links.source()[i], links.target()[i], links.weight()[i])).toList();
    }

    private static List<String> places(List<Link> links) {
        return links.stream().map(l -> l.source() + " → " + l.target() + ": " + l.magnitude()).toList();
    }

    @TestFactory
    Stream<DynamicTest> theStrongestOfAFilterAreThoseOfTheList() {
        Map<String, LinkFilter> filters = Map.of("positive", (source, target, w) -> w > 0, "some ends", (source, target, w) -> source % 3 == 1 || target == 2,
                "not 0", (source, target, w) -> w != 0);
        return each((connection, all) -> filters.forEach((name, filter) -> {
            for (double least : new double[] {0, 0.25, 0.3}) {
                List<Link> wanted = all.stream().filter(l -> filter.wants(l.source(), l.target(), l.weight()) && l.magnitude() >= least)
                        .sorted(STRONGEST_FIRST).toList();
                for (int count : new int[] {0, 1, 5, 33, wanted.size(), wanted.size() + 10}) {
                    assertThat(places(list(connection.strongest(count, least, filter, Progress.NONE)))).as("%s, %s of at least %s", name, count, least)
                            .isEqualTo(places(wanted.subList(0, Math.min(count, wanted.size()))));
                }
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyNeuronGetsItsStrongestAndNoLinkIsThereForNothing() {
        Predicate<Link> positive = l -> l.weight() > 0;
        return each((connection, all) -> {
            for (Predicate<Link> wanted : List.of(positive, (Predicate<Link>) l -> true)) {
                for (int count : new int[] {1, 2, 5, 1000}) {
                    everyNeuron(connection, all.stream().filter(l -> l.weight() != 0).filter(wanted).toList(), count,
                            (source, target, w) -> wanted.test(new Link(source, target, w)));
                }
            }
        });
    }

    private static void everyNeuron(Connection connection, List<Link> all, int count, LinkFilter filter) {
        everyNeuron(all, count, most -> list(connection.strongestOfNeurons(count, most, filter, Progress.NONE)));
        assertThat(connection.strongestOfNeurons(0, 10, filter, Progress.NONE).count()).isZero();
    }

    /** @param search at most so many of them */
    private static void everyNeuron(List<Link> all, int count, IntFunction<List<Link>> search) {
        List<Link> got = search.apply(1_000_000);
        assertThat(places(got)).as("in order").isEqualTo(places(got.stream().sorted(STRONGEST_FIRST).toList()));
        Map<Link, Integer> left = new HashMap<>();
        all.forEach(l -> left.merge(l, 1, Integer::sum));
        got.forEach(l -> left.merge(l, -1, Integer::sum));
        assertThat(left.values()).as("each is one of all").allMatch(n -> n >= 0);
        Map<Integer, List<Link>> bySource = all.stream().collect(Collectors.groupingBy(Link::source));
        Map<Integer, List<Link>> byTarget = all.stream().collect(Collectors.groupingBy(Link::target));
        Map<Integer, List<Link>> gotBySource = got.stream().collect(Collectors.groupingBy(Link::source));
        Map<Integer, List<Link>> gotByTarget = got.stream().collect(Collectors.groupingBy(Link::target));
        bySource.forEach((source, links) -> assertThat(magnitudes(gotBySource.getOrDefault(source, List.of()).stream(), count)).as("of source %s", source)
                .isEqualTo(magnitudes(links.stream(), count)));
        byTarget.forEach((target, links) -> assertThat(magnitudes(gotByTarget.getOrDefault(target, List.of()).stream(), count)).as("of target %s", target)
                .isEqualTo(magnitudes(links.stream(), count)));
        long forNothing = got.stream().filter(link ->
                bySource.get(link.source()).stream().filter(l -> l.magnitude() > link.magnitude()).count() >= count
                && byTarget.get(link.target()).stream().filter(l -> l.magnitude() > link.magnitude()).count() >= count).count();
        assertThat(forNothing).isZero();
        int half = got.size() / 2;
        assertThat(magnitudes(search.apply(half).stream(), half)).isEqualTo(magnitudes(got.stream(), half));
    }

    /** However few links are given to their ends before the neurons that lack some are looked at. */
    @TestFactory
    Stream<DynamicTest> whatNeuronsLackOfTheFirstLinksTheyGetOfTheRest() {
        return each((connection, all) -> {
            for (LinkFilter filter : List.<LinkFilter>of(LinkFilter.ALL, (source, target, w) -> w > 0 && source % 3 != 1)) {
                List<Link> wanted = all.stream().filter(l -> l.weight() != 0 && filter.wants(l.source(), l.target(), l.weight())).toList();
                for (int count : new int[] {1, 3, 1000}) {
                    for (int first : new int[] {1, 7, 40}) {
                        everyNeuron(wanted, count, most -> list(NeuronRest.strongest(connection, count, most, first, filter, Progress.NONE)));
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theStrongestLinksOfSomeNeuronsAreThoseOfTheList() {
        return each((connection, all) -> {
            for (boolean entering : new boolean[] {true, false}) {
                int every = entering ? connection.targets() : connection.sources();
                // downwards, all but the first
                int[] neurons = IntStream.range(1, every).map(i -> every - i).toArray();
                for (int count : new int[] {0, 1, 3, 1000}) {
                    Links[] found = connection.strongestOf(neurons, entering, count, Progress.NONE);
                    assertThat(found).hasSize(neurons.length);
                    for (int i = 0; i < neurons.length; i++) {
                        int neuron = neurons[i];
                        List<Link> wanted = all.stream().filter(l -> l.weight() != 0 && (entering ? l.target() : l.source()) == neuron)
                                .sorted(STRONGEST_FIRST).limit(count).toList();
                        assertThat(places(list(found[i]))).as("%s of %s", count, neuron).isEqualTo(places(wanted));
                    }
                }
            }
        });
    }

    private static List<Float> magnitudes(Stream<Link> links, int count) {
        return links.map(Link::magnitude).sorted(Comparator.reverseOrder()).limit(count).toList();
    }

    @TestFactory
    Stream<DynamicTest> aNeuronHasAsManyLinksAsAreNot0() {
        return each((connection, all) -> {
            int[] in = new int[connection.targets()];
            int[] out = new int[connection.sources()];
            all.stream().filter(l -> l.magnitude() > 0).forEach(l -> {
                in[l.target()]++;
                out[l.source()]++;
            });
            Degrees degrees = Degrees.of(connection, Progress.NONE);
            assertThat(degrees.in()).isEqualTo(in);
            assertThat(degrees.out()).isEqualTo(out);
        });
    }

    @Test
    void weightsThatAreNoNumberAreNeverChosenAndHideNothing() {
        float[] weights = Unrolled.coarse(3 * 2 * 9, 3);
        weights[7] = Float.NaN;
        Tensor kernel = Tensor.of(weights, 3, 2, 9);
        List<Integer> two = List.of(1, 1);
        Connection convolution = new Convolution(0, "c", 0, 1, kernel, Convolution.Layout.CHANNELS_FIRST,
                new ConvolutionGeometry(2, 3, 1, List.of(4, 4), List.of(4, 4), List.of(3, 3), two, two, two), false, Optional.empty());
        List<Link> all = all(convolution).stream().filter(l -> l.weight() < 0).sorted(STRONGEST_FIRST).toList();
        assertThat(places(list(convolution.strongest(1_000, 0, (source, target, w) -> !(w >= 0), Progress.NONE)))).isEqualTo(places(all));
        assertThat(list(convolution.strongestOfNeurons(2, 1_000, LinkFilter.ALL, Progress.NONE))).isNotEmpty().noneMatch(l -> Float.isNaN(l.weight()));
    }

    @TestFactory
    Stream<DynamicTest> aCancelIsHeard() {
        return each((connection, all) -> {
            if (!all.isEmpty()) {
                assertThatThrownBy(() -> connection.strongest(5, 0, (source, target, w) -> w > 0, Cancelled.after(0)))
                        .isInstanceOf(CancellationException.class);
                assertThatThrownBy(() -> connection.strongestOfNeurons(5, 10, LinkFilter.ALL, Cancelled.after(0)))
                        .isInstanceOf(CancellationException.class);
            }
        });
    }

    private interface Check {
        void of(Connection connection, List<Link> all);
    }

    private static Stream<DynamicTest> each(Check check) {
        return connections().entrySet().stream().map(entry ->
                DynamicTest.dynamicTest(entry.getKey(), () -> check.of(entry.getValue(), all(entry.getValue()))));
    }
}
