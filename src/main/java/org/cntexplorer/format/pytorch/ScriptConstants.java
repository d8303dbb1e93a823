package org.cntexplorer.format.pytorch;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.cntexplorer.model.Tensor;

/** Arithmetic of archived code with parameters and constants alone, whose results hang on no sample: worked out at once. */
final class ScriptConstants {
    private static final long MOST = 1 << 20;

    private ScriptConstants() {}

    /** @return empty where it is another function, or takes what hangs on the data, or is large */
    static Optional<Py> call(String function, Arguments all) {
        String plain = function.endsWith("_") && !function.startsWith("_") ? function.substring(0, function.length() - 1) : function;
        Py first = all.get(0, "input");
        Optional<DoubleUnaryOperator> one = one(plain);
        if (one.isPresent()) {
            return Py.tensor(first).filter(tensor -> tensor.size() <= MOST).map(tensor -> made(tensor.shape(), i -> one.get().applyAsDouble(tensor.get((long) i))));
        }
        Optional<DoubleBinaryOperator> two = two(plain);
        Py second = all.get(1, "other");
        boolean numbers = Py.tensor(first).isEmpty() && Py.tensor(second).isEmpty();
        if (two.isEmpty() || numbers || all.has(2, "alpha") && Py.number(all.get(2, "alpha")).orElse(0.0) != 1 || all.named().containsKey("rounding_mode")) {
            return Optional.empty();
        }
        Optional<Tensor> left = tensor(first);
        Optional<Tensor> right = tensor(second);
        return left.isEmpty() || right.isEmpty() ? Optional.empty() : both(left.get(), right.get(), two.get());
    }

    private static Optional<Tensor> tensor(Py value) {
        return Py.tensor(value).or(() -> Py.number(value).map(number -> Tensor.of(number).reshaped()));
    }

    private static Optional<DoubleUnaryOperator> one(String function) {
        return Optional.ofNullable(switch (function) {
            case "neg" -> x -> -x;
            case "sqrt" -> Math::sqrt;
            case "rsqrt" -> x -> 1 / Math.sqrt(x);
            case "reciprocal" -> x -> 1 / x;
            case "exp" -> Math::exp;
            case "log" -> Math::log;
            case "abs" -> Math::abs;
            case "square" -> x -> x * x;
            case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
            case "tanh" -> Math::tanh;
            case "relu" -> x -> Math.max(0, x);
            default -> null;
        });
    }

    private static Optional<DoubleBinaryOperator> two(String function) {
        return Optional.ofNullable(switch (function) {
            case "add" -> Double::sum;
            case "sub" -> (x, y) -> x - y;
            case "rsub" -> (x, y) -> y - x;
            case "mul" -> (x, y) -> x * y;
            case "div", "true_divide" -> (x, y) -> x / y;
            case "pow" -> Math::pow;
            default -> null;
        });
    }

    private static Py made(long[] shape, java.util.function.IntToDoubleFunction number) {
        float[] numbers = new float[Math.toIntExact(Tensor.elements(shape))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) number.applyAsDouble(i);
        }
        return new Py.Weights(Tensor.of(numbers, shape));
    }

    /** Axes of 1 repeated, and missing ones added before the first. */
    private static Optional<Py> both(Tensor left, Tensor right, DoubleBinaryOperator operation) {
        int rank = Math.max(left.rank(), right.rank());
        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            long one = extent(left, axis, rank);
            long other = extent(right, axis, rank);
            if (one != other && one != 1 && other != 1) {
                return Optional.empty();
            }
            shape[axis] = one == 1 ? other : one;
        }
        if (Arrays.stream(shape).reduce(1, (a, b) -> Math.min(MOST + 1, a * b)) > MOST) {
            return Optional.empty();
        }
        return Optional.of(made(shape, i -> operation.applyAsDouble(left.get(place(left, shape, i)), right.get(place(right, shape, i)))));
    }

    private static long extent(Tensor tensor, int axis, int rank) {
        int own = axis - (rank - tensor.rank());
        return own < 0 ? 1 : tensor.extent(own);
    }

    private static long place(Tensor tensor, long[] shape, long index) {
        long place = 0;
        long step = 1;
        long left = index;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            long extent = extent(tensor, axis, shape.length);
            place += extent == 1 ? 0 : left % shape[axis] * step;
            step *= extent;
            left /= shape[axis];
        }
        return place;
    }
}
