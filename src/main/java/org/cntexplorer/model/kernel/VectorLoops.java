package org.cntexplorer.model.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops over {@linkplain Blocks blocks} of floats with vectors, of whichever width the processor has. */
final class VectorLoops {
    private static final VectorSpecies<Double> DOUBLES = widest();
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int LANES = DOUBLES.length();
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
     * arithmetic, sets the speed. (Four rows together are slower by half: their streams fall on the same sets of the cache.)
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

    /** Of {@code count} floats from byte {@code from} on. */
    static void moments(MemorySegment floats, long from, int count, double origin, BlockMoments into) {
        DoubleVector middle = DoubleVector.broadcast(DOUBLES, origin);
        FloatVector min = FloatVector.fromMemorySegment(FLOATS, floats, from, NATIVE);
        FloatVector max = min;
        double[] sums = new double[Blocks.PARTS];
        double[] squares = new double[Blocks.PARTS];
        for (int lane = 0; lane < Blocks.PARTS; lane += LANES) {
            DoubleVector sum = DoubleVector.zero(DOUBLES);
            DoubleVector square = sum;
            for (int c = lane; c < count; c += Blocks.STEP) {
                FloatVector v = FloatVector.fromMemorySegment(FLOATS, floats, from + 4L * c, NATIVE);
                FloatVector w = FloatVector.fromMemorySegment(FLOATS, floats, from + 4L * (c + Blocks.PARTS), NATIVE);
                min = min.min(v.min(w));
                max = max.max(v.max(w));
                DoubleVector x = ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 0)).sub(middle);
                DoubleVector y = ((DoubleVector) w.convertShape(VectorOperators.F2D, DOUBLES, 0)).sub(middle);
                sum = sum.add(x.add(y));
                square = square.add(x.mul(x).add(y.mul(y)));
            }
            sum.intoArray(sums, lane);
            square.intoArray(squares, lane);
        }
        into.sum = Blocks.together(sums);
        into.squares = Blocks.together(squares);
        into.min = min.reduceLanes(VectorOperators.MIN);
        into.max = max.reduceLanes(VectorOperators.MAX);
    }
}
