package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LayerRow;

/**
 * The titles above the layers: name, shape, fluctuation; where there is little room name and extents, where there is less they are slanted.
 * They follow the camera; zoomed in, they stay at the view's upper edge.
 */
final class LayerTitles {
    /** Between a title and the tallest block. */
    private static final double ABOVE = 14;
    private static final double TOP = 8;
    /** The part of a brief title that is seen at least: a name is cut in its middle. */
    private static final double SEEN = 0.72;
    /** Layers nearer to one another than this, in pixels, have no room for brief titles either. */
    private static final double LEAST_STEP = 44;

    private final Pane pane;
    private final List<VBox> boxes = new ArrayList<>();
    /** Of each title, asked for once: a label measures its text anew each time. */
    private double[] wanted = {};
    private double[] heights = {};
    /** The same of what brief titles say; 0 until it is asked for. */
    private double[] wantedBrief = {};
    private double[] heightsBrief = {};
    private boolean[] brief = {};
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
        GraphScene before = scene;
        scene = shown;
        if (!same) {
            blocks.show(shown);
        }
        if (same) {
            // new labels cost more of the JavaFX thread than all the rest of a new selection
            return;
        }
        if (shown != null && before != null && shown.layout() == before.layout() && boxes.size() == shown.layout().blocks().size()) {
            // another checkpoint, or other numbers of the same neurons
            renumber();
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
            Label fluctuation = label(fluctuation(block), "fluctuation");
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
        wantedBrief = new double[boxes.size()];
        heightsBrief = new double[boxes.size()];
        brief = new boolean[boxes.size()];
    }

    /** The titles say the layers' present fluctuation. They never get narrower by it, so that they stay where they are while it changes. */
    private void renumber() {
        for (int i = 0; i < boxes.size(); i++) {
            ((Label) boxes.get(i).getChildren().getLast()).setText(fluctuation(scene.layout().blocks().get(i)));
            if (!brief[i]) {
                wanted[i] = Math.max(wanted[i], Math.ceil(boxes.get(i).prefWidth(Region.USE_COMPUTED_SIZE)) + 2);
            }
        }
    }

    private String fluctuation(LayerBlock block) {
        return "Y = " + GraphWords.number(scene.strength().layer(block.layer()).fluctuation());
    }

    /** Lets a title say all, or only its layer's name and extents. */
    private void shorten(int layer, boolean is) {
        if (brief[layer] == is) {
            return;
        }
        brief[layer] = is;
        List<Node> lines = boxes.get(layer).getChildren();
        Label shape = (Label) lines.get(lines.size() - 2);
        shape.setText(is ? GraphWords.extents(scene, layer).split(" ", 2)[0] : GraphWords.shape(scene, layer));
        for (Node line : lines.subList(1, lines.size())) {
            line.setVisible(!is || line == shape);
            line.setManaged(!is || line == shape);
        }
        if (is && wantedBrief[layer] == 0) {
            wantedBrief[layer] = Math.ceil(boxes.get(layer).prefWidth(Region.USE_COMPUTED_SIZE)) + 2;
            heightsBrief[layer] = boxes.get(layer).prefHeight(Region.USE_COMPUTED_SIZE);
        }
    }

    private static double step(double[] centre) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i + 1 < centre.length; i++) {
            least = Math.min(least, centre[i + 1] - centre[i]);
        }
        return least;
    }

    /** @param part of their width that titles need */
    private static boolean fits(TitleRow row, double[] asked, double part, double tallest, double room) {
        return !row.isCut(Arrays.stream(asked).map(w -> w * part).toArray()) && ABOVE / 2 + tallest * row.scale() < room;
    }

    private static double tallest(LayerRow layers, double[] heights) {
        return layers.layers().stream().mapToDouble(l -> heights[l]).max().orElse(0);
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
        // all begin at one height, however many lines they have
        double room = layers.room() * viewpoint.scale();
        double tallest = tallest(layers, heights);
        boolean whole = fits(row, asked, 1, tallest, room);
        boolean isBrief = !whole && step(centre) >= LEAST_STEP;
        for (int i = 0; i < layer.length && (whole || isBrief); i++) {
            shorten(layer[i], isBrief);
            asked[i] = isBrief ? wantedBrief[layer[i]] : asked[i];
        }
        if (isBrief) {
            row = TitleRow.of(centre, asked, 4, width - 4);
            tallest = tallest(layers, heightsBrief);
        }
        if (!whole && !(isBrief && fits(row, asked, SEEN, tallest, room))) {
            for (int i : layer) {
                boxes.get(i).setVisible(false);
            }
            slanted.follow(layers, centre, viewpoint.toScreenY(layers.top(), height), room, width, height);
            return;
        }
        slanted.hide(layers);
        for (int i = 0; i < layer.length; i++) {
            VBox box = boxes.get(layer[i]);
            double textHeight = isBrief ? heightsBrief[layer[i]] : heights[layer[i]];
            double boxWidth = row.width()[i] / row.scale();
            double y = Math.max(TOP, viewpoint.toScreenY(layers.top(), height) - ABOVE - tallest);
            box.resize(boxWidth, textHeight);
            box.setScaleX(row.scale());
            box.setScaleY(row.scale());
            // a node is scaled about its middle
            box.relocate(Math.round(row.left()[i] - (boxWidth - row.width()[i]) / 2), Math.round(y + (tallest - textHeight / 2) * (1 - row.scale())));
            box.setVisible(row.width()[i] > 16 && y < height && (y > TOP || end > TOP + textHeight));
        }
    }
}
