package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooled, re-ordered and repeated inputs, against every path from a neuron to a target. */
@Execution(ExecutionMode.CONCURRENT)
class ComposedTest {
    /** An operator from units and its links, enumerated. */
    private record Operator(Connection connection, Unrolled unrolled) {}

    private record Case(String of, Windows windows, IntFunction<Operator> operator) {
        @Override
        public String toString() {
            return windows + ", " + of;
        }
    }

    private static Operator dense(int units, int targets, Orientation orientation, double[] weights, boolean wide) {
        List<Unrolled.Link> links = new ArrayList<>();
        boolean sourceRows = orientation == Orientation.SOURCE_ROWS;
        for (int unit = 0; unit < units; unit++) {
            for (int target = 0; target < targets; target++) {
                links.add(new Unrolled.Link(unit, target, weights[sourceRows ? unit * targets + target : target * units + unit]));
            }
        }
        float[] floats = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            floats[i] = (float) weights[i];
        }
        long[] shape = sourceRows ? new long[] {units, targets} : new long[] {targets, units};
        Tensor matrix = wide ? Tensor.of(weights).reshaped(shape) : Tensor.of(floats, shape);
        return new Operator(new DenseConnection(4, "dense", 9, 1, matrix, orientation, Optional.of(Tensor.of(new float[targets], targets))),
                new Unrolled(units, targets, links));
    }

    private static Operator dense(int units, Orientation orientation) {
        return dense(units, 5, orientation, doubles(Unrolled.coarse(units * 5, units)), false);
    }

    private static double[] doubles(float[] weights) {
        return IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray();
    }

    /** Weights that no float32 is, a little above and below those that some are. */
    private static double[] between(int count) {
        float[] weights = Unrolled.coarse(count, 3);
        return IntStream.range(0, count).mapToDouble(i -> weights[i] * (1 + 1e-8 * (i % 5 - 2))).toArray();
    }

    /** Kernels of three taps over the units, of one channel in and two out, padded by one. */
    private static Operator convolution(int units, boolean transposed) {
        float[] kernel = Unrolled.coarse(transposed ? 3 : 6, 11 + units);
        int outputs = kernel.length / 3;
        List<Unrolled.Link> links = new ArrayList<>();
        for (int o = 0; o < outputs; o++) {
            for (int at = 0; at < units; at++) {
                for (int tap = 0; tap < 3; tap++) {
                    int other = at + tap - 1;
                    if (other >= 0 && other < units) {
                        links.add(transposed ? new Unrolled.Link(at, other, kernel[tap])
                                : new Unrolled.Link(other, o * units + at, kernel[o * 3 + tap]));
                    }
                }
            }
        }
        List<Integer> one = List.of(1);
        ConvolutionGeometry geometry = new ConvolutionGeometry(1, outputs, 1, List.of(units), List.of(units), List.of(3), one, one, one);
        return new Operator(new Convolution(4, "convolution", 9, 1, Tensor.of(kernel, kernel.length), Layout.CHANNELS_FIRST, geometry,
                transposed, Optional.of(Tensor.of(new float[outputs], outputs))), new Unrolled(units, outputs * units, links));
    }

    static Stream<Case> cases() {
        List<Windows> windows = List.of(
                Windows.chosen("same", 12, IntStream.range(0, 12).toArray()),
                Windows.chosen("re-ordered", 12, 7, 0, 11, 3, 1, 10, 2, 9, 4, 8, 5, 6),
                Windows.chosen("some repeated, some left out", 9, 3, 3, 8, 0, 3, 1),
                Windows.pooled("pooled by two", 2, 4, 4, 2, 2, 0),
                Windows.pooled("overlapping, smaller at the border", 1, 5, 5, 3, 2, 1),
                Windows.pooled("overlapping everywhere", 2, 4, 3, 2, 1, 1),
                Windows.pooled("global", 4, 3, 3, 3, 1, 0),
                Windows.weighted("five different shares, one neuron twice", 7, new double[] {0, 0.25, 1, 0.75},
                        new double[] {2, 0.125, 2, 0.875}, new double[] {1, 0.5, 6, 0.5}, new double[] {3, 0.2, 4, 0.3, 5, 0.5},
                        new double[] {6, 1}));
        return windows.stream().flatMap(w -> Stream.of(
                new Case("dense by sources", w, n -> dense(n, Orientation.SOURCE_ROWS)),
                new Case("dense by targets", w, n -> dense(n, Orientation.TARGET_ROWS)),
                new Case("dense of doubles", w, n -> dense(n, 3, Orientation.TARGET_ROWS,
                        w.averaging().isSame() ? doubles(Unrolled.coarse(n * 3, 3)) : between(n * 3), true)),
                new Case("all weights equal", w, n -> dense(n, 4, Orientation.TARGET_ROWS, filled(n * 4, -0.3f), false)),
                new Case("all weights 0", w, n -> dense(n, 4, Orientation.SOURCE_ROWS, filled(n * 4, 0), false)),
                new Case("convolution", w, n -> convolution(n, false)),
                new Case("transposed convolution", w, n -> convolution(n, true))));
    }

    private static double[] filled(int count, float with) {
        double[] weights = new double[count];
        Arrays.fill(weights, with);
        return weights;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsItsUnrolledPathsDo(Case c) {
        Operator operator = c.operator().apply(c.windows().averaging().units());
        Composed composed = new Composed(operator.connection(), 0, c.windows().averaging());
        Unrolled.through(c.windows().ofUnits(), c.windows().neurons(), operator.unrolled()).isWhat(composed);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheWeightsAndTheNameOfItsOperator(Case c) {
        Connection operator = c.operator().apply(c.windows().averaging().units()).connection();
        Composed composed = new Composed(operator, 0, c.windows().averaging());
        assertThat(composed.index()).isEqualTo(4);
        assertThat(composed.from()).isZero();
        assertThat(composed.to()).isEqualTo(1);
        assertThat(composed.kind()).isEqualTo(operator.kind());
        assertThat(composed.counted()).isTrue();
        assertThat(composed.weights()).isEqualTo(operator.weights());
        assertThat(composed.parameters()).isEqualTo(operator.parameters());
        assertThat(composed.moments(Progress.NONE)).isEqualTo(operator.moments(Progress.NONE));
        long[] read = {0};
        composed.read((weights, count) -> read[0] += count, Progress.NONE);
        assertThat(read[0]).isEqualTo(operator.weights());
        assertThat(composed.bias().orElseThrow().size()).isEqualTo(composed.targets());
        assertThat(composed.strongest(3, Progress.NONE).connection()).isEqualTo(4);
    }

    @Test
    void weightsThatAreNoNumbersAreLinksThatAreNeverStrong() {
        double[] weights = doubles(Unrolled.coarse(9 * 4, 2));
        weights[3] = Float.NaN;
        weights[20] = Float.NaN;
        Windows windows = Windows.pooled("overlapping", 1, 5, 5, 3, 2, 1);
        Operator operator = dense(9, 4, Orientation.SOURCE_ROWS, weights, false);
        Composed composed = new Composed(operator.connection(), 0, windows.averaging());
        Unrolled paths = Unrolled.through(windows.ofUnits(), 25, operator.unrolled());
        assertThat(composed.links()).isEqualTo(paths.links().size());
        long numbers = paths.links().stream().filter(l -> !Double.isNaN(l.weight())).count();
        assertThat(composed.countAtLeast(0, Progress.NONE)).isEqualTo(numbers);
        assertThat(composed.strongest(10_000, Progress.NONE).count()).isEqualTo((int) numbers);
        assertThat(composed.countAtLeast(Double.NaN, Progress.NONE)).isZero();
    }

    /** A pooling behind a re-ordering, composed one after the other. */
    @Test
    void aComposedOperatorIsComposedAgain() {
        Windows order = Windows.chosen("turned round", 16, IntStream.range(0, 16).map(i -> 15 - i).toArray());
        Windows pool = Windows.pooled("pooled", 1, 4, 4, 3, 1, 1);
        Operator operator = dense(16, Orientation.TARGET_ROWS);
        Composed twice = new Composed(new Composed(operator.connection(), 5, pool.averaging()), 0, order.averaging());
        assertThat(twice.operator()).isSameAs(operator.connection());
        assertThat(twice.from()).isZero();
        Unrolled.through(order.ofUnits(), 16, Unrolled.through(pool.ofUnits(), 16, operator.unrolled())).isWhat(twice);
    }

    @Test
    void whatIsNoAverageIsRefused() {
        Connection dense = dense(2, Orientation.TARGET_ROWS).connection();
        assertThatThrownBy(() -> new Composed(dense, 0, Averaging.same(3))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 units");
        assertThatThrownBy(() -> new Composed(dense, 0, Averaging.of(new int[] {0, -1}, 2))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unit 1");
        assertThatThrownBy(() -> new Composed(dense, 0, Averaging.of(new int[] {0, 1, 2}, new int[] {0, 1}, new double[] {1, 0.9}, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0.9");
        Connection block = new Block(0, "b", "attention", 0, 1, 3, 3);
        assertThatThrownBy(() -> new Composed(block, 0, Averaging.same(3))).isInstanceOf(IllegalArgumentException.class);
    }
}
