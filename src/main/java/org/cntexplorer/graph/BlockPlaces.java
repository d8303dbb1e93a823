package org.cntexplorer.graph;

import java.util.stream.IntStream;

/**
 * Where the neurons of one layer stand, seen from the left upper corner of their block. Channels that are open are no part of it.
 */
sealed interface BlockPlaces permits GridPlaces, RingPlaces, FreePlaces {
    /** x of a neuron's centre. */
    double x(int neuron);

    /** y of a neuron's centre. */
    double y(int neuron);

    /** The neuron whose centre is nearest to a point; −1 where none has a place. */
    int nearest(double x, double y);

    /** The neuron after a neuron in the way that keys walk, or before it; −1 at the end. */
    int step(int neuron, boolean forwards);

    /** Left edge of a channel's small map. */
    double mapLeft(int channel);

    /** Upper edge of a channel's small map. */
    double mapTop(int channel);

    /** The neurons that have a place. */
    IntStream all();

    /** Whether a neuron has a place; a force-directed layout leaves most of them out. */
    default boolean has(int neuron) {
        return true;
    }

    /** Whether a point of the block's rectangle is among the places. */
    boolean contains(double x, double y);

    /** The same places with the neurons in another order. @param neurons by rank: in the order in which the places are read */
    BlockPlaces ordered(int[] neurons);

    /** Whether they fill a rectangle, so that the block's edges are theirs. */
    boolean isRectangle();
}
