package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops over {@linkplain Blocks blocks} of floats with vectors, of whichever width the processor has. */
final class VectorLoops {
    private static final VectorSpecies<Double> DOUBLES = widest();
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int LANES = DOUBLES.length();
    /** Floats as wide as the doubles. */
    private static final VectorSpecies<Float> WIDE = VectorSpecies.of(float.class, DOUBLES.vectorShape());
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private VectorLoops() {}

    private static VectorSpecies<Double> widest() {
        return DoubleVector.SPECIES_PREFERRED.length() > Blocks.PARTS ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    }

    private static DoubleVector load(MemorySegment floats, long at, Part part) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, floats, at, NATIVE);
        // NaN is on neither side of 0, so it stays
        return (DoubleVector) (switch (part) {
            case ALL -> v;
            case MAGNITUDE -> v.lanewise(VectorOperators.ABS);
            case POSITIVE -> v.blend(0, v.compare(VectorOperators.LT, 0));
            case NEGATIVE -> v.blend(0, v.compare(VectorOperators.GT, 0));
        }).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /**
     * Adds columns {@code from} to {@code to − 1} of rows {@code row} and {@code row + 1} to the sums of these rows and of these columns.
     *
     * <p>Two rows together halve the traffic to the columns' sums, which stay in the first-level cache: then the memory, not the
     * arithmetic, sets the speed. (Four rows together are slower: their streams fall on the same sets of the cache.)
     */
    static void twoRows(MemorySegment matrix, int row, int from, int to, int columns, Part part, double[] byRow, double[] byColumn) {
        double[] sums = new double[Blocks.PARTS];
        double[] nextSums = new double[Blocks.PARTS];
        for (int lane = 0; lane < Blocks.PARTS; lane += LANES) {
            // part is a constant in each call, so that it costs nothing inside
            switch (part) {
                case ALL -> twoRows(matrix, row, from, to, columns, lane, Part.ALL, sums, nextSums, byColumn);
                case MAGNITUDE -> twoRows(matrix, row, from, to, columns, lane, Part.MAGNITUDE, sums, nextSums, byColumn);
                case POSITIVE -> twoRows(matrix, row, from, to, columns, lane, Part.POSITIVE, sums, nextSums, byColumn);
                case NEGATIVE -> twoRows(matrix, row, from, to, columns, lane, Part.NEGATIVE, sums, nextSums, byColumn);
            }
        }
        byRow[row] += Blocks.together(sums);
        byRow[row + 1] += Blocks.together(nextSums);
    }

    private static void twoRows(MemorySegment matrix, int row, int from, int to, int columns, int lane, Part part, double[] sums,
            double[] nextSums, double[] byColumn) {
        long start = 4L * columns * row;
        long next = start + 4L * columns;
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        DoubleVector nextSum = sum;
        for (int c = from + lane; c < to; c += Blocks.STEP) {
            DoubleVector v = load(matrix, start + 4L * c, part);
            DoubleVector w = load(matrix, next + 4L * c, part);
            DoubleVector v2 = load(matrix, start + 4L * (c + Blocks.PARTS), part);
            DoubleVector w2 = load(matrix, next + 4L * (c + Blocks.PARTS), part);
            DoubleVector.fromArray(DOUBLES, byColumn, c).add(v.add(w)).intoArray(byColumn, c);
            DoubleVector.fromArray(DOUBLES, byColumn, c + Blocks.PARTS).add(v2.add(w2)).intoArray(byColumn, c + Blocks.PARTS);
            sum = sum.add(v.add(v2));
            nextSum = nextSum.add(w.add(w2));
        }
        sum.intoArray(sums, lane);
        nextSum.intoArray(nextSums, lane);
    }

    /** Adds columns {@code from} to {@code to − 1} of row {@code row} to the sums of the row and of these columns. */
    static void oneRow(MemorySegment matrix, int row, int from, int to, int columns, Part part, double[] byRow, double[] byColumn) {
        long start = 4L * columns * row;
        double[] sums = new double[Blocks.PARTS];
        for (int lane = 0; lane < Blocks.PARTS; lane += LANES) {
            DoubleVector sum = DoubleVector.zero(DOUBLES);
            for (int c = from + lane; c < to; c += Blocks.STEP) {
                DoubleVector v = load(matrix, start + 4L * c, part);
                DoubleVector v2 = load(matrix, start + 4L * (c + Blocks.PARTS), part);
                DoubleVector.fromArray(DOUBLES, byColumn, c).add(v).intoArray(byColumn, c);
                DoubleVector.fromArray(DOUBLES, byColumn, c + Blocks.PARTS).add(v2).intoArray(byColumn, c + Blocks.PARTS);
                sum = sum.add(v.add(v2));
            }
            sum.intoArray(sums, lane);
        }
        byRow[row] += Blocks.together(sums);
    }

    /** Not the vector's own min, which takes longer for the sake of NaN and of the sign of 0. */
    private static FloatVector lesser(FloatVector v, FloatVector w) {
        return v.blend(w, w.compare(VectorOperators.LT, v));
    }

    private static FloatVector greater(FloatVector v, FloatVector w) {
        return v.blend(w, v.compare(VectorOperators.LT, w));
    }

    /** Of {@code count} floats from byte {@code from} on. */
    static void moments(MemorySegment floats, long from, int count, double origin, BlockMoments into) {
        double[] sums = new double[Blocks.PARTS];
        double[] squares = new double[Blocks.PARTS];
        into.min = Float.POSITIVE_INFINITY;
        into.max = Float.NEGATIVE_INFINITY;
        for (int lane = 0; lane < Blocks.PARTS; lane += LANES) {
            moments(floats, from, count, lane, DoubleVector.broadcast(DOUBLES, origin), sums, squares, into);
        }
        into.sum = Blocks.together(sums);
        into.squares = Blocks.together(squares);
    }

    private static void moments(MemorySegment floats, long from, int count, int lane, DoubleVector origin, double[] sums, double[] squares,
            BlockMoments into) {
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        DoubleVector square = sum;
        FloatVector min = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
        FloatVector max = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int c = lane; c < count; c += Blocks.STEP) {
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, floats, from + 4L * c, NATIVE);
            FloatVector w = FloatVector.fromMemorySegment(FLOATS, floats, from + 4L * (c + Blocks.PARTS), NATIVE);
            min = lesser(min, lesser(v, w));
            max = greater(max, greater(v, w));
            DoubleVector x = ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 0)).sub(origin);
            DoubleVector y = ((DoubleVector) w.convertShape(VectorOperators.F2D, DOUBLES, 0)).sub(origin);
            sum = sum.add(x.add(y));
            square = square.add(x.mul(x).add(y.mul(y)));
        }
        sum.intoArray(sums, lane);
        square.intoArray(squares, lane);
        into.min = Math.min(into.min, min.reduceLanes(VectorOperators.MIN) + 0f);
        into.max = Math.max(into.max, max.reduceLanes(VectorOperators.MAX) + 0f);
    }

    /** See {@link FloatScan#countAtLeast}; {@code count} is a multiple of a step. */
    static long countAtLeast(MemorySegment floats, long from, long count, float threshold) {
        long found = 0;
        for (long i = 0; i < count; i += WIDE.length()) {
            FloatVector v = FloatVector.fromMemorySegment(WIDE, floats, from + 4 * i, NATIVE).lanewise(VectorOperators.ABS);
            found += v.compare(VectorOperators.GE, threshold).trueCount();
        }
        return found;
    }

    /** See {@link FloatScan#each}; {@code count} is a multiple of a step. */
    static void each(MemorySegment floats, long from, int count, float threshold, FloatScan.Found found) {
        for (int i = 0; i < count; i += WIDE.length()) {
            FloatVector v = FloatVector.fromMemorySegment(WIDE, floats, from + 4L * i, NATIVE);
            VectorMask<Float> strong = v.lanewise(VectorOperators.ABS).compare(VectorOperators.GE, threshold);
            if (strong.anyTrue()) {
                for (long lanes = strong.toLong(); lanes != 0; lanes &= lanes - 1) {
                    int column = i + Long.numberOfTrailingZeros(lanes);
                    found.accept(column, floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4L * column));
                }
            }
        }
    }

    /** See {@link FloatScan#strongest}; {@code count} is a multiple of a step. */
    static void strongest(MemorySegment floats, long from, int row, int count, Strongest kept) {
        for (int i = 0; i < count; i += WIDE.length()) {
            FloatVector v = FloatVector.fromMemorySegment(WIDE, floats, from + 4L * i, NATIVE);
            VectorMask<Float> strong = v.lanewise(VectorOperators.ABS).compare(VectorOperators.GE, kept.threshold());
            if (strong.anyTrue()) {
                for (long lanes = strong.toLong(); lanes != 0; lanes &= lanes - 1) {
                    int column = i + Long.numberOfTrailingZeros(lanes);
                    kept.offer(floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + 4L * column), row, column);
                }
            }
        }
    }
}
