package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.CloseNumbers.closeTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gates, against the links of each of them enumerated; and layers joined to themselves. */
class GatedTest {
    private static final List<String> NAMES = List.of("input", "forget", "cell", "output");

    /** @param ofGates the links of each gate, into units */
    private record Case(String name, Gated connection, List<Unrolled> ofGates) {
        Unrolled all() {
            return new Unrolled(ofGates.getFirst().sources(), ofGates.getFirst().targets(),
                    ofGates.stream().flatMap(gate -> gate.links().stream()).toList());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case dense(int gates, int sources, int units, Orientation orientation, ElementType type, Windows windows) {
        int from = windows == null ? sources : windows.averaging().units();
        boolean sourceRows = orientation == Orientation.SOURCE_ROWS;
        float[] weights = Unrolled.coarse(gates * from * units, gates + 10L * units);
        List<Unrolled> ofGates = new ArrayList<>();
        for (int g = 0; g < gates; g++) {
            List<Unrolled.Link> links = new ArrayList<>();
            for (int i = 0; i < from; i++) {
                for (int k = 0; k < units; k++) {
                    int row = g * units + k;
                    links.add(new Unrolled.Link(i, k, weights[sourceRows ? i * gates * units + row : row * from + i]));
                }
            }
            Unrolled ofUnits = new Unrolled(from, units, links);
            ofGates.add(windows == null ? ofUnits : Unrolled.through(windows.ofUnits(), windows.neurons(), ofUnits));
        }
        double[] doubles = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            doubles[i] = weights[i];
        }
        long[] shape = sourceRows ? new long[] {from, (long) gates * units} : new long[] {(long) gates * units, from};
        Tensor matrix = type == ElementType.F64 ? Tensor.of(doubles).reshaped(shape) : Tensor.of(weights, shape);
        Tensor bias = Tensor.of(Unrolled.coarse(gates * units, 77), gates * units);
        Connection rows = new DenseConnection(3, "cell", 1, 1, matrix, orientation, Optional.of(bias));
        return new Case(gates + " gates, " + orientation + ", " + type + (windows == null ? "" : ", " + windows),
                new Gated(windows == null ? rows : new Composed(rows, 1, windows.averaging()), NAMES.subList(0, gates)), ofGates);
    }

    /** A convolution with three taps over five positions, of two channels in and two out for each gate. */
    private static Case convolution(int gates, Layout layout) {
        float[] kernel = Unrolled.coarse(gates * 2 * 2 * 3, gates);
        List<Unrolled> ofGates = new ArrayList<>();
        for (int g = 0; g < gates; g++) {
            List<Unrolled.Link> links = new ArrayList<>();
            for (int o = 0; o < 2; o++) {
                for (int i = 0; i < 2; i++) {
                    for (int tap = 0; tap < 3; tap++) {
                        int out = g * 2 + o;
                        int outs = gates * 2;
                        float w = kernel[switch (layout) {
                            case CHANNELS_FIRST -> (out * 2 + i) * 3 + tap;
                            case CHANNELS_LAST -> (tap * 2 + i) * outs + out;
                            case OUTPUTS_FIRST -> (out * 3 + tap) * 2 + i;
                            case INPUTS_FIRST -> (i * 3 + tap) * outs + out;
                        }];
                        for (int at = 0; at < 5; at++) {
                            if (at + tap - 1 >= 0 && at + tap - 1 < 5) {
                                links.add(new Unrolled.Link(i * 5 + at + tap - 1, o * 5 + at, w));
                            }
                        }
                    }
                }
            }
            ofGates.add(new Unrolled(10, 10, links));
        }
        List<Integer> one = List.of(1);
        ConvolutionGeometry geometry = new ConvolutionGeometry(2, 2 * gates, 1, List.of(5), List.of(5), List.of(3), one, one, one);
        Connection rows = new Convolution(3, "cell", 1, 1, Tensor.of(kernel, kernel.length), layout, geometry, false,
                Optional.of(Tensor.of(Unrolled.coarse(2 * gates, 5), 2 * gates)));
        return new Case("convolution, " + gates + " gates, " + layout, new Gated(rows, NAMES.subList(0, gates)), ofGates);
    }

    static Stream<Case> cases() {
        return Stream.of(
                dense(1, 4, 3, Orientation.TARGET_ROWS, ElementType.F32, null),
                dense(3, 6, 6, Orientation.TARGET_ROWS, ElementType.F32, null),
                dense(3, 6, 6, Orientation.SOURCE_ROWS, ElementType.F64, null),
                dense(4, 5, 7, Orientation.TARGET_ROWS, ElementType.F64, null),
                dense(4, 7, 7, Orientation.SOURCE_ROWS, ElementType.F32, null),
                dense(4, 0, 3, Orientation.SOURCE_ROWS, ElementType.F32, Windows.chosen("re-ordered", 4, 3, 1, 0, 2)),
                dense(3, 0, 4, Orientation.TARGET_ROWS, ElementType.F32, Windows.pooled("pooled", 1, 5, 5, 3, 2, 1)),
                convolution(4, Layout.CHANNELS_FIRST), convolution(4, Layout.CHANNELS_LAST), convolution(3, Layout.OUTPUTS_FIRST),
                convolution(3, Layout.INPUTS_FIRST));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheLinksOfAllGatesDo(Case c) {
        c.all().isWhat(c.connection());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aGateAloneAnswersAsItsOwnLinksDo(Case c) {
        double[] bias = new double[c.connection().targets()];
        for (int g = 0; g < c.connection().gates().size(); g++) {
            Connection gate = c.connection().gate(g);
            c.ofGates().get(g).isWhat(gate);
            for (int target = 0; target < gate.targets(); target++) {
                bias[target] += gate.biasOf(target).orElseThrow();
                Links into = c.connection().into(target, g);
                assertThat(into.source()).containsExactly(gate.into(target).source());
                assertThat(into.target()).containsExactly(gate.into(target).target());
                assertThat(into.weight()).containsExactly(gate.into(target).weight());
            }
        }
        assertThat(c.connection().bias().orElseThrow().toArray()).satisfies(closeTo(bias, 1e-9));
        for (int target = 0; target < bias.length; target++) {
            assertThat(c.connection().biasOf(target).orElseThrow()).isCloseTo(bias[target], within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheNumbersOfAllItsRows(Case c) {
        Connection rows = c.connection().rows();
        assertThat(c.connection().weights()).isEqualTo(rows.weights());
        assertThat(c.connection().parameters()).isEqualTo(rows.parameters());
        assertThat(c.connection().kind()).isEqualTo("gated " + rows.kind());
        assertThat(c.connection().moments(Progress.NONE)).isEqualTo(rows.moments(Progress.NONE));
        assertThat(c.connection().index()).isEqualTo(3);
        assertThat(c.connection().strongest(2, Progress.NONE).connection()).isEqualTo(3);
    }

    @Test
    void whatHasNoGatesIsRefused() {
        Connection dense = dense(3, 2, 3, Orientation.TARGET_ROWS, ElementType.F32, null).connection().rows();
        assertThatThrownBy(() -> new Gated(dense, NAMES)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9 rows");
        assertThatThrownBy(() -> new Gated(dense, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Gated(new Block(0, "b", "attention", 0, 1, 3, 4), NAMES)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attention");
    }

    @Test
    void aLayerMayBeJoinedToItself() {
        List<Layer> layers = List.of(new Layer(0, "input", "input", Shape.of(2), ""), new Layer(1, "lstm", "lstm", Shape.of(7), ""));
        DenseConnection in = new DenseConnection(0, "in", 0, 1, Tensor.of(new float[14], 2, 7), Orientation.SOURCE_ROWS, Optional.empty());
        Tensor rows = Tensor.of(new float[28 * 7], 28, 7);
        Gated around = new Gated(new DenseConnection(1, "around", 1, 1, rows, Orientation.TARGET_ROWS, Optional.empty()), NAMES);
        try (Network network = new Network("r", "test", layers, List.of(in, around), List.of(), () -> { })) {
            assertThat(network.into(1)).containsExactly(in, around);
            assertThat(network.outOf(1)).containsExactly(around);
            assertThat(network.links()).isEqualTo(14 + 28 * 7);
        }
    }
}
