package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value of channels and positions without the nothing around it: what a padding before a convolution added is the convolution's own.
 *
 * @param begin positions taken away along each axis of positions, before the first that is left
 */
record Unpadded(Value value, List<Integer> begin) {
    static Unpadded of(Value value) {
        Value left = value;
        List<Integer> begin = new ArrayList<>();
        for (int axis = 1; axis < value.rank(); axis++) {
            boolean[] something = something(left, axis);
            int first = 0;
            int end = something.length;
            while (first < end && !something[first]) {
                first++;
            }
            while (end > first && !something[end - 1]) {
                end--;
            }
            // nothing at all: constants, which link nobody
            if (first < end && (first > 0 || end < something.length)) {
                left = left.taken(axis, IntStream.range(first, end).toArray());
                begin.add(first);
            } else {
                begin.add(0);
            }
        }
        return new Unpadded(left, begin);
    }

    private static boolean[] something(Value value, int axis) {
        boolean[] something = new boolean[value.extents().get(axis)];
        int after = Value.size(value.extents().subList(axis + 1, value.rank()));
        int n = value.hasNothing() ? value.size() : 0;
        if (n == 0) {
            java.util.Arrays.fill(something, true);
        }
        for (int i = 0; i < n; i++) {
            something[i / after % something.length] |= value.unit(i) != Value.NOTHING;
        }
        return something;
    }
}
