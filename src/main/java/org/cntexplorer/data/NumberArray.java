package org.cntexplorer.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.cntexplorer.model.ElementType;

/**
 * An array of numbers in mapped memory whose first extent counts samples, read as float32 some samples at a time.
 *
 * @param count samples
 * @param size numbers of one sample
 * @param places in column-major order, for each number of a sample, where those of all samples begin; null where samples stand one after the other
 */
record NumberArray(ElementType type, ByteOrder order, MemorySegment data, long count, int size, long[] places) {
    /** Numbers that are decoded at once. */
    private static final int PIECE = 1 << 18;

    /** @param shape at least one extent; its product is the number of elements and each sample's fits an int */
    static NumberArray of(ElementType type, ByteOrder order, MemorySegment data, long[] shape, boolean columnMajor) {
        int size = 1;
        for (int i = 1; i < shape.length; i++) {
            size = Math.multiplyExact(size, Math.toIntExact(shape[i]));
        }
        return new NumberArray(type, order, data, shape[0], size, columnMajor && size > 1 ? places(shape, size) : null);
    }

    private static long[] places(long[] shape, int size) {
        long[] places = new long[size];
        int[] at = new int[shape.length];
        for (int i = 0; i < size; i++) {
            long stride = 1;
            for (int axis = 0; axis < shape.length; axis++) {
                places[i] += at[axis] * stride;
                stride *= shape[axis];
            }
            for (int axis = shape.length - 1; axis > 0 && ++at[axis] == shape[axis]; axis--) {
                at[axis] = 0;
            }
        }
        return places;
    }

    void read(long first, int some, FloatBuffer to) {
        Objects.checkFromIndexSize(first, some, count);
        if (places == null && type == ElementType.F32 && order == ByteOrder.nativeOrder() && to.order() == order) {
            long bytes = 4L * some * size;
            MemorySegment.copy(data, first * size * 4, MemorySegment.ofBuffer(to), 0, bytes);
            to.position(to.position() + Math.multiplyExact(some, size));
            return;
        }
        int group = Math.max(1, Math.min(some, PIECE / size));
        float[] piece = new float[Math.multiplyExact(group, size)];
        float[] column = new float[places == null ? 0 : group];
        for (int done = 0; done < some; done += group) {
            int now = Math.min(group, some - done);
            if (places == null) {
                floats((first + done) * size, now * size, piece);
            } else {
                for (int i = 0; i < size; i++) {
                    floats(places[i] + first + done, now, column);
                    for (int k = 0; k < now; k++) {
                        piece[k * size + i] = column[k];
                    }
                }
            }
            to.put(piece, 0, now * size);
        }
    }

    /** Element after element as they lie in memory; in bulk into an array of their own type first, so that the loops are plain. */
    private void floats(long from, int n, float[] into) {
        switch (type) {
            case F32 -> MemorySegment.copy(data, ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), from * 4, into, 0, n);
            case F64 -> {
                double[] raw = new double[n];
                MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), from * 8, raw, 0, n);
                for (int i = 0; i < n; i++) {
                    into[i] = (float) raw[i];
                }
            }
            case F16 -> {
                short[] raw = shorts(from, n);
                for (int i = 0; i < n; i++) {
                    into[i] = Float.float16ToFloat(raw[i]);
                }
            }
            case BF16 -> {
                short[] raw = shorts(from, n);
                for (int i = 0; i < n; i++) {
                    into[i] = Float.intBitsToFloat(raw[i] << 16);
                }
            }
            case I64 -> {
                long[] raw = new long[n];
                MemorySegment.copy(data, ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), from * 8, raw, 0, n);
                for (int i = 0; i < n; i++) {
                    into[i] = raw[i];
                }
            }
            case I32 -> {
                int[] raw = new int[n];
                MemorySegment.copy(data, ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), from * 4, raw, 0, n);
                for (int i = 0; i < n; i++) {
                    into[i] = raw[i];
                }
            }
            case I16 -> {
                short[] raw = shorts(from, n);
                for (int i = 0; i < n; i++) {
                    into[i] = raw[i];
                }
            }
            case I8 -> {
                byte[] raw = bytes(from, n);
                for (int i = 0; i < n; i++) {
                    into[i] = raw[i];
                }
            }
            case U8 -> {
                byte[] raw = bytes(from, n);
                for (int i = 0; i < n; i++) {
                    into[i] = raw[i] & 0xff;
                }
            }
            case BOOL -> {
                byte[] raw = bytes(from, n);
                for (int i = 0; i < n; i++) {
                    into[i] = raw[i] == 0 ? 0 : 1;
                }
            }
        }
    }

    private short[] shorts(long from, int n) {
        short[] raw = new short[n];
        MemorySegment.copy(data, ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), from * 2, raw, 0, n);
        return raw;
    }

    private byte[] bytes(long from, int n) {
        byte[] raw = new byte[n];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, from, raw, 0, n);
        return raw;
    }
}
