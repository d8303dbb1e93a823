package org.cntexplorer.app.graphview;

import java.util.Optional;
import org.cntexplorer.graph.DensityBand;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.Fade;
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

    Detail {
        bands = bands.filter(b -> !b.bands().isEmpty());
    }

    /** How much of the links of the neurons in view is seen. */
    static double near(double zoom) {
        return Fade.in(zoom, NEAR, NEAREST);
    }

    /** The opacity of a band beside the links that are shown of it. */
    static double band(DensityBand band, Links shown, double zoom, boolean dims) {
        return band.beside(shown, dims) * (1 - 0.75 * Fade.in(zoom, 2 * NEAR, 4 * NEAREST));
    }
}
