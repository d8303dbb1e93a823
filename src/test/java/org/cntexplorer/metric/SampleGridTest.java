package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.model.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grids against the numbers themselves, and densities against kernels that are summed one by one. */
@Execution(ExecutionMode.CONCURRENT)
class SampleGridTest {
    private static double[] normal(long seed, int n, double mean, double std) {
        return DoubleStream.generate(new Random(seed)::nextGaussian).limit(n).map(x -> mean + std * x).toArray();
    }

    private static double[] together(double[]... samples) {
        return Stream.of(samples).flatMapToDouble(Arrays::stream).toArray();
    }

    private static BinnedSample sample(double... numbers) {
        return BinnedSample.of("x", Moments.of(numbers), SampleGrid.of(numbers));
    }

    /** As SciPy defines it. */
    private static double kernels(double[] sample, double x) {
        double n = sample.length;
        double mean = Arrays.stream(sample).average().orElseThrow();
        double h = Math.sqrt(Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).sum() / (n - 1)) * Math.pow(n, -0.2);
        return Arrays.stream(sample).map(v -> Math.exp(-(x - v) * (x - v) / (2 * h * h))).sum() / (n * h * Math.sqrt(2 * Math.PI));
    }

    private static double error(BinnedSample sample, double[] numbers) {
        Density curve = sample.curve(101);
        double worst = IntStream.range(0, 101).mapToDouble(i -> Math.abs(curve.y()[i] - kernels(numbers, curve.x()[i]))).max().orElseThrow();
        return worst / curve.peak();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 1000, 100_000})
    void theDensityOfAGridIsThatOfItsNumbers(int n) {
        double[] numbers = normal(n, n, 0.3, 2);

        assertThat(error(sample(numbers), numbers)).isLessThan(1e-4);
    }

    @Test
    void aGridKeepsNumberMeanAndVariance() {
        double[] numbers = normal(1, 5000, -3, 0.02);

        Moments of = SampleGrid.of(numbers).moments();

        Moments exact = Moments.of(numbers);
        assertThat(of.n()).isEqualTo(5000);
        assertThat(of.mean()).isCloseTo(exact.mean(), within(1e-13));
        assertThat(of.variance()).isCloseTo(exact.variance(), within(1e-6 * exact.variance()));
        assertThat(of.min()).isCloseTo(exact.min(), within(0.02 / 128));
        assertThat(of.max()).isCloseTo(exact.max(), within(0.02 / 128));
    }

    @Test
    void aGridHasFewCellsWhateverLiesFarOut() {
        double[] numbers = together(normal(2, 1000, 0, 1), new double[] {1e6, -1e6, Double.NaN, Double.POSITIVE_INFINITY});

        SampleGrid grid = SampleGrid.of(numbers);

        assertThat(grid.counts().length).isLessThanOrEqualTo(SampleGrid.MOST_CELLS);
        assertThat(Arrays.stream(grid.counts()).sum()).isCloseTo(1002, within(1e-9));
    }

    @Test
    void numbersOfAnySizeHaveAGrid() {
        for (double[] numbers : new double[][] {{1e300, -1e300}, {1e308, -1e308}, {Double.MIN_VALUE, 0}, {1e-310, 3e-310}, {5, 5, 5}, {0}, {-0.0, 0},
                {1e9, 1e9 + 1e-6}}) {
            SampleGrid grid = SampleGrid.of(numbers);

            assertThat(Arrays.stream(grid.counts()).sum()).as("%s", Arrays.toString(numbers)).isCloseTo(numbers.length, within(1e-9));
            assertThat(Arrays.stream(grid.counts())).allMatch(count -> count >= 0);
        }
        assertThat(SampleGrid.of(new double[] {Double.NaN}).isEmpty()).isTrue();
    }

    /** What is kept of two samples is, added, what would be kept of both: cell by cell. */
    @Test
    void gridsAddUpExactly() {
        double[] narrow = normal(3, 300, 0.1, 0.01);
        double[] wide = normal(4, 400, -1, 0.7);
        SampleGrid sum = SampleGrid.of(narrow).and(SampleGrid.of(wide));

        double[] expected = new double[sum.counts().length];
        for (double number : together(narrow, wide)) {
            for (int cell = 0; cell < expected.length; cell++) {
                expected[cell] += Math.max(0, 1 - Math.abs(number - sum.at(cell)) / sum.cell());
            }
        }
        assertThat(sum.counts()).containsExactly(expected, within(1e-9));
        assertThat(SampleGrid.of(wide).and(SampleGrid.of(narrow)).counts()).containsExactly(expected, within(1e-9));
    }

    @Test
    void whatLiesFarOutCanBeTakenAway() {
        double[] numbers = together(normal(6, 4000, 0, 1), new double[] {30, 40, -35});

        SampleGrid within = SampleGrid.of(numbers).within(-5, 5);

        Moments expected = Moments.of(Arrays.stream(numbers).filter(x -> Math.abs(x) <= 5).toArray());
        assertThat(within.moments().n()).isEqualTo(expected.n());
        assertThat(within.moments().mean()).isCloseTo(expected.mean(), within(1e-12));
        assertThat(within.moments().std()).isCloseTo(expected.std(), within(1e-5));
        assertThat(SampleGrid.of(numbers).within(50, 60).isEmpty()).isTrue();
    }

    /** Divergences of what the grids keep against those of the numbers. */
    @Test
    void divergencesOfGridsAreThoseOfTheNumbers() {
        double[] a = normal(7, 20_000, 0, 1);
        double[] b = normal(8, 30_000, 0.5, 1.3);

        for (Divergence.Kind kind : new Divergence.Kind[] {Divergence.Kind.JEFFREYS, Divergence.Kind.JENSEN_SHANNON}) {
            double expected = Divergence.between(BinnedSample.of("a", a), BinnedSample.of("b", b), kind);
            assertThat(Divergence.between(sample(a), sample(b), kind)).isCloseTo(expected, within(1e-3 * expected));
        }
    }

    @Test
    void nothingHasNoDensity() {
        assertThat(sample().isEmpty()).isTrue();
        assertThat(sample().curve(10).isEmpty()).isTrue();
        assertThat(sample(2, 2, 2).isEmpty()).isTrue();
        assertThat(SampleGrid.EMPTY.moments()).isEqualTo(Moments.EMPTY);
    }
}
