package org.cntexplorer.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/**
 * A sample spread over a grid whose cells are 2^exponent apart, one of them at 0: small enough to be kept for each layer of each network of a
 * study, and what is kept of two samples adds up to what would be kept of both together. Each number is shared by the two cells beside it
 * (linear weights), which keeps number and mean of the sample, and adds a sixth of a cell's square to its variance on average.
 *
 * <p>Cells are 1/256 to 1/128 of the sample's standard deviation, or wider where the sample has numbers so far out that there would be more
 * than {@link #MOST_CELLS}. The array is the record's own and is not to be changed.
 *
 * @param exponent cells are 2^exponent apart
 * @param first the first cell stands at first · 2^exponent
 * @param counts how much of the sample each cell has, none of them negative; empty for an empty sample
 */
public record SampleGrid(int exponent, long first, double[] counts) {
    /** Cells that a grid has at most when it is made. */
    public static final int MOST_CELLS = 4096;
    public static final SampleGrid EMPTY = new SampleGrid(0, 0, new double[0]);

    /** At least so many cells in a standard deviation. */
    private static final int FINENESS = 128;
    /** No finer than so many binary digits of the greatest number: a double has three more. */
    private static final int DIGITS = 50;
    /** Sums of grids that lie far apart become coarser rather than greater than this: 8 MB. */
    private static final int MOST_CELLS_OF_A_SUM = 1 << 20;

    /** Of numbers of which those that are not finite are left out. */
    public static SampleGrid of(double[] values) {
        return of(Moments.of(values), blocks -> blocks.accept(values, values.length));
    }

    /**
     * Of the stored weights of connections, together.
     *
     * @param bias whether their biases are pooled with them, as the authors' code does
     * @param moments those of the same numbers
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static SampleGrid ofWeights(List<Connection> connections, boolean bias, Moments moments, Progress progress) {
        return of(moments, blocks -> {
            for (int i = 0; i < connections.size(); i++) {
                Connection connection = connections.get(i);
                connection.read(blocks, progress.part(i / (double) connections.size(), (i + 1.0) / connections.size()));
                if (bias) {
                    connection.storedBias().map(Tensor::toArray).ifPresent(values -> blocks.accept(values, values.length));
                }
            }
        });
    }

    private static SampleGrid of(Moments moments, Consumer<Connection.WeightBlocks> numbers) {
        if (moments.n() == 0) {
            return EMPTY;
        }
        int exponent = exponentOf(moments);
        long first = cellOf(moments.min(), exponent);
        double[] counts = new double[(int) (cellOf(moments.max(), exponent) - first) + 2];
        double scale = Math.scalb(1.0, -exponent);
        numbers.accept((values, count) -> {
            for (int i = 0; i < count; i++) {
                double at = values[i] * scale - first;
                if (at >= 0 && at < counts.length - 1) {
                    int cell = (int) at;
                    counts[cell] += cell + 1 - at;
                    counts[cell + 1] += at - cell;
                }
            }
        });
        return new SampleGrid(exponent, first, counts);
    }

    /** The exponent that suits a sample with these moments, which is not empty. */
    public static int exponentOf(Moments moments) {
        double greatest = Math.max(Math.abs(moments.min()), Math.abs(moments.max()));
        double std = moments.std();
        int exponent = std > 0 && std < Double.POSITIVE_INFINITY ? Math.getExponent(std / FINENESS) : Math.getExponent(greatest) - 10;
        // a power of two that is no number any more, or that no number of the sample shows, is of no use
        exponent = Math.max(Math.max(exponent, Math.getExponent(greatest) - DIGITS), Double.MIN_EXPONENT + 2);
        while (cellOf(moments.max(), exponent) - cellOf(moments.min(), exponent) + 2 > MOST_CELLS) {
            exponent++;
        }
        return exponent;
    }

    private static long cellOf(double value, int exponent) {
        return (long) Math.floor(Math.scalb(value, -exponent));
    }

    /** How far cells are apart. */
    public double cell() {
        return Math.scalb(1.0, exponent);
    }

    /** Where a cell stands. */
    public double at(int cell) {
        return Math.scalb((double) (first + cell), exponent);
    }

    public boolean isEmpty() {
        return counts.length == 0;
    }

    /** Both samples together, on the coarser of the two grids: what one grid of all their numbers would be there. */
    public SampleGrid and(SampleGrid other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        int coarsest = Math.max(exponent, other.exponent);
        SampleGrid a = on(coarsest);
        SampleGrid b = other.on(coarsest);
        while (Math.max(a.end(), b.end()) - Math.min(a.first, b.first) > MOST_CELLS_OF_A_SUM) {
            a = a.coarser();
            b = b.coarser();
        }
        long first = Math.min(a.first, b.first);
        double[] sum = new double[(int) (Math.max(a.end(), b.end()) - first)];
        a.addTo(sum, first);
        b.addTo(sum, first);
        return new SampleGrid(a.exponent, first, sum);
    }

    private long end() {
        return first + counts.length;
    }

    private void addTo(double[] sum, long from) {
        int shift = (int) (first - from);
        for (int i = 0; i < counts.length; i++) {
            sum[shift + i] += counts[i];
        }
    }

    /**
     * The same sample on cells 2^exponent apart: wider ones have exactly what its numbers would give there, over narrower ones it is spread, so
     * that it is smooth there.
     */
    public SampleGrid on(int other) {
        SampleGrid grid = this;
        while (grid.exponent < other) {
            grid = grid.coarser();
        }
        while (grid.exponent > other) {
            grid = grid.finer();
        }
        return grid;
    }

    private SampleGrid coarser() {
        long from = Math.floorDiv(first, 2L);
        double[] sum = new double[(int) (Math.floorDiv(end() - 1, 2L) - from) + 2];
        for (int i = 0; i < counts.length; i++) {
            long cell = first + i;
            int half = (int) (Math.floorDiv(cell, 2L) - from);
            if ((cell & 1) == 0) {
                sum[half] += counts[i];
            } else {
                sum[half] += counts[i] / 2;
                sum[half + 1] += counts[i] / 2;
            }
        }
        return new SampleGrid(exponent + 1, from, sum);
    }

    private SampleGrid finer() {
        double[] spread = new double[2 * counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            spread[2 * i] += counts[i] / 4;
            spread[2 * i + 1] += counts[i] / 2;
            spread[2 * i + 2] += counts[i] / 4;
        }
        return new SampleGrid(exponent - 1, 2 * first - 1, spread);
    }

    /** Without the cells that are not within {@code from} to {@code to}, both included. */
    public SampleGrid within(double from, double to) {
        int low = 0;
        int high = counts.length;
        while (low < high && at(low) < from) {
            low++;
        }
        while (high > low && at(high - 1) > to) {
            high--;
        }
        return low == high ? EMPTY : new SampleGrid(exponent, first + low, Arrays.copyOfRange(counts, low, high));
    }

    /**
     * The sample's summary as the grid has it: the mean as it was, the variance without what the grid adds, least and greatest to within a
     * cell.
     */
    public Moments moments() {
        double n = 0;
        for (double count : counts) {
            n += count;
        }
        if (!(n > 0)) {
            return Moments.EMPTY;
        }
        // exact: the cells' places are whole numbers times a power of two
        double cell = cell();
        double mean = 0;
        for (int i = 0; i < counts.length; i++) {
            mean += counts[i] / n * ((first + i) * cell);
        }
        double variance = 0;
        int low = counts.length;
        int high = -1;
        for (int i = 0; i < counts.length; i++) {
            double off = (first + i) * cell - mean;
            variance += counts[i] / n * off * off;
            if (counts[i] > 0) {
                low = Math.min(low, i);
                high = i;
            }
        }
        return new Moments(Math.round(n), mean, Math.max(0, variance - cell * cell / 6), at(low), at(high), 0);
    }
}
