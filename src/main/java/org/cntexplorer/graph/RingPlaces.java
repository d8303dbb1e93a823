package org.cntexplorer.graph;

import java.util.stream.IntStream;

/**
 * Places around a middle, clockwise from above, in as many rings as are needed; above the middle a gap is left for titles. What stands in a
 * place is a neuron, or the small map of a channel.
 *
 * @param tiles rows, columns and channels of the layer
 * @param maps whether a place holds a channel's map
 * @param across number of rings
 * @param inner radius at which the first ring begins
 * @param step room of a place
 * @param gap angle on either side of straight up that is left free
 * @param outer radius at which the last ring ends: the middle is so far from the block's left and upper edge
 * @param pixel distance of a map's pixels
 * @param order which neuron stands where; not of maps
 */
record RingPlaces(Tiles tiles, boolean maps, int across, double inner, double step, double gap, double outer, double pixel, NeuronOrder order)
        implements BlockPlaces {
    /** Room between maps, as a part of a place. */
    private static final double BETWEEN = 0.14;

    /**
     * @param inner radius at which the first ring may begin
     * @param thickness that the rings have together at most, as far as that can be
     * @param most room of a place at most
     * @param titles half the width of the gap for titles
     */
    static RingPlaces of(Tiles tiles, boolean maps, double inner, double thickness, double most, double titles) {
        int places = maps ? tiles.channels() : tiles.neurons();
        double gap = Math.clamp(Math.asin(Math.min(1, titles / Math.max(inner, 1e-3))), 0.2, 0.9);
        double arc = (2 * Math.PI - 2 * gap) * inner;
        double step = Math.min(most, Math.sqrt(thickness * arc / places));
        int across = Math.max(1, (int) Math.ceil(places / Math.max(1, Math.floor(arc / step))));
        // a single neuron has all of the ring, and needs no more room than others
        step = Math.min(step, arc / Math.ceil(places / (double) across));
        double pixel = step * (1 - BETWEEN) / Math.max(tiles.rows(), tiles.columns());
        return new RingPlaces(tiles, maps, across, inner, step, gap, inner + across * step, pixel, NeuronOrder.INDEX);
    }

    private int places() {
        return maps ? tiles.channels() : tiles.neurons();
    }

    private int around() {
        return (places() + across - 1) / across;
    }

    private double angle(int place) {
        return gap + (place / across + 0.5) / around() * (2 * Math.PI - 2 * gap);
    }

    private double radius(int place) {
        return inner + (place % across + 0.5) * step;
    }

    private double placeX(int place) {
        return outer + radius(place) * Math.sin(angle(place));
    }

    private double placeY(int place) {
        return outer - radius(place) * Math.cos(angle(place));
    }

    @Override
    public double x(int neuron) {
        return maps ? mapLeft(neuron / tiles.pixels()) + (tiles.column(neuron) + 0.5) * pixel : placeX(order.place(neuron));
    }

    @Override
    public double y(int neuron) {
        return maps ? mapTop(neuron / tiles.pixels()) + (tiles.row(neuron) + 0.5) * pixel : placeY(order.place(neuron));
    }

    @Override
    public double mapLeft(int channel) {
        return placeX(channel) - tiles.columns() * pixel / 2;
    }

    @Override
    public double mapTop(int channel) {
        return placeY(channel) - tiles.rows() * pixel / 2;
    }

    private int placeAt(double x, double y) {
        double angle = Math.atan2(x - outer, outer - y);
        double around = ((angle < 0 ? angle + 2 * Math.PI : angle) - gap) / (2 * Math.PI - 2 * gap);
        int ring = Math.clamp((int) Math.floor((Math.hypot(x - outer, y - outer) - inner) / step), 0, across - 1);
        int turn = Math.clamp((int) Math.floor(around * around()), 0, around() - 1);
        return Math.min(turn * across + ring, places() - 1);
    }

    @Override
    public int nearest(double x, double y) {
        int place = placeAt(x, y);
        if (!maps) {
            return order.neuron(place);
        }
        int column = Math.clamp((int) Math.floor((x - mapLeft(place)) / pixel), 0, tiles.columns() - 1);
        int row = Math.clamp((int) Math.floor((y - mapTop(place)) / pixel), 0, tiles.rows() - 1);
        return place * tiles.pixels() + row * tiles.columns() + column;
    }

    @Override
    public int step(int neuron, boolean forwards) {
        int of = maps ? tiles.pixels() : 1;
        int next = (maps ? neuron / of : order.place(neuron)) + (forwards ? 1 : -1);
        return next < 0 || next >= places() ? -1 : maps ? next * of + neuron % of : order.neuron(next);
    }

    @Override
    public boolean contains(double x, double y) {
        double radius = Math.hypot(x - outer, y - outer);
        return radius >= inner && radius <= outer;
    }

    @Override
    public IntStream all() {
        return IntStream.range(0, tiles.neurons());
    }

    @Override
    public BlockPlaces ordered(int[] neurons) {
        return new RingPlaces(tiles, maps, across, inner, step, gap, outer, pixel, NeuronOrder.of(neurons));
    }

    @Override
    public boolean isRectangle() {
        return false;
    }
}
