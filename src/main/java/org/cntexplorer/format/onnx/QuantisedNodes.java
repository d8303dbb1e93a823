package org.cntexplorer.format.onnx;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.model.Tensor;

/** Operators on small whole numbers: their weights as the numbers that they stand for, the values between them as what they are. */
final class QuantisedNodes implements OnnxOperators.Family {
    private final Walk walk;
    private final OnnxOperators operators;
    private final ConvolutionNodes convolutions;
    private final DenseNodes dense;

    QuantisedNodes(Walk walk, OnnxOperators operators) {
        this.walk = walk;
        this.operators = operators;
        this.convolutions = new ConvolutionNodes(walk);
        this.dense = new DenseNodes(walk);
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "DynamicQuantizeLinear" -> dynamic(node);
            case "QLinearConv" -> convolution(node, weights(node, 3, 4, 5, 0), node.input(8), node.input(1), node.input(4));
            case "ConvInteger" -> convolution(node, weights(node, 1, -1, 3, 0), "", "", "");
            case "QLinearMatMul" -> matrix(node, weights(node, 3, 4, 5, 1), false, "", "", "");
            case "MatMulInteger" -> matrix(node, weights(node, 1, -1, 3, 1), false, "", "", "");
            case "com.microsoft.QGemm" -> matrix(node, weights(node, 3, 4, 5, node.whole("transB", 0) != 0 ? 0 : 1), node.whole("transB", 0) != 0,
                    node.input(6), node.input(1), node.input(4));
            case "com.microsoft.MatMulNBits" -> bits(node);
            case "com.microsoft.MatMulIntegerToFloat", "com.microsoft.DynamicQuantizeMatMul" -> toFloat(node);
            case "com.microsoft.QLinearAdd", "com.microsoft.QLinearMul" ->
                    as(node, node.type().endsWith("Add") ? "Add" : "Mul", List.of(real(node, 0), real(node, 3)));
            case "com.microsoft.QLinearSigmoid" -> as(node, "Sigmoid", List.of(node.input(0)));
            case "com.microsoft.QLinearLeakyRelu" -> as(node, "LeakyRelu", List.of(node.input(0)));
            case "com.microsoft.QLinearSoftmax" -> as(node, "Softmax", List.of(node.input(0)));
            case "com.microsoft.QLinearConcat" -> concat(node);
            default -> false;
        };
    }

    /** A value, or the numbers that a constant stands for. */
    private String real(OnnxNode node, int input) throws ModelFormatException {
        if (!walk.isConstant(node.input(input))) {
            return node.input(input);
        }
        Optional<Constant> constant = Dequantising.weights(node.input(input), node.input(input + 1), node.input(input + 2), 0, 0, walk.constants, walk.tensors);
        String name = walk.between(node.input(input));
        constant.ifPresent(made -> walk.constants.put(name, made));
        return name;
    }

    private boolean as(OnnxNode node, String type, List<String> inputs) throws ModelFormatException {
        operators.draw(node, node.as(type, inputs, List.of(node.output()), Map.of()));
        return true;
    }

    private boolean concat(OnnxNode node) throws ModelFormatException {
        List<String> values = new ArrayList<>();
        for (int i = 2; i + 2 < node.inputs().size(); i += 3) {
            values.add(real(node, i));
        }
        return as(node, "Concat", values, Map.of("axis", new long[] {node.whole("axis", 1)}));
    }

    private boolean as(OnnxNode node, String type, List<String> inputs, Map<String, long[]> attributes) throws ModelFormatException {
        operators.draw(node, node.as(type, inputs, List.of(node.output()), attributes));
        return true;
    }

    /** A value scaled by its own largest number, and the scale again behind: both cancel. */
    private boolean dynamic(OnnxNode node) throws ModelFormatException {
        walk.pass(node.label(), node.input(0), node.output());
        walk.constants.put(node.output(1), new NumberArray(new double[] {1}, new int[0], org.cntexplorer.model.ElementType.F32));
        walk.constants.put(node.output(2), NumberArray.whole(0));
        return true;
    }

    /** @param scale −1 for none */
    private Optional<Constant> weights(OnnxNode node, int weights, int scale, int zero, int axis) throws ModelFormatException {
        String one = scale < 0 ? "1" : node.input(scale);
        if (scale < 0) {
            walk.constants.put("1", new NumberArray(new double[] {1}, new int[0], org.cntexplorer.model.ElementType.F32));
        }
        return Dequantising.weights(node.input(weights), one, node.input(zero), axis, 0, walk.constants, walk.tensors);
    }

    /** The bias of whole numbers, in units of both scales. */
    private Optional<Tensor> bias(String bias, String inputScale, String weightScale) throws ModelFormatException {
        Optional<NumberArray> numbers = bias.isEmpty() ? Optional.empty() : walk.constants.array(bias);
        Optional<NumberArray> one = numbers.isEmpty() ? Optional.empty() : walk.constants.array(inputScale);
        Optional<NumberArray> other = numbers.isEmpty() ? Optional.empty() : walk.constants.array(weightScale);
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        double[] all = numbers.get().values().clone();
        for (int i = 0; i < all.length; i++) {
            all[i] *= one.get().values()[0] * other.get().values()[other.get().size() == 1 ? 0 : i];
        }
        return Optional.of(walk.tensors.of(new NumberArray(all, new int[] {all.length}, org.cntexplorer.model.ElementType.F32)));
    }

    private boolean convolution(OnnxNode node, Optional<Constant> weights, String bias, String inputScale, String weightScale) throws ModelFormatException {
        if (weights.isEmpty()) {
            return false;
        }
        convolutions.add(node, DenseNodes.name(node, weights.get()), node.input(0), weights.get().tensor(), bias(bias, inputScale, weightScale));
        return true;
    }

    private boolean matrix(OnnxNode node, Optional<Constant> weights, boolean transposed, String bias, String inputScale, String weightScale)
            throws ModelFormatException {
        if (weights.isEmpty() || weights.get().tensor().rank() != 2) {
            return false;
        }
        dense.dense(DenseNodes.name(node, weights.get()), walk.value(node.input(0)), node.output(), weights.get().tensor(),
                weights.get().transposed() != transposed, bias(bias, inputScale, weightScale));
        return true;
    }

    /** A, B, perhaps the scale of A, the scale of B, zero points, a bias of real numbers. */
    private boolean toFloat(OnnxNode node) throws ModelFormatException {
        boolean own = node.type().endsWith("DynamicQuantizeMatMul");
        Optional<Constant> weights = Dequantising.weights(node.input(1), node.input(own ? 2 : 3), node.input(own ? 3 : 5), 1, 0, walk.constants, walk.tensors);
        Optional<Constant> bias = walk.constants.of(node.input(own ? 4 : 6));
        if (weights.isEmpty() || weights.get().tensor().rank() != 2) {
            return false;
        }
        dense.dense(DenseNodes.name(node, weights.get()), walk.value(node.input(0)), node.output(), weights.get().tensor(), weights.get().transposed(),
                bias.map(b -> b.tensor().reshaped(b.tensor().size())));
        return true;
    }

    /** Weights of 4 or 8 bits in blocks along the features, a scale a block. */
    private boolean bits(OnnxNode node) throws ModelFormatException {
        int bits = (int) node.whole("bits", 4);
        long k = node.whole("K", 0);
        long n = node.whole("N", 0);
        int block = (int) node.whole("block_size", 32);
        Optional<Constant> packed = walk.constants.of(node.input(1));
        Optional<NumberArray> scales = walk.constants.array(node.input(2));
        Optional<NumberArray> zeros = node.input(3).isEmpty() ? Optional.empty() : walk.constants.array(node.input(3));
        if (packed.isEmpty() || scales.isEmpty() || bits != 4 && bits != 8 || k < 1 || n < 1 || block < 1 || k > Integer.MAX_VALUE || n > Integer.MAX_VALUE) {
            return false;
        }
        int perByte = 8 / bits;
        long blocks = Math.ceilDiv(k, block);
        long bytes = blocks * (block / perByte);
        Tensor stored = packed.get().tensor();
        long zeroBytes = Math.ceilDiv(blocks, perByte);
        boolean packedZeros = zeros.isPresent() && zeros.get().size() == n * zeroBytes;
        if (stored.size() != n * bytes || scales.get().size() != n * blocks || zeros.isPresent() && !packedZeros && zeros.get().size() != n * blocks) {
            return false;
        }
        MemorySegment floats = walk.tensors.floats(n * k);
        for (long row = 0; row < n; row++) {
            for (long i = 0; i < k; i++) {
                long b = i / block;
                int q = part((int) stored.get(row * bytes + i / perByte), (int) (i % perByte), bits);
                double zero = zeros.isEmpty() ? 1 << bits - 1
                        : packedZeros ? part((int) zeros.get().values()[(int) (row * zeroBytes + b / perByte)], (int) (b % perByte), bits)
                        : zeros.get().values()[(int) (row * blocks + b)];
                OnnxTensors.set(floats, row * k + i, (q - zero) * scales.get().values()[(int) (row * blocks + b)]);
            }
        }
        Optional<Constant> bias = walk.constants.of(node.input(5));
        dense.dense(DenseNodes.name(node, packed.get()), walk.value(node.input(0)), node.output(), OnnxTensors.tensor(floats, n, k), true,
                bias.map(c -> c.tensor().reshaped(c.tensor().size())));
        return true;
    }

    /** The low bits come first. */
    private static int part(int bytes, int which, int bits) {
        return (bytes & 0xff) >> which * bits & (1 << bits) - 1;
    }
}
