package org.cntexplorer.format.pytorch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/** Copies tensors that are not contiguous outside the heap, row-major, all together within bounds: a stride of 0 makes much of little. */
final class StridedCopy {
    private static final long ALWAYS = 64L << 20;

    private final String source;
    private final SegmentAllocator memory;
    private final Progress progress;
    private long left;

    StridedCopy(String source, SegmentAllocator memory, long fileSize, Progress progress) {
        this.source = source;
        this.memory = memory;
        this.progress = progress;
        this.left = Math.max(ALWAYS, 2 * fileSize);
    }

    /**
     * @param from byte at which the first number lies
     * @param shape with no extent of 0; its numbers lie within {@code all}
     * @param strides in numbers
     */
    MemorySegment of(MemorySegment all, long from, long[] shape, long[] strides, int bytes) throws ModelFormatException {
        long size = 1;
        for (long extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        if (Math.multiplyExact(size, (long) bytes) > left) {
            throw new ModelFormatException(source + " repeats few numbers as tensors of more than " + left
                    + " bytes, as no model does; save it with .contiguous() tensors.");
        }
        left -= size * bytes;
        MemorySegment into = memory.allocate(size * bytes, 64);
        int last = shape.length - 1;
        long[] index = new long[shape.length];
        long to = 0;
        for (long row = 0; row < size / shape[last]; row++) {
            if ((row & 0xfff) == 0) {
                progress.check();
            }
            long start = 0;
            for (int axis = 0; axis < last; axis++) {
                start += index[axis] * strides[axis];
            }
            row(all, from + start * bytes, strides[last] * bytes, into, to, shape[last], bytes);
            to += shape[last] * bytes;
            for (int axis = last - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return into;
    }

    private static void row(MemorySegment all, long from, long step, MemorySegment into, long to, long count, int bytes) {
        switch (bytes) {
            case 4 -> {
                for (long i = 0; i < count; i++) {
                    into.set(ValueLayout.JAVA_INT_UNALIGNED, to + 4 * i, all.get(ValueLayout.JAVA_INT_UNALIGNED, from + i * step));
                }
            }
            case 2 -> {
                for (long i = 0; i < count; i++) {
                    into.set(ValueLayout.JAVA_SHORT_UNALIGNED, to + 2 * i, all.get(ValueLayout.JAVA_SHORT_UNALIGNED, from + i * step));
                }
            }
            default -> {
                for (long i = 0; i < count; i++) {
                    MemorySegment.copy(all, from + i * step, into, to + bytes * i, bytes);
                }
            }
        }
    }
}
