package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import org.cntexplorer.app.workspace.Annotations;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Neuron;

/** The names of neurons, beside them at every zoom. A name gives way to those before it, and to where it would not be seen. */
final class NeuronNames {
    /** More names than these nobody reads at a time. */
    private static final int MOST = 300;
    private static final double AWAY = 5;

    private record Named(Neuron neuron, Label label, double wide, double tall) {}

    private final Pane overlay;
    private final List<Named> shown = new ArrayList<>();
    private GraphScene scene;
    private Annotations annotations = Annotations.NONE;

    NeuronNames(Pane overlay) {
        this.overlay = overlay;
    }

    /** @param next whose neurons are named, or null for none */
    void show(GraphScene next, Annotations said) {
        boolean same = said.equals(annotations) && next != null && scene != null && (next.network() == scene.network() || next.layout() == scene.layout());
        scene = next;
        annotations = said;
        if (same) {
            return;
        }
        shown.forEach(named -> overlay.getChildren().remove(named.label()));
        shown.clear();
        if (next != null) {
            said.named().stream().filter(next.network()::has).limit(MOST).forEach(neuron -> shown.add(label(neuron, said.of(neuron).name())));
        }
    }

    private Named label(Neuron neuron, String name) {
        Label label = new Label(name);
        label.setId("name-" + neuron.layer() + "-" + neuron.index());
        label.getStyleClass().add("neuron-name");
        label.setManaged(false);
        label.setMouseTransparent(true);
        label.setMaxWidth(220);
        overlay.getChildren().add(label);
        label.applyCss();
        return new Named(neuron, label, Math.min(220, Math.ceil(label.prefWidth(-1)) + 1), Math.ceil(label.prefHeight(-1)));
    }

    /** Right of the neurons, where there is room; else left of them. */
    void follow(Viewpoint viewpoint, double width, double height) {
        if (scene == null) {
            return;
        }
        List<Bounds> taken = new ArrayList<>();
        for (Named named : shown) {
            double x = viewpoint.toScreenX(scene.layout().x(named.neuron()), width);
            double y = viewpoint.toScreenY(scene.layout().y(named.neuron()), height);
            double aside = scene.radius(named.neuron()) * viewpoint.scale() + AWAY;
            Bounds right = new BoundingBox(x + aside, y - named.tall() / 2, named.wide(), named.tall());
            Bounds left = new BoundingBox(x - aside - named.wide(), y - named.tall() / 2, named.wide(), named.tall());
            Bounds place = right.getMaxX() > width || taken.stream().anyMatch(right::intersects) ? left : right;
            boolean seen = place.getMinX() >= 0 && place.getMaxX() <= width && y > Viewpoint.TITLES - place.getHeight() && y < height
                    && taken.stream().noneMatch(place::intersects);
            named.label().setVisible(seen);
            if (seen) {
                taken.add(place);
                named.label().resizeRelocate(Math.round(place.getMinX()), Math.round(place.getMinY()), named.wide(), named.tall());
            }
        }
    }
}
