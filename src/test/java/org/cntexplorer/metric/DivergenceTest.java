package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Divergences against densities that are summed kernel by kernel, and against the authors' published matrix. */
@Execution(ExecutionMode.CONCURRENT)
class DivergenceTest {
    private static double[] normal(long seed, int n, double mean, double std) {
        return DoubleStream.generate(new Random(seed)::nextGaussian).limit(n).map(x -> mean + std * x).toArray();
    }

    /** The density as SciPy defines it, a sum over all numbers at every point. */
    private static double[] densities(double[] sample, double from, double dx) {
        double n = sample.length;
        double mean = Arrays.stream(sample).average().orElseThrow();
        double h = Math.sqrt(Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).sum() / (n - 1)) * Math.pow(n, -0.2);
        double[] y = new double[1000];
        for (int i = 0; i < y.length; i++) {
            double x = from + i * dx;
            y[i] = Arrays.stream(sample).map(v -> Math.exp(-(x - v) * (x - v) / (2 * h * h))).sum() / (n * h * Math.sqrt(2 * Math.PI));
        }
        return y;
    }

    private static double direct(double[] a, double[] b, Divergence.Kind kind) {
        double low = Math.min(Arrays.stream(a).min().orElseThrow(), Arrays.stream(b).min().orElseThrow());
        double range = Math.max(Arrays.stream(a).max().orElseThrow(), Arrays.stream(b).max().orElseThrow()) - low;
        double dx = range / 1000;
        double[] p = densities(a, low, dx);
        double[] q = densities(b, low, dx);
        double ofP = kind == Divergence.Kind.AUTHORS ? 1 : Arrays.stream(p).sum() * dx;
        double ofQ = kind == Divergence.Kind.AUTHORS ? 1 : Arrays.stream(q).sum() * dx;
        double floor = kind == Divergence.Kind.JEFFREYS ? 1e-12 / range : 0;
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double x = Math.max(p[i] / ofP, floor);
            double y = Math.max(q[i] / ofQ, floor);
            sum += kind == Divergence.Kind.JENSEN_SHANNON
                    ? ((x == 0 ? 0 : x * Math.log(2 * x / (x + y))) + (y == 0 ? 0 : y * Math.log(2 * y / (x + y)))) / 2
                    : x * Math.log(x / y) + y * Math.log(y / x);
        }
        return kind == Divergence.Kind.AUTHORS ? sum : sum * dx;
    }

    /** Alike, of other widths, far apart, of few numbers. */
    @ParameterizedTest
    @CsvSource({"500, 0, 1, 400, 0.1, 1.1", "3000, 0, 0.05, 40, 0.02, 0.2", "200, 0, 1, 300, 4, 0.5", "2, 0, 1, 3, 1, 1", "900, 0, 1, 900, 0, 1"})
    void equalsTheSumOverAllKernels(int n, double mean, double std, int m, double otherMean, double otherStd) {
        double[] a = normal(n, n, mean, std);
        double[] b = normal(m + 7, m, otherMean, otherStd);
        for (Divergence.Kind kind : Divergence.Kind.values()) {
            double expected = direct(a, b, kind);
            assertThat(Divergence.between(BinnedSample.of("a", a), BinnedSample.of("b", b), kind)).as("%s", kind)
                    .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
        }
    }

    /** 1,000 standard deviations apart: no kernel of one reaches the other. */
    @Test
    void samplesThatNeverMeetAreInfinitelyFarForTheAuthorsAloneAndLnTwoAtMost() {
        double[] a = normal(1, 300, 0, 1);
        double[] b = normal(2, 300, 1000, 1);
        assertThat(direct(a, b, Divergence.Kind.AUTHORS)).as("their own formula, 0·ln(0/0) among its terms").isNaN();
        BinnedSample first = BinnedSample.of("a", a);
        BinnedSample second = BinnedSample.of("b", b);
        assertThat(Divergence.between(first, second, Divergence.Kind.AUTHORS)).isInfinite().isPositive();
        double expected = direct(a, b, Divergence.Kind.JEFFREYS);
        assertThat(Divergence.between(first, second, Divergence.Kind.JEFFREYS)).isFinite().isCloseTo(expected, within(1e-6 * expected));
        assertThat(Divergence.between(first, second, Divergence.Kind.JENSEN_SHANNON)).isCloseTo(Math.log(2), within(1e-12)).isLessThanOrEqualTo(Math.log(2) + 1e-15);
    }

    @Test
    void aMatrixIsSymmetricAndHasNoNumberWhereThereIsNoDensity() {
        List<BinnedSample> samples = List.of(BinnedSample.of("a", normal(1, 100, 0, 1)), BinnedSample.of("equal", new double[] {2, 2, 2}),
                BinnedSample.of("b", normal(2, 100, 1, 2)), BinnedSample.of("none", new double[] {Double.NaN}));
        Divergence divergence = Divergence.of(samples, Divergence.Kind.JEFFREYS, Progress.NONE);
        assertThat(divergence.names()).containsExactly("a", "equal", "b", "none");
        double ab = divergence.matrix()[0][2];
        assertThat(ab).isPositive();
        double none = Double.NaN;
        assertThat(Arrays.deepToString(divergence.matrix())).isEqualTo(Arrays.deepToString(
                new double[][] {{0, none, ab, none}, {none, none, none, none}, {ab, none, 0, none}, {none, none, none, none}}));
    }

    @Test
    void whatIsNoNumberIsLeftOut() {
        double[] a = normal(1, 100, 0, 1);
        double[] withNone = Arrays.copyOf(a, 102);
        withNone[100] = Double.NaN;
        withNone[101] = Double.NEGATIVE_INFINITY;
        BinnedSample b = BinnedSample.of("b", normal(2, 100, 1, 2));
        assertThat(Divergence.between(BinnedSample.of("a", withNone), b, Divergence.Kind.JEFFREYS))
                .isEqualTo(Divergence.between(BinnedSample.of("a", a), b, Divergence.Kind.JEFFREYS));
    }

    /** The five connections of the network whose file says 0.9509, weights pooled with biases. */
    @Test
    void equalsThePublishedMatrix() throws Exception {
        double[][] published = Files.readAllLines(Golden.path("cnt-dnns/divergence_link_weights_170007.csv")).stream()
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
        try (Network network = ModelFiles.open(Golden.cntDnn9509(), OpenOptions.NONE, Progress.NONE)) {
            double[][] matrix = Divergence.of(network.connections().stream().map(c -> BinnedSample.ofWeights(c.name(), List.of(c), true, Progress.NONE)).toList(),
                    Divergence.Kind.AUTHORS, Progress.NONE).matrix();
            assertThat(matrix).hasDimensions(5, 5);
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    assertThat(matrix[i][j]).as("%d, %d", i, j).isCloseTo(published[i][j], within(1e-6 * published[i][j]));
                }
            }
        }
    }
}
