package org.cntexplorer.app.graphview;

import java.util.Optional;
import org.cntexplorer.graph.DensityBand;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.model.Links;

/**
 * How much of the links is drawn at a zoom. Far away a connection is a band of the weight that flows through it, then its strongest links,
 * and near by all links of the neurons in view; each goes over into the next by opacity.
 *
 * @param bands of the layout, or of another one: then none is drawn
 * @param near the links of the neurons in view, where there are few
 */
record Detail(Optional<DensityBands> bands, Optional<Near> near) {
    static final Detail NONE = new Detail(Optional.empty(), Optional.empty());
    /** How often the graph is magnified when the links of the neurons in view begin to appear, and when they are there. */
    static final double NEAR = 1.6;
    static final double NEAREST = 3.2;
    /** The share of its weight from which on the links that are shown tell as much as the band. */
    private static final double MUCH = 0.5;
    private static final double NEARLY_ALL = 0.9;
    /** The part of the room between two layers that links cover before those that are weaker step back. */
    private static final double COVERED = 0.4;
    private static final double STEP_BACK = 1.8;
    private static final double DIMMED = 0.45;

    Detail {
        bands = bands.filter(b -> !b.bands().isEmpty());
    }

    /** How much of the links of the neurons in view is seen. */
    static double near(double zoom) {
        return Fade.in(zoom, NEAR, NEAREST);
    }

    /**
     * How much of a link is seen, where stronger ones cover so much of the room between its layers already: as much as there is, then less and
     * less, so that however many links are shown the strongest are told apart. The larger the graph is seen, the more links there is room for.
     */
    static double line(double covered) {
        return covered <= COVERED ? 1 : Math.pow(COVERED / covered, STEP_BACK);
    }

    /** The opacity of a band beside the links that are shown of it. */
    static double band(DensityBand band, Links shown, double zoom, boolean dims) {
        double mass = 0;
        for (float weight : shown.weight()) {
            mass += Float.isFinite(weight) ? Math.abs(weight) : 0;
        }
        return Fade.out(mass / band.total(), MUCH, NEARLY_ALL) * (1 - 0.75 * Fade.in(zoom, 2 * NEAR, 4 * NEAREST)) * (dims ? DIMMED : 1);
    }
}
