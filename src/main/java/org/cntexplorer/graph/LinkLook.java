package org.cntexplorer.graph;

/**
 * How a link is drawn: both grow with |w|.
 *
 * @param width of the line, 1 for a link of medium weight
 * @param opacity 0 to 1
 */
public record LinkLook(double width, double opacity) {
    /** How much of its colour a neuron keeps that is not linked to the selection. */
    public static final double DIMMED_NEURON = 0.22;
    /** How much of its opacity a link keeps that is not. */
    private static final double DIMMED_LINK = 0.10;
    private static final double FAINTEST = 0.012;
    /** With a selection links look as among so many, however few or many are shown. */
    private static final int CALM = 300;

    /**
     * The look of a link among those that are shown, in the window and on paper.
     *
     * @param share its |w| over that of the strongest link of its connection, 0 to 1
     * @param shown how many links of the connection are shown
     * @param dims whether something is selected
     * @param stands whether the link is one of the selection's, or nothing is selected
     * @param extra whether it is shown only because it is one of the selection's strongest
     */
    public static LinkLook among(double share, int shown, boolean dims, boolean stands, boolean extra) {
        LinkLook look = of(share, !stands ? Math.max(shown, CALM) : extra ? 1 : dims ? CALM : shown);
        return stands ? look : new LinkLook(look.width(), Math.max(look.opacity() * DIMMED_LINK, FAINTEST));
    }

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
