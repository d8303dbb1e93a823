package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.EveryKind;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Where links of small maps end. */
class MapEdgesTest {
    private static final double CLOSE = 1e-3;

    private final Network network = EveryKind.network();
    private int mapEnds;

    @Test
    void linksEndAtTheEdgesOfMaps() {
        for (LayoutChoice.Kind kind : List.of(LayoutChoice.Kind.LAYERED, LayoutChoice.Kind.RADIAL)) {
            GraphLayout layout = new GraphLayouts(network).of(new LayoutChoice(kind, LayoutChoice.Order.INDEX), true, List.of(new Channel(1, 1)),
                    Optional.of(NodeStrength.of(network, Convention.DEFAULT, Progress.NONE)), VisibleLinks.NONE, Progress.NONE);
            mapEnds = 0;
            for (Connection c : network.connections()) {
                Links links = c.strongest(200, Progress.NONE);
                LayerBlock source = layout.block(c.from());
                LayerBlock target = layout.block(c.to());
                for (int i = 0; i < links.count(); i++) {
                    int s = links.source()[i];
                    int t = links.target()[i];
                    float[] way = layout.routes().pathOfMaps(c, source, s, target, t);
                    float[] whole = layout.routes().path(c, source, source.anchorX(s), source.anchorY(s), target, target.anchorX(t), target.anchorY(t));
                    int n = way.length;
                    ends(source, s, way[0], way[1], whole[0], whole[1]);
                    ends(target, t, way[n - 2], way[n - 1], whole[whole.length - 2], whole[whole.length - 1]);
                    if (source.isDrawn(s) && target.isDrawn(t)) {
                        assertThat(way).isEqualTo(whole);
                    }
                    if (n == 4 && whole.length == 4) {
                        // it still points from middle to middle
                        double cross = ((double) way[2] - way[0]) * (whole[3] - whole[1]) - ((double) way[3] - way[1]) * (whole[2] - whole[0]);
                        assertThat(cross).isCloseTo(0, within(0.05));
                    }
                }
            }
            assertThat(mapEnds).isGreaterThan(300);
        }
    }

    private void ends(LayerBlock block, int neuron, double x, double y, double middleX, double middleY) {
        if (block.isDrawn(neuron)) {
            assertThat(x).isEqualTo(middleX);
            assertThat(y).isEqualTo(middleY);
            return;
        }
        double across = Math.abs(x - middleX) / (block.columns() * block.pitch() / 2);
        double down = Math.abs(y - middleY) / (block.rows() * block.pitch() / 2);
        assertThat(Math.max(across, down)).as("on the edge of its map").isCloseTo(1, within(CLOSE));
        mapEnds++;
    }
}
