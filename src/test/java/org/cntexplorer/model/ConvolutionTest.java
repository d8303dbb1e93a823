package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.CloseNumbers.closeTo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a convolution answers, against its graph unrolled link by link over the padded input, as one would compute it by hand. */
@Execution(ExecutionMode.CONCURRENT)
class ConvolutionTest {
    private record Link(int source, int target, float weight) {}

    /** One axis. */
    private record Axis(int input, int kernel, int stride, int dilation, int before, int after) {
        int output() {
            return (input + before + after - dilation * (kernel - 1) - 1) / stride + 1;
        }
    }

    private record Case(int inputChannels, int outputChannels, int groups, List<Axis> axes, Layout layout, boolean transposed) {
        ConvolutionGeometry geometry() {
            return new ConvolutionGeometry(inputChannels, outputChannels, groups, axes.stream().map(Axis::input).toList(),
                    axes.stream().map(Axis::output).toList(), axes.stream().map(Axis::kernel).toList(), axes.stream().map(Axis::stride).toList(),
                    axes.stream().map(Axis::dilation).toList(), axes.stream().map(Axis::before).toList());
        }

        int taps() {
            return axes.stream().mapToInt(Axis::kernel).reduce(1, (a, b) -> a * b);
        }

        float[] weights() {
            Random random = new Random(hashCode());
            float[] weights = new float[outputChannels * (inputChannels / groups) * taps()];
            for (int i = 0; i < weights.length; i++) {
                // coarse steps make ties
                weights[i] = random.nextInt(3) == 0 ? (random.nextInt(5) - 2) / 2f : (float) random.nextGaussian();
            }
            return weights;
        }

        Convolution connection() {
            // the shape is that of the layout, but only the size counts
            return new Convolution(2, "test", 0, 1, Tensor.of(weights(), weights().length), layout, geometry(), transposed, Optional.empty());
        }

        /** By loops over a three-dimensional input that really is padded: cells that are padding have no number. */
        List<Link> links() {
            float[] weights = weights();
            Axis[] a = new Axis[] {new Axis(1, 1, 1, 1, 0, 0), new Axis(1, 1, 1, 1, 0, 0), new Axis(1, 1, 1, 1, 0, 0)};
            for (int i = 0; i < axes.size(); i++) {
                a[3 - axes.size() + i] = axes.get(i);
            }
            int perGroupIn = inputChannels / groups;
            int perGroupOut = outputChannels / groups;
            List<Link> links = new ArrayList<>();
            for (int o = 0; o < outputChannels; o++) {
                for (int x = 0; x < a[0].output(); x++) {
                    for (int y = 0; y < a[1].output(); y++) {
                        for (int z = 0; z < a[2].output(); z++) {
                            int out = ((o * a[0].output() + x) * a[1].output() + y) * a[2].output() + z;
                            for (int i = 0; i < perGroupIn; i++) {
                                for (int u = 0; u < a[0].kernel(); u++) {
                                    for (int v = 0; v < a[1].kernel(); v++) {
                                        for (int w = 0; w < a[2].kernel(); w++) {
                                            int px = x * a[0].stride() + u * a[0].dilation() - a[0].before();
                                            int py = y * a[1].stride() + v * a[1].dilation() - a[1].before();
                                            int pz = z * a[2].stride() + w * a[2].dilation() - a[2].before();
                                            if (px < 0 || px >= a[0].input() || py < 0 || py >= a[1].input() || pz < 0 || pz >= a[2].input()) {
                                                continue;
                                            }
                                            int in = ((((o / perGroupOut) * perGroupIn + i) * a[0].input() + px) * a[1].input() + py) * a[2].input() + pz;
                                            int tap = (u * a[1].kernel() + v) * a[2].kernel() + w;
                                            float weight = weights[switch (layout) {
                                                case CHANNELS_FIRST -> (o * perGroupIn + i) * taps() + tap;
                                                case CHANNELS_LAST -> (tap * perGroupIn + i) * outputChannels + o;
                                                case OUTPUTS_FIRST -> (o * taps() + tap) * perGroupIn + i;
                                                case INPUTS_FIRST -> (i * taps() + tap) * outputChannels + o;
                                            }];
                                            links.add(transposed ? new Link(out, in, weight) : new Link(in, out, weight));
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            return links;
        }
    }

    static Stream<Case> cases() {
        List<List<Axis>> geometries = List.of(
                List.of(new Axis(11, 3, 1, 1, 1, 1)),
                List.of(new Axis(13, 4, 3, 2, 2, 0)),
                List.of(new Axis(7, 3, 1, 1, 1, 1), new Axis(5, 3, 1, 1, 1, 1)),
                List.of(new Axis(7, 3, 2, 1, 0, 1), new Axis(9, 2, 1, 3, 2, 1)),
                List.of(new Axis(8, 1, 2, 1, 0, 0), new Axis(6, 5, 2, 1, 2, 2)),
                List.of(new Axis(3, 5, 1, 1, 2, 2), new Axis(1, 3, 1, 1, 1, 1)),
                List.of(new Axis(4, 2, 1, 1, 0, 1), new Axis(5, 3, 2, 1, 1, 1), new Axis(3, 2, 1, 2, 1, 0)));
        int[][] channels = {{1, 1, 1}, {3, 4, 1}, {4, 6, 2}, {5, 5, 5}, {3, 6, 3}};
        List<Case> cases = new ArrayList<>();
        for (List<Axis> axes : geometries) {
            for (int[] c : channels) {
                for (Layout layout : Layout.values()) {
                    cases.add(new Case(c[0], c[1], c[2], axes, layout, false));
                }
                cases.add(new Case(c[0], c[1], c[2], axes, Layout.CHANNELS_FIRST, true));
                cases.add(new Case(c[0], c[1], c[2], axes, Layout.INPUTS_FIRST, true));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void strengthsAreThoseOfTheUnrolledGraph(Case c) {
        Convolution connection = c.connection();
        List<Link> links = c.links();
        assertThat(connection.links()).isEqualTo(links.size());
        for (Weighting weighting : Weighting.values()) {
            double[] in = new double[connection.targets()];
            double[] out = new double[connection.sources()];
            for (Link link : links) {
                in[link.target()] += weighting.of(link.weight());
                out[link.source()] += weighting.of(link.weight());
            }
            Sums sums = connection.sums(weighting, Progress.NONE);
            assertThat(sums.in()).satisfies(closeTo(in, 1e-9));
            assertThat(sums.out()).satisfies(closeTo(out, 1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLinksOfAUnitAreThoseOfTheUnrolledGraph(Case c) {
        Convolution connection = c.connection();
        List<Link> links = c.links();
        for (int target = 0; target < connection.targets(); target += 3) {
            int k = target;
            assertThat(list(connection.into(target))).isEqualTo(links.stream().filter(l -> l.target() == k).sorted(Comparator.comparingInt(Link::source)).toList());
        }
        for (int source = 0; source < connection.sources(); source += 3) {
            int i = source;
            assertThat(list(connection.outOf(source))).isEqualTo(links.stream().filter(l -> l.source() == i).sorted(Comparator.comparingInt(Link::target)).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theStrongestLinksAreTheFirstOfAllSorted(Case c) {
        Convolution connection = c.connection();
        List<Link> sorted = c.links().stream().sorted(Comparator.comparingDouble((Link l) -> -Math.abs(l.weight()))
                .thenComparingInt(Link::source).thenComparingInt(Link::target)).toList();
        for (int count : new int[] {0, 1, 7, 100, sorted.size(), 2 * sorted.size()}) {
            assertThat(list(connection.strongest(count, Progress.NONE))).isEqualTo(sorted.subList(0, Math.min(count, sorted.size())));
        }
        for (double threshold : new double[] {0, 0.5, 0.9, 50}) {
            List<Link> above = sorted.stream().filter(l -> Math.abs(l.weight()) >= threshold).toList();
            assertThat(connection.countAtLeast(threshold, Progress.NONE)).isEqualTo(above.size());
            assertThat(list(connection.atLeast(threshold, 20, Progress.NONE))).isEqualTo(above.subList(0, Math.min(20, above.size())));
        }
    }

    /** As where most weights are 0, or all are 1 or −1: such links are not all put in order. */
    @ParameterizedTest
    @MethodSource("cases")
    void manyLinksOfEqualWeightStandInTheSameOrder(Case c) {
        ConvolutionOperator operator = ConvolutionOperator.of(c.connection());
        List<Link> sorted = c.links().stream().sorted(Comparator.comparingDouble((Link l) -> -Math.abs(l.weight()))
                .thenComparingInt(Link::source).thenComparingInt(Link::target)).toList();
        for (int count : new int[] {0, 1, 7, 100, sorted.size()}) {
            assertThat(list(new StrongestOfConvolution(operator, count, 0, 0).links(Progress.NONE))).isEqualTo(sorted.subList(0, Math.min(count, sorted.size())));
        }
        List<Link> above = sorted.stream().filter(l -> Math.abs(l.weight()) >= 0.5).toList();
        assertThat(list(new StrongestOfConvolution(operator, above.size(), 0.5, 3).links(Progress.NONE))).isEqualTo(above);
    }

    /** Of 1.8 thousand million links all but 50,176 weigh nothing: in seconds, not minutes. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void oneWeightAmongManyThatAreNothingIsFoundSoon() {
        Case c = new Case(64, 64, 1, List.of(new Axis(224, 3, 1, 1, 1, 1), new Axis(224, 3, 1, 1, 1, 1)), Layout.CHANNELS_FIRST, false);
        float[] weights = new float[64 * 64 * 9];
        weights[5 * 64 * 9 + 7 * 9 + 4] = -0.5f;
        Convolution connection = new Convolution(2, "test", 0, 1, Tensor.of(weights, weights.length), c.layout(), c.geometry(), false, Optional.empty());
        Links some = connection.strongest(60_000, Progress.NONE);
        assertThat(some.count()).isEqualTo(60_000);
        assertThat(some.weight()[50_175]).isEqualTo(-0.5f);
        assertThat(some.weight()[50_176]).isZero();
        assertThat(some.source()[50_175]).isEqualTo(7 * 224 * 224 + 50_175);
        assertThat(some.source()[50_176]).isZero();
        assertThat(connection.atLeast(Float.MIN_VALUE, 60_000, Progress.NONE).count()).isEqualTo(50_176);
    }

    private static List<Link> list(Links links) {
        List<Link> list = new ArrayList<>();
        for (int i = 0; i < links.count(); i++) {
            list.add(new Link(links.source()[i], links.target()[i], links.weight()[i]));
        }
        return list;
    }

    /** 3×3 with padding 1: the output keeps its full size, and a corner has four links a channel. */
    @Test
    void paddingKeepsTheSizeAndIsNoLink() {
        Case c = new Case(1, 1, 1, List.of(new Axis(5, 3, 1, 1, 1, 1), new Axis(5, 3, 1, 1, 1, 1)), Layout.CHANNELS_FIRST, false);
        Convolution connection = c.connection();
        assertThat(connection.targets()).isEqualTo(25);
        assertThat(connection.into(0).count()).isEqualTo(4);
        assertThat(connection.into(2).count()).isEqualTo(6);
        assertThat(connection.into(12).count()).isEqualTo(9);
        assertThat(connection.links()).isEqualTo(4 * 4 + 12 * 6 + 9 * 9);
        assertThat(connection.weights()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aWeightLeadsToTheChannelOfTheLinksThatHaveIt(Case c) {
        float[] marked = new float[c.weights().length];
        for (int weight = 0; weight < marked.length; weight++) {
            marked[weight] = weight + 1;
        }
        Convolution connection = new Convolution(2, "test", 0, 1, Tensor.of(marked, marked.length), c.layout(), c.geometry(), c.transposed(), Optional.empty());
        int channels = c.transposed() ? c.inputChannels() : c.outputChannels();
        for (int target = 0; target < connection.targets(); target++) {
            for (float weight : connection.into(target).weight()) {
                assertThat(connection.targetChannelOfWeight().applyAsInt((long) weight - 1)).isEqualTo(target / (connection.targets() / channels));
            }
        }
    }

    @Test
    void momentsAreThoseOfTheKernel() {
        Convolution connection = cases().skip(30).findFirst().orElseThrow().connection();
        assertThat(connection.moments(Progress.NONE).n()).isEqualTo(connection.kernel().size());
        assertThat(connection.moments(Progress.NONE).mean()).isCloseTo(Moments.of(connection.kernel().toArray()).mean(), within(1e-12));
        assertThat(connection.moments(Progress.NONE).variance()).isCloseTo(Moments.of(connection.kernel().toArray()).variance(), within(1e-12));
    }

    @Test
    void aKernelOfAnotherSizeIsRefused() {
        ConvolutionGeometry geometry = new Case(4, 6, 2, List.of(new Axis(7, 3, 1, 1, 1, 1)), Layout.CHANNELS_FIRST, false).geometry();
        assertThatThrownBy(() -> new Convolution(0, "wrong", 0, 1, Tensor.of(new float[10], 10), Layout.CHANNELS_FIRST, geometry, false, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("36");
    }
}
