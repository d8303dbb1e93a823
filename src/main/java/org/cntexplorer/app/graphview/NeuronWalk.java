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
            case LEFT -> nearest(neuron, -1, layout);
            case RIGHT -> nearest(neuron, 1, layout);
        };
    }

    private static Optional<Neuron> beside(Neuron neuron, GraphLayout layout, boolean down) {
        int next = layout.block(neuron.layer()).step(neuron.index(), down);
        return next < 0 ? Optional.empty() : Optional.of(new Neuron(neuron.layer(), next));
    }

    /** In the next layer of which a neuron has a place. */
    private static Optional<Neuron> nearest(Neuron neuron, int step, GraphLayout layout) {
        for (int layer = neuron.layer() + step; layer >= 0 && layer < layout.blocks().size(); layer += step) {
            int nearest = layout.block(layer).nearest(layout.x(neuron), layout.y(neuron));
            if (nearest >= 0) {
                return Optional.of(new Neuron(layer, nearest));
            }
        }
        return Optional.empty();
    }
}
