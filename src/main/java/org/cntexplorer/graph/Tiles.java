package org.cntexplorer.graph;

import org.cntexplorer.model.Shape;

/**
 * Neurons in rows and columns, by arithmetic alone: a plain layer column by column in one tile, an image layer row by row in a tile for each
 * channel, the tiles one pixel apart. Lengths are in neurons; the left upper corner is (0, 0).
 *
 * @param neurons number of all
 * @param rows of a tile
 * @param columns of a tile
 * @param across tiles beside one another
 * @param image whether neurons go row by row and tile by tile
 */
record Tiles(int neurons, int rows, int columns, int across, boolean image) {
    static Tiles plain(int neurons, int rows) {
        return new Tiles(neurons, rows, (neurons + rows - 1) / rows, 1, false);
    }

    /** @param rows, columns of each channel */
    static Tiles of(Shape shape, int rows, int columns, int across) {
        return new Tiles(shape.neurons(), rows, columns, across, true);
    }

    int pixels() {
        return rows * columns;
    }

    int channels() {
        return image ? neurons / pixels() : 1;
    }

    /** Tiles below one another. */
    int down() {
        return (channels() + across - 1) / across;
    }

    int width() {
        return across * (columns + 1) - 1;
    }

    int height() {
        return down() * (rows + 1) - 1;
    }

    /** Column of a neuron among those of its tile. */
    int column(int i) {
        return image ? i % columns : i / rows;
    }

    /** Row of a neuron among those of its tile. */
    int row(int i) {
        return image ? i / columns % rows : i % rows;
    }

    int tileX(int channel) {
        return channel % across * (columns + 1);
    }

    int tileY(int channel) {
        return channel / across * (rows + 1);
    }

    double x(int i) {
        return (image ? tileX(i / pixels()) : 0) + column(i) + 0.5;
    }

    double y(int i) {
        return (image ? tileY(i / pixels()) : 0) + row(i) + 0.5;
    }

    /** Of a plain layer the place that is so manieth when it is read row by row. */
    int placeRead(int rank) {
        // the last column may be shorter than the others
        int full = neurons - (columns - 1) * rows;
        if (rank < full * columns) {
            return rank % columns * rows + rank / columns;
        }
        int rest = rank - full * columns;
        return rest % (columns - 1) * rows + full + rest / (columns - 1);
    }

    /** The neuron whose centre is nearest to a point. */
    int nearest(double x, double y) {
        if (!image) {
            int column = Math.clamp((int) Math.floor(x), 0, columns - 1);
            int row = Math.clamp((int) Math.floor(y), 0, rows - 1);
            if (column * rows + row < neurons) {
                return column * rows + row;
            }
            // the last column is not full
            int last = neurons - 1;
            int before = Math.max((column - 1) * rows + row, 0);
            return Math.hypot(x(last) - x, y(last) - y) < Math.hypot(x(before) - x, y(before) - y) ? last : before;
        }
        int tileColumn = Math.clamp((int) Math.floor(x / (columns + 1)), 0, across - 1);
        int tileRow = Math.clamp((int) Math.floor(y / (rows + 1)), 0, down() - 1);
        int channel = Math.min(tileRow * across + tileColumn, channels() - 1);
        int column = Math.clamp((int) Math.floor(x - tileX(channel)), 0, columns - 1);
        int row = Math.clamp((int) Math.floor(y - tileY(channel)), 0, rows - 1);
        return (channel * rows + row) * columns + column;
    }

    /** The neuron below, or the first one of the column after; −1 behind the last. */
    int below(int i) {
        if (!image) {
            return i + 1 < neurons ? i + 1 : -1;
        }
        int channel = i / pixels();
        if (row(i) + 1 < rows) {
            return i + columns;
        }
        if (channel + across < channels()) {
            return (channel + across) * pixels() + column(i);
        }
        int top = channel % across;
        return column(i) + 1 < columns ? top * pixels() + column(i) + 1 : top + 1 < Math.min(across, channels()) ? (top + 1) * pixels() : -1;
    }

    /** The neuron above, or the last one of the column before; −1 before the first. */
    int above(int i) {
        if (!image) {
            return i - 1;
        }
        int channel = i / pixels();
        if (row(i) > 0) {
            return i - columns;
        }
        if (channel >= across) {
            return (channel - across) * pixels() + (rows - 1) * columns + column(i);
        }
        boolean sameTile = column(i) > 0;
        int top = sameTile ? channel : channel - 1;
        return top < 0 ? -1 : (lowest(top) + 1) * pixels() - columns + (sameTile ? column(i) - 1 : columns - 1);
    }

    /** The last channel below a channel of the first row of tiles. */
    private int lowest(int top) {
        return top + (channels() - 1 - top) / across * across;
    }
}
