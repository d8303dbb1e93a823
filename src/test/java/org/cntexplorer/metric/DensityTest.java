package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class DensityTest {
    /** Every kernel at every point, as the definition says. */
    private static double[] exact(double[] sample, double[] x) {
        double mean = Arrays.stream(sample).average().orElseThrow();
        double variance = Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).sum() / (sample.length - 1);
        double h = Math.sqrt(variance) * Math.pow(sample.length, -1 / 5.0);
        return Arrays.stream(x).map(at -> Arrays.stream(sample).map(v -> Math.exp(-(at - v) * (at - v) / (2 * h * h))).sum()
                / (sample.length * h * Math.sqrt(2 * Math.PI))).toArray();
    }

    private static void assertExact(double[] sample, Density density) {
        double[] expected = exact(sample, density.x());
        double peak = Arrays.stream(expected).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertThat(density.y()[i]).as("at x = %s", density.x()[i]).isCloseTo(expected[i], within(1e-6 * peak));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 64, 785, 20_000})
    void equalsTheDefinitionTo1e6OfThePeak(int n) {
        Random random = new Random(n);
        DoubleSupplier[] shapes = {random::nextGaussian, () -> random.nextInt(3) * 1000 + random.nextGaussian() * 1e-3,
            () -> Math.pow(random.nextDouble(), -0.8), () -> 1e6 + random.nextDouble()};
        for (DoubleSupplier shape : shapes) {
            double[] sample = new double[n];
            Arrays.setAll(sample, i -> shape.getAsDouble());
            assertExact(sample, Density.of(sample, 257));
        }
    }

    @Test
    void worksOnAnyGridEvenOneThatMissesTheSample() {
        double[] sample = new Random(1).doubles(500).toArray();
        assertExact(sample, Density.of(sample, -3, 0.01, 700));
        assertExact(sample, Density.of(sample, 0.2, 0.001, 100));
        assertThat(Density.of(sample, 50, 1, 10).y()).containsOnly(0);
        assertThat(Density.of(sample, -50, 1, 10).y()).containsOnly(0);
    }

    @Test
    void integratesToOne() {
        double[] sample = new Random(2).doubles(3_000).map(v -> v * v).toArray();
        Density density = Density.of(sample, -1, 1e-3, 3_000);
        assertThat(Arrays.stream(density.y()).sum() * 1e-3).isCloseTo(1, within(1e-9));
    }

    @Test
    void leavesOutNumbersThatAreNotFinite() {
        double[] sample = {1, 2, Double.NaN, 4, Double.POSITIVE_INFINITY, 7, Double.NEGATIVE_INFINITY};
        assertExact(new double[] {1, 2, 4, 7}, Density.of(sample, 50));
    }

    @Test
    void thereIsNoneWithoutTwoDifferentNumbers() {
        assertThat(Density.of(new double[0], 10).isEmpty()).isTrue();
        assertThat(Density.of(new double[] {3}, 10).isEmpty()).isTrue();
        assertThat(Density.of(new double[] {3, 3, 3}, 10).isEmpty()).isTrue();
    }
}
