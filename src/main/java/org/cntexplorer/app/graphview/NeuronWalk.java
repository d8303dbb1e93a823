package org.cntexplorer.app.graphview;

import java.util.Optional;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.model.Neuron;

/** From a neuron to its neighbour, by an arrow key. */
enum NeuronWalk {
    /** The neuron above, or the last one of the column before. */
    UP,
    /** The neuron below, or the first one of the column after. */
    DOWN,
    /** The nearest neuron of the layer before. */
    LEFT,
    /** The nearest neuron of the layer after. */
    RIGHT;

    /** Where the step leads; empty at the graph's edge. */
    Optional<Neuron> from(Neuron neuron, GraphLayout layout) {
        return switch (this) {
            case UP -> beside(neuron, layout, false);
            case DOWN -> beside(neuron, layout, true);
            case LEFT -> nearestIn(neuron.layer() - 1, neuron, layout);
            case RIGHT -> nearestIn(neuron.layer() + 1, neuron, layout);
        };
    }

    private static Optional<Neuron> beside(Neuron neuron, GraphLayout layout, boolean down) {
        int next = layout.block(neuron.layer()).step(neuron.index(), down);
        return next < 0 ? Optional.empty() : Optional.of(new Neuron(neuron.layer(), next));
    }

    private static Optional<Neuron> nearestIn(int layer, Neuron neuron, GraphLayout layout) {
        return layer < 0 || layer >= layout.blocks().size() ? Optional.empty()
                : Optional.of(new Neuron(layer, layout.block(layer).nearest(layout.x(neuron), layout.y(neuron))));
    }
}
