package org.cntexplorer.graph;

import java.util.Arrays;

/** A line of several pieces, cut into dashes of even length. */
public final class Dashes {
    /** Length of a dash, in the layout's unit, and of the gap behind it. */
    public static final double DASH = 2.6;
    public static final double GAP = 2;

    private Dashes() {}

    /** @param corners x and y of one after the other @return x and y of both ends of each dash */
    public static float[] of(float[] corners) {
        float[] dashes = new float[64];
        int count = 0;
        double done = 0;
        for (int at = 0; at + 3 < corners.length; at += 2) {
            double dx = corners[at + 2] - corners[at];
            double dy = corners[at + 3] - corners[at + 1];
            double length = Math.hypot(dx, dy);
            double from = 0;
            while (from < length) {
                double phase = (done + from) % (DASH + GAP);
                boolean inked = phase < DASH;
                // never a step of nothing, however the sums were rounded
                double to = Math.min(length, from + Math.max(1e-3, (inked ? DASH : DASH + GAP) - phase));
                if (inked) {
                    if (count + 4 > dashes.length) {
                        dashes = Arrays.copyOf(dashes, 2 * dashes.length);
                    }
                    dashes[count++] = (float) (corners[at] + dx * from / length);
                    dashes[count++] = (float) (corners[at + 1] + dy * from / length);
                    dashes[count++] = (float) (corners[at] + dx * to / length);
                    dashes[count++] = (float) (corners[at + 1] + dy * to / length);
                }
                from = to;
            }
            done += length;
        }
        return Arrays.copyOf(dashes, count);
    }
}
