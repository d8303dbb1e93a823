package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        DensityBands bands = DensityBands.of(network, layout, Progress.NONE);
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
                        expected[s * band.target().count() + t] += links.weight()[i];
                        total += Math.abs(links.weight()[i]);
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

    private static int stripe(DensityBand.Stripes stripes, double y) {
        for (int k = 0; k < stripes.count(); k++) {
            if (y < stripes.edges()[k + 1]) {
                return k;
            }
        }
        return stripes.count() - 1;
    }
}
