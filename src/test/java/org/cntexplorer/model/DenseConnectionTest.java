package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dense connection answers, against an enumeration of its links one by one. */
@Execution(ExecutionMode.CONCURRENT)
class DenseConnectionTest {
    /** One link, found by indexing only. */
    private record Link(int source, int target, double weight) {}

    /** A matrix and what to expect of it. */
    private record Case(int rows, int columns, Orientation orientation, ElementType type, ByteOrder order, int misaligned) {
        DenseConnection connection(float[] values) {
            int bytes = type.bytes();
            MemorySegment memory = Arena.ofAuto().allocate((long) values.length * bytes + 64, 64).asSlice(misaligned, (long) values.length * bytes);
            for (int i = 0; i < values.length; i++) {
                switch (type) {
                    case F32 -> memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), 4L * i, values[i]);
                    case F64 -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), 8L * i, values[i]);
                    case F16 -> memory.set(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 2L * i, Float.floatToFloat16(values[i]));
                    default -> throw new AssertionError(type);
                }
            }
            return new DenseConnection(3, "test", 0, 1, new Tensor(type, order, memory, rows, columns), orientation, Optional.empty());
        }

        List<Link> links(float[] values) {
            List<Link> links = new ArrayList<>();
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    float stored = values[r * columns + c];
                    double w = type == ElementType.F16 ? Float.float16ToFloat(Float.floatToFloat16(stored)) : stored;
                    links.add(orientation == Orientation.SOURCE_ROWS ? new Link(r, c, w) : new Link(c, r, w));
                }
            }
            return links;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        int[][] sizes = {{1, 1}, {1, 40}, {40, 1}, {7, 15}, {8, 16}, {9, 17}, {31, 33}, {64, 129}, {130, 300}, {257, 1025}};
        for (int[] size : sizes) {
            for (Orientation orientation : Orientation.values()) {
                cases.add(new Case(size[0], size[1], orientation, ElementType.F32, ByteOrder.nativeOrder(), 0));
            }
        }
        cases.add(new Case(33, 47, Orientation.SOURCE_ROWS, ElementType.F32, ByteOrder.nativeOrder(), 3));
        cases.add(new Case(33, 47, Orientation.SOURCE_ROWS, ElementType.F32, ByteOrder.BIG_ENDIAN, 0));
        cases.add(new Case(33, 47, Orientation.TARGET_ROWS, ElementType.F64, ByteOrder.LITTLE_ENDIAN, 0));
        cases.add(new Case(33, 47, Orientation.TARGET_ROWS, ElementType.F16, ByteOrder.LITTLE_ENDIAN, 2));
        return cases.stream();
    }

    private static float[] random(Case c) {
        Random random = new Random(c.rows() * 1000L + c.columns());
        float[] values = new float[c.rows() * c.columns()];
        for (int i = 0; i < values.length; i++) {
            // coarse steps make ties, and zeros of both signs
            values[i] = random.nextInt(4) == 0 ? (random.nextInt(9) - 4) / 4f : (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sumsAreThoseOfEveryLink(Case c) {
        float[] values = random(c);
        DenseConnection connection = c.connection(values);
        for (Weighting weighting : Weighting.values()) {
            double[] in = new double[connection.targets()];
            double[] out = new double[connection.sources()];
            double[] inMass = new double[in.length];
            double[] outMass = new double[out.length];
            for (Link link : c.links(values)) {
                double w = switch (weighting) {
                    case SIGNED -> link.weight();
                    case ABSOLUTE -> link.weight() < 0 ? -link.weight() : link.weight();
                    case POSITIVE -> link.weight() > 0 ? link.weight() : 0;
                    case NEGATIVE -> link.weight() < 0 ? link.weight() : 0;
                };
                in[link.target()] += w;
                out[link.source()] += w;
                inMass[link.target()] += Math.abs(link.weight());
                outMass[link.source()] += Math.abs(link.weight());
            }
            Sums sums = connection.sums(weighting, Progress.NONE);
            for (int k = 0; k < in.length; k++) {
                assertThat(sums.in()[k]).isCloseTo(in[k], within(1e-6 * inMass[k]));
            }
            for (int i = 0; i < out.length; i++) {
                assertThat(sums.out()[i]).isCloseTo(out[i], within(1e-6 * outMass[i]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void momentsAreThoseOfEveryLink(Case c) {
        float[] values = random(c);
        values[values.length / 2] = Float.NaN;
        if (values.length > 40) {
            values[3] = Float.NEGATIVE_INFINITY;
        }
        double[] finite = c.links(values).stream().mapToDouble(Link::weight).filter(Double::isFinite).toArray();
        Moments moments = c.connection(values).moments(Progress.NONE);
        assertThat(moments.n()).isEqualTo(finite.length);
        assertThat(moments.nonFinite()).isEqualTo(values.length - finite.length);
        if (finite.length > 0) {
            double mean = Stream.of(finite).mapToDouble(all -> java.util.Arrays.stream(all).sum() / all.length).sum();
            double variance = java.util.Arrays.stream(finite).map(x -> (x - mean) * (x - mean)).sum() / finite.length;
            assertThat(moments.mean()).isCloseTo(mean, within(1e-12));
            assertThat(moments.variance()).isCloseTo(variance, within(1e-12));
            assertThat(moments.min()).isEqualTo(java.util.Arrays.stream(finite).min().orElseThrow());
            assertThat(moments.max()).isEqualTo(java.util.Arrays.stream(finite).max().orElseThrow());
        } else {
            assertThat(moments.mean()).isNaN();
            assertThat(moments.min()).isNaN();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theStrongestLinksAreTheFirstOfAllSorted(Case c) {
        float[] values = random(c);
        values[values.length - 1] = Float.NaN;
        List<Link> sorted = c.links(values).stream().filter(l -> !Double.isNaN(l.weight()))
                .sorted(Comparator.comparingDouble((Link l) -> -Math.abs(l.weight())).thenComparingInt(Link::source).thenComparingInt(Link::target))
                .toList();
        DenseConnection connection = c.connection(values);
        for (int count : new int[] {0, 1, 5, values.length / 3, values.length, 10 * values.length}) {
            assertThat(list(connection.strongest(count, Progress.NONE))).isEqualTo(sorted.subList(0, Math.min(count, sorted.size())));
        }
        for (double threshold : new double[] {0, 0.25, 0.5, 0.7500001, 1, 100}) {
            List<Link> above = sorted.stream().filter(l -> Math.abs(l.weight()) >= threshold).toList();
            assertThat(connection.countAtLeast(threshold, Progress.NONE)).isEqualTo(above.size());
            assertThat(list(connection.atLeast(threshold, 7, Progress.NONE))).isEqualTo(above.subList(0, Math.min(7, above.size())));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLinksOfOneNeuronAreThoseOfTheEnumeration(Case c) {
        float[] values = random(c);
        DenseConnection connection = c.connection(values);
        int target = connection.targets() / 2;
        int source = connection.sources() - 1;
        List<Link> all = c.links(values);
        assertThat(list(connection.into(target))).isEqualTo(all.stream().filter(l -> l.target() == target).sorted(Comparator.comparingInt(Link::source)).toList());
        assertThat(list(connection.outOf(source))).isEqualTo(all.stream().filter(l -> l.source() == source).sorted(Comparator.comparingInt(Link::target)).toList());
    }

    private static List<Link> list(Links links) {
        List<Link> list = new ArrayList<>();
        for (int i = 0; i < links.count(); i++) {
            list.add(new Link(links.source()[i], links.target()[i], links.weight()[i]));
        }
        return list;
    }

    /** 24 MB: several bands. Magnitudes over eight decades, so that a sum in plain float32 would be far off. */
    @Test
    void aLargeMatrixIsSummedRightToAMillionthOfItsMassOnAnyNumberOfCores() {
        int rows = 3001;
        int columns = 2003;
        float[] values = new float[rows * columns];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 6) + 0.5);
        }
        DenseConnection connection = new DenseConnection(0, "large", 0, 1, Tensor.of(values, rows, columns), Orientation.SOURCE_ROWS, Optional.empty());
        double[] in = new double[columns];
        double[] inMass = new double[columns];
        double[] out = new double[rows];
        double[] outMass = new double[rows];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double w = values[r * columns + c];
                in[c] += w;
                out[r] += w;
                inMass[c] += Math.abs(w);
                outMass[r] += Math.abs(w);
            }
        }
        Sums sums = new DenseOperator(connection, Bands.ALL_CORES).sums(Weighting.SIGNED, Progress.NONE);
        for (int c = 0; c < columns; c++) {
            assertThat(sums.in()[c]).isCloseTo(in[c], within(1e-6 * inMass[c]));
        }
        for (int r = 0; r < rows; r++) {
            assertThat(sums.out()[r]).isCloseTo(out[r], within(1e-6 * outMass[r]));
        }
        Sums alone = new DenseOperator(connection, new Bands(1)).sums(Weighting.SIGNED, Progress.NONE);
        assertThat(alone.in()).isEqualTo(sums.in());
        assertThat(alone.out()).isEqualTo(sums.out());
        assertThat(list(new DenseOperator(connection, new Bands(1)).strongest(50_000, 0, Progress.NONE)))
                .isEqualTo(list(connection.strongest(50_000, Progress.NONE)));
    }

    /** One row, rows of whole blocks and of others, an odd number of rows, several bands, stretches of an odd number of rows. */
    @ParameterizedTest
    @CsvSource({"1,1024", "9,2048", "1101,4096", "2000,2048", "37,1000", "1101,4099", "64,52441", "33,87400"})
    void measuringInOnePassGivesTheSameToTheLastBit(int rows, int columns) {
        float[] values = new float[rows * columns];
        Random random = new Random(columns);
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3f + (float) random.nextGaussian();
        }
        for (boolean finite : new boolean[] {true, false}) {
            if (!finite) {
                values[columns / 2] = Float.NaN;
                values[rows / 2 * columns + columns / 3] = Float.NEGATIVE_INFINITY;
            }
            for (Orientation orientation : Orientation.values()) {
                DenseConnection connection = new DenseConnection(0, "both", 0, 1, Tensor.of(values, rows, columns), orientation, Optional.empty());
                for (Weighting weighting : Weighting.values()) {
                    Measured measured = connection.measured(weighting, Progress.NONE);
                    Sums sums = connection.sums(weighting, Progress.NONE);
                    assertThat(measured.sums().in()).isEqualTo(sums.in());
                    assertThat(measured.sums().out()).isEqualTo(sums.out());
                    assertThat(measured.moments()).isEqualTo(connection.moments(Progress.NONE));
                    assertThat(measured.moments().nonFinite()).isEqualTo(finite ? 0 : 2);
                }
            }
        }
    }

    @Test
    void aCancelGivesNoValue() {
        DenseConnection connection = new DenseConnection(0, "large", 0, 1, Tensor.of(new float[4_000_000], 2000, 2000), Orientation.SOURCE_ROWS,
                Optional.empty());
        Progress cancelledSoon = Cancelled.after(2);
        assertThatThrownBy(() -> connection.sums(Weighting.SIGNED, cancelledSoon)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> connection.measured(Weighting.SIGNED, cancelledSoon)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> connection.moments(cancelledSoon)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> connection.strongest(10, cancelledSoon)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> connection.countAtLeast(1, cancelledSoon)).isInstanceOf(CancellationException.class);
    }

    @Test
    void nanSpreadsToTheSumsOfItsRowAndColumnOnly() {
        float[] values = new float[20 * 40];
        java.util.Arrays.fill(values, 1);
        values[5 * 40 + 33] = Float.NaN;
        DenseConnection connection = new DenseConnection(0, "nan", 0, 1, Tensor.of(values, 20, 40), Orientation.SOURCE_ROWS, Optional.empty());
        for (Weighting weighting : List.of(Weighting.SIGNED, Weighting.ABSOLUTE, Weighting.POSITIVE)) {
            Sums sums = connection.sums(weighting, Progress.NONE);
            for (int i = 0; i < 20; i++) {
                assertThat(sums.out()[i]).isEqualTo(Double.valueOf(i == 5 ? Double.NaN : 40));
            }
            for (int k = 0; k < 40; k++) {
                assertThat(sums.in()[k]).isEqualTo(Double.valueOf(k == 33 ? Double.NaN : 20));
            }
        }
    }
}
