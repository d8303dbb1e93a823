package org.cntexplorer.app.graphview;

import java.util.Optional;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polyline;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/** A ring around the neuron that is pointed at in any pane, and a line along the link. They follow the camera. */
final class PointedMark {
    /** The ring is never smaller, in pixels. */
    private static final double LEAST = 5;
    private static final double AROUND = 2.5;

    private final Circle ring = new Circle();
    private final Polyline line = new Polyline();
    private GraphScene scene;
    private Pointed pointed;
    /** Corners of the link's way, in the layout's unit. */
    private float[] way = {};

    PointedMark(Pane overlay) {
        ring.setId("pointed-neuron");
        ring.getStyleClass().add("pointed");
        line.setId("pointed-link");
        line.getStyleClass().add("pointed");
        ring.setVisible(false);
        line.setVisible(false);
        overlay.getChildren().addAll(line, ring);
    }

    /** @param shown where its neurons stand, or null */
    void show(GraphScene shown, Optional<Pointed> at) {
        scene = shown;
        pointed = shown == null ? null : at.filter(p -> shown.network().has(p.neuron())).orElse(null);
        Pointed.Link link = pointed == null ? null : pointed.link().orElse(null);
        way = link == null ? new float[0] : way(shown, link);
        ring.setVisible(pointed != null);
        line.setVisible(way.length > 0);
    }

    private static float[] way(GraphScene scene, Pointed.Link link) {
        if (link.connection() >= scene.network().connections().size() || !scene.network().has(link.source()) || !scene.network().has(link.target())) {
            return new float[0];
        }
        Connection connection = scene.network().connection(link.connection());
        GraphLayout layout = scene.layout();
        return layout.routes().path(connection, layout.block(connection.from()), link.source().index(), layout.block(connection.to()), link.target().index());
    }

    void follow(Viewpoint viewpoint, double width, double height) {
        if (pointed == null) {
            return;
        }
        Neuron neuron = pointed.neuron();
        LayerBlock block = scene.layout().block(neuron.layer());
        ring.setCenterX(viewpoint.toScreenX(block.x(neuron.index()), width));
        ring.setCenterY(viewpoint.toScreenY(block.y(neuron.index()), height));
        ring.setRadius(Math.max(LEAST, scene.radius(neuron) * viewpoint.scale() + AROUND));
        if (line.isVisible()) {
            Double[] points = new Double[way.length];
            for (int i = 0; i < way.length; i += 2) {
                // far beyond the view JavaFX loses its way
                points[i] = Math.clamp(viewpoint.toScreenX(way[i], width), -16_000, 16_000);
                points[i + 1] = Math.clamp(viewpoint.toScreenY(way[i + 1], height), -16_000, 16_000);
            }
            line.getPoints().setAll(points);
        }
    }
}
