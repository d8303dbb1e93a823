package org.cntexplorer.app.graphview;

import org.graphstream.graph.Graph;
import org.graphstream.stream.PipeBase;
import org.graphstream.stream.ProxyPipe;

/**
 * Passes a graph's nodes on to GraphStream's viewer and keeps its edges back: links are drawn from primitive arrays. Everything happens in
 * the thread that calls, so there is never anything to pump.
 */
final class NodesOnly extends PipeBase implements ProxyPipe {
    /** Sends the nodes that a graph has now. */
    void replay(Graph graph) {
        graph.nodes().forEach(node -> {
            sendNodeAdded(graph.getId(), node.getId());
            node.attributeKeys().forEach(key -> sendNodeAttributeAdded(graph.getId(), node.getId(), key, node.getAttribute(key)));
        });
    }

    @Override
    public void edgeAdded(String graphId, long timeId, String edgeId, String fromNodeId, String toNodeId, boolean directed) {}

    @Override
    public void edgeRemoved(String graphId, long timeId, String edgeId) {}

    @Override
    public void edgeAttributeAdded(String graphId, long timeId, String edgeId, String attribute, Object value) {}

    @Override
    public void edgeAttributeChanged(String graphId, long timeId, String edgeId, String attribute, Object oldValue, Object newValue) {}

    @Override
    public void edgeAttributeRemoved(String graphId, long timeId, String edgeId, String attribute) {}

    @Override
    public void pump() {}

    @Override
    public void blockingPump() {}

    @Override
    public void blockingPump(long timeout) {}
}
