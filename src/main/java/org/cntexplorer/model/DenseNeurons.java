package org.cntexplorer.model;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/** The links of single neurons of a dense connection: rows of its matrix, or columns. */
final class DenseNeurons {
    /** Columns that are read together, a cache line of float32 and more. */
    private static final int TOGETHER = 64;

    private final DenseConnection connection;
    private final Tensor matrix;
    private final int rows;
    private final int columns;
    private final boolean sourceRows;

    /** Receives the links of a neuron. */
    @FunctionalInterface
    interface OfNeuron {
        void accept(int neuron, Links links);
    }

    private DenseNeurons(DenseConnection connection) {
        this.connection = connection;
        this.matrix = connection.matrix();
        this.rows = Math.toIntExact(matrix.extent(0));
        this.columns = Math.toIntExact(matrix.extent(1));
        this.sourceRows = connection.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
    }

    static DenseNeurons of(DenseConnection connection) {
        return new DenseNeurons(connection);
    }

    Links ofTarget(int target) {
        return sourceRows ? ofColumn(target) : ofRow(target);
    }

    Links ofSource(int source) {
        return sourceRows ? ofRow(source) : ofColumn(source);
    }

    private Links ofRow(int row) {
        float[] weights = new float[columns];
        for (int c = 0; c < columns; c++) {
            weights[c] = (float) matrix.get((long) row * columns + c);
        }
        int[] here = new int[columns];
        Arrays.fill(here, row);
        return sourceRows ? new Links(connection.index(), here, upTo(columns), weights)
                : new Links(connection.index(), upTo(columns), here, weights);
    }

    private Links ofColumn(int column) {
        float[] weights = new float[rows];
        for (int r = 0; r < rows; r++) {
            weights[r] = (float) matrix.get((long) r * columns + column);
        }
        return column(column, weights);
    }

    private Links column(int column, float[] weights) {
        int[] here = new int[rows];
        Arrays.fill(here, column);
        return sourceRows ? new Links(connection.index(), upTo(rows), here, weights)
                : new Links(connection.index(), here, upTo(rows), weights);
    }

    private static int[] upTo(int n) {
        int[] numbers = new int[n];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /** Tells the links of the targets, or of the sources, that are wanted, one neuron after the other, on several threads at a time. */
    void each(boolean targets, IntPredicate wanted, Progress progress, OfNeuron each) {
        int bands = new WeightMoments(matrix, rows, columns).bands();
        if (targets != sourceRows) {
            Bands.ALL_CORES.run(rows, bands, progress, (band, from, to) -> {
                for (int row = from; row < to; row++) {
                    if (wanted.test(row)) {
                        progress.check();
                        each.accept(row, ofRow(row));
                    }
                }
            });
            return;
        }
        int[] some = IntStream.range(0, columns).filter(wanted).toArray();
        int parts = (some.length + TOGETHER - 1) / TOGETHER;
        Bands.ALL_CORES.run(parts, Math.min(parts, bands), progress, (band, from, to) -> {
            for (int part = from; part < to; part++) {
                columns(Arrays.copyOfRange(some, part * TOGETHER, Math.min(some.length, (part + 1) * TOGETHER)), progress, each);
            }
        });
    }

    private void columns(int[] some, Progress progress, OfNeuron each) {
        float[][] ofColumn = new float[some.length][rows];
        for (int row = 0; row < rows; row++) {
            if (row % 256 == 0) {
                progress.check();
            }
            for (int i = 0; i < some.length; i++) {
                ofColumn[i][row] = (float) matrix.get((long) row * columns + some[i]);
            }
        }
        for (int i = 0; i < some.length; i++) {
            each.accept(some[i], column(some[i], ofColumn[i]));
        }
    }
}
