package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Finds the numbers of large magnitude among native float32. NaN is never one. */
public final class FloatScan {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private FloatScan() {}

    /** How many of {@code count} floats from byte {@code from} on have |x| ≥ {@code threshold}. */
    public static long countAtLeast(MemorySegment floats, long from, long count, float threshold) {
        long whole = count - count % LANES;
        long found = 0;
        for (long i = 0; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, floats, from + 4 * i, NATIVE).lanewise(VectorOperators.ABS);
            found += v.compare(VectorOperators.GE, threshold).trueCount();
        }
        for (long i = whole; i < count; i++) {
            found += Math.abs(floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4 * i)) >= threshold ? 1 : 0;
        }
        return found;
    }

    /** Offers the floats of one row, {@code count} from byte {@code from} on, to those kept so far. */
    public static void strongest(MemorySegment floats, long from, int row, int count, Strongest kept) {
        int whole = count - count % LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, floats, from + 4L * i, NATIVE);
            VectorMask<Float> strong = v.lanewise(VectorOperators.ABS).compare(VectorOperators.GE, kept.threshold());
            if (strong.anyTrue()) {
                for (long lanes = strong.toLong(); lanes != 0; lanes &= lanes - 1) {
                    int column = i + Long.numberOfTrailingZeros(lanes);
                    kept.offer(floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4L * column), row, column);
                }
            }
        }
        for (int column = whole; column < count; column++) {
            kept.offer(floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4L * column), row, column);
        }
    }
}
