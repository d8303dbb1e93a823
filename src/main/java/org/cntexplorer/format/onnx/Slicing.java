package org.cntexplorer.format.onnx;

import java.util.Optional;
import java.util.stream.IntStream;

/** Which places of its axes a Slice takes, and the parts of a Split. */
final class Slicing {
    /** Places of one axis. */
    record Along(int axis, int[] places) {}

    private Slicing() {}

    /**
     * @param starts, ends, axes, steps as the node has them; the last two may be null
     * @param extents of what is sliced
     * @throws IllegalArgumentException where an axis or a step makes no sense
     */
    static Along[] of(long[] starts, long[] ends, long[] axes, long[] steps, int[] extents) {
        Along[] all = new Along[starts.length];
        for (int i = 0; i < starts.length; i++) {
            long axis = axes == null ? i : axes[i] < 0 ? axes[i] + extents.length : axes[i];
            long step = steps == null ? 1 : steps[i];
            if (axis < 0 || axis >= extents.length || step == 0 || ends.length != starts.length) {
                throw new IllegalArgumentException("a slice along axis " + axis + " by " + step);
            }
            all[i] = new Along((int) axis, places(starts[i], ends[i], step, extents[(int) axis]));
        }
        return all;
    }

    private static int[] places(long start, long end, long step, int extent) {
        long from = start < 0 ? start + extent : start;
        long to = end < -extent ? -1 : end < 0 ? end + extent : end;
        if (step > 0) {
            from = Math.clamp(from, 0, extent);
            to = Math.clamp(to, 0, extent);
        } else {
            from = Math.clamp(from, -1, extent - 1L);
            to = Math.clamp(to, -1, extent - 1L);
        }
        long count = Math.max(0, step > 0 ? Math.ceilDiv(to - from, step) : Math.ceilDiv(from - to, -step));
        long first = from;
        return IntStream.range(0, (int) count).map(i -> (int) (first + i * step)).toArray();
    }

    /** How many places each part of a split has; empty where that makes no sense. */
    static Optional<int[]> parts(OnnxNode node, Optional<long[]> given, int extent) {
        int outputs = node.outputs().size();
        int[] parts = new int[outputs];
        if (given.isPresent()) {
            if (given.get().length != outputs) {
                return Optional.empty();
            }
            for (int i = 0; i < outputs; i++) {
                parts[i] = (int) given.get()[i];
            }
        } else {
            int each = Math.ceilDiv(extent, Math.max(1, outputs));
            for (int i = 0; i < outputs; i++) {
                parts[i] = Math.min(each, extent - i * each);
            }
        }
        return IntStream.of(parts).sum() == extent && IntStream.of(parts).allMatch(part -> part > 0) ? Optional.of(parts) : Optional.empty();
    }
}
