package org.cntexplorer.app.graphview;

import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.NeuronGraph;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.graphstream.graph.Graph;
import org.graphstream.ui.graphicGraph.GraphicGraph;

/** A network's neurons in their places, with GraphStream's graphs of them: made in the background, then handed to the JavaFX thread whole. */
final class PlacedGraph {
    private final Network network;
    private final GraphLayout layout;
    private final LayoutChoice choice;
    private final Graph graph;
    private final GraphicGraph graphic;

    private PlacedGraph(Network network, GraphLayout layout, LayoutChoice choice, Graph graph, GraphicGraph graphic) {
        this.network = network;
        this.layout = layout;
        this.choice = choice;
        this.graph = graph;
        this.graphic = graphic;
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    static PlacedGraph of(Network network, GraphLayout layout, LayoutChoice choice, Progress progress) {
        progress.report(0, "Place the neurons of " + network.name());
        Graph graph = NeuronGraph.of(layout, progress);
        return new PlacedGraph(network, layout, choice, graph, GraphStreamStage.graphic(graph));
    }

    Network network() {
        return network;
    }

    GraphLayout layout() {
        return layout;
    }

    /** How the layout was asked for. */
    LayoutChoice choice() {
        return choice;
    }

    /** The graph on the screen. Once only, for the stage becomes the graph's one writer. */
    GraphStage stage(GraphStage.Backdrop backdrop) {
        return new GraphStreamStage(layout, graph, graphic, backdrop);
    }
}
