package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Finds the numbers of large magnitude among native float32. NaN is never one. */
public final class FloatScan {
    private FloatScan() {}

    /** How many of {@code count} floats from byte {@code from} on have |x| ≥ {@code threshold}. */
    public static long countAtLeast(MemorySegment floats, long from, long count, float threshold) {
        long whole = Blocks.byVectors(4 * count) ? count - count % Blocks.STEP : 0;
        long found = whole == 0 ? 0 : VectorLoops.countAtLeast(floats, from, whole, threshold);
        float[] block = new float[(int) Math.min(Blocks.LENGTH, count - whole)];
        for (long i = whole; i < count; i += block.length) {
            int length = (int) Math.min(block.length, count - i);
            MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4 * i, block, 0, length);
            for (int j = 0; j < length; j++) {
                found += Math.abs(block[j]) >= threshold ? 1 : 0;
            }
        }
        return found;
    }

    /** Receives numbers of a row. */
    @FunctionalInterface
    public interface Found {
        void accept(int column, float x);
    }

    /** Tells those of {@code count} floats from byte {@code from} on that have |x| ≥ {@code threshold}, in their order. */
    public static void each(MemorySegment floats, long from, int count, float threshold, Found found) {
        int whole = Blocks.byVectors(4L * count) ? count - count % Blocks.STEP : 0;
        if (whole > 0) {
            VectorLoops.each(floats, from, whole, threshold, found);
        }
        float[] block = new float[Math.min(Blocks.LENGTH, count - whole)];
        for (int i = whole; i < count; i += block.length) {
            int length = Math.min(block.length, count - i);
            MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4L * i, block, 0, length);
            for (int j = 0; j < length; j++) {
                if (Math.abs(block[j]) >= threshold) {
                    found.accept(i + j, block[j]);
                }
            }
        }
    }

    /** Offers the floats of one row, {@code count} from byte {@code from} on, to those kept so far. */
    public static void strongest(MemorySegment floats, long from, int row, int count, Strongest kept) {
        int whole = Blocks.byVectors(4L * count) ? count - count % Blocks.STEP : 0;
        if (whole > 0) {
            VectorLoops.strongest(floats, from, row, whole, kept);
        }
        float[] block = new float[Math.min(Blocks.LENGTH, count - whole)];
        for (int i = whole; i < count; i += block.length) {
            int length = Math.min(block.length, count - i);
            MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4L * i, block, 0, length);
            for (int j = 0; j < length; j++) {
                if (Math.abs(block[j]) >= kept.threshold()) {
                    kept.offer(block[j], row, i + j);
                }
            }
        }
    }
}
