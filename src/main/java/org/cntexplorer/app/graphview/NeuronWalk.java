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
            case UP -> inColumnOrder(neuron, layout, -1);
            case DOWN -> inColumnOrder(neuron, layout, 1);
            case LEFT -> nearestIn(neuron.layer() - 1, neuron, layout);
            case RIGHT -> nearestIn(neuron.layer() + 1, neuron, layout);
        };
    }

    private static Optional<Neuron> inColumnOrder(Neuron neuron, GraphLayout layout, int sign) {
        GraphLayout.Block block = layout.block(neuron.layer());
        int best = -1;
        for (int i = 0; i < block.nodeX().length; i++) {
            if (sign * order(block, i, neuron.index()) > 0 && (best < 0 || sign * order(block, i, best) < 0)) {
                best = i;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(new Neuron(neuron.layer(), best));
    }

    private static int order(GraphLayout.Block block, int a, int b) {
        double dx = block.nodeX()[a] - block.nodeX()[b];
        return Math.abs(dx) > block.pitch() / 4 ? (int) Math.signum(dx) : Float.compare(block.nodeY()[a], block.nodeY()[b]);
    }

    private static Optional<Neuron> nearestIn(int layer, Neuron neuron, GraphLayout layout) {
        if (layer < 0 || layer >= layout.blocks().size()) {
            return Optional.empty();
        }
        GraphLayout.Block block = layout.block(layer);
        double best = Double.MAX_VALUE;
        int nearest = -1;
        for (int i = 0; i < block.nodeX().length; i++) {
            double distance = Math.hypot(block.nodeX()[i] - layout.x(neuron), block.nodeY()[i] - layout.y(neuron));
            if (distance < best) {
                best = distance;
                nearest = i;
            }
        }
        return Optional.of(new Neuron(layer, nearest));
    }
}
