package org.cntexplorer.graph;

import java.util.BitSet;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;

/** How much of the room between two layers links cover, strongest first. */
public final class Crowd {
    /** The part of the room between two layers that links cover before those that are weaker step back. */
    private static final double COVERED = 0.4;
    private static final double STEP_BACK = 1.8;
    /** The part of a lane's room that a line of it is wide at most, so that lines of the next lanes are told from it. */
    public static final double OF_LANE = 0.6;

    private Crowd() {}

    /**
     * How much of a link is seen, where stronger ones cover so much of the room between its layers already: as much as there is, then less and
     * less, so that however many links are shown the strongest are told apart. The larger the graph is seen, the more links there is room for.
     */
    public static double seen(double covered) {
        return covered <= COVERED ? 1 : Math.pow(COVERED / covered, STEP_BACK);
    }

    /**
     * What the stronger ones of some links of a connection cover.
     *
     * @param links strongest first
     * @param drawn which of them are drawn, null for all
     * @param strongest the |w| that opacities are measured by
     * @return for each link how much stronger ones of its connection cover already: their widths, of which the unit is that of {@link LinkLook#width},
     *     times their lengths and opacities, over the area, both in the layout's unit. Where all go along one lane, what they and the link itself
     *     cover of its room, so that lanes that lie close together step back, too, and no lane becomes one bar with the next
     */
    public static float[] of(GraphScene scene, Links links, BitSet drawn, double strongest) {
        Connection connection = scene.network().connection(links.connection());
        LayerBlock source = scene.layout().block(connection.from());
        LayerBlock target = scene.layout().block(connection.to());
        double lane = scene.layout().routes().room(links.connection());
        LinkRoutes.Sides sides = LinkRoutes.Sides.of(source, target);
        double gap = Math.max(1, sides.right() - sides.left());
        double height = Math.max(1, (source.height() + target.height()) / 2);
        float[] crowd = new float[links.count()];
        double covered = 0;
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = (float) covered;
            if (drawn != null && !drawn.get(i)) {
                continue;
            }
            LinkLook look = LinkLook.among(Math.abs(links.weight()[i]) / strongest, links.count(), false, true, false);
            if (Double.isFinite(lane)) {
                covered += look.width() * look.opacity() / lane;
                crowd[i] = (float) covered;
                continue;
            }
            // between the layers; what lies over them is not in the way of other links
            double rise = Math.abs(source.anchorY(links.source()[i]) - target.anchorY(links.target()[i]));
            double run = Math.max(gap, Math.abs(source.anchorX(links.source()[i]) - target.anchorX(links.target()[i])));
            covered += look.width() * look.opacity() * Math.hypot(1, rise / run) / height;
        }
        return crowd;
    }
}
