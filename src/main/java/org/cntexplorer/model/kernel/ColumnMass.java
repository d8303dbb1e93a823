package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Of each column of a matrix of native float32, row-major, the sum of its positive and that of its negative numbers over the rows that are
 * added. For one thread only.
 */
public final class ColumnMass {
    private final MemorySegment matrix;
    private final int columns;
    private final double[] positive;
    private final double[] negative;
    /** Sums of rows, which the loops make too and nobody asks for here. */
    private final double[] byRow;
    private final PlainLoops plain = new PlainLoops();

    /** @param matrix {@code rows·columns} floats, off the heap, of any alignment */
    public ColumnMass(MemorySegment matrix, int rows, int columns) {
        this.matrix = matrix;
        this.columns = columns;
        this.positive = new double[columns];
        this.negative = new double[columns];
        this.byRow = new double[rows];
    }

    /** Of each column, the sum of its positive numbers so far; NaN where one is. */
    public double[] positive() {
        return positive;
    }

    /** Of each column, the sum of its negative numbers so far, itself negative; NaN where one is. */
    public double[] negative() {
        return negative;
    }

    /** Begins anew. */
    public void clear() {
        Arrays.fill(positive, 0);
        Arrays.fill(negative, 0);
    }

    /** Adds rows {@code from} to {@code to − 1}. Each block is looked at twice while it is in the first-level cache. */
    public void add(int from, int to) {
        int whole = columns - columns % Blocks.STEP;
        boolean vectors = Blocks.byVectors(8L * columns * (to - from));
        for (int row = from; row < to; row += 2) {
            for (int c = 0; c < whole; c += Blocks.LENGTH) {
                int end = Math.min(c + Blocks.LENGTH, whole);
                block(row, row + 1 == to, c, end, Part.POSITIVE, positive, vectors);
                block(row, row + 1 == to, c, end, Part.NEGATIVE, negative, vectors);
            }
        }
        for (int row = from; whole < columns && row < to; row++) {
            rest(row, whole);
        }
    }

    private void block(int row, boolean single, int from, int to, Part part, double[] byColumn, boolean vectors) {
        if (vectors && single) {
            VectorLoops.oneRow(matrix, row, from, to, columns, part, byRow, byColumn);
        } else if (vectors) {
            VectorLoops.twoRows(matrix, row, from, to, columns, part, byRow, byColumn);
        } else if (single) {
            plain.oneRow(matrix, row, from, to, columns, part, byRow, byColumn);
        } else {
            plain.twoRows(matrix, row, from, to, columns, part, byRow, byColumn);
        }
    }

    /** The columns that fill no step. */
    private void rest(int row, int from) {
        long start = 4L * columns * row;
        for (int c = from; c < columns; c++) {
            float w = matrix.get(ValueLayout.JAVA_FLOAT_UNALIGNED, start + 4L * c);
            positive[c] += w < 0 ? 0 : w;
            negative[c] += w > 0 ? 0 : w;
        }
    }
}
