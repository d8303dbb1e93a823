package org.cntexplorer.format.lowering;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.cntexplorer.model.Tensor;

/** Parts of weights, where what an operator takes comes from several layers. */
final class Slices {
    private Slices() {}

    /**
     * Some places of one axis, ascending: in place where they are consecutive rows, else in memory of their own.
     *
     * @param before elements of the axes before
     * @param extent of the axis
     * @param after elements of the axes behind
     */
    static Tensor of(Tensor weights, long before, long extent, long after, int[] places, Arena arena, long... shape) {
        long bytes = weights.type().bytes();
        MemorySegment from = weights.data();
        boolean together = places[places.length - 1] - places[0] == places.length - 1;
        if (before == 1 && together) {
            return new Tensor(weights.type(), weights.order(), from.asSlice(places[0] * after * bytes, places.length * after * bytes), shape);
        }
        MemorySegment to = arena.allocate(before * places.length * after * bytes, 64);
        long at = 0;
        for (long b = 0; b < before; b++) {
            for (int i = 0; i < places.length; i++) {
                int run = 1;
                while (i + run < places.length && places[i + run] == places[i] + run) {
                    run++;
                }
                MemorySegment.copy(from, (b * extent + places[i]) * after * bytes, to, at, run * after * bytes);
                at += run * after * bytes;
                i += run - 1;
            }
        }
        return new Tensor(weights.type(), weights.order(), to, shape);
    }
}
