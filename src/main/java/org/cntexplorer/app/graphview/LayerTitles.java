package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LayerRow;

/** The titles above the layers: name, shape, fluctuation. They follow the camera; zoomed in, they stay at the view's upper edge. */
final class LayerTitles {
    /** Between a title and the tallest block. */
    private static final double ABOVE = 14;
    private static final double TOP = 8;

    private final Pane pane;
    private final List<VBox> boxes = new ArrayList<>();
    /** Of each title, asked for once: a label measures its text anew each time. */
    private double[] wanted = {};
    private double[] heights = {};
    private final BlockLabels blocks;
    private final SlantedTitles slanted;
    private GraphScene scene;

    LayerTitles(Pane pane) {
        this.pane = pane;
        this.blocks = new BlockLabels(pane);
        this.slanted = new SlantedTitles(pane);
    }

    /** @param shown what the titles speak of, or null for none */
    void show(GraphScene shown) {
        boolean same = shown != null && scene != null && shown.network() == scene.network() && shown.layout() == scene.layout()
                && shown.strength() == scene.strength();
        scene = shown;
        if (!same) {
            blocks.show(shown);
        }
        if (same) {
            // new labels cost more of the JavaFX thread than all the rest of a new selection
            return;
        }
        pane.getChildren().removeAll(boxes);
        boxes.clear();
        slanted.show(shown);
        if (shown == null) {
            return;
        }
        for (LayerBlock block : shown.layout().blocks()) {
            Label name = label(shown.network().layer(block.layer()).name(), "name");
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            Label shape = label(GraphWords.shape(shown, block.layer()), "shape");
            Label fluctuation = label("Y = " + GraphWords.number(shown.strength().layer(block.layer()).fluctuation()), "fluctuation");
            VBox box = new VBox(name, shape, fluctuation);
            String kind = shown.kindWord(block.layer());
            if (!kind.isEmpty()) {
                box.getChildren().add(1, label(kind, "shape"));
            }
            box.getStyleClass().add("graph-title");
            // a pane would give it the size that it prefers
            box.setManaged(false);
            // until it is known where it stands; layouts without rows have no titles
            box.setVisible(false);
            box.setId("title-" + block.layer());
            boxes.add(box);
        }
        pane.getChildren().addAll(boxes);
        pane.applyCss();
        wanted = boxes.stream().mapToDouble(box -> Math.ceil(box.prefWidth(Region.USE_COMPUTED_SIZE)) + 2).toArray();
        heights = boxes.stream().mapToDouble(box -> box.prefHeight(Region.USE_COMPUTED_SIZE)).toArray();
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(0);
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    /** Moves the titles to where the camera sees their layers. */
    void follow(Viewpoint viewpoint, double width, double height) {
        if (scene == null) {
            return;
        }
        blocks.follow(viewpoint, width, height);
        List<LayerRow> rows = scene.layout().rows();
        for (int r = 0; r < rows.size(); r++) {
            // at the view's upper edge the titles of a row stay until the row itself has left the view
            double end = r + 1 < rows.size() ? rows.get(r + 1).top() - rows.get(r + 1).room() : scene.layout().height();
            follow(rows.get(r), viewpoint.toScreenY(end, height), viewpoint, width, height);
        }
    }

    /** @param end where the row ends, on the screen */
    private void follow(LayerRow layers, double end, Viewpoint viewpoint, double width, double height) {
        int[] layer = layers.layers().stream().mapToInt(Integer::intValue).toArray();
        double[] centre = new double[layer.length];
        double[] asked = new double[layer.length];
        for (int i = 0; i < layer.length; i++) {
            centre[i] = viewpoint.toScreenX(scene.layout().block(layer[i]).centreX(), width);
            asked[i] = wanted[layer[i]];
        }
        TitleRow row = TitleRow.of(centre, asked, 4, width - 4);
        if (row.isCut(asked)) {
            for (int i : layer) {
                boxes.get(i).setVisible(false);
            }
            slanted.follow(layers, centre, viewpoint.toScreenY(layers.top(), height), layers.room() * viewpoint.scale(), width, height);
            return;
        }
        slanted.hide(layers);
        // all begin at one height, however many lines they have
        double tallest = layers.layers().stream().mapToDouble(l -> heights[l]).max().orElse(0);
        for (int i = 0; i < layer.length; i++) {
            VBox box = boxes.get(layer[i]);
            double textHeight = heights[layer[i]];
            double boxWidth = row.width()[i] / row.scale();
            double y = Math.max(TOP, viewpoint.toScreenY(layers.top(), height) - ABOVE - tallest);
            box.resize(boxWidth, textHeight);
            box.setScaleX(row.scale());
            box.setScaleY(row.scale());
            // a node is scaled about its middle
            box.relocate(Math.round(row.left()[i] - (boxWidth - row.width()[i]) / 2), Math.round(y + (tallest - textHeight / 2) * (1 - row.scale())));
            box.setVisible(row.width()[i] > 16 && y < height && (y > TOP || end > TOP + textHeight)
                    && ABOVE / 2 + textHeight * row.scale() < layers.room() * viewpoint.scale());
        }
    }
}
