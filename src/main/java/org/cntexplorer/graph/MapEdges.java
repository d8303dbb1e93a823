package org.cntexplorer.graph;

import java.util.Arrays;

/** Lets a line end at the edge of the small map that its neuron is a pixel of, so that it does not lie over what the map shows. */
final class MapEdges {
    private MapEdges() {}

    /** @param way corners from the middle of the source's map to that of the target's, x and y of one after the other */
    static float[] cut(float[] way, LayerBlock source, int sourceNeuron, LayerBlock target, int targetNeuron) {
        float[] begun = source.isDrawn(sourceNeuron) ? way : leave(way, source, sourceNeuron);
        return target.isDrawn(targetNeuron) ? begun : reversed(leave(reversed(begun), target, targetNeuron));
    }

    /** What of a way lies outside of the map that it begins in; all of it where it never leaves. */
    private static float[] leave(float[] way, LayerBlock block, int neuron) {
        int channel = neuron / (block.rows() * block.columns());
        double left = block.mapLeft(channel);
        double top = block.mapTop(channel);
        double right = left + block.columns() * block.pitch();
        double bottom = top + block.rows() * block.pitch();
        for (int at = 2; at < way.length; at += 2) {
            if (way[at] < left || way[at] > right || way[at + 1] < top || way[at + 1] > bottom) {
                double x = way[at - 2];
                double y = way[at - 1];
                double part = Math.min(reach(x, way[at], left, right), reach(y, way[at + 1], top, bottom));
                float[] rest = Arrays.copyOfRange(way, at - 2, way.length);
                rest[0] = (float) (x + part * (way[at] - x));
                rest[1] = (float) (y + part * (way[at + 1] - y));
                return rest;
            }
        }
        return way;
    }

    /** The part of the way from one number to another that lies between two limits. */
    private static double reach(double from, double to, double low, double high) {
        return to == from ? 1 : Math.clamp(((to > from ? high : low) - from) / (to - from), 0, 1);
    }

    private static float[] reversed(float[] way) {
        float[] back = new float[way.length];
        for (int at = 0; at < way.length; at += 2) {
            back[at] = way[way.length - 2 - at];
            back[at + 1] = way[way.length - 1 - at];
        }
        return back;
    }
}
