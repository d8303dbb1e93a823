package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The strengths of the graph whose links carry w·a, against its links one by one. */
@Execution(ExecutionMode.CONCURRENT)
class SignalFlowTest {
    private final Network network = RandomNetwork.dense(3, 6, 5, 4);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
    private final VisibleLinks all = VisibleLinks.of(network, LinkChoice.strongest(1000), Progress.NONE);

    private static float[] random(Random random, int n) {
        float[] all = new float[n];
        for (int i = 0; i < n; i++) {
            all[i] = (float) random.nextGaussian();
        }
        return all;
    }

    /** z of each layer from the activations before it, as a forward pass has it. */
    private SignalFlow flow(String what, long seed) {
        Random random = new Random(seed);
        List<float[]> activations = new ArrayList<>();
        List<float[]> sums = new ArrayList<>(List.of(new float[0]));
        network.layers().forEach(layer -> activations.add(random(random, layer.neurons())));
        for (Connection connection : network.connections()) {
            DenseConnection dense = (DenseConnection) connection;
            float[] z = new float[dense.targets()];
            for (int t = 0; t < z.length; t++) {
                double sum = dense.biasOf(t).orElse(0);
                for (int s = 0; s < dense.sources(); s++) {
                    sum += dense.matrix().get((long) s * z.length + t) * activations.get(dense.from())[s];
                }
                z[t] = (float) sum;
            }
            sums.add(z);
        }
        return new SignalFlow(what, activations, sums);
    }

    private GraphScene scene(NeuronQuantity quantity, Optional<SignalFlow> flow) {
        return GraphScene.of(network, strength, GraphLayout.layered(network, false), all, quantity, flow, Set.of(), Optional.empty(), Progress.NONE);
    }

    @Test
    void incomingSignalsAndTheBiasAddUpToANeuronsStrength() {
        GraphScene scene = scene(NeuronQuantity.NEURON_STRENGTH, Optional.of(flow("sample 1", 1)));
        for (Connection connection : network.connections()) {
            Links links = scene.links().connections().get(connection.index());
            assertThat(links.count()).isEqualTo((int) connection.links());
            double[] in = new double[connection.targets()];
            for (int i = 0; i < links.count(); i++) {
                in[links.target()[i]] += links.weight()[i];
                assertThat(i == 0 || Math.abs(links.weight()[i - 1]) >= Math.abs(links.weight()[i])).isTrue();
            }
            for (int t = 0; t < in.length; t++) {
                assertThat(scene.values().get(connection.to())[t]).isCloseTo(in[t] + connection.biasOf(t).orElse(0), within(1e-5));
            }
        }
        assertThat(scene.values().getFirst()).containsOnly(0);
        assertThat(scene.quantityWords()).isEqualTo("Neuron strength · sample 1");
    }

    @Test
    void outgoingSignalsAddUpToANeuronsOutStrength() {
        GraphScene scene = scene(NeuronQuantity.NEURON_OUT_STRENGTH, Optional.of(flow("sample 1", 2)));
        for (Connection connection : network.connections()) {
            Links links = scene.links().connections().get(connection.index());
            double[] out = new double[connection.sources()];
            for (int i = 0; i < links.count(); i++) {
                out[links.source()[i]] += links.weight()[i];
            }
            for (int s = 0; s < out.length; s++) {
                assertThat(scene.values().get(connection.from())[s]).isCloseTo(out[s], within(1e-5));
            }
        }
    }

    @Test
    void aDifferenceOfFlowsIsTheFlowOfTheDifference() {
        SignalFlow one = flow("a", 4);
        SignalFlow other = flow("b", 5);
        SignalFlow less = one.minus(other);
        assertThat(less.what()).isEqualTo("a − b");
        for (int l = 0; l < network.layers().size(); l++) {
            for (int n = 0; n < less.activations().get(l).length; n++) {
                assertThat(less.activations().get(l)[n]).isEqualTo(one.activations().get(l)[n] - other.activations().get(l)[n]);
            }
        }
        assertThat(scene(NeuronQuantity.ACTIVATION, Optional.of(less)).signed()).isTrue();
    }

    @Test
    void withoutDataAndForWeightsTheGraphIsThatOfItsWeights() {
        GraphScene none = scene(NeuronQuantity.ACTIVATION, Optional.empty());
        assertThat(none.values()).allSatisfy(layer -> assertThat(layer).containsOnly(0));
        assertThat(none.links()).isEqualTo(all);
        assertThat(none.quantityWords()).endsWith("no data shown");
        GraphScene weights = scene(NeuronQuantity.STRENGTH, Optional.of(flow("sample 1", 1)));
        assertThat(weights.links()).isEqualTo(all);
        assertThat(weights.values().get(1)).isEqualTo(strength.layer(1).total());
    }

    @Test
    void aFlowOfOtherLayersIsNotShown() {
        SignalFlow other = new SignalFlow("sample 1", List.of(new float[6], new float[4], new float[4]), List.of(new float[0], new float[4], new float[4]));
        assertThat(other.fits(network)).isFalse();
        assertThat(scene(NeuronQuantity.ACTIVATION, Optional.of(other)).flow()).isEmpty();
    }
}
