package org.cntexplorer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class RandomSamplesTest {
    @ParameterizedTest
    @EnumSource(RandomSamples.Kind.class)
    void anySampleIsHadWithoutThoseBeforeIt(RandomSamples.Kind kind) throws Exception {
        RandomSamples samples = new RandomSamples(kind, List.of(3, 5), 1000, 42);
        float[] all = Bytes.read(samples, 0, 1000);
        for (int i : new int[] {0, 1, 499, 999}) {
            assertThat(Bytes.read(samples, i, 1)).containsExactly(Arrays.copyOfRange(all, i * 15, i * 15 + 15));
        }
        assertThat(Bytes.read(new RandomSamples(kind, List.of(15), 7_000_000_000L, 42), 999, 1)).containsExactly(Arrays.copyOfRange(all, 999 * 15, 15_000));
        assertThat(Bytes.read(new RandomSamples(kind, List.of(3, 5), 1000, 43), 0, 1000)).isNotEqualTo(all);
    }

    @Test
    void momentsAreThoseOfTheDistribution() throws Exception {
        moments(RandomSamples.Kind.UNIFORM, 0.5, 1 / 12.0, 1.8);
        moments(RandomSamples.Kind.GAUSSIAN, 0, 1, 3);
    }

    /** 200,000 numbers: a standard error of the mean of 0.0022 at most. */
    private static void moments(RandomSamples.Kind kind, double mean, double variance, double kurtosis) throws ModelFormatException {
        float[] numbers = Bytes.read(new RandomSamples(kind, List.of(20), 10_000, 1), 0, 10_000);
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        double found = sum / numbers.length;
        double squares = 0;
        double fourths = 0;
        double beside = 0;
        for (int i = 0; i < numbers.length; i++) {
            double difference = numbers[i] - found;
            squares += difference * difference;
            fourths += difference * difference * difference * difference;
            beside += i == 0 ? 0 : difference * (numbers[i - 1] - found);
        }
        assertThat(found).isCloseTo(mean, within(0.01));
        assertThat(squares / numbers.length).isCloseTo(variance, within(0.015));
        assertThat(fourths * numbers.length / squares / squares).isCloseTo(kurtosis, within(0.06));
        assertThat(beside / squares).isCloseTo(0, within(0.01));
    }

    @Test
    void oneHotGoesToEveryPlaceOnceInARound() throws Exception {
        for (int size : new int[] {1, 2, 7, 12, 784}) {
            float[] numbers = Bytes.read(new RandomSamples(RandomSamples.Kind.ONE_HOT, List.of(size), 2L * size, 9), 0, 2 * size);
            for (int round = 0; round < 2; round++) {
                boolean[] seen = new boolean[size];
                for (int i = round * size; i < (round + 1) * size; i++) {
                    int place = -1;
                    for (int k = 0; k < size; k++) {
                        if (numbers[i * size + k] != 0) {
                            assertThat(place).isEqualTo(-1);
                            assertThat(numbers[i * size + k]).isEqualTo(1);
                            place = k;
                        }
                    }
                    assertThat(seen[place]).isFalse();
                    seen[place] = true;
                }
            }
        }
    }

    @Test
    void theyFitTheModel() throws Exception {
        assertThat(RandomSamples.of(RandomSamples.Kind.UNIFORM, new ModelInput("x", List.of(-1, -1, 3), true, false), 5, 1).extents())
                .containsExactly(32, 32, 3);
        assertThat(RandomSamples.of(RandomSamples.Kind.UNIFORM, new ModelInput("x", List.of(-1, 8), false, false), 5, 1).extents()).containsExactly(16, 8);
        assertThatThrownBy(() -> RandomSamples.of(RandomSamples.Kind.UNIFORM, new ModelInput("tokens", List.of(-1), false, true), 5, 1))
                .isInstanceOf(ModelFormatException.class).message().contains("vocabulary (tokens)");
    }
}
