package org.cntexplorer.format.tflite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/**
 * What whole numbers q stand for: (q − zero) · scale, with one scale and zero for all, or one for each place along an axis.
 *
 * @param inner elements that follow one another with the same scale
 */
record Quantisation(float[] scales, long[] zeros, long inner) {
    /** Numbers that stand for themselves. */
    static final Quantisation NONE = new Quantisation(new float[] {1}, new long[] {0}, Long.MAX_VALUE);

    private static final int BLOCK = 1 << 12;
    private static final int MOST_SCALES = 1 << 24;

    /** @throws ModelFormatException where it does not fit the tensor */
    static Optional<Quantisation> of(MappedFile file, TfliteTensor tensor) throws ModelFormatException {
        if (tensor.quantisation().isEmpty()) {
            return Optional.empty();
        }
        FlatTable table = tensor.quantisation().get();
        if (table.ubyte(4) > 1) {
            throw new ModelFormatException(file.name() + ": the weights \"" + tensor.name()
                    + "\" are quantised block by block, which this version does not read; convert the model with one scale for each channel.");
        }
        float[] scales = table.reals(2, MOST_SCALES);
        long[] zeros = table.longWholes(3, MOST_SCALES);
        if (scales.length == 0) {
            return Optional.empty();
        }
        // old converters give a bias the axis of the weights that it belongs to
        int axis = tensor.rank() == 1 ? 0 : table.whole(6, 0);
        boolean fits = scales.length == 1 || axis >= 0 && axis < tensor.rank() && tensor.shape().get(axis) == scales.length;
        if (!fits || zeros.length > 1 && zeros.length != scales.length) {
            throw new ModelFormatException(file.name() + ": the weights \"" + tensor.name() + "\" have " + scales.length + " scales and " + zeros.length
                    + " zero points, which do not fit their extents; convert the model again.");
        }
        long inner = Long.MAX_VALUE;
        if (scales.length > 1) {
            inner = 1;
            for (int a = axis + 1; a < tensor.rank(); a++) {
                inner *= tensor.shape().get(a);
            }
        }
        return Optional.of(new Quantisation(scales, zeros.length == 0 ? new long[1] : zeros, inner));
    }

    /**
     * The numbers that are meant, as TensorFlow Lite computes them: in double precision, rounded to float.
     *
     * @param from so many whole numbers of that type
     * @param to four bytes for each
     */
    void unpack(TensorType type, MemorySegment from, MemorySegment to, long elements, Progress progress) {
        float[] block = new float[(int) Math.min(BLOCK, elements)];
        int place = 0;
        long left = inner;
        for (long start = 0; start < elements; start += block.length) {
            progress.check();
            int count = (int) Math.min(block.length, elements - start);
            for (int i = 0; i < count; i++) {
                if (left-- == 0) {
                    place = place + 1 == scales.length ? 0 : place + 1;
                    left = inner - 1;
                }
                block[i] = (float) ((double) scales[place] * (whole(type, from, start + i) - zeros[zeros.length == 1 ? 0 : place]));
            }
            MemorySegment.copy(block, 0, to, ValueLayout.JAVA_FLOAT, 4 * start, count);
        }
    }

    private static long whole(TensorType type, MemorySegment from, long index) {
        return switch (type) {
            case INT8 -> from.get(ValueLayout.JAVA_BYTE, index);
            case UINT8 -> from.get(ValueLayout.JAVA_BYTE, index) & 0xff;
            // the first of two in the lower half
            case INT4 -> (byte) (from.get(ValueLayout.JAVA_BYTE, index / 2) << (index % 2 == 0 ? 4 : 0)) >> 4;
            case UINT4 -> from.get(ValueLayout.JAVA_BYTE, index / 2) >> 4 * (index % 2) & 0xf;
            case INT2 -> (byte) (from.get(ValueLayout.JAVA_BYTE, index / 4) << 6 - 2 * (index % 4)) >> 6;
            case INT16 -> from.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 2 * index);
            case INT32 -> from.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 4 * index);
            case INT64 -> from.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8 * index);
            default -> throw new IllegalStateException(type + " is no whole number");
        };
    }
}
