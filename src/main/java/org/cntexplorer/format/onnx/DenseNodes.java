package org.cntexplorer.format.onnx;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Gemm, and MatMul with a constant: a matrix and perhaps a bias. */
final class DenseNodes {
    private static final Pattern WEIGHT = Pattern.compile("[./](weight|weights|kernel|W)(:0)?$");

    private final Constants constants;
    private final OnnxTensors tensors;

    DenseNodes(Constants constants, OnnxTensors tensors) {
        this.constants = constants;
        this.tensors = tensors;
    }

    Operator gemm(OnnxNode node) throws ModelFormatException {
        Optional<Constant> a = constants.of(node.input(0));
        Optional<Constant> b = constants.of(node.input(1));
        if (a.isPresent() || b.isEmpty()) {
            return unsupported(node, a.isPresent() ? "Gemm of weights on the left" : "Gemm of two computed values");
        }
        if (node.whole("transA", 0) != 0) {
            return unsupported(node, "Gemm with transA");
        }
        boolean targetRows = b.get().transposed() != (node.whole("transB", 0) != 0);
        Tensor matrix = tensors.scaled(b.get().tensor(), node.real("alpha", 1));
        float beta = node.real("beta", 1);
        Optional<Tensor> bias = Optional.empty();
        if (!node.input(2).isEmpty() && beta != 0) {
            Optional<Constant> c = constants.of(node.input(2));
            bias = c.isEmpty() ? Optional.empty() : bias(c.get(), targets(matrix, targetRows));
            if (bias.isEmpty()) {
                return unsupported(node, c.isEmpty() ? "Gemm of three computed values" : "Gemm with a bias for each sample");
            }
            bias = Optional.of(tensors.scaled(bias.get(), beta));
        }
        return dense(node, node.input(0), b.get(), matrix, targetRows, bias);
    }

    /** @param vectors whether its second value, if computed, is one vector: W·x of a sample without a batch */
    Operator matMul(OnnxNode node, boolean vectors) throws ModelFormatException {
        Optional<Constant> a = constants.of(node.input(0));
        Optional<Constant> b = constants.of(node.input(1));
        if (a.isPresent() && b.isEmpty() && vectors && a.get().tensor().rank() == 2) {
            return dense(node, node.input(1), a.get(), a.get().tensor(), !a.get().transposed(), Optional.empty());
        }
        if (a.isPresent() || b.isEmpty()) {
            return unsupported(node, a.isPresent() ? "MatMul of weights on the left" : "MatMul of two computed values");
        }
        Tensor matrix = b.get().tensor();
        int rank = matrix.rank();
        boolean plain = rank > 2;
        for (int axis = 0; axis < rank - 2; axis++) {
            plain &= matrix.extent(axis) == 1;
        }
        if (plain) {
            matrix = matrix.reshaped(matrix.extent(rank - 2), matrix.extent(rank - 1));
        } else if (rank == 1) {
            matrix = matrix.reshaped(matrix.size(), 1);
        } else if (rank != 2) {
            return unsupported(node, "MatMul of several matrices");
        }
        return dense(node, node.input(0), b.get(), matrix, b.get().transposed(), Optional.empty());
    }

    private static Operator.Dense dense(OnnxNode node, String input, Constant weights, Tensor matrix, boolean targetRows, Optional<Tensor> bias) {
        return new Operator.Dense(name(node, weights), input, node.output(), matrix,
                targetRows ? Orientation.TARGET_ROWS : Orientation.SOURCE_ROWS, bias);
    }

    /** "fc1" of the weights "fc1.weight"; or else the node's name; or else the weights'. */
    static String name(OnnxNode node, Constant weights) {
        String stem = WEIGHT.matcher(weights.name()).replaceFirst("");
        return !stem.equals(weights.name()) || node.name().isBlank() ? stem : node.name();
    }

    private static int targets(Tensor matrix, boolean targetRows) {
        return matrix.rank() == 2 ? (int) Math.min(matrix.extent(targetRows ? 0 : 1), Integer.MAX_VALUE) : 0;
    }

    /** One number for each neuron, the same one for all where the constant is a single number; empty where it is neither. */
    Optional<Tensor> bias(Constant constant, int targets) throws ModelFormatException {
        Tensor tensor = constant.tensor();
        if (tensor.size() == 1 && targets > 0) {
            return Optional.of(tensors.filled(tensor, new long[] {targets}, constant.name()));
        }
        boolean last = tensor.rank() > 0 && tensor.extent(constant.transposed() ? 0 : tensor.rank() - 1) == targets;
        return tensor.size() == targets && last ? Optional.of(tensor.reshaped(targets)) : Optional.empty();
    }

    /** The layer with its bias, where {@code constant} is one of it. */
    Optional<Operator.Dense> withBias(Operator.Dense dense, Constant constant) throws ModelFormatException {
        int targets = targets(dense.matrix(), dense.orientation() == Orientation.TARGET_ROWS);
        return bias(constant, targets).map(bias -> new Operator.Dense(dense.name(), dense.input(), dense.output(), dense.matrix(),
                dense.orientation(), Optional.of(bias)));
    }

    private static Operator unsupported(OnnxNode node, String type) {
        return new Operator.Block(node.name(), type, List.of(node.input(0)), List.of(node.output()), List.of(), OptionalInt.empty());
    }
}
