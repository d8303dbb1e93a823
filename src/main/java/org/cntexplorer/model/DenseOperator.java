package org.cntexplorer.model;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.model.kernel.FloatMeasures;
import org.cntexplorer.model.kernel.FloatMoments;
import org.cntexplorer.model.kernel.FloatScan;
import org.cntexplorer.model.kernel.FloatSums;
import org.cntexplorer.model.kernel.Part;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/**
 * What a dense connection computes: over native float32 by the kernels, in place; over every other type of element row by row, decoded.
 * Both in bands of rows, on all cores.
 */
final class DenseOperator {
    private final DenseConnection connection;
    private final Tensor matrix;
    private final int rows;
    private final int columns;
    private final WeightMoments weights;
    private final boolean sourceRows;
    private final Bands cores;

    DenseOperator(DenseConnection connection, Bands cores) {
        this.connection = connection;
        this.matrix = connection.matrix();
        this.rows = Math.toIntExact(matrix.extent(0));
        this.columns = Math.toIntExact(matrix.extent(1));
        this.weights = new WeightMoments(matrix, rows, columns);
        this.sourceRows = connection.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
        this.cores = cores;
    }

    static DenseOperator of(DenseConnection connection) {
        return new DenseOperator(connection, Bands.ALL_CORES);
    }

    private interface Row {
        void accept(int row, double[] weights);
    }

    private long rowBytes() {
        return weights.rowBytes();
    }

    private int bands() {
        return weights.bands();
    }

    /** Rows {@code from} to {@code to − 1}, decoded. */
    private void rows(int from, int to, Progress progress, Row each) {
        double[] buffer = new double[columns];
        for (int row = from; row < to; row++) {
            progress.check();
            matrix.read((long) row * columns, buffer, 0, columns);
            each.accept(row, buffer);
        }
    }

    private interface Stretch {
        void rows(int from, int to);
    }

    /** A band in stretches so short that a cancel is soon heard. */
    private void stretches(int from, int to, Progress progress, Stretch stretch) {
        int step = weights.stretch();
        for (int row = from; row < to; row += step) {
            progress.check();
            stretch.rows(row, Math.min(row + step, to));
        }
    }

    Sums sums(Weighting weighting, Progress progress) {
        double[] byRow = new double[rows];
        double[] byColumn = new double[columns];
        if (matrix.isPlainFloat()) {
            FloatSums.of(matrix.data(), rows, columns, part(weighting), byRow, byColumn, cores, progress);
        } else {
            decodedSums(weighting, byRow, byColumn, progress);
        }
        return sums(byRow, byColumn);
    }

    private static Part part(Weighting weighting) {
        return switch (weighting) {
            case SIGNED -> Part.ALL;
            case ABSOLUTE -> Part.MAGNITUDE;
            case POSITIVE -> Part.POSITIVE;
            case NEGATIVE -> Part.NEGATIVE;
        };
    }

    private Sums sums(double[] byRow, double[] byColumn) {
        return sourceRows ? new Sums(byColumn, byRow) : new Sums(byRow, byColumn);
    }

    Measured measured(Weighting weighting, Progress progress) {
        if (!matrix.isPlainFloat()) {
            return new Measured(sums(weighting, progress), moments(progress));
        }
        double[] byRow = new double[rows];
        double[] byColumn = new double[columns];
        double origin = weights.origin();
        FloatMoments[] ofBand = new FloatMoments[bands()];
        Arrays.setAll(ofBand, band -> new FloatMoments(origin));
        FloatMeasures.of(matrix.data(), rows, columns, part(weighting), byRow, byColumn, ofBand, weights.stretch(), cores, progress);
        return new Measured(sums(byRow, byColumn), Arrays.stream(ofBand).map(WeightMoments::of).reduce(Moments.EMPTY, Moments::and));
    }

    private void decodedSums(Weighting weighting, double[] byRow, double[] byColumn, Progress progress) {
        double[][] columnsOfBand = new double[bands()][];
        cores.run(rows, columnsOfBand.length, progress, (band, from, to) -> {
            double[] own = new double[columns];
            rows(from, to, progress, (row, weights) -> {
                double sum = 0;
                for (int c = 0; c < columns; c++) {
                    double w = weighting.of(weights[c]);
                    sum += w;
                    own[c] += w;
                }
                byRow[row] = sum;
            });
            columnsOfBand[band] = own;
        });
        for (double[] own : columnsOfBand) {
            for (int c = 0; c < columns; c++) {
                byColumn[c] += own[c];
            }
        }
    }

    Moments moments(Progress progress) {
        return weights.of(cores, progress);
    }

    void read(Connection.WeightBlocks blocks, Progress progress) {
        rows(0, rows, progress, (row, weights) -> blocks.accept(weights, columns));
    }

    long countAtLeast(double threshold, Progress progress) {
        AtomicLong count = new AtomicLong();
        cores.run(rows, bands(), progress, (band, from, to) -> {
            if (matrix.isPlainFloat()) {
                float least = LinkScan.floatAtLeast(threshold);
                stretches(from, to, progress, (first, end) ->
                        count.addAndGet(FloatScan.countAtLeast(matrix.data(), first * rowBytes(), (long) (end - first) * columns, least)));
            } else {
                rows(from, to, progress, (row, weights) ->
                        count.addAndGet(Arrays.stream(weights).filter(w -> Math.abs(w) >= threshold).count()));
            }
        });
        return count.get();
    }

    /** Tells every link with |w| ≥ {@code least}, row by row. */
    void each(double least, Progress progress, LinkVisitor visitor) {
        if (matrix.isPlainFloat()) {
            float threshold = LinkScan.floatAtLeast(least);
            for (int row = 0; row < rows; row++) {
                progress.check();
                int here = row;
                FloatScan.each(matrix.data(), row * rowBytes(), columns, threshold,
                        (column, w) -> visitor.accept(sourceRows ? here : column, sourceRows ? column : here, w));
            }
            return;
        }
        rows(0, rows, progress, (row, weights) -> {
            for (int c = 0; c < columns; c++) {
                if (Math.abs(weights[c]) >= least) {
                    visitor.accept(sourceRows ? row : c, sourceRows ? c : row, (float) weights[c]);
                }
            }
        });
    }

    /** How many links with |w| ≥ {@code least} leave each source; with −∞ all, NaN too. */
    long[] bySource(double least, Progress progress) {
        long[] count = new long[sourceRows ? rows : columns];
        if (least == Double.NEGATIVE_INFINITY) {
            Arrays.fill(count, sourceRows ? columns : rows);
        } else {
            each(least, progress, (source, target, weight) -> count[source]++);
        }
        return count;
    }

    Links strongest(int count, double threshold, Progress progress) {
        return strongest(count, threshold, LinkFilter.ALL, progress);
    }

    Links strongest(int count, double threshold, LinkFilter filter, Progress progress) {
        int wanted = (int) Math.min(Math.max(count, 0), matrix.size());
        // as many collections as threads that work at a time, however many bands
        Queue<Strongest> idle = new ConcurrentLinkedQueue<>();
        cores.run(rows, bands(), progress, (band, from, to) -> {
            Strongest taken = idle.poll();
            Strongest kept = taken != null ? taken : new Strongest(wanted, LinkScan.floatAtLeast(threshold), !sourceRows);
            if (matrix.isPlainFloat()) {
                stretches(from, to, progress, (first, end) -> {
                    for (int row = first; row < end; row++) {
                        strongestOfRow(row, filter, kept);
                    }
                });
            } else {
                rows(from, to, progress, (row, weights) -> {
                    for (int c = 0; c < columns; c++) {
                        if (Math.abs(weights[c]) >= threshold && wants(filter, row, c, (float) weights[c])) {
                            kept.offer((float) weights[c], row, c);
                        }
                    }
                });
            }
            idle.add(kept);
        });
        Strongest best = idle.poll();
        for (Strongest other : idle) {
            best.offer(other);
        }
        progress.check();
        return Links.of(connection.index(), best, sourceRows);
    }

    /** See {@link GreatestProducts}. */
    double[] greatest(double[] x, Progress progress) {
        return sourceRows ? greatestOfColumns(x, progress) : greatestOfRows(x, progress);
    }

    private double[] greatestOfRows(double[] x, Progress progress) {
        double[] y = new double[rows];
        cores.run(rows, bands(), progress, (band, from, to) -> rows(from, to, progress, (row, weights) -> {
            double greatest = 0;
            for (int c = 0; c < columns; c++) {
                double product = Math.abs((float) weights[c]) * x[c];
                greatest = product > greatest ? product : greatest;
            }
            y[row] = greatest;
        }));
        return y;
    }

    private double[] greatestOfColumns(double[] x, Progress progress) {
        double[] y = new double[columns];
        cores.run(rows, bands(), progress, (band, from, to) -> {
            double[] own = new double[columns];
            for (int at = from; at < to; at++) {
                if (x[at] > 0) {
                    rows(at, at + 1, progress, (row, weights) -> {
                        for (int c = 0; c < columns; c++) {
                            double product = Math.abs((float) weights[c]) * x[row];
                            own[c] = product > own[c] ? product : own[c];
                        }
                    });
                }
            }
            synchronized (y) {
                for (int c = 0; c < columns; c++) {
                    y[c] = Math.max(y[c], own[c]);
                }
            }
        });
        return y;
    }

    private void strongestOfRow(int row, LinkFilter filter, Strongest kept) {
        if (filter == LinkFilter.ALL) {
            FloatScan.strongest(matrix.data(), row * rowBytes(), row, columns, kept);
        } else {
            FloatScan.each(matrix.data(), row * rowBytes(), columns, kept.threshold(), (column, w) -> {
                if (Math.abs(w) >= kept.threshold() && wants(filter, row, column, w)) {
                    kept.offer(w, row, column);
                }
            });
        }
    }

    private boolean wants(LinkFilter filter, int row, int column, float weight) {
        return sourceRows ? filter.wants(row, column, weight) : filter.wants(column, row, weight);
    }
}
