package org.cntexplorer.model.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link FloatUnits} with vectors, of whichever width the processor has. Each leaves to the plain loops what is no whole vector. */
final class VectorUnits {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, FLOATS.vectorShape());
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, FLOATS.vectorShape());
    private static final int LANES = FLOATS.length();
    /** Doubles of a vector. */
    private static final int PAIR = DOUBLES.length();
    private static final int TOGETHER = 8;

    private VectorUnits() {}

    /**
     * As many columns side by side as there are floats in a vector: their sums stay in registers for all rows. Up to {@value #TOGETHER} differences are added as
     * floats, and these sums as doubles.
     *
     * @return how many columns were added
     */
    static int moments(float[] x, int[] rows, int from, int to, float[] shift, double[] sum, double[] squares, long[] positive) {
        int u = 0;
        for (; u + LANES <= shift.length; u += LANES) {
            moments(x, rows, from, to, shift, sum, squares, positive, u);
        }
        return u;
    }

    private static void moments(float[] x, int[] rows, int from, int to, float[] shift, double[] sum, double[] squares, long[] positive, int u) {
        FloatVector zero = FloatVector.fromArray(FLOATS, shift, u);
        DoubleVector low = DoubleVector.fromArray(DOUBLES, sum, u);
        DoubleVector high = DoubleVector.fromArray(DOUBLES, sum, u + PAIR);
        DoubleVector lowSquare = DoubleVector.fromArray(DOUBLES, squares, u);
        DoubleVector highSquare = DoubleVector.fromArray(DOUBLES, squares, u + PAIR);
        IntVector count = IntVector.zero(INTS);
        int i = from;
        while (i < to) {
            FloatVector some = FloatVector.zero(FLOATS);
            FloatVector someSquares = some;
            int end = Math.min(to, i + TOGETHER);
            for (; i < end; i++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, rows[i] + u);
                FloatVector d = v.sub(zero);
                some = some.add(d);
                someSquares = d.fma(d, someSquares);
                count = count.add(1, v.compare(VectorOperators.GT, 0).cast(INTS));
            }
            low = low.add(some.convertShape(VectorOperators.F2D, DOUBLES, 0));
            high = high.add(some.convertShape(VectorOperators.F2D, DOUBLES, 1));
            lowSquare = lowSquare.add(someSquares.convertShape(VectorOperators.F2D, DOUBLES, 0));
            highSquare = highSquare.add(someSquares.convertShape(VectorOperators.F2D, DOUBLES, 1));
        }
        low.intoArray(sum, u);
        high.intoArray(sum, u + PAIR);
        lowSquare.intoArray(squares, u);
        highSquare.intoArray(squares, u + PAIR);
        for (int part = 0; part < 2; part++) {
            LongVector more = (LongVector) count.convertShape(VectorOperators.I2L, LONGS, part);
            LongVector.fromArray(LONGS, positive, u + part * PAIR).add(more).intoArray(positive, u + part * PAIR);
        }
    }

    static double sum(float[] x, int from, float[] shift) {
        double sum = 0;
        int u = 0;
        while (u + LANES <= shift.length) {
            FloatVector some = FloatVector.zero(FLOATS);
            int end = Math.min(shift.length - LANES, u + LANES * (TOGETHER - 1));
            for (; u <= end; u += LANES) {
                some = some.add(FloatVector.fromArray(FLOATS, x, from + u).sub(FloatVector.fromArray(FLOATS, shift, u)));
            }
            DoubleVector low = (DoubleVector) some.convertShape(VectorOperators.F2D, DOUBLES, 0);
            sum += low.add(some.convertShape(VectorOperators.F2D, DOUBLES, 1)).reduceLanes(VectorOperators.ADD);
        }
        for (; u < shift.length; u++) {
            sum += x[from + u] - (double) shift[u];
        }
        return sum;
    }

    /** The first column from {@code column} on of those whose vector has a number above its bar, or that fill no vector. */
    static int below(float[] x, int from, float[] bar, int column) {
        int u = column;
        while (u + LANES <= bar.length && !FloatVector.fromArray(FLOATS, x, from + u).compare(VectorOperators.GT, FloatVector.fromArray(FLOATS, bar, u)).anyTrue()) {
            u += LANES;
        }
        return u;
    }

    /**
     * Until a vector has a number without a cell, or fills none. Numbers that are 0, of which there are many, go to counts of their lanes and not all to one.
     */
    static int count(float[] x, int from, int to, float origin, float scale, int[] counts, long[] zeros) {
        int cells = counts.length - FloatUnits.APART;
        int[] at = new int[LANES];
        IntVector apart = IntVector.broadcast(INTS, cells).addIndex(1);
        long none = 0;
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, i);
            VectorMask<Float> zero = v.compare(VectorOperators.EQ, 0);
            if (zero.allTrue()) {
                none += LANES;
                continue;
            }
            IntVector cell = (IntVector) v.sub(origin).mul(scale).convertShape(VectorOperators.F2I, INTS, 0);
            // one less as a number without a sign: also what is below the first one is beyond the last
            if (cell.sub(1).compare(VectorOperators.UGE, cells - 1).anyTrue()) {
                break;
            }
            cell.blend(apart, zero.cast(INTS)).intoArray(at, 0);
            for (int k = 0; k < LANES; k++) {
                counts[at[k]]++;
            }
        }
        zeros[0] += none;
        return i;
    }
}
