package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels along one axis: each an upright strip, which opens into its positions. */
class StripsTest {
    private static GraphLayout layout(Set<Channel> open, String kind, int channels, int positions) {
        Network network = new Network("net", "test", List.of(new Layer(0, "conv", kind, Shape.of(channels, positions), "")), List.of(), List.of(), () -> {});
        return GraphLayout.layered(network, true, open);
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "16, 128", "258, 3", "64, 2"})
    void everyPositionHasAPlaceOfItsOwnInTheStripOfItsChannel(int channels, int positions) {
        LayerBlock block = layout(Set.of(), "convolution", channels, positions).block(0);
        assertThat(block.isMapped()).isTrue();
        assertThat(block.channels()).isEqualTo(channels);
        Set<List<Float>> places = new HashSet<>();
        for (int i = 0; i < channels * positions; i++) {
            assertThat(places.add(List.of(block.x(i), block.y(i)))).isTrue();
            assertThat(block.nearest(block.x(i), block.y(i))).isEqualTo(i);
            assertThat(block.x(i)).isEqualTo(block.x(i / positions * positions));
            assertThat(block.contains(block.x(i), block.y(i))).isTrue();
        }
        assertThat(block.height()).isLessThanOrEqualTo(LayerShape.TALLEST);
    }

    @Test
    void anOpenOneShowsItsPositionsOneBelowTheOther() {
        GraphLayout layout = layout(Set.of(new Channel(0, 2)), "convolution", 8, 20);
        LayerBlock block = layout.block(0);
        assertThat(GraphLayout.drawn(block)).hasSize(20).startsWith(40).endsWith(59);
        for (int i = 40; i < 60; i++) {
            assertThat(layout.channelOf(new Neuron(0, i))).contains(new Channel(0, 2));
            assertThat(layout.neuronAt(block.x(i), block.y(i), 0)).contains(new Neuron(0, i));
            assertThat(block.step(i, true)).isEqualTo(i < 59 ? i + 1 : -1);
        }
        assertThat(block.y(41) - block.y(40)).isGreaterThan((float) block.pitch());
    }

    /** Channels that would be too thin to be seen, and what are no channels, stand as other neurons do. */
    @ParameterizedTest
    @CsvSource({"convolution, 2, 1000", "attention, 4, 8", "convolution, 1, 32", "convolution, 32, 1"})
    void othersAreColumns(String kind, int channels, int positions) {
        LayerBlock block = layout(Set.of(), kind, channels, positions).block(0);
        assertThat(block.isMapped()).isFalse();
        assertThat(block.image()).isEmpty();
    }
}
