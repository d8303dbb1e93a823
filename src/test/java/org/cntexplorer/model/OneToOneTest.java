package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links from neuron to neuron, enumerated. */
class OneToOneTest {
    private record Case(Windows windows, int positions, float[] scale) {
        OneToOne connection() {
            int channels = windows.averaging().units() / positions;
            Optional<Tensor> weights = Optional.ofNullable(scale).map(s -> Tensor.of(s, channels));
            return new OneToOne(2, "one", "normalisation", 0, 1, windows.averaging(), weights, positions, Optional.empty());
        }

        Unrolled unrolled() {
            List<Unrolled.Link> links = new ArrayList<>();
            for (int target = 0; target < windows.ofUnits().size(); target++) {
                int t = target;
                windows.ofUnits().get(t).forEach((neuron, shares) -> shares.forEach(share ->
                        links.add(new Unrolled.Link(neuron, t, share * (scale == null ? 1.0 : scale[t / positions])))));
            }
            return new Unrolled(windows.neurons(), windows.ofUnits().size(), links);
        }

        @Override
        public String toString() {
            return windows + ", " + positions + " positions" + (scale == null ? ", fixed" : "");
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                Windows.chosen("same", 12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                Windows.chosen("turned round", 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
                Windows.chosen("repeated, with nothing", 6, 3, 3, -1, 0, -1, 3, 5, 5, -1, -1, -1, -1),
                Windows.pooled("pooled, smaller at the border", 2, 5, 4, 3, 2, 1),
                Windows.weighted("shares that do not sum to 1, a neuron twice", 4, new double[] {0, 0.25, 1, 0.5}, new double[] {},
                        new double[] {3, 0.75, 3, 0.75}, new double[] {2, 2})).flatMap(windows -> Stream.of(1, 2, 4)
                .filter(positions -> windows.averaging().units() % positions == 0).flatMap(positions -> Stream.of(
                        new Case(windows, positions, null),
                        new Case(windows, positions, Unrolled.coarse(windows.averaging().units() / positions, 3)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsItsLinksDo(Case c) {
        c.unrolled().isWhat(c.connection());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isCountedWhereItHasWeights(Case c) {
        OneToOne connection = c.connection();
        assertThat(connection.counted()).isEqualTo(c.scale() != null);
        assertThat(connection.weights()).isEqualTo(c.scale() == null ? 0 : c.scale().length);
        assertThat(connection.parameters()).isEqualTo(connection.weights());
        assertThat(connection.moments(Progress.NONE)).isEqualTo(c.scale() == null ? Moments.EMPTY
                : Moments.of(connection.scale().orElseThrow().toArray()));
        List<Double> read = new ArrayList<>();
        connection.read((weights, count) -> {
            for (int i = 0; i < count; i++) {
                read.add(weights[i]);
            }
        }, Progress.NONE);
        assertThat(read).hasSize((int) connection.weights());
    }

    @Test
    void theShiftOfAChannelIsTheBiasOfItsNeurons() {
        OneToOne connection = new OneToOne(0, "norm", "normalisation", 0, 1, Averaging.same(6),
                Optional.of(Tensor.of(new float[] {2, -3}, 2)), 3, Optional.of(Tensor.of(new float[] {0.5f, -0.25f}, 2)));
        assertThat(connection.bias().orElseThrow().toArray()).containsExactly(0.5, 0.5, 0.5, -0.25, -0.25, -0.25);
        assertThat(connection.biasOf(2)).hasValue(0.5);
        assertThat(connection.biasOf(3)).hasValue(-0.25);
        assertThat(connection.parameters()).isEqualTo(4);
        assertThat(connection.stored()).hasSize(2);
    }

    /** A channel whose weight is no number spoils its own neurons only, and not one without links. */
    @Test
    void noNumberStaysWhereItIs() {
        OneToOne connection = new OneToOne(0, "norm", "normalisation", 0, 1, Averaging.of(new int[] {0, -1, 1}, 2),
                Optional.of(Tensor.of(new float[] {Float.NaN, Float.NaN, 2}, 3)), 1, Optional.empty());
        Sums sums = connection.sums(Weighting.SIGNED, Progress.NONE);
        assertThat(sums.in()).containsExactly(Double.NaN, 0, 2);
        assertThat(sums.out()).containsExactly(Double.NaN, 2);
        assertThat(connection.strongest(5, Progress.NONE).count()).isEqualTo(1);
        assertThat(connection.countAtLeast(0, Progress.NONE)).isEqualTo(1);
    }

    @Test
    void numbersForOtherChannelsAreRefused() {
        Optional<Tensor> three = Optional.of(Tensor.of(new float[3], 3));
        assertThatThrownBy(() -> new OneToOne(0, "norm", "n", 0, 1, Averaging.same(6), three, 3, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 numbers for 2 channels");
        assertThatThrownBy(() -> new OneToOne(0, "norm", "n", 0, 1, Averaging.same(6), Optional.empty(), 4, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
