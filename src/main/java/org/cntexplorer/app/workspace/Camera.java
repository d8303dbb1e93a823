package org.cntexplorer.app.workspace;

/**
 * Which part of the graph is seen: what of the layout stands in the middle of the view, and how large.
 *
 * @param centreX x of the layout's point in the middle of the view, in the layout's unit
 * @param centreY y of that point, downwards
 * @param scale pixels of the view for one unit of the layout
 */
public record Camera(double centreX, double centreY, double scale) {
    /** @throws IllegalArgumentException where nothing could be seen from there */
    public Camera {
        if (!Double.isFinite(centreX) || !Double.isFinite(centreY) || !Double.isFinite(scale) || scale <= 0) {
            throw new IllegalArgumentException("a camera at " + centreX + ", " + centreY + " of scale " + scale);
        }
    }
}
