package org.cntexplorer.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.CloseNumbers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With vectors and without: what the simplest loops compute. */
class FloatUnitsTest {
    private static final int ROWS = 41;

    private static float[] numbers(int columns) {
        Random random = new Random(columns);
        float[] x = new float[ROWS * columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = switch (random.nextInt(6)) {
                case 0 -> 0f;
                case 1 -> -0f;
                default -> (float) random.nextGaussian();
            };
        }
        Arrays.fill(x, 0, Math.min(x.length, 3 * columns / 2), 0);
        return x;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 16, 32, 100, 784})
    void momentsOfColumns(int columns) {
        float[] x = numbers(columns);
        int[] rows = IntStream.range(0, ROWS).map(i -> i * 17 % ROWS * columns).toArray();
        float[] shift = new float[columns];
        for (int u = 0; u < columns; u++) {
            shift[u] = 0.01f * u;
        }
        double[] sum = new double[columns];
        double[] squares = new double[columns];
        long[] positive = new long[columns];
        for (int i = 3; i < ROWS - 2; i++) {
            for (int u = 0; u < columns; u++) {
                double d = x[rows[i] + u] - (double) shift[u];
                sum[u] += d;
                squares[u] += d * d;
                positive[u] += x[rows[i] + u] > 0 ? 1 : 0;
            }
        }
        for (boolean vectors : new boolean[] {false, true}) {
            double[] s = new double[columns];
            double[] q = new double[columns];
            long[] p = new long[columns];
            FloatUnits.moments(x, rows, 3, ROWS - 2, shift, s, q, p, vectors);
            assertThat(s).satisfies(CloseNumbers.closeTo(sum, 1e-5 * (1 + 0.01 * columns)));
            assertThat(q).satisfies(CloseNumbers.closeTo(squares, 1e-4 * (1 + 0.01 * columns) * (1 + 0.01 * columns)));
            assertThat(p).isEqualTo(positive);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 16, 32, 100, 784})
    void sumsOfRowsAndWhatIsAboveABar(int columns) {
        float[] x = numbers(columns);
        float[] shift = new float[columns];
        float[] bar = new float[columns];
        for (int u = 0; u < columns; u++) {
            shift[u] = 0.5f;
            bar[u] = 1.5f;
        }
        for (int row = 0; row < ROWS; row++) {
            int from = row * columns;
            double sum = IntStream.range(0, columns).mapToDouble(u -> x[from + u] - 0.5).sum();
            int[] above = IntStream.range(0, columns).filter(u -> x[from + u] > 1.5f).toArray();
            for (boolean vectors : new boolean[] {false, true}) {
                assertThat(FloatUnits.sum(x, from, shift, vectors)).isCloseTo(sum, within(1e-4));
                int[] found = IntStream.iterate(FloatUnits.above(x, from, bar, 0, vectors), u -> u < columns,
                        u -> FloatUnits.above(x, from, bar, u + 1, vectors)).toArray();
                assertThat(found).isEqualTo(above);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 16, 32, 100, 784})
    void numbersAreCountedIntoCellsUntilOneHasNone(int columns) {
        float[] x = numbers(columns);
        int bad = x.length - x.length / 4;
        for (float beyond : new float[] {Float.NaN, 1000, -1000, Float.POSITIVE_INFINITY}) {
            x[bad] = beyond;
            int cells = 1000;
            long[] expected = new long[cells];
            for (int i = 0; i < bad; i++) {
                expected[(int) Math.floor((x[i] + 5.05f) * 100f)]++;
            }
            for (boolean vectors : new boolean[] {false, true}) {
                int[] counts = new int[cells + FloatUnits.APART];
                long[] zeros = new long[1];
                assertThat(FloatUnits.count(x, 0, x.length, -5.05f, 100f, counts, zeros, vectors)).as("with " + beyond).isEqualTo(bad);
                long apart = zeros[0];
                for (int i = cells; i < counts.length; i++) {
                    apart += counts[i];
                }
                long[] found = Arrays.stream(counts, 0, cells).asLongStream().toArray();
                found[505] += apart;
                assertThat(found).isEqualTo(expected);
            }
        }
    }
}
