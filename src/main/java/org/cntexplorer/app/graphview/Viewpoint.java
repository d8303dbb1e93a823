package org.cntexplorer.app.graphview;

import javafx.geometry.Point2D;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.graph.GraphLayout;

/**
 * Which part of the graph is seen: what of the layout stands in the middle of the view, and how large.
 *
 * @param centreX x of the layout's point in the middle of the view
 * @param centreY y of that point, downwards as the layout counts
 * @param scale pixels for one unit of the layout
 */
record Viewpoint(double centreX, double centreY, double scale) {
    /** Room left free around the graph when it is fitted: the titles stand above it, the legend below. */
    static final double MARGIN = 28;
    static final double TITLES = 74;
    static final double LEGEND = 62;
    /** More layers in a row have slanted titles, the last of which needs room on its right. */
    private static final int UPRIGHT = 12;
    private static final double SLANTED = 50;

    Viewpoint(Camera camera) {
        this(camera.centreX(), camera.centreY(), camera.scale());
    }

    Camera camera() {
        return new Camera(centreX, centreY, scale);
    }

    /** The whole layout, between titles and legend, in a view of this size. */
    static Viewpoint fit(GraphLayout layout, double width, double height) {
        double right = layout.rows().stream().anyMatch(row -> row.layers().size() > UPRIGHT) ? SLANTED : 0;
        double freeWidth = Math.max(40, width - 2 * MARGIN - right);
        double freeHeight = Math.max(40, height - TITLES - LEGEND);
        double scale = Math.min(freeWidth / Math.max(layout.width(), 1), freeHeight / Math.max(layout.height(), 1));
        double down = (TITLES - LEGEND) / 2;
        return new Viewpoint(layout.width() / 2 + right / 2 / scale, layout.height() / 2 - down / scale, scale);
    }

    double toScreenX(double x, double width) {
        return (x - centreX) * scale + width / 2;
    }

    double toScreenY(double y, double height) {
        return (y - centreY) * scale + height / 2;
    }

    Point2D toScreen(double x, double y, double width, double height) {
        return new Point2D(toScreenX(x, width), toScreenY(y, height));
    }

    Point2D toLayout(double screenX, double screenY, double width, double height) {
        return new Point2D((screenX - width / 2) / scale + centreX, (screenY - height / 2) / scale + centreY);
    }

    /** The view after a drag by so many pixels. */
    Viewpoint panned(double dx, double dy) {
        return new Viewpoint(centreX - dx / scale, centreY - dy / scale, scale);
    }

    /** The view after a zoom that keeps the layout's point under (screenX, screenY) where it is. */
    Viewpoint zoomed(double factor, double screenX, double screenY, double width, double height) {
        Point2D fixed = toLayout(screenX, screenY, width, height);
        double next = scale * factor;
        return new Viewpoint(fixed.getX() - (screenX - width / 2) / next, fixed.getY() - (screenY - height / 2) / next, next);
    }

    /** The view a part of the way to another; zooms evenly. */
    Viewpoint towards(Viewpoint other, double part) {
        double nextScale = scale * Math.pow(other.scale / scale, part);
        // moves in step with the zoom, so that the path looks straight
        double move = Math.abs(other.scale - scale) < 1e-9 * scale ? part : (1 / scale - 1 / nextScale) / (1 / scale - 1 / other.scale);
        return new Viewpoint(centreX + (other.centreX - centreX) * move, centreY + (other.centreY - centreY) * move, nextScale);
    }
}
