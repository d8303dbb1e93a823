package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.CloseNumbers.closeTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.cntexplorer.EveryKind;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** The difference's matrices against those of the two networks, unrolled link by link and subtracted here. */
class DifferenceTest {
    private static final Random RANDOM = new Random(11);

    /** Parallel links summed. */
    private static double[][] unrolled(Connection connection) {
        double[][] matrix = new double[connection.sources()][connection.targets()];
        for (int target = 0; target < connection.targets(); target++) {
            Links links = connection.into(target);
            for (int i = 0; i < links.count(); i++) {
                matrix[links.source()[i]][target] += links.weight()[i];
            }
        }
        return matrix;
    }

    private static void isDifference(Connection difference, Connection a, Connection b) {
        assertThat(difference.kind()).isEqualTo(a.kind());
        double[][] ofA = unrolled(a);
        double[][] ofB = unrolled(b);
        double[][] found = unrolled(difference);
        double[] in = new double[a.targets()];
        double[] out = new double[a.sources()];
        for (int i = 0; i < ofA.length; i++) {
            for (int k = 0; k < ofA[i].length; k++) {
                double wanted = ofB[i][k] - ofA[i][k];
                assertThat(found[i][k]).as("%s, %s to %s", a.name(), i, k).isCloseTo(wanted, within(2e-6));
                in[k] += wanted;
                out[i] += wanted;
            }
        }
        Sums sums = difference.sums(Weighting.SIGNED, Progress.NONE);
        assertThat(sums.in()).satisfies(closeTo(in, 1e-4));
        assertThat(sums.out()).satisfies(closeTo(out, 1e-4));
        double[] biases = new double[a.targets()];
        for (int k = 0; k < biases.length; k++) {
            biases[k] = b.biasOf(k).orElse(0) - a.biasOf(k).orElse(0);
            assertThat(difference.biasOf(k).orElse(0)).isCloseTo(biases[k], within(2e-6));
        }
        double[] added = new double[a.targets()];
        difference.addBias(Weighting.SIGNED, added);
        assertThat(added).satisfies(closeTo(biases, 1e-5));
    }

    @Test
    void everyKindOfConnectionIsSubtracted() throws Exception {
        Network a = EveryKind.network(4);
        Network b = EveryKind.network(5);
        try (Network difference = Difference.of(a, b, Progress.NONE)) {
            assertThat(difference.connections()).hasSameSizeAs(a.connections());
            for (Connection connection : difference.connections()) {
                isDifference(connection, a.connection(connection.index()), b.connection(connection.index()));
            }
            assertThat(difference.connection(EveryKind.SKIP).links()).as("fixed links do not differ").isZero();
            assertThat(difference.connection(EveryKind.GATED).strongest(5, Progress.NONE).count()).isEqualTo(5);
        }
    }

    @Test
    void itsStrengthsAreTheDifferencesOfTheStrengths() throws Exception {
        Network a = EveryKind.network(4);
        Network b = EveryKind.network(5);
        try (Network difference = Difference.of(a, b, Progress.NONE)) {
            NodeStrength ofA = NodeStrength.of(a, Convention.DEFAULT, Progress.NONE);
            NodeStrength ofB = NodeStrength.of(b, Convention.DEFAULT, Progress.NONE);
            NodeStrength found = NodeStrength.of(difference, Convention.DEFAULT, Progress.NONE);
            for (Layer layer : a.layers()) {
                double[] x = ofA.layer(layer.index()).total();
                double[] y = ofB.layer(layer.index()).total();
                assertThat(found.layer(layer.index()).total()).as(layer.name())
                        .satisfies(closeTo(IntStream.range(0, x.length).mapToDouble(k -> y[k] - x[k]).toArray(), 1e-4));
            }
        }
    }

    private static Network of(Connection connection, Shape from, Shape to) {
        return new Network("one " + connection.kind(), "test", List.of(new Layer(0, "in", "input", from, ""), new Layer(1, "out", "dense", to, "")),
                List.of(connection), List.of(), () -> { });
    }

    private static Tensor normal(long... shape) {
        float[] values = new float[Math.toIntExact(Tensor.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) RANDOM.nextGaussian();
        }
        return Tensor.of(values, shape);
    }

    private static void areSubtracted(Connection a, Connection b, Shape from, Shape to) throws Exception {
        try (Network forth = Difference.of(of(a, from, to), of(b, from, to), Progress.NONE);
                Network back = Difference.of(of(b, from, to), of(a, from, to), Progress.NONE)) {
            isDifference(forth.connection(0), a, b);
            isDifference(back.connection(0), b, a);
        }
    }

    @Test
    void theSameMatrixMayBeStoredByRowsOrByColumns() throws Exception {
        areSubtracted(new DenseConnection(0, "fc", 0, 1, normal(7, 4), Orientation.SOURCE_ROWS, Optional.of(normal(4))),
                new DenseConnection(0, "fc", 0, 1, normal(4, 7), Orientation.TARGET_ROWS, Optional.empty()), Shape.of(7), Shape.of(4));
    }

    @Test
    void neuronsMayBeTakenInAnotherOrder() throws Exception {
        Connection ordered = new DenseConnection(0, "fc", 0, 1, normal(6, 4), Orientation.SOURCE_ROWS, Optional.empty());
        Connection channelsLast = new Composed(new DenseConnection(0, "fc", 0, 1, normal(6, 4), Orientation.SOURCE_ROWS, Optional.empty()), 0,
                Averaging.of(new int[] {0, 3, 1, 4, 2, 5}, 6));
        Connection another = new Composed(new DenseConnection(0, "fc", 0, 1, normal(4, 6), Orientation.TARGET_ROWS, Optional.empty()), 0,
                Averaging.of(new int[] {5, 3, 4, 2, 1, 0}, 6));
        areSubtracted(ordered, channelsLast, Shape.of(6), Shape.of(4));
        areSubtracted(channelsLast, another, Shape.of(6), Shape.of(4));
    }

    @Test
    void kernelsMayBeStoredInEveryOrder() throws Exception {
        List<Integer> ones = List.of(1, 1);
        for (boolean transposed : new boolean[] {false, true}) {
            ConvolutionGeometry geometry = new ConvolutionGeometry(4, 6, 2, List.of(3, 5), List.of(3, 5), List.of(2, 3), ones, ones, ones);
            Shape input = Shape.of(4, 3, 5);
            Shape output = Shape.of(6, 3, 5);
            for (Convolution.Layout x : Convolution.Layout.values()) {
                for (Convolution.Layout y : Convolution.Layout.values()) {
                    long[] flat = {6 * 2 * 6};
                    areSubtracted(new Convolution(0, "conv", 0, 1, normal(flat), x, geometry, transposed, Optional.empty()),
                            new Convolution(0, "conv", 0, 1, normal(flat), y, geometry, transposed, Optional.of(normal(transposed ? 4 : 6))),
                            transposed ? output : input, transposed ? input : output);
                }
            }
        }
    }

    @Test
    void gatesMayStandInAnotherOrder() throws Exception {
        List<String> one = List.of("input", "forget", "cell", "output");
        List<String> other = List.of("input", "output", "forget", "cell");
        areSubtracted(new Gated(new DenseConnection(0, "lstm", 0, 1, normal(12, 5), Orientation.TARGET_ROWS, Optional.of(normal(12))), one),
                new Gated(new DenseConnection(0, "lstm", 0, 1, normal(5, 12), Orientation.SOURCE_ROWS, Optional.of(normal(12))), other),
                Shape.of(5), Shape.of(3));
        Gated x = new Gated(new DenseConnection(0, "lstm", 0, 1, normal(12, 5), Orientation.TARGET_ROWS, Optional.empty()), one);
        Gated y = new Gated(new DenseConnection(0, "lstm", 0, 1, normal(12, 5), Orientation.TARGET_ROWS, Optional.empty()), other);
        try (Network difference = Difference.of(of(x, Shape.of(5), Shape.of(3)), of(y, Shape.of(5), Shape.of(3)), Progress.NONE)) {
            for (String gate : one) {
                isDifference(((Gated) difference.connection(0)).gate(one.indexOf(gate)), x.gate(one.indexOf(gate)), y.gate(other.indexOf(gate)));
            }
        }
    }

    @Test
    void gatedKernelsMayStandInAnotherOrder() throws Exception {
        List<Integer> two = List.of(1, 1);
        ConvolutionGeometry geometry = new ConvolutionGeometry(2, 6, 1, List.of(3, 3), List.of(3, 3), List.of(3, 3), two, two, two);
        areSubtracted(new Gated(new Convolution(0, "gru", 0, 1, normal(6, 2, 3, 3), Convolution.Layout.CHANNELS_FIRST, geometry, false,
                        Optional.of(normal(6))), List.of("update", "reset", "new")),
                new Gated(new Convolution(0, "gru", 0, 1, normal(3, 3, 2, 6), Convolution.Layout.CHANNELS_LAST, geometry, false,
                        Optional.of(normal(6))), List.of("reset", "update", "new")), Shape.of(2, 3, 3), Shape.of(2, 3, 3));
    }

    @Test
    void doublesStayDoubles() throws Exception {
        Tensor full = Tensor.of(1, 2 + 1e-12, 3, 4).reshaped(2, 2);
        Connection a = new DenseConnection(0, "fc", 0, 1, Tensor.of(new float[] {1, 2, 3, 4}, 2, 2), Orientation.SOURCE_ROWS, Optional.empty());
        Connection b = new DenseConnection(0, "fc", 0, 1, full, Orientation.SOURCE_ROWS, Optional.empty());
        try (Network difference = Difference.of(of(a, Shape.of(2), Shape.of(2)), of(b, Shape.of(2), Shape.of(2)), Progress.NONE)) {
            assertThat(((DenseConnection) difference.connection(0)).matrix().get(1)).isCloseTo(1e-12, within(1e-15));
        }
    }

    @Test
    void tiedWeightsAreSubtractedOnce() throws Exception {
        Network a = tied();
        try (Network difference = Difference.of(a, tied(), Progress.NONE)) {
            assertThat(difference.parameters()).isEqualTo(a.parameters());
        }
    }

    private static Network tied() {
        Tensor matrix = normal(3, 3);
        List<Layer> layers = IntStream.range(0, 3).mapToObj(i -> new Layer(i, "layer " + i, "dense", Shape.of(3), "")).toList();
        return new Network("tied", "test", layers, List.of(new DenseConnection(0, "first", 0, 1, matrix, Orientation.SOURCE_ROWS, Optional.empty()),
                new DenseConnection(1, "second", 1, 2, matrix, Orientation.SOURCE_ROWS, Optional.empty())), List.of(), () -> { });
    }

    @Test
    void theFirstLayerThatDiffersIsNamed() {
        Network every = EveryKind.network();
        List<Layer> wider = new ArrayList<>(every.layers().subList(0, 3));
        Network shorter = new Network("short", "test", wider, every.connections().subList(0, 2), List.of(), () -> { });
        assertThatThrownBy(() -> Difference.of(every, shorter, Progress.NONE)).isInstanceOf(UnlikeNetworksException.class)
                .hasMessage("every kind and short cannot be compared: the first layer that differs is lstm (number 3), which only every kind has; "
                        + "open two models of the same architecture.");
        assertThatThrownBy(() -> Difference.of(shorter, every, Progress.NONE)).hasMessageContaining("is lstm (number 3), which only every kind has;");

        Network narrow = of(new DenseConnection(0, "fc", 0, 1, normal(7, 4), Orientation.SOURCE_ROWS, Optional.empty()), Shape.of(7), Shape.of(4));
        Network wide = of(new DenseConnection(0, "fc", 0, 1, normal(7, 5), Orientation.SOURCE_ROWS, Optional.empty()), Shape.of(7), Shape.of(5));
        assertThatThrownBy(() -> Difference.of(narrow, wide, Progress.NONE))
                .hasMessageContaining("the first layer that differs is out (number 1), of 4 neurons in one and 5 in one");

        Network skip = of(new OneToOne(0, "add", "skip", 0, 1, Averaging.same(4), Optional.empty(), 1, Optional.empty()), Shape.of(4), Shape.of(4));
        Network dense = of(new DenseConnection(0, "fc", 0, 1, normal(4, 4), Orientation.SOURCE_ROWS, Optional.empty()), Shape.of(4), Shape.of(4));
        assertThatThrownBy(() -> Difference.of(skip, dense, Progress.NONE))
                .hasMessageContaining("is out (number 1), which one skip joins to layer in by a skip connection (add) that one dense has not;");
    }

    @Test
    void closingTakesTheMemoryAway() throws Exception {
        Network difference = Difference.of(EveryKind.network(4), EveryKind.network(5), Progress.NONE);
        difference.close();
        assertThatThrownBy(() -> difference.connection(EveryKind.LAST).sums(Weighting.SIGNED, Progress.NONE)).isInstanceOf(IllegalStateException.class);
        difference.close();
    }

    @Test
    void aCancelGivesNothing() {
        Progress cancelled = new Progress() {
            @Override public void report(double fraction, String what) {}
            @Override public boolean cancelled() { return true; }
        };
        assertThatThrownBy(() -> Difference.of(EveryKind.network(4), EveryKind.network(5), cancelled)).isInstanceOf(CancellationException.class);
    }
}
