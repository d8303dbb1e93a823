package org.cntexplorer.graph;

/**
 * Where the titles of many layers stand that have no room beside one another: each rises to the right from above its layer. They are as many
 * lines high, and of as many layers, as leaves each clear of its neighbours.
 *
 * @param step every {@code step}-th layer has a title
 * @param withShape whether a title has its second line
 * @param width of each title along its slant; 0 for none
 */
public record SlantedRow(int step, boolean withShape, double[] width) {
    public static final double DEGREES = 60;
    private static final double SIN = Math.sin(Math.toRadians(DEGREES));
    private static final double COS = Math.cos(Math.toRadians(DEGREES));
    /** Between two titles, across their slant. */
    private static final double GAP = 3;
    private static final double LEAST_WIDTH = 22;

    /**
     * @param centre x of each layer's middle, ascending or descending
     * @param wanted width of each title's text
     * @param line height of the name alone
     * @param both height of name and shape
     * @param room free height above the layers
     * @param high right end of the view
     */
    public static SlantedRow of(double[] centre, double[] wanted, double line, double both, double room, double high) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i + 1 < centre.length; i++) {
            least = Math.min(least, Math.abs(centre[i + 1] - centre[i]));
        }
        // where there is little height it is the name's
        boolean shape = (both + GAP) / SIN <= least && (room - both * COS) / SIN >= 2 * LEAST_WIDTH;
        int step = (int) Math.clamp(Math.ceil((line + GAP) / SIN / Math.max(least, 1e-3)), 1, Math.max(1, centre.length));
        double height = shape ? both : line;
        double[] width = new double[centre.length];
        for (int i = 0; i < centre.length; i += step) {
            double most = Math.min((room - height * COS) / SIN, (high - centre[i] - height * SIN) / COS);
            width[i] = Math.min(wanted[i], most) < Math.min(LEAST_WIDTH, wanted[i]) ? 0 : Math.min(wanted[i], most);
        }
        return new SlantedRow(step, shape, width);
    }

    /** How high a title rises above its layer. */
    public static double rise(double width, double height) {
        return width * SIN + height * COS;
    }
}
