package org.cntexplorer.app.graphview;

/**
 * Where the layers' titles stand in their row: each centred above its layer, smaller where there is little room, and never over its
 * neighbour.
 *
 * @param scale of the text, 1 to {@link #LEAST_SCALE}
 * @param left left edge of each title's box
 * @param width of each title's box; narrower than the text only where even small text does not fit
 */
record TitleRow(double scale, double[] left, double[] width) {
    static final double LEAST_SCALE = 0.7;
    static final double GAP = 8;

    /**
     * @param centre x of each layer's middle, ascending
     * @param wanted width of each title's text at scale 1
     * @param low left end of the row; a title near it is moved rather than cut off
     * @param high right end of the row
     */
    static TitleRow of(double[] centre, double[] wanted, double low, double high) {
        double scale = 1;
        for (int i = 0; i + 1 < centre.length; i++) {
            scale = Math.min(scale, (centre[i + 1] - centre[i] - GAP) / ((wanted[i] + wanted[i + 1]) / 2));
        }
        scale = Math.clamp(scale, LEAST_SCALE, 1);
        double[] left = new double[centre.length];
        double[] width = new double[centre.length];
        for (int i = 0; i < centre.length; i++) {
            // the room between two neighbours is parted by how much each wants
            double before = i == 0 ? Double.MAX_VALUE : share(centre[i] - centre[i - 1], wanted[i], wanted[i - 1]);
            double after = i + 1 == centre.length ? Double.MAX_VALUE : share(centre[i + 1] - centre[i], wanted[i], wanted[i + 1]);
            width[i] = Math.max(0, Math.min(wanted[i] * scale, 2 * Math.min(before, after)));
            left[i] = centre[i] - width[i] / 2;
        }
        if (centre.length > 0 && centre[0] >= low && left[0] < low) {
            left[0] = low;
            if (centre.length > 1) {
                left[0] = Math.min(low, left[1] - GAP - width[0]);
            }
        }
        int last = centre.length - 1;
        if (last >= 0 && centre[last] <= high && left[last] + width[last] > high) {
            left[last] = high - width[last];
            if (last > 0) {
                left[last] = Math.max(left[last], left[last - 1] + width[last - 1] + GAP);
            }
        }
        return new TitleRow(scale, left, width);
    }

    /** Whether some title has not the room for its text. @param wanted width of each title's text at scale 1 */
    boolean isCut(double[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (width[i] < wanted[i] * scale - 1) {
                return true;
            }
        }
        return false;
    }

    private static double share(double distance, double mine, double others) {
        return Math.max(0, distance - GAP) * mine / (mine + others);
    }
}
