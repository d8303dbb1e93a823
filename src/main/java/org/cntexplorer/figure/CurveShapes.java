package org.cntexplorer.figure;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jfree.data.Range;

/** Where the curves of a figure lie between its axes: for drawing them, and for finding the one at a place. */
final class CurveShapes {
    /** Below this part of its peak nothing is seen of a curve. */
    private static final double UNSEEN = 1 / 400.0;
    /** Rows that a ridge is high. */
    private static final double RIDGE = 1.5;
    /** Half the width of a violin, in columns. */
    private static final double VIOLIN = 0.42;

    private final List<Curve> curves;
    private final CurvesFigure.Form form;
    /** The greatest density of each curve. */
    private final double[] peaks;
    private final double fine;
    /** Of what is distributed. */
    private final Range values;
    /** Of the other axis: density, row or column. */
    private final Range others;

    /** @param fine points of a line are no nearer to one another */
    CurveShapes(CurvesFigure figure, double fine) {
        this.fine = fine;
        curves = figure.curves();
        form = figure.form();
        peaks = curves.stream().mapToDouble(curve -> curve.density().peak()).toArray();
        values = reach();
        int n = Math.max(1, curves.size());
        others = switch (form) {
            case CURVES -> new Range(0, top());
            case RIDGELINE -> new Range(-0.25, n - 1 + RIDGE + 0.05);
            case VIOLIN -> new Range(-0.5, n - 0.5);
        };
    }

    Range values() {
        return values;
    }

    /** As far as something is seen of any curve. */
    private Range reach() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < curves.size(); c++) {
            double[] x = curves.get(c).density().x();
            double[] y = curves.get(c).density().y();
            int first = 0;
            int last = x.length - 1;
            while (first < last && y[first] < UNSEEN * peaks[c]) {
                first++;
            }
            while (first < last && y[last] < UNSEEN * peaks[c]) {
                last--;
            }
            double single = curves.get(c).single().orElse(Double.NaN);
            double from = x.length > 0 ? x[first] : single;
            double to = x.length > 0 ? x[last] : single;
            low = from < low ? from : low;
            high = to > high ? to : high;
        }
        if (!(low <= high)) {
            return new Range(-1, 1);
        }
        double room = high > low ? 0.02 * (high - low) : Math.max(Math.abs(low) * 0.1, 1e-6);
        return new Range(low - room, high + room);
    }

    Range others() {
        return others;
    }

    private double top() {
        double top = Arrays.stream(peaks).max().orElse(0);
        return top > 0 ? 1.06 * top : 1;
    }

    private boolean upwards() {
        return form == CurvesFigure.Form.VIOLIN;
    }

    /** The place of a value along its axis. */
    double along(double value, Rectangle2D area) {
        double part = (value - values.getLowerBound()) / values.getLength();
        return upwards() ? area.getMaxY() - part * area.getHeight() : area.getX() + part * area.getWidth();
    }

    /** The place along the other axis. */
    double across(double other, Rectangle2D area) {
        double part = (other - others.getLowerBound()) / others.getLength();
        return upwards() ? area.getX() + part * area.getWidth() : area.getMaxY() - part * area.getHeight();
    }

    /** A point of the page; one that nobody tells from the point before is left out, unless the line ends or turns there. */
    private void add(Path2D path, double value, double other, Rectangle2D area, boolean always) {
        double x = upwards() ? across(other, area) : along(value, area);
        double y = upwards() ? along(value, area) : across(other, area);
        Point2D before = path.getCurrentPoint();
        if (before == null) {
            path.moveTo(x, y);
        } else if (always || before.distance(x, y) >= fine) {
            path.lineTo(x, y);
        }
    }

    /** The line of a curve as far as it is seen; of a violin both sides, closed. Empty for a group of one value or none. */
    Path2D line(int curve, Rectangle2D area) {
        double[] x = curves.get(curve).density().x();
        double[] y = curves.get(curve).density().y();
        double peak = peaks[curve];
        double scale = switch (form) {
            case CURVES -> 1;
            case RIDGELINE -> RIDGE / peak;
            case VIOLIN -> VIOLIN / peak;
        };
        double base = form == CurvesFigure.Form.CURVES ? 0 : curve;
        Path2D path = new Path2D.Double();
        for (int i = 0; i < x.length; i++) {
            if (form == CurvesFigure.Form.CURVES || y[i] >= UNSEEN * peak) {
                add(path, x[i], base + scale * y[i], area, y[i] == peak || i == x.length - 1);
            }
        }
        for (int i = x.length - 1; upwards() && i >= 0; i--) {
            if (y[i] >= UNSEEN * peak) {
                add(path, x[i], base - scale * y[i], area, y[i] == peak || i == 0);
            }
        }
        if (upwards() && x.length > 0) {
            path.closePath();
        }
        return path;
    }

    /** The line of a group whose numbers are all the same, over the height of its row or column. */
    Line2D spike(int curve, double value, Rectangle2D area) {
        double at = along(value, area);
        return switch (form) {
            case CURVES -> new Line2D.Double(at, area.getMinY(), at, area.getMaxY());
            case RIDGELINE -> new Line2D.Double(at, across(curve, area), at, across(curve + RIDGE, area));
            case VIOLIN -> new Line2D.Double(across(curve - VIOLIN, area), at, across(curve + VIOLIN, area), at);
        };
    }

    /** @param reach how far a curve may be from the place; rows and columns have places of their own */
    OptionalInt at(double x, double y, Rectangle2D area, double reach) {
        if (!area.contains(x, y) || curves.isEmpty()) {
            return OptionalInt.empty();
        }
        return switch (form) {
            case CURVES -> nearest(x, y, area, reach);
            case RIDGELINE -> ridge(x, y, area);
            case VIOLIN -> OptionalInt.of(inside(Math.floor((x - area.getX()) / area.getWidth() * curves.size())));
        };
    }

    /** The index of a row or column, none beyond the ends. */
    private int inside(double index) {
        return (int) Math.clamp(index, 0, curves.size() - 1.0);
    }

    private OptionalInt nearest(double x, double y, Rectangle2D area, double reach) {
        OptionalInt nearest = OptionalInt.empty();
        double least = reach;
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            double distance = curve.single().isPresent() ? Math.abs(x - along(curve.single().getAsDouble(), area))
                    : distance(curve, x, y, area, least);
            if (distance < least) {
                least = distance;
                nearest = OptionalInt.of(i);
            }
        }
        return nearest;
    }

    private double distance(Curve curve, double x, double y, Rectangle2D area, double reach) {
        double[] at = curve.density().x();
        double[] height = curve.density().y();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < at.length; i++) {
            double from = along(at[i - 1], area);
            double to = along(at[i], area);
            if (to >= x - reach && from <= x + reach) {
                least = Math.min(least, Line2D.ptSegDist(from, across(height[i - 1], area), to, across(height[i], area), x, y));
            }
        }
        return least;
    }

    /** The foremost ridge that covers the place, or else the row that it is in. */
    private OptionalInt ridge(double x, double y, Rectangle2D area) {
        for (int i = 0; i < curves.size(); i++) {
            if (!curves.get(i).density().isEmpty() && line(i, area).contains(x, y)) {
                return OptionalInt.of(i);
            }
        }
        double row = Math.floor(others.getLowerBound() + (area.getMaxY() - y) / area.getHeight() * others.getLength());
        return OptionalInt.of(inside(row));
    }
}
