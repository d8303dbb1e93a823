package org.cntexplorer.figure;

import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.cntexplorer.graph.GraphLayout;

/**
 * Where a layout stands on a page.
 *
 * @param left x of the layout's left edge
 * @param top y of its upper edge
 * @param scale units of the page for one of the layout
 */
record GraphPlace(double left, double top, double scale) {
    /** As large as the area allows, in its middle. */
    static GraphPlace fit(GraphLayout layout, Rectangle2D area, double around) {
        double scale = Math.min(area.getWidth() / (layout.width() + 2 * around), area.getHeight() / (layout.height() + 2 * around));
        return new GraphPlace(area.getCenterX() - layout.width() / 2 * scale, area.getCenterY() - layout.height() / 2 * scale, scale);
    }

    /** The layout on the page, and so much around it in its own unit. */
    Rectangle2D box(GraphLayout layout, double around) {
        return new Rectangle2D.Double(x(-around), y(-around), (layout.width() + 2 * around) * scale, (layout.height() + 2 * around) * scale);
    }

    double x(double layoutX) {
        return left + layoutX * scale;
    }

    double y(double layoutY) {
        return top + layoutY * scale;
    }

    /** What lies between two ways. @param one corners, x and y of one after the other, in the layout's unit */
    Shape area(float[] one, float[] other) {
        Path2D path = new Path2D.Double();
        path.moveTo(x(one[0]), y(one[1]));
        for (int at = 2; at < one.length; at += 2) {
            path.lineTo(x(one[at]), y(one[at + 1]));
        }
        for (int at = other.length - 2; at >= 0; at -= 2) {
            path.lineTo(x(other[at]), y(other[at + 1]));
        }
        path.closePath();
        return path;
    }

    /** A way of straight pieces. @param corners x and y of one after the other, in the layout's unit */
    Shape way(float[] corners) {
        if (corners.length == 4) {
            return new Line2D.Double(x(corners[0]), y(corners[1]), x(corners[2]), y(corners[3]));
        }
        Path2D path = new Path2D.Double();
        path.moveTo(x(corners[0]), y(corners[1]));
        for (int at = 2; at < corners.length; at += 2) {
            path.lineTo(x(corners[at]), y(corners[at + 1]));
        }
        return path;
    }
}
