package org.cntexplorer.graph;

import org.cntexplorer.model.LinkMass;
import org.cntexplorer.model.Links;

/**
 * All links of a connection at once: between which heights of its two layers how much weight goes, or how much of a signal, w·a in the place of
 * each weight. What is drawn of it is the ink that all its links would leave, were each drawn.
 *
 * @param connection index of the connection
 * @param source heights of the groups of the source layer, in their order from above
 * @param target heights of the groups of the target layer
 * @param mass of each pair of groups, each group one of these
 * @param total Σ|w| of all links
 * @param lean by how much of their mass pairs of groups lean to one sign: |positive − negative| of all pairs, summed, over {@code total}
 */
public record DensityBand(int connection, Stripes source, Stripes target, LinkMass mass, double total, double lean) {
    /** The share of its weight from which on the links that are shown tell as much as the band. */
    private static final double MUCH = 0.5;
    private static final double NEARLY_ALL = 0.9;
    private static final double DIMMED = 0.45;

    /**
     * A layer cut across: stripe k goes from {@code edges[k]} to {@code edges[k+1]}, in the layout's unit.
     */
    public record Stripes(double[] edges) {
        public int count() {
            return edges.length - 1;
        }
    }

    /** The opacity of a band beside the links that are shown of it. @param dims whether something is dimmed, as the band then is */
    public double beside(Links shown, boolean dims) {
        double told = 0;
        for (float weight : shown.weight()) {
            told += Float.isFinite(weight) ? Math.abs(weight) : 0;
        }
        return Fade.out(told / total, MUCH, NEARLY_ALL) * (dims ? DIMMED : 1);
    }

    static DensityBand of(int connection, Stripes source, Stripes target, LinkMass mass) {
        double total = 0;
        double leaning = 0;
        for (int pair = 0; pair < mass.positive().length; pair++) {
            double both = mass.positive()[pair] + mass.negative()[pair];
            if (Double.isFinite(both)) {
                total += both;
                leaning += Math.abs(mass.positive()[pair] - mass.negative()[pair]);
            }
        }
        return new DensityBand(connection, source, target, mass, total, total > 0 ? leaning / total : 0);
    }
}
