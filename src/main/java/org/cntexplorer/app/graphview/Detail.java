package org.cntexplorer.app.graphview;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.graph.DensityBand;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.Fade;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.model.Links;

/**
 * How much of the links is drawn at a zoom. Far away a connection is a band of the weight that flows through it, or of the signal, then its strongest links,
 * and near by all links of the neurons in view; each goes over into the next by opacity.
 *
 * @param bands of the layout, or of another one: then none is drawn
 * @param near the links of the neurons in view, where there are few
 * @param before what was drawn until now, and fades
 * @param part how far it has gone over from that, 0 to 1
 */
record Detail(Optional<DensityBands> bands, Optional<Near> near, Optional<Detail> before, double part) {
    static final Detail NONE = new Detail(Optional.empty(), Optional.empty());
    /** How often the graph is magnified when the links of the neurons in view begin to appear, and when they are there. */
    static final double NEAR = 1.6;
    static final double NEAREST = 3.2;

    Detail {
        bands = bands.filter(b -> !b.bands().isEmpty());
        // what came before that is gone
        before = before.map(b -> new Detail(b.bands, b.near));
    }

    Detail(Optional<DensityBands> bands, Optional<Near> near) {
        this(bands, near, Optional.empty(), 1);
    }

    /** The bands of a layout. */
    Optional<DensityBands> bandsOf(GraphLayout layout) {
        return bands.filter(b -> b.layout() == layout);
    }

    /** How much is seen of the bands for all that they are new. */
    double bandsPart() {
        return before.isPresent() && !before.get().bands.equals(bands) ? part : 1;
    }

    /** Which links of neurons in view are drawn, and how much is seen of them for all that they are new or fade. */
    Map<Near, Double> nearParts(GraphLayout layout) {
        Optional<Near> old = before.flatMap(Detail::near);
        Map<Near, Double> parts = new LinkedHashMap<>();
        old.filter(n -> n.layout() == layout).ifPresent(n -> parts.put(n, 1 - part));
        near.filter(n -> n.layout() == layout).ifPresent(n -> parts.put(n, old.equals(near) ? 1 : part));
        return parts;
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
