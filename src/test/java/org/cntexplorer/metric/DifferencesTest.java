package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cntexplorer.EveryKind;
import org.cntexplorer.figure.DifferenceTables;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Counterparts;
import org.cntexplorer.model.Difference;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Against sums over all neurons and all stored weights, written out here. */
class DifferencesTest {
    private final Network a = EveryKind.network(4);
    private final Network b = EveryKind.network(5);

    private Differences differences() throws Exception {
        try (Network difference = Difference.of(a, b, Progress.NONE)) {
            return Differences.of(Counterparts.of(a, b), NodeStrength.of(a, Convention.DEFAULT, Progress.NONE),
                    NodeStrength.of(b, Convention.DEFAULT, Progress.NONE), LinkWeights.of(a, Progress.NONE), LinkWeights.of(b, Progress.NONE),
                    LinkWeights.of(difference, Progress.NONE), Progress.NONE);
        }
    }

    private static double[] weightsInto(Network network, int layer) {
        List<Double> all = new ArrayList<>();
        for (Connection connection : network.into(layer)) {
            connection.read((weights, count) -> IntStream.range(0, count).forEach(i -> all.add(weights[i])), Progress.NONE);
        }
        return all.stream().mapToDouble(w -> w).toArray();
    }

    private static double norm(DoubleStream numbers) {
        return Math.sqrt(numbers.map(x -> x * x).sum());
    }

    private static double change(double[] x, double[] y) {
        return norm(IntStream.range(0, x.length).mapToDouble(i -> y[i] - x[i])) / norm(DoubleStream.of(x));
    }

    private static double pearson(double[] x, double[] y) {
        double meanX = DoubleStream.of(x).average().orElseThrow();
        double meanY = DoubleStream.of(y).average().orElseThrow();
        double both = IntStream.range(0, x.length).mapToDouble(i -> (x[i] - meanX) * (y[i] - meanY)).sum();
        return both / norm(DoubleStream.of(x).map(v -> v - meanX)) / norm(DoubleStream.of(y).map(v -> v - meanY));
    }

    @Test
    void everyLayerIsCompared() throws Exception {
        NodeStrength ofA = NodeStrength.of(a, Convention.DEFAULT, Progress.NONE);
        NodeStrength ofB = NodeStrength.of(b, Convention.DEFAULT, Progress.NONE);
        for (Differences.OfLayer found : differences().layers()) {
            int layer = found.layer().index();
            double[] x = ofA.layer(layer).total();
            double[] y = ofB.layer(layer).total();
            double[] change = IntStream.range(0, x.length).mapToDouble(k -> y[k] - x[k]).toArray();
            assertThat(found.mean()).isCloseTo(DoubleStream.of(change).average().orElseThrow(), within(1e-9));
            assertThat(found.largest()).isCloseTo(DoubleStream.of(change).map(Math::abs).max().orElseThrow(), within(1e-12));
            assertThat(Math.abs(found.of(found.largestAt()))).isEqualTo(found.largest());
            assertThat(found.change()).isCloseTo(change(x, y), within(1e-9));
            assertThat(found.correlation()).isCloseTo(pearson(x, y), within(1e-9));
            double[] weightsOfA = weightsInto(a, layer);
            if (weightsOfA.length > 0) {
                double[] weightsOfB = weightsInto(b, layer);
                assertThat(found.weightChange()).as(found.layer().name()).isCloseTo(change(weightsOfA, weightsOfB), within(1e-6));
                assertThat(found.weightCorrelation()).isCloseTo(pearson(weightsOfA, weightsOfB), within(1e-6));
            } else {
                assertThat(found.weightChange()).isNaN();
            }
        }
    }

    @Test
    void theNeuronsThatDifferMostComeFirst() throws Exception {
        Differences.OfLayer layer = differences().layers().get(1);
        List<Integer> sorted = IntStream.range(0, layer.a().length).boxed().sorted(Comparator.comparingDouble((Integer k) -> -Math.abs(layer.of(k)))
                .thenComparingInt(k -> k)).toList();
        assertThat(layer.largest(7, Progress.NONE)).isEqualTo(sorted.subList(0, 7));
        assertThat(layer.largest(1000, Progress.NONE)).isEqualTo(sorted);
    }

    @Test
    void aNetworkDoesNotDifferFromItself() throws Exception {
        try (Network nothing = Difference.of(a, a, Progress.NONE)) {
            NodeStrength strength = NodeStrength.of(a, Convention.DEFAULT, Progress.NONE);
            LinkWeights weights = LinkWeights.of(a, Progress.NONE);
            for (Differences.OfLayer layer : Differences.of(Counterparts.of(a, a), strength, strength, weights, weights, LinkWeights.of(nothing, Progress.NONE),
                    Progress.NONE).layers()) {
                assertThat(layer.change()).isZero();
                assertThat(layer.largest()).isZero();
                assertThat(layer.correlation()).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void theTablesHaveEveryLayerAndEveryNeuronWithAllDigits() throws Exception {
        Differences all = differences();
        ByteArrayOutputStream layers = new ByteArrayOutputStream();
        DifferenceTables.layers(all, layers);
        String[] lines = layers.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(1 + a.layers().size());
        assertThat(lines[0]).isEqualTo(DifferenceTables.LAYERS);
        assertThat(lines[3].split(",")).hasSameSizeAs(lines[0].split(",")).startsWith("2", "fc", "5", "5", Double.toString(all.layers().get(2).mean()));

        ByteArrayOutputStream neurons = new ByteArrayOutputStream();
        DifferenceTables.neurons(all, neurons, Progress.NONE);
        lines = neurons.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(1 + (int) a.neurons());
        String[] first = lines[1].split(",");
        assertThat(Double.parseDouble(first[3]) - Double.parseDouble(first[2])).isEqualTo(Double.parseDouble(first[4]));
        assertThat(Double.parseDouble(first[2])).isEqualTo(all.layers().getFirst().a()[0]);
    }
}
