package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

class GraphSceneTest {
    /** The file has a weight that is infinite and one that is NaN. */
    @Test
    void anInfiniteWeightDoesNotMakeTheOtherLinksVanish() throws Exception {
        try (Network network = ModelFiles.open(Path.of("src/test/resources/models/nan.npy"), OpenOptions.NONE, Progress.NONE)) {
            VisibleLinks links = VisibleLinks.of(network, LinkChoice.strongest(1_000), Progress.NONE);
            assertThat(links.connections().getFirst().weight()[0]).isInfinite();
            GraphScene scene = GraphScene.of(network, NodeStrength.of(network, Convention.DEFAULT, Progress.NONE), GraphLayout.layered(network, true),
                    links, NeuronQuantity.STRENGTH, Set.of());

            assertThat(scene.strongestShown(0)).isEqualTo(Math.abs(links.connections().getFirst().weight()[1])).isBetween(1.5, 1.51);
        }
    }

    @Test
    void linksOfNoWeightAreMeasuredByOne() {
        assertThat(GraphScene.strongest(new Links(0, new int[] {0, 1}, new int[] {0, 0}, new float[] {0, 0}))).isEqualTo(1);
        assertThat(GraphScene.strongest(new Links(0, new int[0], new int[0], new float[0]))).isEqualTo(1);
        assertThat(GraphScene.strongest(new Links(0, new int[] {0, 1}, new int[] {0, 0}, new float[] {-0.5f, 0.25f}))).isEqualTo(0.5);
    }
}
