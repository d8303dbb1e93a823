package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** The weight between heights of layers, against every link added where its two neurons stand. */
class DensityBandsTest {
    @Test
    void everyStripeHasTheWeightOfTheNeuronsThatStandInIt() {
        Network network = EveryKind.network();
        isWhatItsLinksAre(network, GraphLayout.layered(network, true));
        isWhatItsLinksAre(network, GraphLayout.layered(network, true, Set.of(new Channel(1, 1))));
        Network wide = RandomNetwork.dense(3, 1_700, 70, 5);
        isWhatItsLinksAre(wide, GraphLayout.layered(wide, true));
        isWhatItsLinksAre(wide, GraphLayout.layered(wide, false));
    }

    private static void isWhatItsLinksAre(Network network, GraphLayout layout) {
        List<float[]> ones = network.layers().stream().map(layer -> new float[layer.neurons()]).toList();
        ones.forEach(layer -> Arrays.fill(layer, 1));
        isWhatItsLinksAre(network, DensityBands.of(network, layout, Optional.empty(), Progress.NONE), ones);
        SignalFlow sample = SignalFlows.random("sample", network, 1);
        isWhatItsLinksAre(network, DensityBands.of(network, layout, Optional.of(sample), Progress.NONE), sample.activations());
        SignalFlow difference = sample.minus(SignalFlows.random("other", network, 2));
        isWhatItsLinksAre(network, DensityBands.of(network, layout, Optional.of(difference), Progress.NONE), difference.activations());
    }

    private static void isWhatItsLinksAre(Network network, DensityBands bands, List<float[]> signals) {
        GraphLayout layout = bands.layout();
        GraphLayout closed = GraphLayout.layered(network, layout.block(0).image().isPresent());
        for (Connection connection : network.connections()) {
            assertThat(bands.band(connection.index()).isPresent()).as(connection.name()).isEqualTo(connection.counted());
            bands.band(connection.index()).ifPresent(band -> {
                LayerBlock from = closed.block(connection.from());
                LayerBlock to = closed.block(connection.to());
                // a layer with an open channel is higher: heights count from the middle of its maps, which stay where they were to one another
                double shiftFrom = layout.block(connection.from()).mapsTop() - from.mapsTop();
                double shiftTo = layout.block(connection.to()).mapsTop() - to.mapsTop();
                double[] expected = new double[band.source().count() * band.target().count()];
                double total = 0;
                for (int source = 0; source < connection.sources(); source++) {
                    Links links = connection.outOf(source);
                    for (int i = 0; i < links.count(); i++) {
                        int s = stripe(band.source(), from.y(source) + shiftFrom);
                        int t = stripe(band.target(), to.y(links.target()[i]) + shiftTo);
                        double carried = (double) links.weight()[i] * signals.get(connection.from())[source];
                        expected[s * band.target().count() + t] += carried;
                        total += Math.abs(carried);
                    }
                }
                assertThat(band.total()).isCloseTo(total, within(1e-6 * total));
                for (int pair = 0; pair < expected.length; pair++) {
                    assertThat(band.mass().positive()[pair] - band.mass().negative()[pair]).as("%s, pair %s", connection.name(), pair)
                            .isCloseTo(expected[pair], within(1e-6 * total));
                }
                assertThat(band.lean()).isBetween(0.0, 1.0);
            });
        }
    }

    @Test
    void whereASignalIsNotKnownThereIsNoBand() {
        Network network = RandomNetwork.dense(3, 6, 5, 4);
        List<float[]> activations = List.of(new float[0], new float[] {1, 0, 2, 0, 0}, new float[4]);
        SignalFlow flow = new SignalFlow("sample", activations, activations);
        DensityBands bands = DensityBands.of(network, GraphLayout.layered(network, true), Optional.of(flow), Progress.NONE);
        assertThat(bands.band(0)).isEmpty();
        assertThat(bands.band(1)).isPresent();
    }

    private static int stripe(DensityBand.Stripes stripes, double y) {
        for (int k = 0; k < stripes.count(); k++) {
            if (y < stripes.edges()[k + 1]) {
                return k;
            }
        }
        return stripes.count() - 1;
    }
}
