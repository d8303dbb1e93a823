package org.cntexplorer.graph;

import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.graphstream.graph.Graph;
import org.graphstream.graph.Node;
import org.graphstream.graph.implementations.SingleGraph;

/**
 * The neurons of a layout as a GraphStream graph: a node a neuron, named as {@link Neuron#toString()} writes it, at its place. GraphStream's
 * y grows upwards, so a node's y is the layout's with its sign changed. Links are no edges of it: GraphStream takes 5 s a frame for 50,000
 * edges, so the links are drawn from primitive arrays and never become objects.
 */
public final class NeuronGraph {
    /**
     * Neurons beyond this number, and the pixels of small maps, are no nodes. GraphStream takes about a kilobyte for each, and a layer of millions would fill the memory;
     * camera and picking work by the layout and need no node.
     */
    public static final int MOST_NODES = 100_000;

    private NeuronGraph() {}

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static Graph of(GraphLayout layout, Progress progress) {
        Graph graph = new SingleGraph("network", false, false);
        int made = 0;
        for (LayerBlock block : layout.blocks()) {
            for (int i : GraphLayout.drawn(block).limit(MOST_NODES - made).toArray()) {
                if ((made++ & 1023) == 0) {
                    progress.check();
                }
                Node node = graph.addNode(new Neuron(block.layer(), i).toString());
                node.setAttribute("xyz", (double) block.x(i), (double) -block.y(i), 0.0);
            }
        }
        return graph;
    }
}
