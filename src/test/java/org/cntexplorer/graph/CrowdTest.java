package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** How much is seen of links where stronger ones are in their way. */
class CrowdTest {
    /** About a line's width of the window, in the layout's unit. */
    private static final double PIXEL = 0.22;

    @Test
    void linksOfALaneLeaveRoomInIt() {
        Network network = RandomNetwork.everyToEvery(1, 9, 40);
        GraphScene scene = GraphScene.of(network, NodeStrength.of(network, Convention.DEFAULT, Progress.NONE), GraphLayout.layered(network, true),
                VisibleLinks.of(network, LinkChoice.strongest(1_000), Progress.NONE), NeuronQuantity.STRENGTH, Set.of());
        for (Connection c : network.connections()) {
            Links links = scene.links().connections().get(c.index());
            float[] crowd = Crowd.of(scene, links, null, GraphScene.strongest(links));
            for (int i = 1; i < crowd.length; i++) {
                assertThat(crowd[i]).isGreaterThanOrEqualTo(crowd[i - 1]);
            }
            assertThat(Crowd.seen(crowd[0] * PIXEL)).as("the strongest is seen").isGreaterThan(0.3);
            double lane = scene.layout().routes().room(c.index());
            if (Double.isInfinite(lane)) {
                assertThat(crowd[0]).isZero();
                continue;
            }
            double ink = 0;
            double unseen = 0;
            for (int i = 0; i < crowd.length; i++) {
                LinkLook look = LinkLook.among(Math.abs(links.weight()[i]) / GraphScene.strongest(links), links.count(), false, true, false);
                ink += look.width() * PIXEL * look.opacity() * Crowd.seen(crowd[i] * PIXEL) / lane;
                unseen += look.width() * PIXEL * look.opacity() / lane;
            }
            assertThat(unseen).as("all of them would be a bar").isGreaterThan(2);
            assertThat(ink).isLessThan(1.1);
        }
    }
}
