package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** What a network counts. */
class NetworkTest {
    private static final List<Layer> LAYERS = List.of(
            new Layer(0, "input", "input", Shape.of(3), ""), new Layer(1, "code", "dense", Shape.of(2), ""),
            new Layer(2, "decoded", "dense", Shape.of(3), ""), new Layer(3, "sum", "add", Shape.of(3), ""));

    @Test
    void tiedWeightsAreOneSetOfParametersButAllTheirLinksCount() {
        Tensor matrix = Tensor.of(new float[6], 3, 2);
        Tensor bias = Tensor.of(new float[2], 2);
        DenseConnection in = new DenseConnection(0, "in", 0, 1, matrix, Orientation.SOURCE_ROWS, Optional.of(bias));
        // the same memory, looked at as another matrix
        DenseConnection out = new DenseConnection(1, "out", 1, 2, matrix.reshaped(3, 2), Orientation.TARGET_ROWS, Optional.empty());
        try (Network network = new Network("tied", "test", LAYERS, List.of(in, out), List.of(), () -> { })) {
            assertThat(network.parameters()).isEqualTo(8);
            assertThat(network.links()).isEqualTo(12);
        }
    }

    @Test
    void equalWeightsOfTwoPlacesAreTwo() {
        DenseConnection in = new DenseConnection(0, "in", 0, 1, Tensor.of(new float[6], 3, 2), Orientation.SOURCE_ROWS, Optional.empty());
        DenseConnection out = new DenseConnection(1, "out", 1, 2, Tensor.of(new float[6], 3, 2), Orientation.TARGET_ROWS, Optional.empty());
        try (Network network = new Network("two", "test", LAYERS, List.of(in, out), List.of(), () -> { })) {
            assertThat(network.parameters()).isEqualTo(12);
        }
    }

    @Test
    void fixedLinksAndBlocksAreNotCounted() {
        OneToOne skip = new OneToOne(0, "skip", "skip", 0, 3, Averaging.same(3), Optional.empty(), 1, Optional.empty());
        Optional<Tensor> scale = Optional.of(Tensor.of(new float[3], 3));
        OneToOne scaled = new OneToOne(1, "scaled", "normalisation", 2, 3, Averaging.same(3), scale, 1, Optional.empty());
        Block block = new Block(2, "block", "attention", 0, 2, 3, 3);
        try (Network network = new Network("skips", "test", LAYERS, List.of(skip, scaled, block), List.of(), () -> { })) {
            assertThat(network.links()).isEqualTo(3);
            assertThat(network.parameters()).isEqualTo(3);
        }
    }

    @Test
    void aBlockHasNothingThatCouldBeAsked() {
        Block block = new Block(2, "block", "attention", 0, 2, 3, 4);
        assertThat(block.counted()).isFalse();
        new Unrolled(3, 4, List.of()).isWhat(block);
        assertThat(block.moments(Progress.NONE)).isEqualTo(Moments.EMPTY);
        block.read((weights, count) -> {
            throw new AssertionError("a weight");
        }, Progress.NONE);
        assertThat(block.bias()).isEmpty();
        assertThat(block.parameters()).isZero();
    }

    @Test
    void aBiasForOtherNeuronsIsRefusedHoweverItIsWrapped() {
        DenseConnection wrong = new DenseConnection(0, "in", 0, 1, Tensor.of(new float[6], 3, 2), Orientation.SOURCE_ROWS,
                Optional.of(Tensor.of(new float[3], 3)));
        for (Connection connection : List.of(wrong, new Composed(wrong, 0, Averaging.of(new int[] {2, 1, 0}, 3)))) {
            assertThatThrownBy(() -> new Network("wrong", "test", LAYERS, List.of(connection), List.of(), () -> { }))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 biases for 2 neurons");
        }
    }
}
