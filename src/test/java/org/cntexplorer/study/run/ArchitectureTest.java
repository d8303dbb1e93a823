package org.cntexplorer.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static Network network(String name, String kind, int skipFrom, int... neurons) {
        List<Layer> layers = IntStream.range(0, neurons.length).mapToObj(l -> new Layer(l, name + l, l == 0 ? "input" : kind, Shape.of(neurons[l]), "")).toList();
        List<DenseConnection> connections = IntStream.range(1, neurons.length).mapToObj(l -> {
            int from = l == neurons.length - 1 ? l - 1 - skipFrom : l - 1;
            return new DenseConnection(l - 1, name, from, l, Tensor.of(new float[neurons[from] * neurons[l]], neurons[from], neurons[l]),
                    DenseConnection.Orientation.SOURCE_ROWS, Optional.empty());
        }).toList();
        return new Network(name, "none", layers, connections, List.of(), () -> { });
    }

    @Test
    void namesDoNotMatterButShapesKindsAndWiringDo() {
        String plain = Architecture.of(network("a", "dense", 0, 8, 4, 4, 2));
        assertThat(plain).isEqualTo("8-4-4-2").isEqualTo(Architecture.of(network("b", "dense", 0, 8, 4, 4, 2)));
        String skipping = Architecture.of(network("a", "dense", 1, 8, 4, 4, 2));
        String other = Architecture.of(network("a", "lstm", 0, 8, 4, 4, 2));
        assertThat(skipping).matches("8-4-4-2 #[0-9a-f]{8}").isEqualTo(Architecture.of(network("b", "dense", 1, 8, 4, 4, 2)));
        assertThat(other).matches("8-4-4-2 #[0-9a-f]{8}").isNotEqualTo(skipping);
    }

    @Test
    void theTextOfManyLayersIsShort() {
        int[] many = IntStream.range(0, 40).map(l -> 100 + l % 7).toArray();
        int[] others = many.clone();
        others[20]++;
        assertThat(Architecture.of(network("a", "dense", 0, many))).matches("100-101-102-…-104, 40 layers #[0-9a-f]{8}")
                .isNotEqualTo(Architecture.of(network("a", "dense", 0, others)));
    }
}
