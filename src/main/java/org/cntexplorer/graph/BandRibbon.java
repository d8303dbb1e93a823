package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkMass;

/**
 * The density band of a connection that is not straight: strips beside one another that go the way of its links, from the heights of the one
 * layer to those of the other. A strip tells how much of the weight its neurons have on both ends; which group is joined to which is lost
 * where all go through one lane.
 *
 * @param strips none where the lane is too narrow for a band to be told from the next one
 */
public record BandRibbon(List<Strip> strips) {
    private static final BandRibbon NONE = new BandRibbon(List.of());
    private static final int MOST_STRIPS = 12;
    /** Room across a lane, in the layout's unit, from which on there is a band in it. */
    private static final double LEAST_LANE = 2;
    /** Corners of a way over which it opens from a lane to the heights of its layer. */
    private static final int OPENING = 9;

    /**
     * A part of it of one tone.
     *
     * @param upper corners of one edge, x and y of one after the other
     * @param lower corners of the other one, as many
     * @param lean −1, all weights negative, to 1, all positive
     * @param opacity 0 to 1
     */
    public record Strip(float[] upper, float[] lower, double lean, double opacity) {}

    public BandRibbon {
        strips = List.copyOf(strips);
    }

    static BandRibbon of(Connection connection, GraphLayout layout, DensityBand band) {
        LinkRoutes routes = layout.routes();
        double room = routes.room(connection.index());
        if (room < LEAST_LANE || Double.isInfinite(room)) {
            return NONE;
        }
        LayerBlock source = layout.block(connection.from());
        LayerBlock target = layout.block(connection.to());
        boolean itself = connection.from() == connection.to();
        int strips = itself ? MOST_STRIPS / 2 : MOST_STRIPS;
        boolean forwards = source.centreX() <= target.centreX();
        boolean lane = routes.isLane(connection.index());
        float[] probe = routes.bundle(connection, source, target);
        boolean outRight = probe[lane ? 2 * OPENING : 2] > source.centreX();
        boolean inRight = probe[lane ? probe.length - 2 - 2 * OPENING : probe.length - 4] > target.centreX();
        float x0 = (float) (outRight ? source.right() : source.left());
        float x1 = (float) (inRight ? target.right() : target.left());
        List<float[]> edges = new ArrayList<>();
        for (int k = 0; k <= strips; k++) {
            // an arc's strips lie within one another, about the layer's middle
            double from = itself ? 0.49 * k / strips : (double) k / strips;
            double to = lane ? from : 1 - from;
            float[] way = routes.path(connection, source, x0, height(band.source(), from), target, x1, height(band.target(), to));
            edges.add(lane ? apart(way, (from - 0.5) * Crowd.OF_LANE * room * (forwards ? 1 : -1)) : way);
        }
        List<Strip> all = new ArrayList<>();
        for (int k = 0; k < strips; k++) {
            double[] out = part(band.mass(), true, itself ? 2 * strips : strips, k);
            double[] in = part(band.mass(), false, itself ? 2 * strips : strips, lane ? k : (itself ? 2 * strips : strips) - 1 - k);
            double ink = (out[0] + out[1] + in[0] + in[1]) / 2;
            double lean = ink > 0 ? (out[0] - out[1] + in[0] - in[1]) / (2 * ink) : 0;
            all.add(new Strip(edges.get(k), edges.get(k + 1), Math.clamp(lean / BandInk.fullLean(band), -1, 1),
                    BandInk.opacity(ink * (itself ? 2 : 1) * strips / band.total())));
        }
        return new BandRibbon(all);
    }

    private static float height(DensityBand.Stripes stripes, double part) {
        double[] edges = stripes.edges();
        return (float) (edges[0] + part * (edges[edges.length - 1] - edges[0]));
    }

    /** Positive and negative mass of the k-th of so many equal parts of the source's, or the target's, heights. */
    private static double[] part(LinkMass mass, boolean ofSource, int parts, int k) {
        int groups = ofSource ? mass.positive().length / mass.targetGroups() : mass.targetGroups();
        double low = (double) k * groups / parts;
        double high = (double) (k + 1) * groups / parts;
        double[] sum = new double[2];
        for (int pair = 0; pair < mass.positive().length; pair++) {
            int group = ofSource ? pair / mass.targetGroups() : pair % mass.targetGroups();
            double share = Math.min(high, group + 1) - Math.max(low, group);
            if (share > 0 && Double.isFinite(mass.positive()[pair] + mass.negative()[pair])) {
                sum[0] += share * mass.positive()[pair];
                sum[1] += share * mass.negative()[pair];
            }
        }
        return sum;
    }

    /** A way moved aside along its lane, but not where it leaves its layers. */
    private static float[] apart(float[] way, double by) {
        int n = way.length / 2;
        float[] moved = way.clone();
        for (int at = 1; at + 1 < n; at++) {
            double dx = (double) way[2 * at + 2] - way[2 * at - 2];
            double dy = (double) way[2 * at + 3] - way[2 * at - 1];
            double length = Math.max(1e-9, Math.hypot(dx, dy));
            double whole = Math.min(1, Math.min(at, n - 1 - at) / (double) OPENING);
            moved[2 * at] -= (float) (by * whole * whole * dy / length);
            moved[2 * at + 1] += (float) (by * whole * whole * dx / length);
        }
        return moved;
    }
}
