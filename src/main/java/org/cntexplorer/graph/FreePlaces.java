package org.cntexplorer.graph;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A place for each of a few neurons, anywhere; the others have none. */
final class FreePlaces implements BlockPlaces {
    private final int[] neurons;
    private final float[] x;
    private final float[] y;
    private final double pitch;

    /**
     * @param neurons those that have a place, ascending
     * @param x of each
     * @param y of each
     * @param pitch no two are nearer to one another
     */
    FreePlaces(int[] neurons, float[] x, float[] y, double pitch) {
        this.neurons = neurons;
        this.x = x;
        this.y = y;
        this.pitch = pitch;
    }

    private int at(int neuron) {
        return Arrays.binarySearch(neurons, neuron);
    }

    /** Of a neuron without a place the left edge, which nothing is drawn at. */
    @Override
    public double x(int neuron) {
        int at = at(neuron);
        return at < 0 ? 0 : x[at];
    }

    @Override
    public double y(int neuron) {
        int at = at(neuron);
        return at < 0 ? 0 : y[at];
    }

    @Override
    public int nearest(double px, double py) {
        int nearest = -1;
        double best = Double.MAX_VALUE;
        for (int i = 0; i < neurons.length; i++) {
            double distance = Math.hypot(x[i] - px, y[i] - py);
            if (distance < best) {
                best = distance;
                nearest = neurons[i];
            }
        }
        return nearest;
    }

    @Override
    public int step(int neuron, boolean forwards) {
        int at = at(neuron);
        // one without a place stands between its neighbours by number
        int next = at >= 0 ? at + (forwards ? 1 : -1) : forwards ? -1 - at : -2 - at;
        return next < 0 || next >= neurons.length ? -1 : neurons[next];
    }

    @Override
    public double mapLeft(int channel) {
        return 0;
    }

    @Override
    public double mapTop(int channel) {
        return 0;
    }

    @Override
    public IntStream all() {
        return Arrays.stream(neurons);
    }

    @Override
    public boolean has(int neuron) {
        return at(neuron) >= 0;
    }

    /** Around a neuron, not between them: blocks of several layers lie over one another. */
    @Override
    public boolean contains(double px, double py) {
        int nearest = nearest(px, py);
        return nearest >= 0 && Math.hypot(x(nearest) - px, y(nearest) - py) <= pitch / 2;
    }

    @Override
    public BlockPlaces ordered(int[] byRank) {
        return this;
    }

    @Override
    public boolean isRectangle() {
        return false;
    }
}
