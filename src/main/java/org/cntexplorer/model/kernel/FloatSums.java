package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.cntexplorer.progress.Progress;

/**
 * The sums of every row and of every column of a matrix of native float32, row-major, in one pass over its memory.
 *
 * <p>Numbers are added as floats only {@value #FEW} at a time and then as doubles: the error of a sum is below 8·2⁻²⁴ &lt; 5e-7 of the
 * sum of magnitudes, however long the row or column, and there are few enough conversions that the memory, not the arithmetic, sets the
 * speed.
 */
public final class FloatSums {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, FLOATS.vectorShape());
    private static final int LANES = FLOATS.length();
    private static final int HALF = LANES / 2;
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
    /** Rows taken together, and vectors of a row: floats added before they become doubles. */
    private static final int FEW = 8;

    private FloatSums() {}

    /**
     * Sums a matrix.
     *
     * @param matrix {@code rows·columns} floats, off the heap, of any alignment
     * @param byRow receives the sum of each row
     * @param byColumn receives the sum of each column
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static void of(MemorySegment matrix, int rows, int columns, Part part, double[] byRow, double[] byColumn, Bands cores,
            Progress progress) {
        int bands = Bands.count(rows, 4L * columns);
        double[][] columnsOfBand = new double[bands][];
        cores.run(rows, bands, progress, (band, from, to) -> {
            double[] own = new double[columns];
            for (int row = from; row < to; row += 8 * FEW) {
                progress.check();
                rows(matrix, row, Math.min(row + 8 * FEW, to), columns, part, byRow, own);
            }
            columnsOfBand[band] = own;
        });
        for (double[] own : columnsOfBand) {
            for (int c = 0; c < columns; c++) {
                byColumn[c] += own[c];
            }
        }
    }

    private static void rows(MemorySegment matrix, int from, int to, int columns, Part part, double[] byRow, double[] byColumn) {
        int row = from;
        for (; row + FEW <= to; row += FEW) {
            switch (part) {
                case ALL -> eightRows(matrix, row, columns, byRow, byColumn, false);
                case MAGNITUDE -> eightRows(matrix, row, columns, byRow, byColumn, true);
                case POSITIVE, NEGATIVE -> {
                    for (int r = row; r < row + FEW; r++) {
                        oneRow(matrix, r, columns, part, byRow, byColumn);
                    }
                }
            }
        }
        for (; row < to; row++) {
            oneRow(matrix, row, columns, part, byRow, byColumn);
        }
    }

    private static FloatVector load(MemorySegment matrix, long at, boolean magnitude) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, matrix, at, NATIVE);
        return magnitude ? v.lanewise(VectorOperators.ABS) : v;
    }

    private static DoubleVector low(FloatVector v) {
        return (DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static DoubleVector high(FloatVector v) {
        return (DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 1);
    }

    private static double sum(DoubleVector v) {
        return v.reduceLanes(VectorOperators.ADD);
    }

    private static void eightRows(MemorySegment matrix, int row, int columns, double[] byRow, double[] byColumn, boolean magnitude) {
        long stride = 4L * columns;
        long start = row * stride;
        int whole = columns - columns % LANES;
        DoubleVector s0 = DoubleVector.zero(DOUBLES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        DoubleVector s6 = s0;
        DoubleVector s7 = s0;
        for (int c = 0; c < whole; ) {
            int end = Math.min(c + FEW * LANES, whole);
            FloatVector r0 = FloatVector.zero(FLOATS);
            FloatVector r1 = r0;
            FloatVector r2 = r0;
            FloatVector r3 = r0;
            FloatVector r4 = r0;
            FloatVector r5 = r0;
            FloatVector r6 = r0;
            FloatVector r7 = r0;
            for (; c < end; c += LANES) {
                long at = start + 4L * c;
                FloatVector v0 = load(matrix, at, magnitude);
                FloatVector v1 = load(matrix, at + stride, magnitude);
                FloatVector v2 = load(matrix, at + 2 * stride, magnitude);
                FloatVector v3 = load(matrix, at + 3 * stride, magnitude);
                FloatVector v4 = load(matrix, at + 4 * stride, magnitude);
                FloatVector v5 = load(matrix, at + 5 * stride, magnitude);
                FloatVector v6 = load(matrix, at + 6 * stride, magnitude);
                FloatVector v7 = load(matrix, at + 7 * stride, magnitude);
                r0 = r0.add(v0);
                r1 = r1.add(v1);
                r2 = r2.add(v2);
                r3 = r3.add(v3);
                r4 = r4.add(v4);
                r5 = r5.add(v5);
                r6 = r6.add(v6);
                r7 = r7.add(v7);
                FloatVector column = v0.add(v1).add(v2.add(v3)).add(v4.add(v5).add(v6.add(v7)));
                low(column).add(DoubleVector.fromArray(DOUBLES, byColumn, c)).intoArray(byColumn, c);
                high(column).add(DoubleVector.fromArray(DOUBLES, byColumn, c + HALF)).intoArray(byColumn, c + HALF);
            }
            s0 = s0.add(low(r0)).add(high(r0));
            s1 = s1.add(low(r1)).add(high(r1));
            s2 = s2.add(low(r2)).add(high(r2));
            s3 = s3.add(low(r3)).add(high(r3));
            s4 = s4.add(low(r4)).add(high(r4));
            s5 = s5.add(low(r5)).add(high(r5));
            s6 = s6.add(low(r6)).add(high(r6));
            s7 = s7.add(low(r7)).add(high(r7));
        }
        byRow[row] += sum(s0);
        byRow[row + 1] += sum(s1);
        byRow[row + 2] += sum(s2);
        byRow[row + 3] += sum(s3);
        byRow[row + 4] += sum(s4);
        byRow[row + 5] += sum(s5);
        byRow[row + 6] += sum(s6);
        byRow[row + 7] += sum(s7);
        if (whole < columns) {
            Part part = magnitude ? Part.MAGNITUDE : Part.ALL;
            for (int r = row; r < row + FEW; r++) {
                rest(matrix, r, whole, columns, part, byRow, byColumn);
            }
        }
    }

    private static void oneRow(MemorySegment matrix, int row, int columns, Part part, double[] byRow, double[] byColumn) {
        int whole = columns - columns % LANES;
        long start = 4L * columns * row;
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        FloatVector zero = FloatVector.zero(FLOATS);
        for (int c = 0; c < whole; c += LANES) {
            FloatVector v = load(matrix, start + 4L * c, part == Part.MAGNITUDE);
            // NaN is on neither side of 0, so it stays
            if (part == Part.POSITIVE) {
                v = v.blend(zero, v.compare(VectorOperators.LT, 0));
            } else if (part == Part.NEGATIVE) {
                v = v.blend(zero, v.compare(VectorOperators.GT, 0));
            }
            DoubleVector low = low(v);
            DoubleVector high = high(v);
            sum = sum.add(low).add(high);
            low.add(DoubleVector.fromArray(DOUBLES, byColumn, c)).intoArray(byColumn, c);
            high.add(DoubleVector.fromArray(DOUBLES, byColumn, c + HALF)).intoArray(byColumn, c + HALF);
        }
        byRow[row] += sum(sum);
        rest(matrix, row, whole, columns, part, byRow, byColumn);
    }

    /** The columns that fill no vector. */
    private static void rest(MemorySegment matrix, int row, int from, int columns, Part part, double[] byRow, double[] byColumn) {
        long start = 4L * columns * row;
        double sum = 0;
        for (int c = from; c < columns; c++) {
            float w = matrix.get(ValueLayout.JAVA_FLOAT_UNALIGNED, start + 4L * c);
            float counted = switch (part) {
                case ALL -> w;
                case MAGNITUDE -> Math.abs(w);
                case POSITIVE -> w < 0 ? 0 : w;
                case NEGATIVE -> w > 0 ? 0 : w;
            };
            sum += counted;
            byColumn[c] += counted;
        }
        byRow[row] += sum;
    }
}
