package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NeuronFilterTest {
    @ParameterizedTest
    @MethodSource("org.cntexplorer.graph.NeuronQuantity#ofNetworks")
    void theNeuronsInsideAreThoseWhoseValueLiesInTheRange(NeuronQuantity quantity) throws Exception {
        try (Network network = ModelFiles.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE, Progress.NONE)) {
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            // an end that is a neuron's own value is part of the range
            double end = quantity.of(network, strength, 1)[3];
            NeuronFilter filter = new NeuronFilter(quantity, end, 0.02);
            GraphScene scene = GraphScene.of(network, strength, GraphLayout.layered(network, true), VisibleLinks.NONE, NeuronQuantity.BIAS, Optional.empty(), Set.of(),
                    Optional.of(filter), Progress.NONE);
            int inside = 0;
            for (Layer layer : network.layers()) {
                double[] values = quantity.of(network, strength, layer.index());
                for (int i = 0; i < values.length; i++) {
                    boolean expected = Math.min(end, 0.02) <= values[i] && values[i] <= Math.max(end, 0.02);
                    assertThat(scene.passes(layer.index(), i)).isEqualTo(expected);
                    inside += expected ? 1 : 0;
                }
            }
            assertThat(scene.passes(1, 3)).isTrue();
            assertThat(inside).isBetween(1, (int) network.neurons() - 1);
            assertThat(scene.dims()).isTrue();
        }
    }

    @Test
    void aRangeOfPartsIsOfEachLayersLargestValue() {
        Network network = RandomNetwork.dense(2, 30, 20, 10);
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        List<BitSet> inside = new NeuronFilter(NeuronQuantity.STRENGTH, -1, -0.3, true).inside(network, strength, Optional.empty(), Progress.NONE);
        for (Layer layer : network.layers()) {
            double[] values = NeuronQuantity.STRENGTH.of(network, strength, layer.index());
            double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
            int[] expected = IntStream.range(0, values.length).filter(i -> values[i] <= -0.3 * largest).toArray();
            assertThat(inside.get(layer.index()).stream().toArray()).isEqualTo(expected).isNotEmpty();
        }
    }

    @Test
    void endsAreExchangedAndNaNIsNoEnd() {
        assertThat(new NeuronFilter(NeuronQuantity.BIAS, 2, -1)).isEqualTo(new NeuronFilter(NeuronQuantity.BIAS, -1, 2));
        assertThat(new NeuronFilter(NeuronQuantity.BIAS, -1, 2).contains(Double.NaN)).isFalse();
        assertThatThrownBy(() -> new NeuronFilter(NeuronQuantity.BIAS, Double.NaN, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The places of a map by the definition of its means: the rows and columns that each of them counts. */
    @ParameterizedTest
    @CsvSource({"2,5,7", "3,40,33", "1,100,70", "2,300,1"})
    void aMapsPlaceHoldsTheNeuronsThatItsMeanCounts(int channels, int rows, int columns) {
        Network network = new Network("map", "test", List.of(new Layer(0, "map", "input", new Shape(List.of(channels, rows, columns)), "")), List.of(), List.of(), () -> {});
        LayerBlock block = GraphLayout.layered(network, true).block(0);
        double[] values = new double[channels * rows * columns];
        BitSet some = new BitSet();
        for (int i = 0; i < values.length; i += 1 + i % 37) {
            some.set(i);
            values[i] = 1;
        }
        ChannelMaps means = ChannelMaps.of(block, values, Progress.NONE);
        BitSet cells = ChannelMaps.cells(block, some);
        for (int cell = 0; cell < means.means().length; cell++) {
            assertThat(cells.get(cell)).as("place " + cell).isEqualTo(means.means()[cell] > 0);
        }
    }
}
