package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfoldingTest {
    private static final int FEATURES = 3;
    private static final int UNITS = 2;
    private static final int GATES = 4;
    private static final int CLASSES = 2;

    private final Random random = new Random(7);
    private final float[] input = numbers(GATES * UNITS * FEATURES);
    private final float[] recurrent = numbers(GATES * UNITS * UNITS);
    private final float[] out = numbers(CLASSES * UNITS);
    private final AtomicInteger closed = new AtomicInteger();

    private float[] numbers(int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private Network network(String kind, Averaging positions) {
        List<String> gates = List.of("input", "output", "forget", "cell");
        Connection in = new DenseConnection(0, "lstm", 0, 1, Tensor.of(input, GATES * UNITS, FEATURES), Orientation.TARGET_ROWS, Optional.empty());
        return new Network("net", "test", List.of(
                new Layer(0, "input", "input", positions == null ? Shape.of(FEATURES) : Shape.of(positions.neurons()), ""),
                new Layer(1, "lstm", kind, Shape.of(UNITS), "tanh"), new Layer(2, "out", "dense", Shape.of(CLASSES), "")), List.of(
                new Gated(positions == null ? in : new Composed(in, 0, positions), gates),
                new Gated(new DenseConnection(1, "lstm", 1, 1, Tensor.of(recurrent, GATES * UNITS, UNITS), Orientation.TARGET_ROWS, Optional.empty()), gates),
                new DenseConnection(2, "out", 1, 2, Tensor.of(out, CLASSES, UNITS), Orientation.TARGET_ROWS, Optional.empty())), List.of(),
                closed::incrementAndGet);
    }

    /** Sums over gates and sources of the rows of a unit. */
    private static double rows(float[] matrix, int unit, int columns) {
        double sum = 0;
        for (int gate = 0; gate < GATES; gate++) {
            for (int c = 0; c < columns; c++) {
                sum += matrix[(gate * UNITS + unit) * columns + c];
            }
        }
        return sum;
    }

    private static double column(float[] matrix, int column, int columns) {
        double sum = 0;
        for (int at = column; at < matrix.length; at += columns) {
            sum += matrix[at];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"lstm, 3", "lstm, 1", "'lstm, backwards', 3"})
    void everyStepHasItsLinksAndTheLastIsTakenByWhatFollows(String kind, int steps) {
        Network unfolded = Unfolding.of(network(kind, null), steps);
        NodeStrength strength = NodeStrength.of(unfolded, Convention.DEFAULT, Progress.NONE);
        boolean backwards = kind.endsWith("backwards");
        assertThat(unfolded.layers()).hasSize(2 * steps + 1);
        assertThat(unfolded.layers().stream().map(Layer::name)).contains("lstm, step " + steps, "input, step 1", "out");
        for (Layer layer : unfolded.layers()) {
            if (!layer.name().startsWith("lstm")) {
                continue;
            }
            int step = Integer.parseInt(layer.name().substring("lstm, step ".length()));
            boolean first = step == (backwards ? steps : 1);
            boolean last = step == (backwards ? 1 : steps);
            for (int unit = 0; unit < UNITS; unit++) {
                double in = rows(input, unit, FEATURES) + (first ? 0 : rows(recurrent, unit, UNITS));
                double away = last ? column(out, unit, UNITS) : column(recurrent, unit, UNITS);
                assertThat(strength.layer(layer.index()).in()[unit]).isCloseTo(in, within(1e-5));
                assertThat(strength.layer(layer.index()).out()[unit]).isCloseTo(away, within(1e-5));
            }
        }
        assertThat(unfolded.connections()).allSatisfy(c -> assertThat(c.from()).isLessThan(c.to()));
    }

    @Test
    void sharedWeightsAreCountedOnceAndLinksAtEveryStep() {
        Network folded = network("lstm", null);
        Network unfolded = Unfolding.of(folded, 5);
        assertThat(unfolded.parameters()).isEqualTo(folded.parameters()).isEqualTo(input.length + recurrent.length + out.length);
        assertThat(unfolded.links()).isEqualTo(5 * input.length + 4 * recurrent.length + out.length);
        unfolded.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void positionsOfALayerAreTheSteps() {
        int steps = 4;
        int[] start = new int[FEATURES + 1];
        int[] neurons = new int[FEATURES * steps];
        Arrays.setAll(start, feature -> feature * steps);
        Arrays.setAll(neurons, i -> i);
        Network unfolded = Unfolding.of(network("lstm", Averaging.of(start, neurons, FEATURES * steps)), steps);
        assertThat(unfolded.layers()).hasSize(1 + steps + 1);
        NodeStrength strength = NodeStrength.of(unfolded, Convention.DEFAULT, Progress.NONE);
        for (int neuron = 0; neuron < FEATURES * steps; neuron++) {
            assertThat(strength.layer(0).out()[neuron]).isCloseTo(column(input, neuron / steps, FEATURES), within(1e-5));
        }
        Links ofSecondStep = unfolded.into(2).getFirst().into(0);
        assertThat(ofSecondStep.source()).containsOnly(1, 1 + steps, 1 + 2 * steps);
    }

    @Test
    void aNetworkWithoutRecurrenceStaysAndTooManyLayersAreRefused() {
        Network plain = new Network("net", "test", List.of(new Layer(0, "a", "input", Shape.of(2), "")), List.of(), List.of(), () -> {});
        assertThat(Unfolding.of(plain, 3)).isSameAs(plain);
        assertThatThrownBy(() -> Unfolding.of(network("lstm", null), 5000)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5000 steps");
    }
}
