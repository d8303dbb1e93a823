package org.cntexplorer.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.cntexplorer.progress.Progress;

/** What a dense connection computes, row by row over its matrix. */
final class DenseOperator {
    private final DenseConnection connection;
    private final Tensor matrix;
    private final int rows;
    private final int columns;
    private final boolean sourceRows;

    private DenseOperator(DenseConnection connection) {
        this.connection = connection;
        this.matrix = connection.matrix();
        this.rows = Math.toIntExact(matrix.extent(0));
        this.columns = Math.toIntExact(matrix.extent(1));
        this.sourceRows = connection.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
    }

    static DenseOperator of(DenseConnection connection) {
        return new DenseOperator(connection);
    }

    private interface Row {
        void accept(int row, double[] weights);
    }

    private void rows(Progress progress, Row each) {
        double[] buffer = new double[columns];
        for (int row = 0; row < rows; row++) {
            progress.check();
            matrix.read((long) row * columns, buffer, 0, columns);
            each.accept(row, buffer);
        }
    }

    Sums sums(Weighting weighting, Progress progress) {
        double[] byRow = new double[rows];
        double[] byColumn = new double[columns];
        rows(progress, (row, weights) -> {
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                double w = weighting.of(weights[c]);
                sum += w;
                byColumn[c] += w;
            }
            byRow[row] = sum;
        });
        return sourceRows ? new Sums(byColumn, byRow) : new Sums(byRow, byColumn);
    }

    Moments moments(Progress progress) {
        Moments[] all = {Moments.EMPTY};
        rows(progress, (row, weights) -> all[0] = all[0].and(Moments.of(weights)));
        return all[0];
    }

    void read(Connection.WeightBlocks blocks, Progress progress) {
        rows(progress, (row, weights) -> blocks.accept(weights, columns));
    }

    long countAtLeast(double threshold, Progress progress) {
        long[] count = {0};
        rows(progress, (row, weights) -> count[0] += Arrays.stream(weights).filter(w -> Math.abs(w) >= threshold).count());
        return count[0];
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

    private record Candidate(double weight, int source, int target) {}

    Links strongest(int count, double threshold, Progress progress) {
        Comparator<Candidate> strongestFirst = Comparator.comparingDouble((Candidate c) -> -Math.abs(c.weight()))
                .thenComparingInt(Candidate::source).thenComparingInt(Candidate::target);
        PriorityQueue<Candidate> kept = new PriorityQueue<>(strongestFirst.reversed());
        rows(progress, (row, weights) -> {
            for (int c = 0; c < columns; c++) {
                double w = weights[c];
                if (count > 0 && Math.abs(w) >= threshold
                        && (kept.size() < count || Math.abs(w) >= Math.abs(kept.peek().weight()))) {
                    kept.add(new Candidate(w, sourceRows ? row : c, sourceRows ? c : row));
                    if (kept.size() > count) {
                        kept.poll();
                    }
                }
            }
        });
        Candidate[] chosen = kept.toArray(Candidate[]::new);
        Arrays.sort(chosen, strongestFirst);
        int[] source = new int[chosen.length];
        int[] target = new int[chosen.length];
        float[] weight = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            source[i] = chosen[i].source();
            target[i] = chosen[i].target();
            weight[i] = (float) chosen[i].weight();
        }
        return new Links(connection.index(), source, target, weight);
    }
}
