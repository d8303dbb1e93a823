package org.cntexplorer.app.graphview;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Neuron;

/**
 * What shows a graph on the screen: it holds the graph of neurons, the camera, finds neurons under the pointer and draws those that are
 * marked, over a backdrop that somebody else draws. All methods are called on the JavaFX thread; screen positions are pixels of
 * {@link #view()}.
 */
interface GraphStage {
    /** Draws what lies behind the marked neurons. */
    @FunctionalInterface
    interface Backdrop {
        void draw(GraphicsContext graphics, Viewpoint viewpoint, double width, double height);
    }

    /** What is put into the window. */
    Region view();

    GraphLayout layout();

    Viewpoint viewpoint();

    /** Moves the camera. */
    void look(Viewpoint viewpoint);

    /** The neuron under a point of the screen, or one so near that the point can only mean it. */
    Optional<Neuron> neuronAt(double screenX, double screenY);

    /** The neurons in a rectangle of the screen. */
    List<Neuron> neuronsIn(double left, double top, double right, double bottom);

    /**
     * Marks neurons: they are drawn at once, on top, in the accent colour's ring.
     *
     * @param scene gives size and colour
     * @param selected rings around these
     * @param hovered a lighter ring around this one, or null
     */
    void mark(GraphScene scene, Palette palette, Collection<Neuron> selected, Neuron hovered);

    /** Draws anew with the next pulse. */
    void repaint();

    /** Ends the stage; it cannot be used any more. */
    void close();
}
