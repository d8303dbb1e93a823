package org.cntexplorer.app.graphview;

import javafx.animation.Timeline;
import org.graphstream.graph.Graph;
import org.graphstream.stream.ProxyPipe;
import org.graphstream.stream.Source;
import org.graphstream.ui.fx_viewer.FxViewer;
import org.graphstream.ui.graphicGraph.GraphicGraph;

/**
 * GraphStream's viewer without its clock. The stock one looks every 40 ms whether something has changed; here the view is drawn anew when it
 * is asked to be, with the next pulse.
 */
final class NeuronViewer extends FxViewer {
    private final NodesOnly pipe;
    private final Graph source;

    NeuronViewer(Graph source, GraphicGraph graphic) {
        this(source, graphic, new NodesOnly());
    }

    private NeuronViewer(Graph source, GraphicGraph graphic, NodesOnly pipe) {
        super(pipe);
        this.graph = graphic;
        this.pipe = pipe;
        this.source = source;
        pipe.addSink(graphic);
        source.addSink(pipe);
    }

    @Override
    public void init(GraphicGraph empty, ProxyPipe proxy, Source none) {
        // called by the constructor above; the graph that was made in the background takes the place of the empty one
        this.pumpPipe = proxy;
        this.timeline = new Timeline();
    }

    @Override
    public void close() {
        source.removeSink(pipe);
        super.close();
    }
}
