package org.cntexplorer.app.graphview;

import java.awt.Color;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import javafx.scene.layout.Region;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Neuron;
import org.graphstream.graph.Graph;
import org.graphstream.graph.Node;
import org.graphstream.ui.fx_viewer.FxDefaultView;
import org.graphstream.ui.graphicGraph.GraphicElement;
import org.graphstream.ui.graphicGraph.GraphicGraph;
import org.graphstream.ui.view.View;
import org.graphstream.ui.view.util.InteractiveElement;
import org.graphstream.ui.view.util.MouseManager;
import org.graphstream.ui.view.util.ShortcutManager;

/**
 * The stage by GraphStream: its graphic graph, its camera and picking (see {@link NeuronCamera}), its style sheet and its drawing of the
 * marked neurons. GraphStream's drawing of all neurons is too slow for layers of thousands, so the others are part of the backdrop.
 */
final class GraphStreamStage implements GraphStage {
    /** Neurons that GraphStream is made to draw; what is selected beyond these gets its ring in the backdrop. */
    private static final int MOST_MARKED = 200;
    /** A marked neuron is drawn at least this wide, in pixels. */
    private static final double LEAST_PIXELS = 6;
    private static final int COLOUR_STOPS = 33;

    private final GraphLayout layout;
    private final NeuronViewer viewer;
    private final NeuronRenderer renderer;
    private final FxDefaultView view;
    private Palette styled;
    private Neuron hovered;
    private List<Neuron> selected = List.of();
    private GraphScene scene;

    /**
     * @param graph what {@link org.cntexplorer.graph.NeuronGraph} made of {@code layout}
     * @param graphic what {@link #graphic} made of {@code graph}: both are made in the background, for they take a while
     */
    GraphStreamStage(GraphLayout layout, Graph graph, GraphicGraph graphic, Backdrop backdrop) {
        this.layout = layout;
        this.viewer = new NeuronViewer(graph, graphic);
        this.renderer = new NeuronRenderer(layout, backdrop);
        this.view = new FxDefaultView(viewer, "graph", renderer);
        viewer.addView(view);
        view.setMouseManager(new Unmanaged());
        view.setShortcutManager(new Unmanaged());
        view.setMinSize(0, 0);
        view.widthProperty().addListener((p, was, is) -> resized());
        view.heightProperty().addListener((p, was, is) -> resized());
    }

    /** GraphStream's own copy of the graph, with what it needs to draw. */
    static GraphicGraph graphic(Graph graph) {
        GraphicGraph graphic = new GraphicGraph("view");
        graphic.feedbackXYZ(false);
        NodesOnly nodes = new NodesOnly();
        nodes.addSink(graphic);
        nodes.replay(graph);
        nodes.removeSink(graphic);
        return graphic;
    }

    private void resized() {
        if (view.getWidth() > 0 && view.getHeight() > 0) {
            // whole pixels, as GraphStream sets its viewport when it draws
            renderer.camera().resize((int) view.getWidth(), (int) view.getHeight());
        }
    }

    @Override
    public Region view() {
        return view;
    }

    @Override
    public GraphLayout layout() {
        return layout;
    }

    @Override
    public Viewpoint viewpoint() {
        return renderer.camera().viewpoint();
    }

    @Override
    public void look(Viewpoint viewpoint) {
        renderer.camera().look(viewpoint);
        resizeMarks();
        repaint();
    }

    @Override
    public Optional<Neuron> neuronAt(double screenX, double screenY) {
        return renderer.camera().neuronAt(screenX, screenY);
    }

    @Override
    public List<Neuron> neuronsIn(double left, double top, double right, double bottom) {
        return renderer.camera().neuronsIn(left, top, right, bottom);
    }

    @Override
    public void mark(GraphScene ofScene, Palette palette, Collection<Neuron> nowSelected, Neuron nowHovered) {
        if (!palette.equals(styled)) {
            styled = palette;
            viewer.getGraphicGraph().setAttribute("ui.stylesheet", styleSheet(palette));
        }
        for (GraphicElement element : List.copyOf(renderer.camera().marked())) {
            element.removeAttribute("ui.class");
        }
        renderer.camera().marked().clear();
        scene = ofScene;
        selected = nowSelected.stream().limit(MOST_MARKED).toList();
        hovered = nowHovered;
        selected.forEach(n -> mark(n, n.equals(hovered) ? "selected, hovered" : "selected"));
        if (hovered != null && !selected.contains(hovered)) {
            mark(hovered, "hovered");
        }
        resizeMarks();
        repaint();
    }

    private void mark(Neuron neuron, String style) {
        if (node(neuron) instanceof GraphicElement element) {
            double value = scene.values().get(neuron.layer())[neuron.index()] / scene.limit(neuron.layer());
            double shade = Math.clamp(Double.isNaN(value) ? 0 : value, -1, 1);
            element.setAttribute("ui.class", style);
            // GraphStream reads a shade from a Float only
            element.setAttribute("ui.color", (float) ((shade + 1) / 2));
            renderer.camera().marked().add(element);
        }
    }

    /** Neurons grow with the zoom, but are never so small that their mark is not seen. */
    private void resizeMarks() {
        if (scene == null) {
            return;
        }
        double scale = viewpoint().scale();
        for (Neuron neuron : selected) {
            resizeMark(neuron, scale);
        }
        if (hovered != null) {
            resizeMark(hovered, scale);
        }
    }

    private void resizeMark(Neuron neuron, double scale) {
        Node node = node(neuron);
        if (node != null) {
            // GraphStream takes a plain number for pixels
            node.setAttribute("ui.size", Math.max(2 * scene.radius(neuron) * scale, LEAST_PIXELS));
        }
    }

    private Node node(Neuron neuron) {
        return viewer.getGraphicGraph().getNode(neuron.toString());
    }

    @Override
    public void repaint() {
        view.requestLayout();
    }

    @Override
    public void close() {
        viewer.close();
    }

    private static String styleSheet(Palette palette) {
        StringJoiner shades = new StringJoiner(", ");
        for (int i = 0; i < COLOUR_STOPS; i++) {
            shades.add(css(palette.diverging(2.0 * i / (COLOUR_STOPS - 1) - 1)));
        }
        return """
                graph { fill-mode: none; padding: 0px; }
                node { shape: circle; size-mode: dyn-size; fill-mode: dyn-plain; fill-color: %s; stroke-mode: none; text-mode: hidden; }
                node.hovered { stroke-mode: plain; stroke-width: 1.5px; stroke-color: %s; }
                node.selected { stroke-mode: plain; stroke-width: 2.5px; stroke-color: %s; }
                """.formatted(shades, css(palette.text()), css(palette.accent()));
    }

    private static String css(Color colour) {
        return "#%02X%02X%02X".formatted(colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    /** GraphStream's own mouse and keys would drag neurons about; the pane has its own. */
    private static final class Unmanaged implements MouseManager, ShortcutManager {
        @Override public void init(GraphicGraph graph, View view) {}
        @Override public void release() {}
        @Override public EnumSet<InteractiveElement> getManagedTypes() {
            return EnumSet.of(InteractiveElement.NODE);
        }
    }
}
