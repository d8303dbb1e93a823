package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.cntexplorer.progress.Progress;

/** The sums of every row and of every column of a matrix of native float32, row-major, in one pass over its memory, added as doubles. */
public final class FloatSums {
    /** Rows between two looks at whether the work was cancelled. */
    static final int BREATH = 8;

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
            PlainLoops plain = new PlainLoops();
            for (int row = from; row < to; row += BREATH) {
                progress.check();
                rows(matrix, row, Math.min(row + BREATH, to), columns, part, byRow, own, plain);
            }
            columnsOfBand[band] = own;
        });
        add(columnsOfBand, columns, byColumn);
    }

    static void add(double[][] columnsOfBand, int columns, double[] byColumn) {
        for (double[] own : columnsOfBand) {
            for (int c = 0; c < columns; c++) {
                byColumn[c] += own[c];
            }
        }
    }

    /** Rows {@code from} to {@code to − 1}; only the last rows of a band may be an odd number. */
    static void rows(MemorySegment matrix, int from, int to, int columns, Part part, double[] byRow, double[] byColumn, PlainLoops plain) {
        int whole = columns - columns % Blocks.STEP;
        boolean vectors = Blocks.byVectors(4L * columns * (to - from));
        for (int row = from; row < to; row += 2) {
            boolean single = row + 1 == to;
            for (int c = 0; c < whole; c += Blocks.LENGTH) {
                int end = Math.min(c + Blocks.LENGTH, whole);
                if (vectors && single) {
                    VectorLoops.oneRow(matrix, row, c, end, columns, part, byRow, byColumn);
                } else if (vectors) {
                    VectorLoops.twoRows(matrix, row, c, end, columns, part, byRow, byColumn);
                } else if (single) {
                    plain.oneRow(matrix, row, c, end, columns, part, byRow, byColumn);
                } else {
                    plain.twoRows(matrix, row, c, end, columns, part, byRow, byColumn);
                }
            }
        }
        for (int row = from; whole < columns && row < to; row++) {
            rest(matrix, row, whole, columns, part, byRow, byColumn);
        }
    }

    /** The columns that fill no step. */
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
