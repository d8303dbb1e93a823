package org.cntexplorer.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops with vectors and without give the same numbers, and the right ones. */
class LoopsTest {
    private static final int COLUMNS = Blocks.LENGTH + 3 * Blocks.STEP + 5;

    private static float[] floats(int count) {
        Random random = new Random(count);
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian()));
        }
        return floats;
    }

    /** Off the heap, and at an odd place. */
    private static MemorySegment memory(float[] floats) {
        MemorySegment all = Arena.ofAuto().allocate(4L * floats.length + 1).asSlice(1);
        MemorySegment.copy(floats, 0, all, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, floats.length);
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void rowsAndColumnsAreTheSameToTheLastBit(Part part) {
        MemorySegment matrix = memory(floats(3 * COLUMNS));
        double[][] byRow = new double[2][3];
        double[][] byColumn = new double[2][COLUMNS];
        PlainLoops plain = new PlainLoops();
        int whole = COLUMNS - COLUMNS % Blocks.STEP;
        for (int from = 0; from < whole; from += Blocks.LENGTH) {
            int to = Math.min(from + Blocks.LENGTH, whole);
            plain.twoRows(matrix, 0, from, to, COLUMNS, part, byRow[0], byColumn[0]);
            plain.oneRow(matrix, 2, from, to, COLUMNS, part, byRow[0], byColumn[0]);
            VectorLoops.twoRows(matrix, 0, from, to, COLUMNS, part, byRow[1], byColumn[1]);
            VectorLoops.oneRow(matrix, 2, from, to, COLUMNS, part, byRow[1], byColumn[1]);
        }
        assertThat(byRow[1]).isEqualTo(byRow[0]);
        assertThat(byColumn[1]).isEqualTo(byColumn[0]);
        double third = 0;
        for (int c = 0; c < whole; c++) {
            float w = matrix.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * (2 * COLUMNS + c));
            third += switch (part) {
                case ALL -> w;
                case MAGNITUDE -> Math.abs(w);
                case POSITIVE -> Math.max(w, 0);
                case NEGATIVE -> Math.min(w, 0);
            };
        }
        assertThat(byRow[0][2]).isCloseTo(third, within(1e-9));
    }

    @Test
    void momentsAreTheSameToTheLastBit() {
        MemorySegment block = memory(floats(Blocks.LENGTH));
        BlockMoments plain = new BlockMoments();
        BlockMoments vectors = new BlockMoments();
        new PlainLoops().moments(block, 0, Blocks.LENGTH, 0.1, plain);
        VectorLoops.moments(block, 0, Blocks.LENGTH, 0.1, vectors);
        assertThat(new double[] {vectors.sum, vectors.squares, vectors.min, vectors.max})
                .isEqualTo(new double[] {plain.sum, plain.squares, plain.min, plain.max});
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aBlockWithANumberThatIsNotFiniteIsToldByItsSquares(float bad) {
        float[] floats = floats(Blocks.LENGTH);
        floats[77] = bad;
        BlockMoments moments = new BlockMoments();
        new PlainLoops().moments(memory(floats), 0, Blocks.LENGTH, 0, moments);
        assertThat(moments.squares).isNotFinite();
        VectorLoops.moments(memory(floats), 0, Blocks.LENGTH, 0, moments);
        assertThat(moments.squares).isNotFinite();
        floats[77] = Float.MAX_VALUE;
        VectorLoops.moments(memory(floats), 0, Blocks.LENGTH, -Float.MAX_VALUE, moments);
        assertThat(moments.squares).isFinite();

        floats[77] = bad;
        FloatMoments all = new FloatMoments(0);
        all.add(memory(floats), 0, floats.length);
        assertThat(all.nonFinite()).isEqualTo(1);
        assertThat(all.finite()).isEqualTo(Blocks.LENGTH - 1);
        assertThat(all.max()).isFinite();
    }

    @Test
    void strongNumbersAreTheSame() {
        float[] floats = floats(40 * Blocks.STEP);
        floats[3] = Float.NaN;
        MemorySegment row = memory(floats);
        Strongest plain = new Strongest(50, 0, false);
        Strongest vectors = new Strongest(50, 0, false);
        FloatScan.strongest(row, 0, 7, floats.length, plain);
        VectorLoops.strongest(row, 0, 7, floats.length, vectors);
        assertThat(told(vectors)).isEqualTo(told(plain)).hasSize(50);
        assertThat(VectorLoops.countAtLeast(row, 0, floats.length, 1)).isEqualTo(FloatScan.countAtLeast(row, 0, floats.length, 1)).isPositive();
    }

    /** One of the thresholds is itself a number of the row; no float is ≥ NaN, and NaN is not ≥ 0. */
    @ParameterizedTest
    @ValueSource(floats = {0, 0.25f, 1, 2, Float.POSITIVE_INFINITY, Float.NaN})
    void everyNumberOverAThresholdIsToldInOrder(float threshold) {
        float[] floats = floats(40 * Blocks.STEP);
        floats[0] = -2;
        floats[3] = Float.NaN;
        floats[17] = Float.NEGATIVE_INFINITY;
        floats[18] = -0f;
        floats[floats.length - 1] = Math.nextDown(2f);
        int first = Blocks.STEP;
        List<String> wanted = IntStream.range(0, floats.length).filter(i -> Math.abs(floats[i]) >= threshold).mapToObj(i -> i + " " + floats[i]).toList();
        List<String> told = new ArrayList<>();
        VectorLoops.each(memory(floats), 0, floats.length, threshold, (column, x) -> told.add(column + " " + x));
        assertThat(told).isEqualTo(wanted);
        List<String> plain = new ArrayList<>();
        FloatScan.each(memory(floats), 0, floats.length, threshold, (column, x) -> plain.add(column + " " + x));
        assertThat(plain).isEqualTo(wanted);
        // from a place within, the columns are counted from there
        List<String> rest = new ArrayList<>();
        VectorLoops.each(memory(floats), 4L * first, floats.length - first, threshold, (column, x) -> rest.add(column + first + " " + x));
        assertThat(rest).isEqualTo(wanted.stream().filter(text -> Integer.parseInt(text.split(" ")[0]) >= first).toList());
    }

    private static List<String> told(Strongest kept) {
        List<String> all = new ArrayList<>();
        kept.finish();
        kept.each((rank, weight, row, column) -> all.add(rank + " " + weight + " " + row + " " + column));
        return all;
    }
}
