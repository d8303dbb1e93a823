package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.CloseNumbers.closeTo;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Averagings, against matrices of shares. */
class AveragingTest {
    /** All over twelve neurons. */
    static List<Windows> cases() {
        return List.of(
                Windows.chosen("same", 12, IntStream.range(0, 12).toArray()),
                Windows.chosen("turned round", 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
                Windows.chosen("some, repeated, and nothing", 12, 3, 3, -1, 0, 11, -1, 3),
                Windows.chosen("more units than neurons", 12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3),
                Windows.pooled("pooled by two", 1, 2, 6, 2, 2, 0),
                Windows.pooled("pooled with overlap and border", 2, 2, 3, 3, 1, 1),
                Windows.pooled("all", 3, 2, 2, 2, 1, 0),
                Windows.pooled("in three runs", 1, 2, 2, 2, 1, 1).repeated(3),
                Windows.pooled("in two runs of two", 1, 1, 3, 2, 1, 1).repeated(2).repeated(2),
                Windows.chosen("chosen in two runs, and nothing", 6, 5, -1, 0, 0).repeated(2),
                Windows.weighted("weighted in two runs", 6, new double[] {0, 0.25, 5, 0.75}, new double[] {}, new double[] {3, 0.5, 3, 0.5}).repeated(2),
                Windows.weighted("between two", 12, new double[] {0, 0.25, 1, 0.75}, new double[] {1, 0.5, 2, 0.5}, new double[] {7, 1}),
                Windows.weighted("a neuron twice in a window", 12, 
                        new double[] {4, 0.5, 4, 0.25, 5, 0.25}, new double[] {}, new double[] {4, 0.4}));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatItWasMadeOf(Windows windows) {
        Averaging averaging = windows.averaging();
        assertThat(averaging.units()).isEqualTo(windows.ofUnits().size());
        assertThat(averaging.neurons()).isEqualTo(12);
        double[][] matrix = windows.matrix();
        double largest = 0;
        long entries = 0;
        boolean empty = false;
        for (int unit = 0; unit < averaging.units(); unit++) {
            double[] row = new double[12];
            for (int k = 0; k < averaging.count(unit); k++) {
                row[averaging.neuron(unit, k)] += averaging.share(unit, k);
                largest = Math.max(largest, averaging.share(unit, k));
                entries++;
            }
            assertThat(row).satisfies(closeTo(matrix[unit], 1e-12));
            assertThat(averaging.total(unit)).isCloseTo(IntStream.range(0, 12).mapToDouble(i -> row[i]).sum(), within(1e-12));
            empty |= windows.ofUnits().get(unit).isEmpty();
        }
        assertThat(averaging.largestShare()).isEqualTo(largest);
        assertThat(averaging.entries()).isEqualTo(entries);
        assertThat(averaging.hasEmpty()).isEqualTo(empty);
        assertThat(averaging.isSame()).isEqualTo(windows.name().equals("same"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void spreadsByTheTransposedMatrix(Windows windows) {
        double[][] matrix = windows.matrix();
        double[] ofUnits = new Random(5).doubles(matrix.length, -1, 1).toArray();
        double[] ofNeurons = new double[12];
        for (int unit = 0; unit < matrix.length; unit++) {
            for (int neuron = 0; neuron < 12; neuron++) {
                ofNeurons[neuron] += matrix[unit][neuron] * ofUnits[unit];
            }
        }
        assertThat(windows.averaging().spread(ofUnits)).satisfies(closeTo(ofNeurons, 1e-12));
        for (int neuron = 0; neuron < 12; neuron++) {
            int n = neuron;
            assertThat(windows.averaging().unitsOf(neuron)).containsExactly(
                    IntStream.range(0, matrix.length).filter(unit -> matrix[unit][n] > 0).toArray());
        }
    }

    static Stream<Object[]> pairs() {
        return cases().stream().filter(first -> first.averaging().units() > 0).flatMap(first -> Stream.of(
                Windows.chosen("same", first.averaging().units(), IntStream.range(0, first.averaging().units()).toArray()),
                Windows.chosen("the first two turned round, and nothing", first.averaging().units(), 1, 0, -1),
                Windows.chosen("the last, twice", first.averaging().units(), first.averaging().units() - 1, first.averaging().units() - 1),
                Windows.pooled("pooled", 1, 1, first.averaging().units(), 1, 1, 0),
                Windows.pooled("pooled in threes", 1, first.averaging().units(), 1, 3, 2, 1),
                Windows.pooled("of three runs", 1, 1, first.averaging().units() / 3, 2, 1, 1).repeated(3),
                Windows.weighted("weighted", first.averaging().units(), new double[] {0, 0.3, 1, 0.7}, new double[] {}))
                .filter(second -> second.ofUnits().size() > 0 && second.neurons() == first.averaging().units()).map(second -> new Object[] {first, second}));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void oneAfterTheOtherIsTheProductOfTheMatrices(Windows first, Windows second) {
        Averaging both = first.averaging().then(second.averaging());
        assertThat(both.units()).isEqualTo(second.averaging().units());
        assertThat(both.neurons()).isEqualTo(12);
        double[][] a = first.matrix();
        double[][] b = second.matrix();
        for (int unit = 0; unit < b.length; unit++) {
            double[] product = new double[12];
            for (int middle = 0; middle < a.length; middle++) {
                for (int neuron = 0; neuron < 12; neuron++) {
                    product[neuron] += b[unit][middle] * a[middle][neuron];
                }
            }
            double[] row = new double[12];
            for (int k = 0; k < both.count(unit); k++) {
                row[both.neuron(unit, k)] += both.share(unit, k);
            }
            assertThat(row).as("unit %d", unit).satisfies(closeTo(product, 1e-12));
        }
    }

    @Test
    void whatTurnsIntoTheSameOrderIsTheSame() {
        Averaging round = Averaging.of(new int[] {2, 1, 0}, 3);
        assertThat(round.isSame()).isFalse();
        assertThat(round.isSelection()).isTrue();
        assertThat(round.then(round).isSame()).isTrue();
        assertThat(Averaging.of(new int[] {0, 1, 2}, new int[] {0, 1}, 2).isSame()).isTrue();
        assertThat(Averaging.of(new int[] {0, 1, 2}, new int[] {0, 1}, new double[] {1, 1}, 2).isSame()).isTrue();
        assertThat(Averaging.of(new int[] {0, 1, 2}, new int[] {0, 1}, new double[] {1, 0.5}, 2).isSame()).isFalse();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Averaging.of(new int[] {0, 3}, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neuron 3 of 3");
        assertThatThrownBy(() -> Averaging.of(new int[] {0, 2, 1, 2}, new int[] {0, 1}, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unit 1");
        assertThatThrownBy(() -> Averaging.of(new int[] {0, 3}, new int[] {0, 1}, 2)).isInstanceOf(IllegalArgumentException.class);
        for (double share : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Averaging.of(new int[] {0, 1}, new int[] {0}, new double[] {share}, 2))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("share");
        }
        assertThatThrownBy(() -> Averaging.same(3).then(Averaging.same(4))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Averaging.same(3).spread(new double[4])).isInstanceOf(IllegalArgumentException.class);
    }
}
