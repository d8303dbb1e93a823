package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.OptionalInt;

/** Draws a panel: what is between its axes, and their numbers or names, but not what the axes are called. */
interface PanelInk {
    /** Name of the horizontal axis, for all panels. */
    String across();

    /** Name of the vertical axis; empty for none. */
    String up();

    /** Height that suits a panel of a width, labels included. */
    double height(double width);

    /** Room for the vertical axis' labels, of a panel of this size. */
    double left(Rectangle2D panel);

    /** Room for the horizontal axis' labels. */
    double bottom(Rectangle2D panel);

    /**
     * @param data between the axes; labels stand left of it and below it
     * @param left room for labels; 0 for none
     * @param bottom room for labels; 0 for none
     */
    void draw(Graphics2D g, Rectangle2D data, double left, double bottom);

    /** The curve at a place of the panel, if it has curves. */
    default OptionalInt curveAt(double x, double y, Rectangle2D data) {
        return OptionalInt.empty();
    }

    /** The cell at a place of the panel, if it has cells. */
    default Optional<Cell> cellAt(double x, double y, Rectangle2D data) {
        return Optional.empty();
    }
}
