package org.cntexplorer.graph;

import java.util.stream.IntStream;

/**
 * Places in rows and columns.
 *
 * @param pitch distance of neighbours
 * @param top how far below the upper edge of the block the first row begins
 * @param order which neuron stands where; of a plain layer only
 */
record GridPlaces(Tiles tiles, double pitch, double top, NeuronOrder order) implements BlockPlaces {
    @Override
    public double x(int neuron) {
        return tiles.x(order.place(neuron)) * pitch;
    }

    @Override
    public double y(int neuron) {
        return top + tiles.y(order.place(neuron)) * pitch;
    }

    @Override
    public int nearest(double x, double y) {
        return order.neuron(tiles.nearest(x / pitch, (y - top) / pitch));
    }

    @Override
    public int step(int neuron, boolean forwards) {
        int place = order.place(neuron);
        int next = forwards ? tiles.below(place) : tiles.above(place);
        return next < 0 ? -1 : order.neuron(next);
    }

    @Override
    public double mapLeft(int channel) {
        return tiles.tileX(channel) * pitch;
    }

    @Override
    public double mapTop(int channel) {
        return top + tiles.tileY(channel) * pitch;
    }

    @Override
    public IntStream all() {
        return IntStream.range(0, tiles.neurons());
    }

    @Override
    public boolean contains(double x, double y) {
        return true;
    }

    @Override
    public BlockPlaces ordered(int[] neurons) {
        int[] ofPlace = new int[neurons.length];
        for (int rank = 0; rank < neurons.length; rank++) {
            ofPlace[tiles.placeRead(rank)] = neurons[rank];
        }
        return new GridPlaces(tiles, pitch, top, NeuronOrder.of(ofPlace));
    }

    @Override
    public boolean isRectangle() {
        return true;
    }
}
