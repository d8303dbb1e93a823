package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The loops over {@linkplain Blocks blocks} of floats without vectors, on copies in the first-level cache: what {@link VectorLoops} computes, to the last bit.
 * For one thread only.
 */
final class PlainLoops {
    private final float[] first = new float[Blocks.LENGTH];
    private final float[] second = new float[Blocks.LENGTH];
    private final double[] sums = new double[Blocks.PARTS];
    private final double[] squares = new double[Blocks.PARTS];

    private void copy(MemorySegment floats, long from, int count, Part part, float[] into) {
        MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT_UNALIGNED, from, into, 0, count);
        counted(into, count, part);
    }

    private static void counted(float[] into, int count, Part part) {
        switch (part) {
            case ALL -> { }
            case MAGNITUDE -> {
                for (int i = 0; i < count; i++) {
                    into[i] = Math.abs(into[i]);
                }
            }
            case POSITIVE -> {
                for (int i = 0; i < count; i++) {
                    into[i] = into[i] < 0 ? 0 : into[i];
                }
            }
            case NEGATIVE -> {
                for (int i = 0; i < count; i++) {
                    into[i] = into[i] > 0 ? 0 : into[i];
                }
            }
        }
    }

    /** See {@link VectorLoops#twoRows}. */
    void twoRows(MemorySegment matrix, int row, int from, int to, int columns, Part part, double[] byRow, double[] byColumn) {
        int count = to - from;
        long at = 4L * ((long) row * columns + from);
        copy(matrix, at, count, part, first);
        copy(matrix, at + 4L * columns, count, part, second);
        addTwoRows(row, from, count, byRow, byColumn);
    }

    /** Adds a whole block of each of two rows to the sums as {@link VectorLoops#twoRows}, and gives the moments of both, reading them once. */
    void twoRows(MemorySegment matrix, int row, int from, int columns, Part part, double[] byRow, double[] byColumn,
            double origin, BlockMoments ofRow, BlockMoments ofNext) {
        int count = Blocks.LENGTH;
        long at = 4L * ((long) row * columns + from);
        copy(matrix, at, count, Part.ALL, first);
        copy(matrix, at + 4L * columns, count, Part.ALL, second);
        moments(first, count, origin, ofRow);
        moments(second, count, origin, ofNext);
        counted(first, count, part);
        counted(second, count, part);
        addTwoRows(row, from, count, byRow, byColumn);
    }

    private void addTwoRows(int row, int from, int count, double[] byRow, double[] byColumn) {
        for (int c = 0; c < count; c++) {
            byColumn[from + c] += (double) first[c] + second[c];
        }
        byRow[row] += sum(first, count);
        byRow[row + 1] += sum(second, count);
    }

    /** See {@link VectorLoops#oneRow}. */
    void oneRow(MemorySegment matrix, int row, int from, int to, int columns, Part part, double[] byRow, double[] byColumn) {
        int count = to - from;
        copy(matrix, 4L * ((long) row * columns + from), count, part, first);
        addOneRow(row, from, count, byRow, byColumn);
    }

    private void addOneRow(int row, int from, int count, double[] byRow, double[] byColumn) {
        for (int c = 0; c < count; c++) {
            byColumn[from + c] += first[c];
        }
        byRow[row] += sum(first, count);
    }

    /** The same of a whole block of one row. */
    void oneRow(MemorySegment matrix, int row, int from, int columns, Part part, double[] byRow, double[] byColumn,
            double origin, BlockMoments ofRow) {
        int count = Blocks.LENGTH;
        copy(matrix, 4L * ((long) row * columns + from), count, Part.ALL, first);
        moments(first, count, origin, ofRow);
        counted(first, count, part);
        addOneRow(row, from, count, byRow, byColumn);
    }

    private double sum(float[] x, int count) {
        Arrays.fill(sums, 0);
        for (int c = 0; c < count; c += Blocks.STEP) {
            for (int part = 0; part < Blocks.PARTS; part++) {
                sums[part] += (double) x[c + part] + x[c + Blocks.PARTS + part];
            }
        }
        return Blocks.together(sums);
    }

    /** See {@link VectorLoops#moments}. */
    void moments(MemorySegment floats, long from, int count, double origin, BlockMoments into) {
        copy(floats, from, count, Part.ALL, first);
        moments(first, count, origin, into);
    }

    private void moments(float[] floats, int count, double origin, BlockMoments into) {
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
        for (int c = 0; c < count; c += Blocks.STEP) {
            for (int part = 0; part < Blocks.PARTS; part++) {
                double x = floats[c + part] - origin;
                double y = floats[c + Blocks.PARTS + part] - origin;
                sums[part] += x + y;
                squares[part] += x * x + y * y;
            }
        }
        into.sum = Blocks.together(sums);
        into.squares = Blocks.together(squares);
        float min = floats[0];
        float max = floats[0];
        for (int c = 1; c < count; c++) {
            min = Math.min(min, floats[c]);
            max = Math.max(max, floats[c]);
        }
        into.min = min + 0f;
        into.max = max + 0f;
    }
}
