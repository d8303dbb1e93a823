package org.cntexplorer.app.graphview;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.geometry.Point2D;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.model.Neuron;
import org.graphstream.ui.graphicGraph.GraphicElement;
import org.graphstream.ui.graphicGraph.GraphicGraph;
import org.graphstream.ui.view.camera.DefaultCamera2D;
import org.graphstream.ui.view.util.InteractiveElement;

/**
 * GraphStream's camera for a layered graph. The stock camera looks at every node for each frame and for each move of the pointer, with
 * objects for each; this one finds neurons by the layout, and takes the marked nodes alone for visible, for the others are drawn in the
 * backdrop.
 */
final class NeuronCamera extends DefaultCamera2D {
    /** How near to a neuron's centre, in pixels, the pointer always means it. */
    private static final double REACH = 4;

    private final GraphLayout layout;
    private final Set<GraphicElement> marked = new HashSet<>();

    NeuronCamera(GraphicGraph graph, GraphLayout layout) {
        super(graph);
        this.layout = layout;
        setGraphViewport(0, -layout.height(), Math.max(layout.width(), 1), 0);
        setBounds(0, -layout.height(), 0, layout.width(), 0, 0);
    }

    Set<GraphicElement> marked() {
        return marked;
    }

    /** Where it looks, with y downwards. */
    Viewpoint viewpoint() {
        return new Viewpoint(center.x, -center.y, wholeScale() / zoom);
    }

    void look(Viewpoint viewpoint) {
        setViewCenter(viewpoint.centreX(), -viewpoint.centreY(), 0);
        setViewPercent(wholeScale() / viewpoint.scale());
    }

    /** Pixels a unit at which the whole layout just fills the view: GraphStream measures zoom against it. */
    private double wholeScale() {
        return Math.min(Math.max(metrics.viewport[2], 1) / (gviewport[2] - gviewport[0]), Math.max(metrics.viewport[3], 1) / (gviewport[3] - gviewport[1]));
    }

    /** A new size of the view; what stood in the middle stays there, as large as it was. */
    void resize(double width, double height) {
        Viewpoint before = viewpoint();
        setViewport(0, 0, width, height);
        look(before);
    }

    Point2D toLayout(double screenX, double screenY) {
        return viewpoint().toLayout(screenX, screenY, metrics.viewport[2], metrics.viewport[3]);
    }

    @Override
    public void checkVisibility(GraphicGraph graph) {
        // nothing to prepare: see isVisible
    }

    @Override
    public boolean isVisible(GraphicElement element) {
        return marked.contains(element);
    }

    /** The neuron under a point, by the layout. */
    java.util.Optional<Neuron> neuronAt(double screenX, double screenY) {
        Point2D at = toLayout(screenX, screenY);
        return layout.neuronAt(at.getX(), at.getY(), REACH / viewpoint().scale());
    }

    List<Neuron> neuronsIn(double left, double top, double right, double bottom) {
        Point2D from = toLayout(left, top);
        Point2D to = toLayout(right, bottom);
        return layout.neuronsIn(from.getX(), from.getY(), to.getX(), to.getY());
    }

    @Override
    public GraphicElement findGraphicElementAt(GraphicGraph graph, EnumSet<InteractiveElement> types, double x, double y) {
        return neuronAt(x, y).map(n -> (GraphicElement) graph.getNode(n.toString())).orElse(null);
    }

    @Override
    public Collection<GraphicElement> allGraphicElementsIn(GraphicGraph graph, EnumSet<InteractiveElement> types, double x1, double y1,
                                                           double x2, double y2) {
        return neuronsIn(x1, y1, x2, y2).stream().map(n -> (GraphicElement) graph.getNode(n.toString())).filter(Objects::nonNull).toList();
    }
}
