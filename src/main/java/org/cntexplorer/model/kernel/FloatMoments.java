package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Count, sum, sum of squares, minimum and maximum of native float32 in one pass, added as doubles. Sums are of x − {@link #origin}, which
 * keeps the variance right where the mean is far from 0. NaN and infinities are counted apart and left out.
 */
public final class FloatMoments {
    private final double origin;
    private long finite;
    private long nonFinite;
    private double sum;
    private double squares;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private final PlainLoops plain = new PlainLoops();
    private final BlockMoments block = new BlockMoments();

    /** @param origin a number in the midst of the sample, for precision only */
    public FloatMoments(double origin) {
        this.origin = origin;
    }

    /** Adds {@code count} floats from byte {@code from} on. */
    public void add(MemorySegment floats, long from, long count) {
        long whole = count - count % Blocks.STEP;
        boolean vectors = Blocks.byVectors(4 * count);
        for (long i = 0; i < whole; i += Blocks.LENGTH) {
            int length = (int) Math.min(Blocks.LENGTH, whole - i);
            if (vectors) {
                VectorLoops.moments(floats, from + 4 * i, length, origin, block);
            } else {
                plain.moments(floats, from + 4 * i, length, origin, block);
            }
            add(block, floats, from + 4 * i, length);
        }
        oneByOne(floats, from, whole, count);
    }

    /** Adds the {@code length} floats from byte {@code from} on, whose moments are known. */
    void add(BlockMoments block, MemorySegment floats, long from, int length) {
        if (Double.isFinite(block.squares)) {
            finite += length;
            sum += block.sum;
            squares += block.squares;
            min = Math.min(min, block.min);
            max = Math.max(max, block.max);
        } else {
            oneByOne(floats, from, 0, length);
        }
    }

    double origin() {
        return origin;
    }

    private void oneByOne(MemorySegment floats, long from, long first, long end) {
        for (long i = first; i < end; i++) {
            one(floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4 * i));
        }
    }

    private void one(float x) {
        if (!Float.isFinite(x)) {
            nonFinite++;
            return;
        }
        finite++;
        double d = x - origin;
        sum += d;
        squares += d * d;
        min = Math.min(min, x);
        max = Math.max(max, x);
    }

    /** How many finite numbers were added. */
    public long finite() {
        return finite;
    }

    /** How many were NaN or infinite. */
    public long nonFinite() {
        return nonFinite;
    }

    /** Mean of the finite numbers; NaN where there are none. */
    public double mean() {
        return finite == 0 ? Double.NaN : origin + sum / finite;
    }

    /** Population variance of the finite numbers; NaN where there are none. */
    public double variance() {
        return finite == 0 ? Double.NaN : Math.max(0, (squares - sum * (sum / finite)) / finite);
    }

    /** Least finite number; NaN where there are none. */
    public double min() {
        return finite == 0 ? Double.NaN : min;
    }

    /** Greatest finite number; NaN where there are none. */
    public double max() {
        return finite == 0 ? Double.NaN : max;
    }
}
