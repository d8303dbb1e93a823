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
 * The sums of every row and of every column of a matrix of native float32, row-major, in one pass over its memory. Every number is added
 * as a double.
 *
 * <p>Two rows are taken together, which halves the traffic to the columns' sums, in blocks of columns whose sums stay in the first-level
 * cache: then the memory, not the arithmetic, sets the speed. (Four rows together are slower by half: their streams fall on the same sets
 * of the cache.)
 */
public final class FloatSums {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, FLOATS.vectorShape());
    private static final int LANES = FLOATS.length();
    private static final int HALF = LANES / 2;
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
    /** Columns of a block: a page of memory of each row. */
    private static final int BLOCK = 1024;
    /** Rows between two looks at whether the work was cancelled. */
    private static final int BREATH = 8;

    private FloatSums() {}

    /**
     * Sums a matrix.
     *
     * @param matrix {@code rows·columns} floats, off the heap, of any alignment
     * @param byRow receives the sum of each row; zeros before
     * @param byColumn receives the sum of each column; zeros before
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static void of(MemorySegment matrix, int rows, int columns, Part part, double[] byRow, double[] byColumn, Bands cores,
            Progress progress) {
        int bands = Bands.count(rows, 4L * columns);
        double[][] columnsOfBand = new double[bands][];
        cores.run(rows, bands, progress, (band, from, to) -> {
            double[] own = new double[columns];
            for (int row = from; row < to; row += BREATH) {
                progress.check();
                rows(matrix, row, Math.min(row + BREATH, to), columns, part, byRow, own);
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
        int whole = columns - columns % LANES;
        for (int row = from; row < to; row += 2) {
            boolean single = row + 1 == to;
            for (int c = 0; c < whole; c += BLOCK) {
                int end = Math.min(c + BLOCK, whole);
                // part is a constant in each call, so that it costs nothing inside
                switch (part) {
                    case ALL -> run(matrix, row, single, c, end, columns, Part.ALL, byRow, byColumn);
                    case MAGNITUDE -> run(matrix, row, single, c, end, columns, Part.MAGNITUDE, byRow, byColumn);
                    case POSITIVE -> run(matrix, row, single, c, end, columns, Part.POSITIVE, byRow, byColumn);
                    case NEGATIVE -> run(matrix, row, single, c, end, columns, Part.NEGATIVE, byRow, byColumn);
                }
            }
        }
        for (int row = from; whole < columns && row < to; row++) {
            rest(matrix, row, whole, columns, part, byRow, byColumn);
        }
    }

    private static void run(MemorySegment matrix, int row, boolean single, int from, int to, int columns, Part part, double[] byRow,
            double[] byColumn) {
        long stride = 4L * columns;
        if (single) {
            one(matrix, row, row * stride, from, to, part, byRow, byColumn);
        } else {
            two(matrix, row, row * stride, stride, from, to, part, byRow, byColumn);
        }
    }

    private static void two(MemorySegment matrix, int row, long start, long stride, int from, int to, Part part, double[] byRow,
            double[] byColumn) {
        DoubleVector first = DoubleVector.zero(DOUBLES);
        DoubleVector second = first;
        for (int c = from; c < to; c += LANES) {
            long at = start + 4L * c;
            FloatVector v = load(matrix, at, part);
            FloatVector w = load(matrix, at + stride, part);
            DoubleVector vLow = low(v);
            DoubleVector vHigh = high(v);
            DoubleVector wLow = low(w);
            DoubleVector wHigh = high(w);
            DoubleVector.fromArray(DOUBLES, byColumn, c).add(vLow.add(wLow)).intoArray(byColumn, c);
            DoubleVector.fromArray(DOUBLES, byColumn, c + HALF).add(vHigh.add(wHigh)).intoArray(byColumn, c + HALF);
            first = first.add(vLow.add(vHigh));
            second = second.add(wLow.add(wHigh));
        }
        byRow[row] += first.reduceLanes(VectorOperators.ADD);
        byRow[row + 1] += second.reduceLanes(VectorOperators.ADD);
    }

    private static void one(MemorySegment matrix, int row, long start, int from, int to, Part part, double[] byRow, double[] byColumn) {
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        for (int c = from; c < to; c += LANES) {
            FloatVector v = load(matrix, start + 4L * c, part);
            DoubleVector low = low(v);
            DoubleVector high = high(v);
            DoubleVector.fromArray(DOUBLES, byColumn, c).add(low).intoArray(byColumn, c);
            DoubleVector.fromArray(DOUBLES, byColumn, c + HALF).add(high).intoArray(byColumn, c + HALF);
            sum = sum.add(low.add(high));
        }
        byRow[row] += sum.reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector load(MemorySegment matrix, long at, Part part) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, matrix, at, NATIVE);
        // NaN is on neither side of 0, so it stays
        return switch (part) {
            case ALL -> v;
            case MAGNITUDE -> v.lanewise(VectorOperators.ABS);
            case POSITIVE -> v.blend(0, v.compare(VectorOperators.LT, 0));
            case NEGATIVE -> v.blend(0, v.compare(VectorOperators.GT, 0));
        };
    }

    private static DoubleVector low(FloatVector v) {
        return (DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static DoubleVector high(FloatVector v) {
        return (DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 1);
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
