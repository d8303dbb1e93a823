package org.cntexplorer.app.graphview;

import java.util.Arrays;
import java.util.List;
import org.cntexplorer.model.Links;

/** Collects straight pieces in primitive arrays that grow. */
final class LineList {
    private float[] ends = new float[256];
    private float[] width = new float[64];
    private int[] colour = new int[64];
    private int[] connection = new int[64];
    private int[] number = new int[64];
    private int count;
    private float[] crowd = new float[64];
    private float[] room = new float[64];
    private float ownCrowd;
    private float ownRoom;
    private float ownWidth;
    private int ownColour;
    private int ownConnection;
    private int ownNumber;

    /** The look and the origin of what is added from now on, which nothing crowds out. */
    void with(float lineWidth, int argb, int fromLinks, int ofNumber) {
        with(lineWidth, argb, fromLinks, ofNumber, 0, Float.POSITIVE_INFINITY);
    }

    /**
     * The look and the origin of what is added from now on.
     *
     * @param inkBefore see {@link Drawing.Lines#crowd}
     * @param ofLane see {@link Drawing.Lines#room}
     */
    void with(float lineWidth, int argb, int fromLinks, int ofNumber, float inkBefore, float ofLane) {
        ownCrowd = inkBefore;
        ownRoom = ofLane;
        ownWidth = lineWidth;
        ownColour = argb;
        ownConnection = fromLinks;
        ownNumber = ofNumber;
    }

    void add(float x0, float y0, float x1, float y1) {
        if (count == width.length) {
            int more = Math.multiplyExact(count, 2);
            ends = Arrays.copyOf(ends, 4 * more);
            width = Arrays.copyOf(width, more);
            room = Arrays.copyOf(room, more);
            colour = Arrays.copyOf(colour, more);
            crowd = Arrays.copyOf(crowd, more);
            connection = Arrays.copyOf(connection, more);
            number = Arrays.copyOf(number, more);
        }
        ends[4 * count] = x0;
        ends[4 * count + 1] = y0;
        ends[4 * count + 2] = x1;
        ends[4 * count + 3] = y1;
        width[count] = ownWidth;
        crowd[count] = ownCrowd;
        room[count] = ownRoom;
        colour[count] = ownColour;
        connection[count] = ownConnection;
        number[count++] = ownNumber;
    }

    /** @param corners x and y of one after the other; of dashes, of both ends of each */
    void addAll(float[] corners, boolean dashed) {
        for (int at = 0; at + 3 < corners.length; at += dashed ? 4 : 2) {
            add(corners[at], corners[at + 1], corners[at + 2], corners[at + 3]);
        }
    }

    /** Adds all of another list, each with its own look and origin. */
    void addAll(LineList others) {
        for (int i = 0; i < others.count; i++) {
            with(others.width[i], others.colour[i], others.connection[i], others.number[i], others.crowd[i], others.room[i]);
            add(others.ends[4 * i], others.ends[4 * i + 1], others.ends[4 * i + 2], others.ends[4 * i + 3]);
        }
    }

    /** These lines, and {@code above} on top of them. */
    Drawing.Lines with(LineList above, List<Links> links) {
        int n = count + above.count;
        float[] allEnds = Arrays.copyOf(ends, 4 * n);
        System.arraycopy(above.ends, 0, allEnds, 4 * count, 4 * above.count);
        return new Drawing.Lines(allEnds, joined(width, above.width, above.count, n), joined(crowd, above.crowd, above.count, n),
                joined(room, above.room, above.count, n), joined(colour, above.colour, above.count, n), links,
                joined(connection, above.connection, above.count, n), joined(number, above.number, above.count, n));
    }

    private float[] joined(float[] mine, float[] others, int othersCount, int n) {
        float[] all = Arrays.copyOf(mine, n);
        System.arraycopy(others, 0, all, count, othersCount);
        return all;
    }

    private int[] joined(int[] mine, int[] others, int othersCount, int n) {
        int[] all = Arrays.copyOf(mine, n);
        System.arraycopy(others, 0, all, count, othersCount);
        return all;
    }
}
