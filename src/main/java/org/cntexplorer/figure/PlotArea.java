package org.cntexplorer.figure;

import java.awt.geom.Rectangle2D;

/**
 * Where a drawn chart has its axes, and what its horizontal axis says: for turning a place on screen into a value and back.
 *
 * @param area between the axes, in the unit that the chart was drawn in
 * @param low value at its left edge
 * @param high value at its right edge
 */
public record PlotArea(Rectangle2D area, double low, double high) {
    /** The value at a horizontal place; beyond the axes' ends that of the end. */
    public double valueAt(double x) {
        return low + Math.clamp((x - area.getMinX()) / area.getWidth(), 0, 1) * (high - low);
    }

    /** The horizontal place of a value. */
    public double xOf(double value) {
        return area.getMinX() + (value - low) / (high - low) * area.getWidth();
    }
}
