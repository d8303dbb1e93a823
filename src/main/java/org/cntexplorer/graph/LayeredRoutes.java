package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;

/**
 * Ways between layers in rows: straight to the layer next to theirs, in an arc beside their layer back to itself, along a lane above or below
 * the layers that they jump over, in a turn at a row's end to the row below it, or along lanes and the edge of the graph to a row further on.
 * All that jump out of one layer share a lane, so that a network where every layer is joined to every later one has a lane for each, not
 * for each pair.
 */
final class LayeredRoutes implements LinkRoutes {
    /** How far arcs and turns reach beyond the edge of their layer. */
    static final double BULGE = 11;
    /** Room for lanes on one side of the only row. */
    private static final double ROOM = 45;
    /** Room for them on one side of one of several. */
    private static final double ROOM_OF_SEVERAL = 26;

    private enum Kind { STRAIGHT, ARC, OVER, TURN, BETWEEN, AROUND }

    /**
     * @param lane y of the lane that a link leaves its row by
     * @param side x of the graph's edge that it goes along
     * @param entering y of the lane by which it comes into the target's row
     * @param room across its narrowest lane
     */
    private record Route(Kind kind, double lane, double side, double entering, double room) {}

    /** Connections out of one layer that go along the same lanes and leave them one after the other, as branches do. */
    private record Trunk(Kind kind, int from, int toRow, boolean leftwards, boolean counted) {}

    private final List<Route> routes;

    private LayeredRoutes(List<Route> routes) {
        this.routes = routes;
    }

    /** Which lanes the connections take, before it is known where the rows are: how much room they need depends on it. */
    static final class Plan {
        private final Network network;
        private final List<LayerBlock> blocks;
        private final int[] row;
        private final List<Lanes> above = new ArrayList<>();
        private final List<Lanes> below = new ArrayList<>();
        private final Lanes left = new Lanes(ROOM_OF_SEVERAL);
        private final Lanes right = new Lanes(ROOM_OF_SEVERAL);
        private final double low;
        private final double high;
        private final Kind[] kind;
        private final boolean[] upwards;
        private final boolean[] leftwards;
        private final int[] lane;
        private final int[] sideLane;
        private final int[] entering;

        /**
         * @param blocks each with its x, but not yet its y
         * @param row of each layer
         * @param low x of the left edge of all blocks
         */
        Plan(Network network, List<LayerBlock> blocks, int[] row, double low, double high) {
            this.network = network;
            this.blocks = blocks;
            this.row = row;
            this.low = low;
            this.high = high;
            int n = network.connections().size();
            kind = new Kind[n];
            upwards = new boolean[n];
            leftwards = new boolean[n];
            lane = new int[n];
            sideLane = new int[n];
            entering = new int[n];
            int last = row[row.length - 1];
            for (int r = 0; r <= last; r++) {
                above.add(new Lanes(last == 0 ? ROOM : ROOM_OF_SEVERAL));
                below.add(new Lanes(last == 0 ? ROOM : ROOM_OF_SEVERAL));
            }
            Map<Trunk, List<Connection>> trunks = new LinkedHashMap<>();
            network.connections().forEach(c -> trunks.computeIfAbsent(trunk(c), t -> new ArrayList<>()).add(c));
            // short ones first, so that longer ones go around them
            trunks.entrySet().stream().sorted(Comparator.comparingInt(t -> longest(t.getValue()))).forEach(t -> plan(t.getKey(), t.getValue()));
        }

        private static int longest(List<Connection> connections) {
            return connections.stream().mapToInt(c -> Math.abs(c.to() - c.from())).max().orElse(0);
        }

        private Trunk trunk(Connection c) {
            int rows = row[c.to()] - row[c.from()];
            int distance = Math.abs(c.to() - c.from());
            boolean nearLeft = blocks.get(c.from()).centreX() + blocks.get(c.to()).centreX() < low + high;
            Kind how = distance == 0 ? Kind.ARC : distance == 1 ? rows == 0 ? Kind.STRAIGHT : Kind.TURN
                    : rows == 0 ? Kind.OVER : rows == 1 ? Kind.BETWEEN : Kind.AROUND;
            return new Trunk(how, c.from(), row[c.to()], how != Kind.OVER && how != Kind.BETWEEN && nearLeft, c.counted());
        }

        private void plan(Trunk trunk, List<Connection> connections) {
            double edge = trunk.leftwards() ? low : high;
            double from = blocks.get(trunk.from()).centreX();
            double least = connections.stream().mapToDouble(c -> blocks.get(c.to()).centreX()).min().orElse(from);
            double most = connections.stream().mapToDouble(c -> blocks.get(c.to()).centreX()).max().orElse(from);
            Lanes down = below.get(row[trunk.from()]);
            boolean up = false;
            int out = 0;
            int along = 0;
            int in = 0;
            switch (trunk.kind()) {
                case OVER -> {
                    Lanes over = above.get(row[trunk.from()]);
                    up = !trunk.counted() || over.free(Math.min(from, least), Math.max(from, most)) <= down.free(Math.min(from, least), Math.max(from, most));
                    out = (up ? over : down).take(Math.min(from, least), Math.max(from, most));
                }
                case BETWEEN -> out = down.take(Math.min(from, least), Math.max(from, most));
                case AROUND -> {
                    out = down.take(from, edge);
                    along = (trunk.leftwards() ? left : right).take(row[trunk.from()], trunk.toRow());
                    in = above.get(trunk.toRow()).take(trunk.leftwards() ? most : least, edge);
                }
                case STRAIGHT, ARC, TURN -> { }
            }
            for (Connection c : connections) {
                kind[c.index()] = trunk.kind();
                leftwards[c.index()] = trunk.leftwards();
                upwards[c.index()] = up;
                lane[c.index()] = out;
                sideLane[c.index()] = along;
                entering[c.index()] = in;
            }
        }

        double above(int ofRow) {
            return above.get(ofRow).room();
        }

        double below(int ofRow) {
            return below.get(ofRow).room();
        }

        double left() {
            return left.room();
        }

        double right() {
            return right.room();
        }

        /**
         * @param top y of the upper edge of each row's tallest block
         * @param bottom y of its lower edge
         * @param dx by how much the blocks were moved to the right since they were planned for
         */
        LayeredRoutes routes(double[] top, double[] bottom, double dx) {
            List<Route> routes = new ArrayList<>();
            for (Connection c : network.connections()) {
                int i = c.index();
                int from = row[c.from()];
                Lanes leaving = kind[i] == Kind.OVER && upwards[i] ? above.get(from) : below.get(from);
                Lanes beside = leftwards[i] ? left : right;
                Lanes coming = above.get(row[c.to()]);
                double out = upwards[i] ? top[from] - leaving.distance(lane[i]) : bottom[from] + leaving.distance(lane[i]);
                double side = dx + (leftwards[i] ? low - beside.distance(sideLane[i]) : high + beside.distance(sideLane[i]));
                double room = kind[i] == Kind.AROUND ? Math.min(leaving.step(), Math.min(beside.step(), coming.step())) : leaving.step();
                routes.add(new Route(kind[i], out, side, top[row[c.to()]] - coming.distance(entering[i]), room));
            }
            return new LayeredRoutes(routes);
        }
    }

    @Override
    public boolean isStraight(int connection) {
        return routes.get(connection).kind() == Kind.STRAIGHT;
    }

    @Override
    public double room(int connection) {
        Route route = routes.get(connection);
        return switch (route.kind()) {
            case STRAIGHT -> Double.POSITIVE_INFINITY;
            case ARC, TURN -> BULGE;
            case OVER, BETWEEN, AROUND -> route.room();
        };
    }

    @Override
    public boolean isLane(int connection) {
        return switch (routes.get(connection).kind()) {
            case STRAIGHT, ARC, TURN -> false;
            case OVER, BETWEEN, AROUND -> true;
        };
    }

    /** Whether what leaves a layer's top comes in at the bottom of the other. */
    boolean flips(int connection) {
        return routes.get(connection).kind() == Kind.TURN;
    }

    @Override
    public float[] bundle(Connection connection, LayerBlock source, LayerBlock target) {
        Route route = routes.get(connection.index());
        if (route.kind() == Kind.TURN) {
            boolean rightwards = route.side() > source.left();
            return path(connection, source, (float) (rightwards ? source.right() : source.left()), (float) source.centreY(), target,
                    (float) (rightwards ? target.right() : target.left()), (float) target.centreY());
        }
        if (route.kind() == Kind.STRAIGHT || route.kind() == Kind.ARC) {
            Sides sides = Sides.of(source, target);
            return path(connection, source, (float) sides.source(), (float) source.centreY(), target, (float) sides.target(), (float) target.centreY());
        }
        boolean up = route.lane() < source.top();
        boolean intoTop = up || route.kind() != Kind.OVER;
        return path(connection, source, (float) source.centreX(), (float) (up ? source.top() : source.bottom()), target, (float) target.centreX(),
                (float) (intoTop ? target.top() : target.bottom()));
    }

    @Override
    public float[] path(Connection connection, LayerBlock source, float x0, float y0, LayerBlock target, float x1, float y1) {
        Route route = routes.get(connection.index());
        Curves way = new Curves(x0, y0);
        boolean forwards = source.centreX() < target.centreX();
        return switch (route.kind()) {
            case STRAIGHT -> new float[] {x0, y0, x1, y1};
            case ARC -> {
                // a link of a neuron to itself is a loop
                double loop = Math.abs(y1 - y0) < 1 ? Math.min(4, 1 + source.pitch()) : 0;
                double reach = source.right() + 1 + 1.33 * (BULGE - 3) * (0.3 + 0.7 * Math.min(1, Math.abs(y1 - y0) / Math.max(1, source.height())));
                yield way.curve(reach, y0 - loop, reach, y1 + loop, x1, y1).corners();
            }
            case OVER -> {
                double enter = forwards ? target.left() - 7 : target.right() + 7;
                yield way.swing(forwards ? source.right() + 7 : source.left() - 7, route.lane()).line(enter, route.lane()).swing(x1, y1).corners();
            }
            case TURN -> turn(way, source, target, x1, y0, y1, route.side());
            case BETWEEN -> {
                double leave = forwards ? source.right() + 7 : source.left() - 7;
                double enter = forwards ? target.left() - 7 : target.right() + 7;
                // above one another: as a turn would go
                yield forwards == leave < enter ? way.swing(leave, route.lane()).line(enter, route.lane()).swing(x1, y1).corners()
                        : turn(way, source, target, x1, y0, y1, Double.POSITIVE_INFINITY);
            }
            case AROUND -> {
                boolean leftwards = route.side() < source.left();
                double inwards = leftwards ? 1 : -1;
                double leave = leftwards ? source.left() - 7 : source.right() + 7;
                double enter = leftwards ? target.left() - 7 : target.right() + 7;
                double round = Math.min(5, Math.abs(route.entering() - route.lane()) / 2);
                double down = Math.signum(route.entering() - route.lane()) * round;
                yield way.swing(leave, route.lane()).line(route.side() + inwards * round, route.lane())
                        .curve(route.side(), route.lane(), route.side(), route.lane(), route.side(), route.lane() + down)
                        .line(route.side(), route.entering() - down)
                        .curve(route.side(), route.entering(), route.side(), route.entering(), route.side() + inwards * round, route.entering())
                        .line(enter, route.entering()).swing(x1, y1).corners();
            }
        };
    }

    /** Out of a row's end and back into the row below it. @param edge of the graph on the side where the turn is */
    private static float[] turn(Curves way, LayerBlock source, LayerBlock target, double x1, double y0, double y1, double edge) {
        boolean rightwards = edge > source.left();
        double outside = rightwards ? Math.max(source.right(), target.right()) : Math.min(source.left(), target.left());
        double reach = outside + (rightwards ? 1 : -1) * BULGE * Math.clamp(Math.abs(y1 - y0) / 120, 0.35, 1.25);
        return way.curve(reach, y0, reach, y1, x1, y1).corners();
    }
}
