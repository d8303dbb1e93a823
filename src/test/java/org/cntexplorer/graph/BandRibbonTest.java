package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Bands that are not straight: arcs, turns and those of lanes. */
class BandRibbonTest {
    private static double y(float[] way, int corner) {
        return way[2 * corner + 1];
    }

    private static void lieBesideOneAnother(List<BandRibbon.Strip> strips) {
        for (int k = 0; k < strips.size(); k++) {
            BandRibbon.Strip strip = strips.get(k);
            assertThat(strip.upper()).hasSameSizeAs(strip.lower());
            assertThat(strip.opacity()).isBetween(0.0, 0.42);
            assertThat(strip.lean()).isBetween(-1.0, 1.0);
            if (k > 0) {
                assertThat(strip.upper()).isEqualTo(strips.get(k - 1).lower());
            }
        }
        assertThat(strips.stream().mapToDouble(BandRibbon.Strip::opacity).sum()).isPositive();
    }

    @Test
    void anArcAndALane() {
        Network network = EveryKind.network();
        GraphLayout layout = GraphLayout.layered(network, true);
        DensityBands bands = DensityBands.of(network, layout, Optional.empty(), Progress.NONE);
        assertThat(bands.strips(EveryKind.CONVOLVED)).as("a straight one is no ribbon").isEmpty();
        assertThat(bands.strips(EveryKind.SKIP)).as("what is not counted has no weight").isEmpty();

        List<BandRibbon.Strip> arc = bands.strips(EveryKind.RECURRENT);
        lieBesideOneAnother(arc);
        LayerBlock lstm = layout.block(3);
        float[] outer = arc.getFirst().upper();
        assertThat(y(outer, 0)).isCloseTo(lstm.top(), within(1e-3));
        assertThat(y(outer, outer.length / 2 - 1)).isCloseTo(lstm.bottom(), within(1e-3));

        List<BandRibbon.Strip> lane = bands.strips(EveryKind.PROJECTION);
        lieBesideOneAnother(lane);
        Connection over = network.connection(EveryKind.PROJECTION);
        float[] first = lane.getFirst().upper();
        float[] last = lane.getLast().lower();
        int n = first.length / 2;
        assertThat(y(first, 0)).isCloseTo(layout.block(over.from()).top(), within(1e-3));
        assertThat(y(last, 0)).isCloseTo(layout.block(over.from()).bottom(), within(1e-3));
        assertThat(y(first, n - 1)).isCloseTo(layout.block(over.to()).top(), within(1e-3));
        assertThat(y(last, n - 1)).isCloseTo(layout.block(over.to()).bottom(), within(1e-3));
        double widest = IntStream.range(9, n - 9).mapToDouble(k -> Math.abs(y(first, k) - y(last, k))).max().orElseThrow();
        assertThat(widest).as("within its lane").isCloseTo(Crowd.OF_LANE * layout.routes().room(over.index()), within(1e-2));
    }

    @Test
    void aTurnToTheNextRow() {
        Network network = RandomNetwork.dense(3, IntStream.range(0, 30).map(l -> 20 + l % 3).toArray());
        GraphLayout layout = GraphLayout.layered(network, true);
        assertThat(layout.rows()).hasSizeGreaterThan(1);
        DensityBands bands = DensityBands.of(network, layout, Optional.empty(), Progress.NONE);
        int turns = 0;
        for (Connection c : network.connections()) {
            if (layout.routes().isBand(c.index())) {
                assertThat(bands.strips(c.index())).isEmpty();
                continue;
            }
            turns++;
            List<BandRibbon.Strip> strips = bands.strips(c.index());
            lieBesideOneAnother(strips);
            float[] outer = strips.getFirst().upper();
            // what leaves above comes in below
            assertThat(y(outer, 0)).isCloseTo(layout.block(c.from()).top(), within(1e-3));
            assertThat(y(outer, outer.length / 2 - 1)).isCloseTo(layout.block(c.to()).bottom(), within(1e-3));
        }
        assertThat(turns).isEqualTo(layout.rows().size() - 1);
    }

    @Test
    void noneWhereLanesAreTooNarrowToBeToldApart() {
        Network network = RandomNetwork.everyToEvery(2, 40, 2);
        GraphLayout layout = GraphLayout.layered(network, true);
        DensityBands bands = DensityBands.of(network, layout, Optional.empty(), Progress.NONE);
        assertThat(network.connections().stream().filter(c -> layout.routes().isLane(c.index()))).isNotEmpty()
                .allSatisfy(c -> assertThat(bands.strips(c.index()).isEmpty()).isEqualTo(layout.routes().room(c.index()) < 2));
        assertThat(network.connections().stream().filter(c -> layout.routes().isLane(c.index()) && layout.routes().room(c.index()) < 2)).isNotEmpty();
    }
}
