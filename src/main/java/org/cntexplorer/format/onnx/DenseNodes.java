package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Gemm, and MatMul with a constant: a matrix and perhaps a bias. */
final class DenseNodes implements OnnxOperators.Family {
    /** As PyTorch, TensorFlow, MXNet and Caffe2 call them; TensorFlow also reads them as "conv/Conv2D/ReadVariableOp". */
    private static final Pattern WEIGHT = Pattern.compile(
            "([./](weight|weights|kernel|W)|_([wW]|weight|weights|kernel)(_\\d+)?|/(MatMul|Conv[123]D|depthwise|Tensordot|conv[123]d_transpose)/ReadVariableOp)"
                    + "(:0)?(_quantized|_q)?$");
    private static final Pattern BIAS = Pattern.compile("([./](bias|biases|b|beta)|_(b|bias|beta)(_\\d+)?|/BiasAdd/ReadVariableOp)(:0)?$");
    private static final int MOST_MATRICES = 64;
    private static final int LONGEST_WAY = 4;

    private final Walk walk;

    DenseNodes(Walk walk) {
        this.walk = walk;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "Gemm", "com.microsoft.FusedGemm" -> gemm(node);
            case "MatMul" -> product(node, false, false, 1);
            case "com.microsoft.FusedMatMul" -> node.whole("transBatchA", 0) == 0 && node.whole("transBatchB", 0) == 0
                    && product(node, node.whole("transA", 0) != 0, node.whole("transB", 0) != 0, node.real("alpha", 1));
            default -> false;
        };
    }

    private boolean gemm(OnnxNode node) throws ModelFormatException {
        boolean bare = node.input(2).isEmpty() || node.real("beta", 1) == 0;
        Optional<Constant> matrix = walk.constants.of(node.input(1));
        if (matrix.isEmpty() || walk.isConstant(node.input(0))) {
            if (!bare) {
                return unsupported(node, matrix.isEmpty() ? "Gemm of two computed values" : "Gemm of weights on the left");
            }
            return product(node, node.whole("transA", 0) != 0, node.whole("transB", 0) != 0, node.real("alpha", 1))
                    || unsupported(node, matrix.isEmpty() ? "Gemm of two computed values" : "Gemm of weights on the left");
        }
        boolean targetRows = matrix.get().transposed() != (node.whole("transB", 0) != 0);
        Tensor weights = walk.tensors.scaled(matrix.get().tensor(), node.real("alpha", 1));
        String input = node.whole("transA", 0) != 0 ? transposed(node, node.input(0)) : walk.value(node.input(0));
        Optional<Tensor> bias = Optional.empty();
        if (!bare) {
            Optional<Constant> stored = walk.constants.of(node.input(2));
            bias = stored.isEmpty() ? Optional.empty() : bias(stored.get(), targets(weights, targetRows)).map(b -> walk.tensors.scaled(b, node.real("beta", 1)));
            if (bias.isEmpty()) {
                // a value of another kind is added behind
                String sums = walk.between(node.output());
                dense(name(node, matrix.get()), input, sums, weights, targetRows, Optional.empty());
                walk.add(new Operator.Sum(node.label() + " sum", List.of(sums, walk.value(node.input(2))), node.output()));
                return activated(node);
            }
        }
        if (bias.isEmpty() && node.type().equals("Gemm")) {
            biased(node, matrix.get(), input, weights, targetRows);
            return true;
        }
        dense(name(node, matrix.get(), node.input(2)), input, node.output(), weights, targetRows, bias);
        return activated(node);
    }

    /** A function that was fused into the node. */
    private boolean activated(OnnxNode node) throws ModelFormatException {
        String function = node.text("activation", "");
        if (!function.isEmpty() && node.type().startsWith("com.microsoft")) {
            String again = walk.between(node.output());
            walk.add(new Operator.Activation(node.label(), node.output(), again, Functions.snake(function)));
        }
        return true;
    }

    private boolean product(OnnxNode node, boolean transposeA, boolean transposeB, double alpha) throws ModelFormatException {
        Optional<Constant> a = walk.constants.of(node.input(0));
        Optional<Constant> b = walk.constants.of(node.input(1));
        if (a.isPresent() && b.isEmpty() && !walk.isConstant(node.input(1))) {
            return left(node, a.get(), transposeA, transposeB, alpha);
        }
        if (b.isEmpty() || walk.isConstant(node.input(0))) {
            return false;
        }
        String input = transposeA ? transposed(node, node.input(0)) : walk.value(node.input(0));
        Tensor matrix = walk.tensors.scaled(b.get().tensor(), alpha);
        int rank = matrix.rank();
        long several = 1;
        for (int axis = 0; axis < rank - 2; axis++) {
            several *= matrix.extent(axis);
        }
        boolean targetRows = b.get().transposed() != transposeB;
        if (several > 1) {
            return several <= MOST_MATRICES && each(node, input, b.get(), matrix, targetRows, (int) several);
        }
        Tensor plain = rank == 1 ? matrix.reshaped(matrix.size(), 1) : rank > 2 ? matrix.reshaped(matrix.extent(rank - 2), matrix.extent(rank - 1)) : matrix;
        biased(node, b.get(), input, plain, targetRows);
        return true;
    }

    /** W·x: every column of x is a sample. */
    private boolean left(OnnxNode node, Constant a, boolean transposeA, boolean transposeB, double alpha) throws ModelFormatException {
        if (a.tensor().rank() != 2) {
            return unsupported(node, "MatMul of weights on the left");
        }
        Tensor matrix = walk.tensors.scaled(a.tensor(), alpha);
        boolean targetRows = a.transposed() == transposeA;
        String x = walk.value(node.input(1));
        int rank = walk.known(x).size();
        if (rank < 2) {
            dense(name(node, a), x, node.output(), matrix, targetRows, Optional.empty());
            return true;
        }
        String sums = walk.between(node.output());
        dense(name(node, a), transposeB ? x : transposed(node, x), sums, matrix, targetRows, Optional.empty());
        walk.weighted.remove(sums);
        walk.add(new Operator.Transpose(node.label(), sums, node.output(), exchanged(rank)));
        walk.weighted.put(node.output(), -2);
        return true;
    }

    private String transposed(OnnxNode node, String value) throws ModelFormatException {
        String turned = walk.between(value);
        walk.add(new Operator.Transpose(node.label(), walk.value(value), turned, exchanged(walk.known(value).size())));
        return turned;
    }

    /** The order of axes that exchanges the last two. */
    static List<Integer> exchanged(int rank) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        order.set(rank - 2, rank - 1);
        order.set(rank - 1, rank - 2);
        return order;
    }

    /** A matrix for each unit of the axis before the last two. */
    private boolean each(OnnxNode node, String input, Constant weights, Tensor matrix, boolean targetRows, int several) throws ModelFormatException {
        int rank = matrix.rank();
        List<Integer> extents = walk.known(input);
        long rows = matrix.extent(rank - 2);
        long columns = matrix.extent(rank - 1);
        if (matrix.extent(rank - 3) != several || extents.size() < 3) {
            return unsupported(node, "MatMul of several matrices");
        }
        boolean own = extents.get(extents.size() - 3) == several;
        if (!own && extents.get(extents.size() - 3) != 1) {
            return unsupported(node, "MatMul of several matrices");
        }
        long bytes = rows * columns * matrix.type().bytes();
        List<String> parts = new ArrayList<>();
        walk.count(input, several);
        for (int m = 0; m < several; m++) {
            String part = input;
            if (own) {
                part = walk.between(input);
                walk.add(new Operator.Take(node.label(), input, part, -3, new int[] {m}, false));
            }
            String sums = walk.between(node.output());
            Tensor one = new Tensor(matrix.type(), matrix.order(), matrix.data().asSlice(m * bytes, bytes), rows, columns);
            dense(name(node, weights) + " " + (m + 1), part, sums, one, targetRows, Optional.empty());
            parts.add(sums);
        }
        walk.add(new Operator.Concatenation(node.label(), parts, node.output(), -3));
        return true;
    }

    /** With the constants that the next node adds as its bias. */
    void biased(OnnxNode node, Constant weights, String input, Tensor matrix, boolean targetRows) throws ModelFormatException {
        int targets = targets(matrix, targetRows);
        List<OnnxNode> way = new ArrayList<>();
        String output = node.output();
        for (int step = 0; step < LONGEST_WAY; step++) {
            Optional<OnnxNode> next = walk.onlyTaker(output).filter(taker -> taker.scope() == node.scope());
            if (next.isEmpty()) {
                break;
            }
            OnnxNode taker = next.get();
            way.add(taker);
            if (taker.type().equals("Add")) {
                Optional<Constant> stored = walk.constants.of(taker.input(taker.input(0).equals(output) ? 1 : 0));
                Optional<Tensor> bias = stored.isEmpty() ? Optional.empty() : bias(stored.get(), targets);
                if (bias.isPresent()) {
                    way.forEach(walk::done);
                    dense(name(node, weights, stored.get().name()), input, taker.output(), matrix, targetRows, bias);
                    return;
                }
                break;
            }
            if (!taker.type().equals("Identity") && !taker.type().equals("Cast")) {
                break;
            }
            output = taker.output();
        }
        dense(name(node, weights), input, node.output(), matrix, targetRows, Optional.empty());
    }

    void dense(String name, String input, String output, Tensor matrix, boolean targetRows, Optional<Tensor> bias) throws ModelFormatException {
        walk.add(new Operator.Dense(name, input, output, matrix, targetRows ? Orientation.TARGET_ROWS : Orientation.SOURCE_ROWS, bias));
        walk.weighted.put(output, -1);
    }

    /** "fc1" of the weights "fc1.weight"; or else the node's name; or else the weights'. */
    static String name(OnnxNode node, Constant weights) {
        String stem = WEIGHT.matcher(weights.name()).replaceFirst("");
        return !stem.equals(weights.name()) || node.name().isBlank() ? stem : node.name();
    }

    /** Exporters that transpose weights forget their names, but not that of the bias: "fc1" of "fc1.bias". */
    static String name(OnnxNode node, Constant weights, String bias) {
        boolean named = WEIGHT.matcher(weights.name()).find();
        return named ? name(node, weights) : stem(bias).orElseGet(() -> name(node, weights));
    }

    /** "norm1" of the learned numbers "norm1.bias" or "norm1.weight". */
    static Optional<String> stem(String learned) {
        String stem = WEIGHT.matcher(BIAS.matcher(learned).replaceFirst("")).replaceFirst("");
        return stem.equals(learned) || stem.isBlank() ? Optional.empty() : Optional.of(stem);
    }

    private static int targets(Tensor matrix, boolean targetRows) {
        return matrix.rank() == 2 ? (int) Math.min(matrix.extent(targetRows ? 0 : 1), Integer.MAX_VALUE) : 0;
    }

    /** One number for each neuron, the same one for all where the constant is a single number; empty where it is neither. */
    Optional<Tensor> bias(Constant constant, int targets) throws ModelFormatException {
        Tensor tensor = constant.tensor();
        if (tensor.size() == 1 && targets > 0) {
            return Optional.of(walk.tensors.filled(tensor, new long[] {targets}, constant.name()));
        }
        boolean last = tensor.rank() > 0 && tensor.extent(constant.transposed() ? 0 : tensor.rank() - 1) == targets;
        return tensor.size() == targets && last ? Optional.of(tensor.reshaped(targets)) : Optional.empty();
    }

    private boolean unsupported(OnnxNode node, String type) throws ModelFormatException {
        walk.block(node, type);
        return true;
    }
}
