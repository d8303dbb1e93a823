package org.cntexplorer.graph;

import org.cntexplorer.model.Connection;

/**
 * Ways between rings: straight where that does not lead back over the inner ring, around the middle where it does, in an arc outside of the
 * ring for a layer's links to itself.
 *
 * @param middleX x of the middle of all rings
 */
record RadialRoutes(double middleX, double middleY) implements LinkRoutes {
    /** Angle that one straight piece of a way around goes. */
    private static final double PIECE = 0.12;
    private static final int STEPS = 12;

    /** Straight down, where no title is. */
    @Override
    public float[] bundle(Connection connection, LayerBlock source, LayerBlock target) {
        float x = (float) middleX;
        if (connection.from() == connection.to()) {
            return path(connection, source, x + 4, (float) source.bottom(), target, x - 4, (float) target.bottom());
        }
        return new float[] {x, (float) source.bottom(), x, (float) target.bottom()};
    }

    @Override
    public float[] path(Connection connection, LayerBlock source, float x0, float y0, LayerBlock target, float x1, float y1) {
        double r0 = Math.hypot(x0 - middleX, y0 - middleY);
        double r1 = Math.hypot(x1 - middleX, y1 - middleY);
        double a0 = Math.atan2(x0 - middleX, middleY - y0);
        double turn = Math.atan2(x1 - middleX, middleY - y1) - a0;
        turn -= 2 * Math.PI * Math.rint(turn / (2 * Math.PI));
        Curves way = new Curves(x0, y0);
        if (connection.from() == connection.to()) {
            double beyond = 3 + 8 * Math.abs(turn) / Math.PI;
            double aside = x0 == x1 && y0 == y1 ? Math.min(2, source.pitch()) / Math.max(r0, 1) : 0;
            for (int k = 1; k < STEPS; k++) {
                double t = (double) k / STEPS;
                around(way, a0 + turn * t + aside * Math.sin(2 * Math.PI * t), r0 + (r1 - r0) * t + beyond * Math.sin(Math.PI * t));
            }
            return way.line(x1, y1).corners();
        }
        boolean inTheMiddle = source.places().isRectangle() || target.places().isRectangle();
        if (!inTheMiddle && Math.cos(turn) < Math.min(r0, r1) / Math.max(r0, r1)) {
            int pieces = Math.max(3, (int) Math.ceil(Math.abs(turn) / PIECE));
            for (int k = 1; k < pieces; k++) {
                double t = (double) k / pieces;
                around(way, a0 + turn * t, r0 + (r1 - r0) * t);
            }
        }
        return way.line(x1, y1).corners();
    }

    private void around(Curves way, double angle, double radius) {
        way.line(middleX + radius * Math.sin(angle), middleY - radius * Math.cos(angle));
    }
}
