package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * The neurons of every layer in the order in which they are read, row by row; pixels of images stay where they are.
 *
 * @param neurons of each layer; null for an image
 */
record LayerOrders(List<int[]> neurons) {
    /** The strongest first. @param layout says which layers are images */
    static LayerOrders byStrength(GraphLayout layout, NodeStrength strength) {
        List<int[]> orders = new ArrayList<>();
        for (LayerBlock block : layout.blocks()) {
            orders.add(block.isPlain() ? NeuronOrder.descending(strength.layer(block.layer()).total()) : null);
        }
        return new LayerOrders(orders);
    }

    /**
     * So that few of each connection's strongest links cross; never more than with the neurons by index.
     *
     * @param layout with the neurons by index
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    static LayerOrders fewestCrossings(Network network, GraphLayout layout, Progress progress) {
        return new LayerOrders(new CrossingReduction(network, layout, progress.part(0, 0.5)).run(progress.part(0.5, 1)));
    }

    GraphLayout on(GraphLayout layout) {
        List<LayerBlock> blocks = layout.blocks().stream().map(b -> neurons.get(b.layer()) == null ? b : b.ordered(neurons.get(b.layer()))).toList();
        return new GraphLayout(blocks, layout.rows(), layout.width(), layout.height(), layout.routes());
    }
}
