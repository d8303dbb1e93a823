package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.cntexplorer.model.ElementType;

/** Nodes whose inputs are constants, computed: the arithmetic of shapes, of masks and positions, of weights that are put together. */
final class ConstantArithmetic {
    private ConstantArithmetic() {}

    /**
     * @param in null for one that is left out
     * @return one array for each output; empty where such a node is not computed
     * @throws IllegalArgumentException where the arrays do not fit
     */
    static Optional<List<NumberArray>> of(OnnxNode node, List<NumberArray> in) {
        NumberArray first = in.isEmpty() ? null : in.getFirst();
        if (first == null) {
            return Optional.empty();
        }
        Optional<DoubleUnaryOperator> unary = Optional.ofNullable(unary(node.type()));
        if (unary.isPresent()) {
            return one(new NumberArray(Arrays.stream(first.values()).map(unary.get()).toArray(), first.shape(),
                    node.type().equals("Not") ? ElementType.BOOL : first.type()));
        }
        boolean whole = in.stream().allMatch(array -> array == null || !array.isReal());
        Optional<DoubleBinaryOperator> binary = Optional.ofNullable(binary(node.type(), whole));
        if (binary.isPresent()) {
            NumberArray result = first;
            for (NumberArray other : in.subList(1, in.size())) {
                result = combined(result, other, binary.get(), isComparison(node.type()));
            }
            return one(result);
        }
        return switch (node.type()) {
            case "Identity", "Dropout", "CastLike" -> one(first);
            case "Cast" -> one(cast(first, (int) node.whole("to", 1)));
            case "Where" -> one(where(first, in.get(1), in.get(2)));
            case "Range" -> one(range(first, in.get(1), in.get(2)));
            case "Trilu" -> one(triangle(first, in.size() > 1 && in.get(1) != null ? (long) in.get(1).values()[0] : 0, node.whole("upper", 1) != 0));
            case "MatMul" -> one(product(first, in.get(1)));
            case "Gemm" -> in.size() > 1 ? one(gemm(node, first, in.get(1), in.size() > 2 ? in.get(2) : null)) : Optional.empty();
            case "CumSum" -> one(cumulated(first, first.axis((long) in.get(1).values()[0], first.rank())));
            case "NonZero" -> one(places(first));
            case "ReduceSum", "ReduceProd", "ReduceMax", "ReduceMin", "ReduceMean", "ReduceL1", "ReduceL2", "ReduceSumSquare" -> one(reduced(node, first, in.size() > 1 ? in.get(1) : null));
            default -> ConstantMoves.of(node, in);
        };
    }

    private static Optional<List<NumberArray>> one(NumberArray array) {
        return Optional.of(List.of(array));
    }

    private static DoubleUnaryOperator unary(String type) {
        return switch (type) {
            case "Neg" -> x -> -x;
            case "Abs" -> Math::abs;
            case "Sqrt" -> Math::sqrt;
            case "Exp" -> Math::exp;
            case "Log" -> Math::log;
            case "Floor" -> Math::floor;
            case "Ceil" -> Math::ceil;
            case "Round" -> Math::rint;
            case "Not" -> x -> x == 0 ? 1 : 0;
            case "Reciprocal" -> x -> 1 / x;
            case "Sign" -> Math::signum;
            case "Sin" -> Math::sin;
            case "Cos" -> Math::cos;
            case "Tanh" -> Math::tanh;
            case "Sigmoid" -> x -> 1 / (1 + Math.exp(-x));
            case "Relu" -> x -> Math.max(0, x);
            case "Softplus" -> x -> Math.log1p(Math.exp(x));
            default -> null;
        };
    }

    private static DoubleBinaryOperator binary(String type, boolean whole) {
        return switch (type) {
            case "Add", "Sum" -> Double::sum;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Div" -> whole ? (a, b) -> b == 0 ? 0 : (double) ((long) a / (long) b) : (a, b) -> a / b;
            case "Pow" -> Math::pow;
            case "Mod" -> (a, b) -> b == 0 ? 0 : a - b * Math.floor(a / b);
            case "Min" -> Math::min;
            case "Max" -> Math::max;
            case "Equal" -> (a, b) -> a == b ? 1 : 0;
            case "Less" -> (a, b) -> a < b ? 1 : 0;
            case "Greater" -> (a, b) -> a > b ? 1 : 0;
            case "LessOrEqual" -> (a, b) -> a <= b ? 1 : 0;
            case "GreaterOrEqual" -> (a, b) -> a >= b ? 1 : 0;
            case "And" -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
            case "Or" -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
            case "Xor" -> (a, b) -> a != 0 ^ b != 0 ? 1 : 0;
            default -> null;
        };
    }

    private static boolean isComparison(String type) {
        return switch (type) {
            case "Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "And", "Or", "Xor" -> true;
            default -> false;
        };
    }

    private static NumberArray combined(NumberArray a, NumberArray b, DoubleBinaryOperator how, boolean truth) {
        int[] shape = NumberArray.broadcast(a.shape(), b.shape());
        double[] one = a.expanded(shape).values();
        double[] other = b.expanded(shape).values();
        double[] all = new double[one.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = how.applyAsDouble(one[i], other[i]);
        }
        return new NumberArray(all, shape, truth ? ElementType.BOOL : a.type());
    }

    /** @param to ONNX' number of the type */
    private static NumberArray cast(NumberArray array, int to) {
        return switch (to) {
            case 1, 10, 16 -> new NumberArray(array.values(), array.shape(), ElementType.F32);
            case 11 -> new NumberArray(array.values(), array.shape(), ElementType.F64);
            case 9 -> new NumberArray(Arrays.stream(array.values()).map(x -> x != 0 ? 1 : 0).toArray(), array.shape(), ElementType.BOOL);
            // towards zero
            default -> new NumberArray(Arrays.stream(array.values()).map(x -> x < 0 ? Math.ceil(x) : Math.floor(x)).toArray(), array.shape(), ElementType.I64);
        };
    }

    private static NumberArray where(NumberArray condition, NumberArray yes, NumberArray no) {
        int[] shape = NumberArray.broadcast(NumberArray.broadcast(condition.shape(), yes.shape()), no.shape());
        double[] choice = condition.expanded(shape).values();
        double[] one = yes.expanded(shape).values();
        double[] other = no.expanded(shape).values();
        double[] all = new double[choice.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = choice[i] != 0 ? one[i] : other[i];
        }
        return new NumberArray(all, shape, yes.type());
    }

    private static NumberArray range(NumberArray start, NumberArray limit, NumberArray delta) {
        double from = start.values()[0];
        double step = delta.values()[0];
        double count = Math.max(0, Math.ceil((limit.values()[0] - from) / step));
        if (!(count <= NumberArray.MOST)) {
            throw new IllegalArgumentException("a range of " + count + " numbers");
        }
        double[] all = new double[(int) count];
        for (int i = 0; i < all.length; i++) {
            all[i] = from + i * step;
        }
        return new NumberArray(all, new int[] {all.length}, start.type());
    }

    private static NumberArray triangle(NumberArray array, long diagonal, boolean upper) {
        int rank = array.rank();
        int rows = array.shape()[rank - 2];
        int columns = array.shape()[rank - 1];
        double[] all = array.values().clone();
        for (int i = 0; i < all.length; i++) {
            long offset = i % columns - (i / columns % rows) - diagonal;
            all[i] = upper == offset >= 0 || offset == 0 ? all[i] : 0;
        }
        return new NumberArray(all, array.shape(), array.type());
    }

    /** Two matrices only. */
    private static NumberArray product(NumberArray a, NumberArray b) {
        if (a.rank() != 2 || b.rank() != 2 || a.shape()[1] != b.shape()[0] || (long) a.size() * b.shape()[1] > 1L << 28) {
            throw new IllegalArgumentException("a product of two constants");
        }
        int inner = a.shape()[1];
        int columns = b.shape()[1];
        double[] all = new double[NumberArray.size(new int[] {a.shape()[0], columns})];
        for (int i = 0; i < a.shape()[0]; i++) {
            for (int k = 0; k < inner; k++) {
                for (int j = 0; j < columns; j++) {
                    all[i * columns + j] += a.values()[i * inner + k] * b.values()[k * columns + j];
                }
            }
        }
        return new NumberArray(all, new int[] {a.shape()[0], columns}, a.type());
    }

    private static NumberArray gemm(OnnxNode node, NumberArray a, NumberArray b, NumberArray c) {
        int[] turn = {1, 0};
        NumberArray product = product(node.whole("transA", 0) != 0 ? a.transposed(turn) : a, node.whole("transB", 0) != 0 ? b.transposed(turn) : b);
        double alpha = node.real("alpha", 1);
        double beta = node.real("beta", 1);
        double[] added = c == null ? new double[product.size()] : c.expanded(product.shape()).values();
        double[] all = new double[product.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = alpha * product.values()[i] + beta * added[i];
        }
        return new NumberArray(all, product.shape(), product.type());
    }

    private static NumberArray cumulated(NumberArray array, int axis) {
        double[] all = array.values().clone();
        int stride = array.strides()[axis];
        for (int i = 0; i < all.length; i++) {
            if (i / stride % array.shape()[axis] > 0) {
                all[i] += all[i - stride];
            }
        }
        return new NumberArray(all, array.shape(), array.type());
    }

    private static NumberArray places(NumberArray array) {
        int[] found = java.util.stream.IntStream.range(0, array.size()).filter(i -> array.values()[i] != 0).toArray();
        int rank = Math.max(1, array.rank());
        int[] strides = array.rank() == 0 ? new int[] {1} : array.strides();
        double[] all = new double[rank * found.length];
        for (int axis = 0; axis < rank; axis++) {
            for (int i = 0; i < found.length; i++) {
                all[axis * found.length + i] = array.rank() == 0 ? 0 : found[i] / strides[axis] % array.shape()[axis];
            }
        }
        return new NumberArray(all, new int[] {rank, found.length}, ElementType.I64);
    }

    private static NumberArray reduced(OnnxNode node, NumberArray array, NumberArray axesInput) {
        long[] axes = node.wholes("axes").orElse(axesInput == null ? new long[0] : axesInput.longs());
        if (axes.length == 0 && node.whole("noop_with_empty_axes", 0) != 0) {
            return array;
        }
        boolean[] gone = new boolean[array.rank()];
        Arrays.fill(gone, axes.length == 0);
        for (long axis : axes) {
            gone[array.axis(axis, array.rank())] = true;
        }
        int[] kept = array.shape().clone();
        List<Integer> left = new ArrayList<>();
        int count = 1;
        for (int axis = 0; axis < kept.length; axis++) {
            count *= gone[axis] ? kept[axis] : 1;
            if (gone[axis]) {
                kept[axis] = 1;
            } else {
                left.add(kept[axis]);
            }
        }
        double[] all = new double[NumberArray.size(kept)];
        Arrays.fill(all, switch (node.type()) {
            case "ReduceProd" -> 1;
            case "ReduceMax" -> Double.NEGATIVE_INFINITY;
            case "ReduceMin" -> Double.POSITIVE_INFINITY;
            default -> 0;
        });
        int[] from = array.strides();
        int[] to = new NumberArray(all, kept, array.type()).strides();
        for (int i = 0; i < array.size(); i++) {
            int place = 0;
            for (int axis = 0; axis < kept.length; axis++) {
                place += gone[axis] ? 0 : i / from[axis] % array.shape()[axis] * to[axis];
            }
            double x = array.values()[i];
            all[place] = switch (node.type()) {
                case "ReduceProd" -> all[place] * x;
                case "ReduceMax" -> Math.max(all[place], x);
                case "ReduceMin" -> Math.min(all[place], x);
                case "ReduceMean" -> all[place] + x / count;
                case "ReduceL1" -> all[place] + Math.abs(x);
                case "ReduceL2", "ReduceSumSquare" -> all[place] + x * x;
                default -> all[place] + x;
            };
        }
        double[] result = node.type().equals("ReduceL2") ? Arrays.stream(all).map(Math::sqrt).toArray() : all;
        return new NumberArray(result, node.whole("keepdims", 1) != 0 ? kept : left.stream().mapToInt(Integer::intValue).toArray(), array.type());
    }
}
