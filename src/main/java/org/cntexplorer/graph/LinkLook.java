package org.cntexplorer.graph;

/**
 * How a link is drawn: both grow with |w|.
 *
 * @param width of the line, 1 for a link of medium weight
 * @param opacity 0 to 1
 */
public record LinkLook(double width, double opacity) {
    /**
     * The look of a link.
     *
     * @param share its |w| over that of the strongest link of its connection, 0 to 1
     * @param crowd how many links of the connection are shown: the more there are, the fainter the weak ones, so that the strong
     *     ones stay visible among them
     */
    public static LinkLook of(double share, int crowd) {
        double t = Math.clamp(share, 0, 1);
        double common = Math.clamp(22 / Math.sqrt(Math.max(crowd, 1)), 0.05, 0.85);
        double opacity = Math.max(common * t * Math.sqrt(t), 0.9 * Math.pow(t, 6));
        return new LinkLook(0.55 + 1.5 * t * t, Math.max(opacity, 0.03));
    }
}
