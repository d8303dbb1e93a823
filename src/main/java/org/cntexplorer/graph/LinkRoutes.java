package org.cntexplorer.graph;

import org.cntexplorer.model.Connection;

/** The way of each connection's links in a layout, as corners of straight pieces: x and y of one after the other, from source to target. */
public interface LinkRoutes {
    /** Whether links of a connection are straight lines. */
    default boolean isStraight(int connection) {
        return false;
    }

    /** Whether the two layers of a connection stand beside one another with nothing between, so that it can be drawn as a band: see {@link Sides}. */
    default boolean isBand(int connection) {
        return isStraight(connection);
    }

    /**
     * Room across the way of a connection where all its links come together, in the layout's unit: that of a lane. Infinite where they spread
     * over the heights of their layers.
     */
    default double room(int connection) {
        return Double.POSITIVE_INFINITY;
    }

    /** Whether all links of a connection go along one line on their way. */
    default boolean isLane(int connection) {
        return false;
    }

    /** The way of a connection drawn as one line; empty where none is drawn. */
    float[] bundle(Connection connection, LayerBlock source, LayerBlock target);

    /** The way from one point to another, as links of a connection go. */
    float[] path(Connection connection, LayerBlock source, float x0, float y0, LayerBlock target, float x1, float y1);

    /** The way of a link. */
    default float[] path(Connection connection, LayerBlock source, int sourceNeuron, LayerBlock target, int targetNeuron) {
        return path(connection, source, source.x(sourceNeuron), source.y(sourceNeuron), target, target.x(targetNeuron), target.y(targetNeuron));
    }

    /** The way of all links between two small maps, or between one and a neuron that is drawn by itself: from edge to edge. */
    default float[] pathOfMaps(Connection connection, LayerBlock source, int sourceNeuron, LayerBlock target, int targetNeuron) {
        float[] way = path(connection, source, source.anchorX(sourceNeuron), source.anchorY(sourceNeuron), target, target.anchorX(targetNeuron),
                target.anchorY(targetNeuron));
        return MapEdges.cut(way, source, sourceNeuron, target, targetNeuron);
    }

    /**
     * The sides that two layers beside one another turn to each other: a band goes from one to the other, in a row that runs backwards from
     * right to left.
     *
     * @param source x of the source's side
     * @param target x of the target's side
     */
    record Sides(double source, double target) {
        public static Sides of(LayerBlock source, LayerBlock target) {
            return source.centreX() <= target.centreX() ? new Sides(source.right(), target.left()) : new Sides(source.left(), target.right());
        }

        public double left() {
            return Math.min(source, target);
        }

        public double right() {
            return Math.max(source, target);
        }
    }
}
