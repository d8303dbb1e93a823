package org.cntexplorer.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * An immutable array of numbers, row-major and contiguous, over memory that somebody else owns (as a rule a mapped file).
 * Nothing is copied; elements are decoded when they are read. The memory lives as long as the {@link Network} that it belongs to.
 */
public final class Tensor {
    private static final ByteOrder OTHER = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfDouble SWAPPED_DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(OTHER);
    private static final ValueLayout.OfFloat SWAPPED_FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(OTHER);
    private static final ValueLayout.OfLong SWAPPED_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(OTHER);
    private static final ValueLayout.OfInt SWAPPED_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(OTHER);
    private static final ValueLayout.OfShort SWAPPED_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(OTHER);

    private final ElementType type;
    private final ByteOrder order;
    private final MemorySegment data;
    private final long[] shape;
    private final long size;

    /**
     * @param data exactly the elements; off-heap, of any alignment
     * @param shape the extents, row-major; empty for a scalar
     * @throws IllegalArgumentException where an extent is negative, the size overflows, or {@code data} has another size
     */
    public Tensor(ElementType type, ByteOrder order, MemorySegment data, long... shape) {
        this.type = Objects.requireNonNull(type);
        this.order = Objects.requireNonNull(order);
        this.data = data.isReadOnly() ? data : data.asReadOnly();
        this.shape = shape.clone();
        this.size = elements(shape);
        if (Math.multiplyExact(size, (long) type.bytes()) != data.byteSize()) {
            throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " and type " + type + " takes "
                    + size * type.bytes() + " bytes, not " + data.byteSize());
        }
    }

    /**
     * The number of elements of a shape.
     *
     * @throws IllegalArgumentException where an extent is negative or the product overflows
     */
    public static long elements(long... shape) {
        long n = 1;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
            }
            try {
                n = Math.multiplyExact(n, extent);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " has more elements than any file holds", e);
            }
        }
        return n;
    }

    /** A tensor over a copy of {@code values} outside the heap. For small data and tests. */
    public static Tensor of(float[] values, long... shape) {
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(4L, 4L * values.length), 64).asSlice(0, 4L * values.length);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return new Tensor(ElementType.F32, ByteOrder.nativeOrder(), memory, shape);
    }

    /** A tensor of one axis over a copy of {@code values} outside the heap, in double precision. */
    public static Tensor of(double... values) {
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(8L, 8L * values.length), 64).asSlice(0, 8L * values.length);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_DOUBLE, 0, values.length);
        return new Tensor(ElementType.F64, ByteOrder.nativeOrder(), memory, values.length);
    }

    public ElementType type() {
        return type;
    }

    public ByteOrder order() {
        return order;
    }

    /** The elements' memory, read-only. */
    public MemorySegment data() {
        return data;
    }

    public long[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    public long extent(int axis) {
        return shape[axis];
    }

    /** Number of elements. */
    public long size() {
        return size;
    }

    /** Whether the memory holds native float32: what the vectorised kernels read in place. */
    public boolean isPlainFloat() {
        return type == ElementType.F32 && order == ByteOrder.nativeOrder();
    }

    /** The same elements under another shape of the same size. */
    public Tensor reshaped(long... newShape) {
        return new Tensor(type, order, data, newShape);
    }

    /**
     * Some places of one axis: in place where they are consecutive and nothing is before the axis, else copied.
     *
     * @param extent of the axis
     * @param after elements of the axes behind it
     * @param places ascending
     * @param arena where a copy lives
     * @param shape of what is taken
     */
    public Tensor places(long extent, long after, int[] places, Arena arena, long... shape) {
        long bytes = type.bytes();
        long before = size / extent / after;
        if (before == 1 && places[places.length - 1] - places[0] == places.length - 1) {
            return new Tensor(type, order, data.asSlice(places[0] * after * bytes, places.length * after * bytes), shape);
        }
        MemorySegment copy = arena.allocate(before * places.length * after * bytes, 64);
        long at = 0;
        for (long b = 0; b < before; b++) {
            for (int i = 0; i < places.length; i++) {
                int run = 1;
                while (i + run < places.length && places[i + run] == places[i] + run) {
                    run++;
                }
                MemorySegment.copy(data, (b * extent + places[i]) * after * bytes, copy, at, run * after * bytes);
                at += run * after * bytes;
                i += run - 1;
            }
        }
        return new Tensor(type, order, copy, shape);
    }

    /** Each element {@code times} times, one after the other, along one axis: a copy. */
    Tensor repeated(int times) {
        long bytes = type.bytes();
        MemorySegment all = Arena.ofAuto().allocate(Math.max(1, data.byteSize() * times), 64).asSlice(0, data.byteSize() * times);
        for (long i = 0; i < size * times; i++) {
            MemorySegment.copy(data, i / times * bytes, all, i * bytes, bytes);
        }
        return new Tensor(type, order, all, size * times);
    }

    /** Adds what each element counts to {@code times} numbers, one after the other. */
    void addTo(double[] numbers, int times, Weighting weighting) {
        int elements = Math.toIntExact(size);
        Bands.ALL_CORES.run(elements, Bands.count(elements, 8L * times), Progress.NONE, (band, from, to) -> {
            for (int i = from; i < to; i++) {
                double counted = weighting.of(get(i));
                for (int at = i * times; at < (i + 1) * times; at++) {
                    numbers[at] += counted;
                }
            }
        });
    }

    /** Element {@code index} in row-major order. */
    public double get(long index) {
        // each layout is a constant in its own call: one that is not makes every reading slow
        return order == ByteOrder.nativeOrder()
                ? get(index, ValueLayout.JAVA_DOUBLE_UNALIGNED, ValueLayout.JAVA_FLOAT_UNALIGNED, ValueLayout.JAVA_LONG_UNALIGNED,
                        ValueLayout.JAVA_INT_UNALIGNED, ValueLayout.JAVA_SHORT_UNALIGNED)
                : get(index, SWAPPED_DOUBLE, SWAPPED_FLOAT, SWAPPED_LONG, SWAPPED_INT, SWAPPED_SHORT);
    }

    private double get(long index, ValueLayout.OfDouble doubles, ValueLayout.OfFloat floats, ValueLayout.OfLong longs, ValueLayout.OfInt ints,
                       ValueLayout.OfShort shorts) {
        return switch (type) {
            case F64 -> data.get(doubles, index * 8);
            case F32 -> data.get(floats, index * 4);
            case F16 -> Float.float16ToFloat(data.get(shorts, index * 2));
            case BF16 -> Float.intBitsToFloat(data.get(shorts, index * 2) << 16);
            case I64 -> data.get(longs, index * 8);
            case I32 -> data.get(ints, index * 4);
            case I16 -> data.get(shorts, index * 2);
            case I8 -> data.get(ValueLayout.JAVA_BYTE, index);
            case U8, BOOL -> data.get(ValueLayout.JAVA_BYTE, index) & 0xff;
        };
    }

    /** Decodes {@code count} elements from row-major index {@code from} into {@code into[at…]}. */
    public void read(long from, double[] into, int at, int count) {
        Objects.checkFromIndexSize(from, count, size);
        if (type == ElementType.F32) {
            // copied in bulk and then widened, which is faster than element by element
            float[] chunk = new float[Math.min(count, 2048)];
            ValueLayout.OfFloat layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
            for (int done = 0; done < count; done += chunk.length) {
                int some = Math.min(chunk.length, count - done);
                MemorySegment.copy(data, layout, (from + done) * 4, chunk, 0, some);
                for (int i = 0; i < some; i++) {
                    into[at + done + i] = chunk[i];
                }
            }
        } else {
            for (int i = 0; i < count; i++) {
                into[at + i] = get(from + i);
            }
        }
    }

    /** All elements, for small tensors such as a bias. */
    public double[] toArray() {
        double[] values = new double[Math.toIntExact(size)];
        read(0, values, 0, values.length);
        return values;
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
