package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;

/**
 * The way of each connection's links: straight to the layer next to theirs, in an arc beside their layer back to itself, or along a lane above
 * or below the layers that they jump over.
 */
public final class LinkRoutes {
    /** How far arcs reach beyond the edge of their layer. */
    static final double BULGE = 11;
    private static final double LANE = 5;
    /** Between the blocks and the first lane. */
    private static final double CLEAR = 6;
    /** Room that lanes may take on one side; more of them stand nearer to one another. */
    private static final double MOST_ROOM = 45;
    private static final int STEPS = 9;

    private enum Kind { STRAIGHT, ARC, OVER }

    private record Route(Kind kind, double y) {}

    private final List<Route> routes;
    private final double above;
    private final double below;

    private LinkRoutes(List<Route> routes, double above, double below) {
        this.routes = routes;
        this.above = above;
        this.below = below;
    }

    private static final class Side {
        /** For each lane the spans from layer to layer that it holds. */
        private final List<List<int[]>> lanes = new ArrayList<>();

        private int free(int from, int to) {
            int lane = 0;
            while (lane < lanes.size() && lanes.get(lane).stream().anyMatch(s -> s[0] < to && s[1] > from)) {
                lane++;
            }
            return lane;
        }

        private int take(int from, int to) {
            int lane = free(from, to);
            if (lane == lanes.size()) {
                lanes.add(new ArrayList<>());
            }
            lanes.get(lane).add(new int[] {from, to});
            return lane;
        }

        private double step() {
            return Math.min(LANE, MOST_ROOM / Math.max(1, lanes.size()));
        }

        private double room() {
            return lanes.isEmpty() ? 0 : CLEAR + step() * (lanes.size() - 1) + 2;
        }
    }

    /** @param tallest height of the tallest block */
    static LinkRoutes of(Network network, double tallest) {
        Side up = new Side();
        Side down = new Side();
        int[] lane = new int[network.connections().size()];
        boolean[] upwards = new boolean[lane.length];
        // short ones first, so that longer ones go around them
        network.connections().stream().filter(LinkRoutes::jumps).sorted(Comparator.comparingInt(c -> c.to() - c.from())).forEach(c -> {
            upwards[c.index()] = !c.counted() || up.free(c.from(), c.to()) <= down.free(c.from(), c.to());
            lane[c.index()] = (upwards[c.index()] ? up : down).take(c.from(), c.to());
        });
        List<Route> routes = new ArrayList<>();
        for (Connection c : network.connections()) {
            double y = upwards[c.index()] ? up.room() - CLEAR - lane[c.index()] * up.step()
                    : up.room() + tallest + CLEAR + lane[c.index()] * down.step();
            routes.add(c.from() == c.to() ? new Route(Kind.ARC, 0) : jumps(c) ? new Route(Kind.OVER, y) : new Route(Kind.STRAIGHT, 0));
        }
        return new LinkRoutes(routes, up.room(), down.room());
    }

    /** Whether a connection passes other layers. */
    private static boolean jumps(Connection c) {
        return c.from() != c.to() && Math.abs(c.to() - c.from()) > 1;
    }

    double above() {
        return above;
    }

    double below() {
        return below;
    }

    /** Whether links of a connection are straight lines. */
    public boolean isStraight(int connection) {
        return routes.get(connection).kind() == Kind.STRAIGHT;
    }

    /** Number of straight pieces that {@link #path} is made of. */
    public int pieces(int connection) {
        return switch (routes.get(connection).kind()) {
            case STRAIGHT -> 1;
            case ARC -> STEPS;
            case OVER -> 2 * STEPS + 1;
        };
    }

    /** The way of a link: x and y of its corners, from source to target. */
    public float[] path(Connection connection, LayerBlock source, int sourceNeuron, LayerBlock target, int targetNeuron) {
        return path(connection, source, source.x(sourceNeuron), source.y(sourceNeuron), target, target.x(targetNeuron), target.y(targetNeuron));
    }

    /** The way of a connection drawn as one line. */
    public float[] bundle(Connection connection, LayerBlock source, LayerBlock target) {
        Route route = routes.get(connection.index());
        if (route.kind() != Kind.OVER) {
            return path(connection, source, (float) source.right(), (float) source.centreY(), target, (float) target.left(), (float) target.centreY());
        }
        boolean up = route.y() < source.top();
        return path(connection, source, (float) source.centreX(), (float) (up ? source.top() : source.bottom()), target, (float) target.centreX(),
                (float) (up ? target.top() : target.bottom()));
    }

    /** The way from one point to another, as links of a connection go. */
    public float[] path(Connection connection, LayerBlock source, float x0, float y0, LayerBlock target, float x1, float y1) {
        Route route = routes.get(connection.index());
        float[] corners = new float[2 * (pieces(connection.index()) + 1)];
        switch (route.kind()) {
            case STRAIGHT -> {
                corners[0] = x0;
                corners[1] = y0;
                corners[2] = x1;
                corners[3] = y1;
            }
            case ARC -> {
                // a link of a neuron to itself is a loop
                double loop = Math.abs(y1 - y0) < 1 ? Math.min(4, 1 + source.pitch()) : 0;
                double reach = source.right() + 1 + 1.33 * (BULGE - 3) * (0.3 + 0.7 * Math.min(1, Math.abs(y1 - y0) / Math.max(1, source.height())));
                curve(corners, 0, x0, y0, reach, y0 - loop, reach, y1 + loop, x1, y1);
            }
            case OVER -> {
                boolean forwards = source.left() < target.left();
                double leave = forwards ? source.right() + 7 : source.left() - 7;
                double enter = forwards ? target.left() - 7 : target.right() + 7;
                curve(corners, 0, x0, y0, (x0 + leave) / 2, y0, (x0 + leave) / 2, route.y(), leave, route.y());
                curve(corners, 2 * (STEPS + 1), enter, route.y(), (x1 + enter) / 2, route.y(), (x1 + enter) / 2, y1, x1, y1);
            }
        }
        return corners;
    }

    /** Corners of a cubic curve from number {@code at} on. */
    private static void curve(float[] corners, int at, double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3) {
        for (int k = 0; k <= STEPS; k++) {
            double t = (double) k / STEPS;
            double s = 1 - t;
            corners[at + 2 * k] = (float) (s * s * s * x0 + 3 * s * s * t * x1 + 3 * s * t * t * x2 + t * t * t * x3);
            corners[at + 2 * k + 1] = (float) (s * s * s * y0 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y3);
        }
    }
}
