package org.cntexplorer.app.graphview;

/**
 * Where a value stands on the legend's bar, 0 to 1: as the colours, by its square root, so that the many small values are told apart.
 *
 * @param signed whether the bar begins at −{@code limit}, with 0 in its middle; otherwise at 0
 * @param limit the value at the bar's end
 */
record LegendScale(boolean signed, double limit) {
    double positionOf(double value) {
        double root = Math.copySign(Math.sqrt(Math.min(Math.abs(value) / limit, 1)), value);
        return Math.clamp(signed ? (root + 1) / 2 : root, 0, 1);
    }

    double valueAt(double position) {
        double root = signed ? 2 * Math.clamp(position, 0, 1) - 1 : Math.clamp(position, 0, 1);
        return Math.copySign(root * root, root) * limit;
    }
}
