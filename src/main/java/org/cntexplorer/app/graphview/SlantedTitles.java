package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.transform.Rotate;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LayerRow;
import org.cntexplorer.graph.SlantedRow;

/** The titles of layers that stand so near to one another that upright text has no room: name and shape, rising to the right. */
final class SlantedTitles {
    private static final double ABOVE = 6;
    private static final double TOP = 4;
    /** No title is longer; the name is cut in its middle. */
    private static final double LONGEST = 110;

    private final Pane pane;
    private final List<VBox> boxes = new ArrayList<>();
    private double[] wanted = {};
    private double line;
    private double both;

    SlantedTitles(Pane pane) {
        this.pane = pane;
    }

    /** @param scene what the titles speak of, or null for none */
    void show(GraphScene scene) {
        pane.getChildren().removeAll(boxes);
        boxes.clear();
        if (scene == null) {
            return;
        }
        for (LayerBlock block : scene.layout().blocks()) {
            Label name = label(scene.network().layer(block.layer()).name(), "name");
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            VBox box = new VBox(name, label(GraphWords.extents(scene, block.layer()), "shape"));
            box.getStyleClass().addAll("graph-title", "slanted");
            box.setManaged(false);
            box.setVisible(false);
            box.setId("slanted-title-" + block.layer());
            box.getTransforms().setAll(new Rotate(-SlantedRow.DEGREES, 0, 0));
            boxes.add(box);
        }
        pane.getChildren().addAll(boxes);
        pane.applyCss();
        wanted = boxes.stream().mapToDouble(box -> Math.min(LONGEST, Math.ceil(box.prefWidth(Region.USE_COMPUTED_SIZE)) + 2)).toArray();
        line = boxes.isEmpty() ? 0 : ((Label) boxes.getFirst().getChildren().getFirst()).prefHeight(Region.USE_COMPUTED_SIZE);
        both = boxes.isEmpty() ? 0 : boxes.getFirst().prefHeight(Region.USE_COMPUTED_SIZE);
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(0);
        return label;
    }

    void hide(LayerRow row) {
        row.layers().forEach(layer -> boxes.get(layer).setVisible(false));
    }

    /**
     * Moves the titles of a row to where the camera sees their layers.
     *
     * @param centre x of each layer's middle on the screen
     * @param top y of the row's upper edge on the screen
     * @param room free height above it
     */
    void follow(LayerRow row, double[] centre, double top, double room, double width, double height) {
        double[] asked = row.layers().stream().mapToDouble(layer -> wanted[layer]).toArray();
        double free = Math.min(room, Math.max(Viewpoint.TITLES, top)) - ABOVE - TOP;
        SlantedRow slanted = SlantedRow.of(centre, asked, line, both, free, width);
        double textHeight = slanted.withShape() ? both : line;
        double bottom = Math.max(top - ABOVE, TOP + free);
        for (int i = 0; i < centre.length; i++) {
            VBox box = boxes.get(row.layers().get(i));
            double boxWidth = slanted.width()[i];
            boolean seen = boxWidth > 0 && bottom < height && centre[i] > 0 && centre[i] < width;
            box.setVisible(seen);
            if (seen) {
                box.getChildren().getLast().setVisible(slanted.withShape());
                box.resize(boxWidth, both);
                // its lower left corner stands above the layer; turned about the upper left one
                double lower = Math.toRadians(SlantedRow.DEGREES);
                box.relocate(Math.round(centre[i] - textHeight * Math.sin(lower) / 2), Math.round(bottom - textHeight * Math.cos(lower)));
            }
        }
    }
}
