package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.cntexplorer.progress.Progress;

/**
 * {@link FloatSums} and {@link FloatMoments} of a matrix together, while its memory is at hand: each to the last bit what it is by itself.
 */
public final class FloatMeasures {
    private final MemorySegment matrix;
    private final int columns;
    private final Part part;
    private final double[] byRow;
    private final double[] byColumn;
    private final FloatMoments moments;
    private final PlainLoops plain = new PlainLoops();

    private FloatMeasures(MemorySegment matrix, int columns, Part part, double[] byRow, double[] byColumn, FloatMoments moments) {
        this.matrix = matrix;
        this.columns = columns;
        this.part = part;
        this.byRow = byRow;
        this.byColumn = byColumn;
        this.moments = moments;
    }

    /**
     * Measures a matrix.
     *
     * @param matrix {@code rows·columns} floats, off the heap, of any alignment
     * @param byRow receives the sum of each row; zeros before
     * @param byColumn receives the sum of each column; zeros before
     * @param ofBand receives the moments of each of the {@link Bands#count} bands; new ones before
     * @param stretch how many rows {@link FloatMoments#add} takes at a time where a band's moments are computed by themselves
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static void of(MemorySegment matrix, int rows, int columns, Part part, double[] byRow, double[] byColumn, FloatMoments[] ofBand,
            int stretch, Bands cores, Progress progress) {
        double[][] columnsOfBand = new double[ofBand.length][];
        cores.run(rows, ofBand.length, progress, (band, from, to) -> {
            double[] own = new double[columns];
            FloatMeasures measures = new FloatMeasures(matrix, columns, part, byRow, own, ofBand[band]);
            if (columns % Blocks.LENGTH == 0) {
                measures.wholeBlocks(from, to, progress);
            } else {
                measures.stretches(from, to, stretch, progress);
            }
            columnsOfBand[band] = own;
        });
        FloatSums.add(columnsOfBand, columns, byColumn);
    }

    /** The blocks of sums, which begin with each row, are not those of moments: the second follow the first through the cache. */
    private void stretches(int from, int to, int stretch, Progress progress) {
        int weighed = from;
        for (int row = from; row < to; row += FloatSums.BREATH) {
            progress.check();
            int end = Math.min(row + FloatSums.BREATH, to);
            FloatSums.rows(matrix, row, end, columns, part, byRow, byColumn, plain);
            while (weighed < to && Math.min(weighed + stretch, to) <= end) {
                int next = Math.min(weighed + stretch, to);
                weigh(weighed, next);
                weighed = next;
            }
        }
    }

    private void weigh(int from, int to) {
        moments.add(matrix, 4L * columns * from, (long) (to - from) * columns);
    }

    /** Both go by the same blocks, so that each of these is read once. */
    private void wholeBlocks(int from, int to, Progress progress) {
        BlockMoments[] first = blocks();
        BlockMoments[] second = blocks();
        for (int row = from; row < to; row += FloatSums.BREATH) {
            progress.check();
            int end = Math.min(row + FloatSums.BREATH, to);
            if (Blocks.byVectors(4L * columns * (end - row))) {
                FloatSums.rows(matrix, row, end, columns, part, byRow, byColumn, plain);
                weigh(row, end);
            } else {
                plainly(row, end, first, second);
            }
        }
    }

    private BlockMoments[] blocks() {
        BlockMoments[] blocks = new BlockMoments[columns / Blocks.LENGTH];
        Arrays.setAll(blocks, b -> new BlockMoments());
        return blocks;
    }

    private void plainly(int from, int to, BlockMoments[] first, BlockMoments[] second) {
        for (int row = from; row < to; row += 2) {
            boolean single = row + 1 == to;
            for (int b = 0; b < first.length; b++) {
                int c = b * Blocks.LENGTH;
                if (single) {
                    plain.oneRow(matrix, row, c, columns, part, byRow, byColumn, moments.origin(), first[b]);
                } else {
                    plain.twoRows(matrix, row, c, columns, part, byRow, byColumn, moments.origin(), first[b], second[b]);
                }
            }
            // in the order of the file
            add(row, first);
            if (!single) {
                add(row + 1, second);
            }
        }
    }

    private void add(int row, BlockMoments[] blocks) {
        for (int b = 0; b < blocks.length; b++) {
            moments.add(blocks[b], matrix, 4L * ((long) row * columns + (long) b * Blocks.LENGTH), Blocks.LENGTH);
        }
    }
}
