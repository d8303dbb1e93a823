package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
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

    /** Each layer's signals are 100 times as large as those of the one before it, and the last one is silent. */
    @Test
    void eachLayerHasItsOwnRangeOrAllHaveOne() {
        Network network = RandomNetwork.dense(3, 20, 8, 5, 4);
        List<float[]> activations = SignalFlows.random("sample", network, 1).activations();
        double[] largest = new double[4];
        for (int layer = 0; layer < 4; layer++) {
            for (int i = 0; i < activations.get(layer).length; i++) {
                activations.get(layer)[i] *= layer == 3 ? 0 : (float) Math.pow(100, layer);
                largest[layer] = Math.max(largest[layer], activations.get(layer)[i]);
            }
        }
        GraphScene one = GraphScene.of(network, NodeStrength.of(network, Convention.DEFAULT, Progress.NONE), GraphLayout.layered(network, true), VisibleLinks.NONE,
                NeuronQuantity.ACTIVATION, Optional.of(new SignalFlow("sample", activations, activations)), Set.of(), Optional.empty(), Progress.NONE);
        GraphScene own = one.ownRanges(true);
        for (int layer = 0; layer < 4; layer++) {
            assertThat(one.limit(layer)).isEqualTo(largest[2]);
            assertThat(own.limit(layer)).isEqualTo(layer == 3 ? 1 : largest[layer]);
            for (int i = 0; i < activations.get(layer).length; i++) {
                // as large as its cell allows where it is the largest of its layer, as small as it can be where it is silent
                double share = layer == 3 ? 0 : activations.get(layer)[i] / largest[layer];
                assertThat(own.radius(new Neuron(layer, i)) / own.layout().block(layer).pitch()).isCloseTo(0.24 + 0.23 * Math.sqrt(share), within(1e-6));
            }
        }
        assertThat(own.ownRanges(false).limit(0)).isEqualTo(largest[2]);
        // beside a graph whose second layer has larger signals, and whose first has smaller ones
        GraphScene beside = own.upTo(List.of(0.01, 1e6, 0.0, 3.0));
        assertThat(List.of(beside.limit(0), beside.limit(1), beside.limit(2), beside.limit(3))).containsExactly(largest[0], 1e6, largest[2], 3.0);
        assertThat(own.upTo(List.of())).isSameAs(own);
    }

    @Test
    void linksOfNoWeightAreMeasuredByOne() {
        assertThat(GraphScene.strongest(new Links(0, new int[] {0, 1}, new int[] {0, 0}, new float[] {0, 0}))).isEqualTo(1);
        assertThat(GraphScene.strongest(new Links(0, new int[0], new int[0], new float[0]))).isEqualTo(1);
        assertThat(GraphScene.strongest(new Links(0, new int[] {0, 1}, new int[] {0, 0}, new float[] {-0.5f, 0.25f}))).isEqualTo(0.5);
    }
}
