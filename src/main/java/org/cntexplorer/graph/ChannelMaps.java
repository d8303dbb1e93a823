package org.cntexplorer.graph;

import java.util.BitSet;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * What the small maps of a layer show: the mean of the neurons' quantity over so many pixels that a map has 32 rows and columns at
 * most, or 128 rows of one column. A larger map would show no more at its size, and cost as much as its layer has neurons.
 *
 * @param rows of a map
 * @param columns of a map
 * @param means of each channel, row by row; NaN where a neuron's is
 */
public record ChannelMaps(int rows, int columns, float[] means) {
    private static final int MOST = 32;

    /** Rows that the maps of a layer are drawn with: more of a channel that is but one column. */
    public static int rowsOf(LayerBlock block) {
        return Math.min(block.rows(), block.columns() == 1 ? 4 * MOST : MOST);
    }

    public static int columnsOf(LayerBlock block) {
        return Math.min(block.columns(), MOST);
    }

    /** Of a layer that is drawn as maps. @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static ChannelMaps of(LayerBlock block, double[] values, Progress progress) {
        int rows = rowsOf(block);
        int columns = columnsOf(block);
        float[] means = new float[block.channels() * rows * columns];
        Bands.ALL_CORES.run(block.channels(), Bands.count(block.channels(), 8L * block.rows() * block.columns()), progress, (band, first, end) -> {
            int at = first * rows * columns;
            for (int channel = first; channel < end; channel++) {
                progress.check();
                for (int row = 0; row < rows; row++) {
                    int top = row * block.rows() / rows;
                    int bottom = (row + 1) * block.rows() / rows;
                    for (int column = 0; column < columns; column++) {
                        int left = column * block.columns() / columns;
                        int right = (column + 1) * block.columns() / columns;
                        means[at++] = (float) mean(block, values, channel, top, bottom, left, right);
                    }
                }
            }
        });
        return new ChannelMaps(rows, columns, means);
    }

    /** Of what the maps of a layer count, the places that hold any of some neurons. */
    public static BitSet cells(LayerBlock block, BitSet neurons) {
        int rows = rowsOf(block);
        int columns = columnsOf(block);
        BitSet cells = new BitSet();
        for (int i = neurons.nextSetBit(0); i >= 0; i = neurons.nextSetBit(i + 1)) {
            int line = i / block.columns();
            int channel = line / block.rows();
            // the cell whose rows, from row·all/rows on, hold this one
            int row = ((line % block.rows() + 1) * rows - 1) / block.rows();
            int column = ((i % block.columns() + 1) * columns - 1) / block.columns();
            cells.set((channel * rows + row) * columns + column);
        }
        return cells;
    }

    private static double mean(LayerBlock block, double[] values, int channel, int top, int bottom, int left, int right) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            int from = (channel * block.rows() + y) * block.columns();
            for (int x = left; x < right; x++) {
                sum += values[from + x];
            }
        }
        return sum / ((bottom - top) * (double) (right - left));
    }
}
