package org.cntexplorer.app.inspector;

import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A link's weight as a bar from the middle: to the right a positive one, to the left a negative one, in the colour of its sign. */
final class LinkBar extends Pane {
    private static final double TALL = 8;

    private final Region axis = new Region();
    private final Region bar = new Region();
    private double length;

    LinkBar() {
        getStyleClass().add("link-bar");
        axis.getStyleClass().add("axis");
        getChildren().addAll(axis, bar);
        setMinWidth(0);
    }

    /** @param signedShare −1 to 1 */
    void show(double signedShare) {
        length = signedShare;
        bar.getStyleClass().setAll("bar", signedShare < 0 ? "negative" : "positive");
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double middle = Math.floor(getWidth() / 2);
        double reach = Math.max(1, Math.round(Math.abs(length) * (middle - 1)));
        axis.resizeRelocate(middle, 0, 1, getHeight());
        bar.resizeRelocate(length < 0 ? middle - reach : middle + 1, Math.round((getHeight() - TALL) / 2), reach, TALL);
    }
}
