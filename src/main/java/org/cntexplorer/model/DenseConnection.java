package org.cntexplorer.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.progress.Progress;

/**
 * Every source neuron linked to every target neuron.
 *
 * @param matrix the weights: {@code [sources, targets]} with {@link Orientation#SOURCE_ROWS}, {@code [targets, sources]} with
 *     {@link Orientation#TARGET_ROWS}
 */
public record DenseConnection(int index, String name, int from, int to, Tensor matrix, Orientation orientation, Optional<Tensor> bias)
        implements Connection {

    /** Whose links one row of the matrix holds. */
    public enum Orientation {
        /** Row i holds the links that leave source i: NumPy, Keras, ONNX MatMul. */
        SOURCE_ROWS,
        /** Row k holds the links that enter target k: PyTorch, ONNX Gemm with transB. */
        TARGET_ROWS
    }

    public DenseConnection {
        Objects.requireNonNull(orientation);
        if (matrix.rank() != 2) {
            throw new IllegalArgumentException(name + ": the weights of a dense connection are a matrix, not " + matrix);
        }
    }

    @Override
    public Connection between(int index, int from, int to) {
        return new DenseConnection(index, name, from, to, matrix, orientation, bias);
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public int sources() {
        return Math.toIntExact(matrix.extent(orientation == Orientation.SOURCE_ROWS ? 0 : 1));
    }

    @Override
    public int targets() {
        return Math.toIntExact(matrix.extent(orientation == Orientation.SOURCE_ROWS ? 1 : 0));
    }

    @Override
    public long links() {
        return matrix.size();
    }

    @Override
    public long weights() {
        return matrix.size();
    }

    @Override
    public List<Tensor> stored() {
        return Stream.concat(Stream.of(matrix), bias.stream()).toList();
    }

    @Override
    public Sums sums(Weighting weighting, Progress progress) {
        return DenseOperator.of(this).sums(weighting, progress);
    }

    @Override
    public Moments moments(Progress progress) {
        return DenseOperator.of(this).moments(progress);
    }

    @Override
    public Measured measured(Weighting weighting, Progress progress) {
        return DenseOperator.of(this).measured(weighting, progress);
    }

    @Override
    public void read(WeightBlocks blocks, Progress progress) {
        DenseOperator.of(this).read(blocks, progress);
    }

    @Override
    public Links into(int target) {
        return DenseNeurons.of(this).ofTarget(target);
    }

    @Override
    public Links outOf(int source) {
        return DenseNeurons.of(this).ofSource(source);
    }

    @Override
    public Links strongest(int count, Progress progress) {
        return DenseOperator.of(this).strongest(count, 0, progress);
    }

    @Override
    public Links atLeast(double threshold, int most, Progress progress) {
        return DenseOperator.of(this).strongest(most, threshold, progress);
    }

    @Override
    public void eachAtLeast(double threshold, Progress progress, LinkVisitor visitor) {
        DenseOperator.of(this).each(threshold, progress, visitor);
    }

    @Override
    public long countAtLeast(double threshold, Progress progress) {
        return DenseOperator.of(this).countAtLeast(threshold, progress);
    }
}
