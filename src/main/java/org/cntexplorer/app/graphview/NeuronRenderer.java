package org.cntexplorer.app.graphview;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import org.cntexplorer.graph.GraphLayout;
import org.graphstream.ui.graphicGraph.GraphicGraph;
import org.graphstream.ui.javafx.FxGraphRenderer;

/** GraphStream's renderer with {@link NeuronCamera}, and the backdrop instead of its own background and edges. */
final class NeuronRenderer extends FxGraphRenderer {
    private final GraphLayout layout;
    private final GraphStage.Backdrop backdrop;
    private NeuronCamera neurons;

    NeuronRenderer(GraphLayout layout, GraphStage.Backdrop backdrop) {
        this.layout = layout;
        this.backdrop = backdrop;
    }

    @Override
    public void open(GraphicGraph graph, Pane surface) {
        super.open(graph, surface);
        neurons = new NeuronCamera(graph, layout);
        camera = neurons;
    }

    NeuronCamera camera() {
        return neurons;
    }

    /** GraphStream's own clearing fails for a style that was never drawn; the graphic graph goes away together with its renderers. */
    @Override
    protected void removeRenderers() {}

    @Override
    protected void renderBackLayer() {
        double width = camera.getMetrics().viewport[2];
        double height = camera.getMetrics().viewport[3];
        GraphicsContext graphics = backend.graphics2D();
        graphics.clearRect(0, 0, width, height);
        backdrop.draw(graphics, neurons.viewpoint(), width, height);
    }
}
