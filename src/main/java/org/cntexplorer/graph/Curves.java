package org.cntexplorer.graph;

import java.util.Arrays;

/** Collects the corners of a way that is made of straight pieces and of cubic curves. */
final class Curves {
    /** Pieces that a curve is made of. */
    private static final int STEPS = 9;

    private float[] corners = new float[64];
    private int count;

    Curves(double x, double y) {
        put(x, y);
    }

    private void put(double x, double y) {
        if (count + 2 > corners.length) {
            corners = Arrays.copyOf(corners, 2 * corners.length);
        }
        corners[count++] = (float) x;
        corners[count++] = (float) y;
    }

    Curves line(double x, double y) {
        put(x, y);
        return this;
    }

    /** A curve from the last corner: two points that pull, and the end. */
    Curves curve(double x1, double y1, double x2, double y2, double x3, double y3) {
        double x0 = corners[count - 2];
        double y0 = corners[count - 1];
        for (int k = 1; k <= STEPS; k++) {
            double t = (double) k / STEPS;
            double s = 1 - t;
            put(s * s * s * x0 + 3 * s * s * t * x1 + 3 * s * t * t * x2 + t * t * t * x3, s * s * s * y0 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y3);
        }
        return this;
    }

    /** A curve that begins and ends level. */
    Curves swing(double x, double y) {
        double middle = (corners[count - 2] + x) / 2;
        return curve(middle, corners[count - 1], middle, y, x, y);
    }

    float[] corners() {
        return Arrays.copyOf(corners, count);
    }
}
