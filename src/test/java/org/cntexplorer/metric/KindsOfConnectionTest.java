package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.EveryKind;
import org.cntexplorer.model.Averaging;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.OneToOne;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strengths and weights of a network with connections of every kind. */
class KindsOfConnectionTest {
    private final Network network = EveryKind.network();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void strengthsAreSumsOverTheLinksThatCount(boolean skips) {
        for (Weighting weighting : Weighting.values()) {
            NodeStrength strength = NodeStrength.of(network, new Convention(true, 0, weighting, skips), Progress.NONE);
            for (Layer layer : network.layers()) {
                for (int k = 0; k < layer.neurons(); k++) {
                    double in = 0;
                    double out = 0;
                    for (Connection connection : network.connections()) {
                        boolean counts = connection.index() != EveryKind.BLOCK && (skips || connection.index() != EveryKind.SKIP);
                        if (connection.to() == layer.index()) {
                            in += connection.biasOf(k).stream().map(weighting::of).sum() + (counts ? sum(connection.into(k), weighting) : 0);
                        }
                        if (connection.from() == layer.index() && counts) {
                            out += sum(connection.outOf(k), weighting);
                        }
                    }
                    assertThat(strength.layer(layer.index()).in()[k]).isCloseTo(in, within(1e-5));
                    assertThat(strength.layer(layer.index()).out()[k]).isCloseTo(out, within(1e-5));
                    assertThat(strength.layer(layer.index()).total()[k]).isCloseTo(in + out, within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void measuringTogetherGivesTheSameNumbers(boolean skips) {
        for (Weighting weighting : Weighting.values()) {
            Convention convention = new Convention(true, 0.5, weighting, skips);
            Measurement together = Measurement.of(network, convention, Progress.NONE);
            NodeStrength alone = NodeStrength.of(network, convention, Progress.NONE);
            assertThat(together.strength().layers()).usingRecursiveComparison().isEqualTo(alone.layers());
            assertThat(together.weights()).isEqualTo(LinkWeights.of(network, Progress.NONE));
            assertThat(together.weights().connections()).hasSameSizeAs(network.connections());
        }
    }

    private static double sum(Links links, Weighting weighting) {
        double sum = 0;
        for (float w : links.weight()) {
            sum += weighting.of(w);
        }
        return sum;
    }

    /** Two neurons that are joined to themselves and to each other, a skip past them, and a shift without weights. */
    @Test
    void aLinkFromALayerToItselfIsAnOutgoingAndAnIncomingOne() {
        List<Layer> layers = List.of(new Layer(0, "input", "input", Shape.of(2), ""), new Layer(1, "rnn", "rnn", Shape.of(2), ""));
        try (Network small = new Network("rnn", "test", layers, List.of(
                new DenseConnection(0, "around", 1, 1, Tensor.of(new float[] {1, 2, 4, 8}, 2, 2), Orientation.SOURCE_ROWS, Optional.empty()),
                new OneToOne(1, "skip", "skip", 0, 1, Averaging.of(new int[] {1, 0}, 2), Optional.empty(), 1,
                        Optional.of(Tensor.of(new float[] {100, 200}, 2)))), List.of(), () -> { })) {
            NodeStrength strength = NodeStrength.of(small, Convention.DEFAULT, Progress.NONE);
            assertThat(strength.layer(0).total()).containsExactly(0, 0);
            assertThat(strength.layer(1).out()).containsExactly(3, 12);
            // the shift is a bias, whatever the links that it comes with
            assertThat(strength.layer(1).in()).containsExactly(105, 210);
            NodeStrength skips = NodeStrength.of(small, Convention.DEFAULT.withSkips(true), Progress.NONE);
            assertThat(skips.layer(0).out()).containsExactly(1, 1);
            assertThat(skips.layer(1).in()).containsExactly(106, 211);
            NodeStrength withoutBias = NodeStrength.of(small, Convention.DEFAULT.withBias(false), Progress.NONE);
            assertThat(withoutBias.layer(1).in()).containsExactly(5, 10);
        }
    }

    @Test
    void fixedLinksHaveNoWeightsToSummarise() {
        LinkWeights weights = LinkWeights.of(network, Progress.NONE);
        assertThat(weights.connections()).hasSize(9);
        assertThat(weights.connection(EveryKind.SKIP).weights()).isEqualTo(Moments.EMPTY);
        assertThat(weights.connection(EveryKind.BLOCK).weights()).isEqualTo(Moments.EMPTY);
        assertThat(weights.connection(EveryKind.SCALED).weights().n()).isEqualTo(3);
        assertThat(weights.connection(EveryKind.POOLED).weights().n()).isEqualTo(60);
        assertThat(weights.connection(EveryKind.RECURRENT).weights().n()).isEqualTo(144);
        for (int fixed : new int[] {EveryKind.SKIP, EveryKind.BLOCK}) {
            assertThat(Density.of(network.connection(fixed), Moments.EMPTY, 50, Progress.NONE).isEmpty()).isTrue();
            assertThat(Histogram.of(network.connection(fixed), Moments.EMPTY, 10, Progress.NONE).total()).isZero();
        }
    }

    /** However often a channel's bias is used, it is pooled with the weights once, as each of them is. */
    @Test
    void biasesAreSummarisedAsTheyAreStored() {
        LinkWeights weights = LinkWeights.of(network, Progress.NONE);
        assertThat(weights.connection(EveryKind.CONVOLVED).bias().orElseThrow().n()).isEqualTo(3);
        assertThat(weights.connection(EveryKind.CONVOLVED).pooled().n()).isEqualTo(54 + 3);
        assertThat(weights.connection(EveryKind.POOLED).bias().orElseThrow().n()).isEqualTo(5);
        assertThat(weights.connection(EveryKind.GATED).bias().orElseThrow().n()).isEqualTo(24);
        assertThat(weights.connection(EveryKind.SCALED).bias().orElseThrow().n()).isEqualTo(3);
        assertThat(weights.connection(EveryKind.RECURRENT).bias()).isEmpty();
    }

    @Test
    void everyNeuronGetsItsOwnBias() {
        for (Connection connection : network.connections()) {
            double[] added = new double[connection.targets()];
            connection.addBias(Weighting.NEGATIVE, added);
            for (int k = 0; k < added.length; k++) {
                assertThat(added[k]).isCloseTo(connection.biasOf(k).stream().map(Weighting.NEGATIVE::of).sum(), within(1e-12));
                assertThat(connection.bias().map(Tensor::toArray).map(all -> all[0]).isPresent()).isEqualTo(connection.biasOf(k).isPresent());
            }
        }
    }

    @Test
    void theProgressNeverPassesItsEnd() {
        double[] most = {0};
        Progress listening = new Progress() {
            @Override
            public void report(double fraction, String what) {
                most[0] = Math.max(most[0], fraction);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        NodeStrength.of(network, Convention.DEFAULT.withSkips(true), listening);
        LinkWeights.of(network, listening);
        assertThat(most[0]).isPositive().isLessThanOrEqualTo(1);
    }
}
