package org.cntexplorer.model;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.model.kernel.FloatMoments;
import org.cntexplorer.progress.Progress;

/**
 * The summary of a matrix of weights, in bands of rows: over native float32 in place, over every other type of element decoded.
 *
 * @param matrix of {@code rows·columns} elements, whatever its shape
 */
record WeightMoments(Tensor matrix, int rows, int columns) {
    /** Bytes between two looks at whether the work was cancelled. */
    private static final long BREATH = 1L << 20;

    long rowBytes() {
        return (long) columns * matrix.type().bytes();
    }

    int bands() {
        return Bands.count(rows, rowBytes());
    }

    /** Rows that are taken at a time. */
    int stretch() {
        return (int) Math.max(1, BREATH / Math.max(1, rowBytes()));
    }

    Moments of(Bands cores, Progress progress) {
        Moments[] ofBand = new Moments[bands()];
        double origin = origin();
        cores.run(rows, ofBand.length, progress, (band, from, to) -> ofBand[band] = matrix.isPlainFloat()
                ? plain(origin, from, to, progress) : decoded(from, to, progress));
        return Arrays.stream(ofBand).reduce(Moments.EMPTY, Moments::and);
    }

    private Moments plain(double origin, int from, int to, Progress progress) {
        FloatMoments moments = new FloatMoments(origin);
        int step = stretch();
        for (int row = from; row < to; row += step) {
            progress.check();
            moments.add(matrix.data(), row * rowBytes(), (long) (Math.min(row + step, to) - row) * columns);
        }
        return of(moments);
    }

    private Moments decoded(int from, int to, Progress progress) {
        double[] block = new double[stretch() * columns];
        Moments all = Moments.EMPTY;
        for (int row = from; row < to; row += stretch()) {
            progress.check();
            int count = Math.min(stretch(), to - row) * columns;
            matrix.read((long) row * columns, block, 0, count);
            all = all.and(Moments.of(count == block.length ? block : Arrays.copyOf(block, count)));
        }
        return all;
    }

    static Moments of(FloatMoments of) {
        return new Moments(of.finite(), of.mean(), of.variance(), of.min(), of.max(), of.nonFinite());
    }

    /** A weight from the midst of the sample: the mean of a few. */
    double origin() {
        int some = (int) Math.min(matrix.size(), 256);
        double mean = Moments.of(LongStream.range(0, some).mapToDouble(i -> matrix.get(i * (matrix.size() / some))).toArray()).mean();
        return Double.isNaN(mean) ? 0 : mean;
    }
}
