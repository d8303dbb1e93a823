package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Count, sum, sum of squares, minimum and maximum of native float32 in one pass, added as doubles. Sums are of x − {@link #origin}, which
 * keeps the variance right where the mean is far from 0. NaN and infinities are counted apart and left out.
 */
public final class FloatMoments {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, FLOATS.vectorShape());
    private static final int LANES = FLOATS.length();
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private final double origin;
    private long finite;
    private long nonFinite;
    private double sum;
    private double squares;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;

    /** @param origin a number in the midst of the sample, for precision only */
    public FloatMoments(double origin) {
        this.origin = origin;
    }

    /** Adds {@code count} floats from byte {@code from} on. */
    public void add(MemorySegment floats, long from, long count) {
        long whole = count - count % LANES;
        DoubleVector middle = DoubleVector.broadcast(DOUBLES, origin);
        DoubleVector sumLow = DoubleVector.zero(DOUBLES);
        DoubleVector sumHigh = sumLow;
        DoubleVector squaresLow = sumLow;
        DoubleVector squaresHigh = sumLow;
        FloatVector least = FloatVector.broadcast(FLOATS, min);
        FloatVector greatest = FloatVector.broadcast(FLOATS, max);
        long counted = 0;
        for (long i = 0; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, floats, from + 4 * i, NATIVE);
            // x − x is 0 for a finite x and NaN otherwise
            VectorMask<Float> good = v.sub(v).compare(VectorOperators.EQ, 0);
            if (!good.allTrue()) {
                for (long j = i; j < i + LANES; j++) {
                    one(floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4 * j));
                }
                continue;
            }
            counted += LANES;
            least = least.blend(v, v.compare(VectorOperators.LT, least));
            greatest = greatest.blend(v, greatest.compare(VectorOperators.LT, v));
            DoubleVector low = ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 0)).sub(middle);
            DoubleVector high = ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 1)).sub(middle);
            sumLow = sumLow.add(low);
            sumHigh = sumHigh.add(high);
            squaresLow = low.fma(low, squaresLow);
            squaresHigh = high.fma(high, squaresHigh);
        }
        finite += counted;
        sum += sumLow.add(sumHigh).reduceLanes(VectorOperators.ADD);
        squares += squaresLow.add(squaresHigh).reduceLanes(VectorOperators.ADD);
        min = Math.min(min, least.reduceLanes(VectorOperators.MIN));
        max = Math.max(max, greatest.reduceLanes(VectorOperators.MAX));
        for (long i = whole; i < count; i++) {
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
