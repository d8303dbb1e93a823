package org.cntexplorer.graph;

import java.util.Arrays;

/** Counts links that cross: of two links one begins above the other and ends below it. */
final class Crossings {
    private Crossings() {}

    /** Of links between two heights each. Links that share an end do not cross. In O(n log n). */
    static long of(float[] from, float[] to) {
        long[] keys = new long[from.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(from[i], to[i]);
        }
        Arrays.sort(keys);
        int[] ends = new int[keys.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = second(keys[i]);
        }
        return inversions(ends, new int[ends.length], 0, ends.length);
    }

    /** A number that sorts by the first height, then by the second. */
    static long key(float first, float second) {
        return (long) sortable(first) << 32 | (sortable(second) ^ 0x80000000) & 0xffffffffL;
    }

    /** The second height of a key, as a number that sorts as it does. */
    static int second(long key) {
        return (int) key ^ 0x80000000;
    }

    static int sortable(float height) {
        int bits = Float.floatToIntBits(height + 0f);
        return bits ^ bits >> 31 & 0x7fffffff;
    }

    /** Pairs of which the former is larger; sorts them. */
    private static long inversions(int[] values, int[] room, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long count = inversions(values, room, from, middle) + inversions(values, room, middle, to);
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            if (right >= to || left < middle && values[left] <= values[right]) {
                room[at] = values[left++];
            } else {
                count += middle - left;
                room[at] = values[right++];
            }
        }
        System.arraycopy(room, from, values, from, to - from);
        return count;
    }
}
