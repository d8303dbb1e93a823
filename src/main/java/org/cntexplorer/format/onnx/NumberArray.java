package org.cntexplorer.format.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;

/**
 * An array of numbers that a graph computes of constants alone: shapes, masks, positions, weights that it arranges otherwise. Small enough for the heap.
 *
 * @param type of the file's element; {@code values} holds it in double precision
 */
record NumberArray(double[] values, int[] shape, ElementType type) {
    /** Most elements of one that is computed. */
    static final int MOST = 1 << 24;

    static NumberArray wholes(long... values) {
        return new NumberArray(Arrays.stream(values).asDoubleStream().toArray(), new int[] {values.length}, ElementType.I64);
    }

    static NumberArray whole(long value) {
        return new NumberArray(new double[] {value}, new int[0], ElementType.I64);
    }

    /** Of unknown numbers, where only the extents count. */
    static Optional<NumberArray> zeros(List<Integer> extents, ElementType type) {
        long size = extents.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        return size < 0 || size > MOST ? Optional.empty()
                : Optional.of(new NumberArray(new double[(int) size], extents.stream().mapToInt(Integer::intValue).toArray(), type));
    }

    /** @return empty where it is larger than what is computed here */
    static Optional<NumberArray> of(Tensor tensor) {
        if (tensor.size() > MOST) {
            return Optional.empty();
        }
        double[] values = tensor.toArray();
        return Optional.of(new NumberArray(values, Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray(), tensor.type()));
    }

    int rank() {
        return shape.length;
    }

    int size() {
        return values.length;
    }

    boolean isReal() {
        return isReal(type);
    }

    static boolean isReal(ElementType type) {
        return type == ElementType.F32 || type == ElementType.F64 || type == ElementType.F16 || type == ElementType.BF16;
    }

    /** @throws IllegalArgumentException where there is no such axis */
    int axis(long axis, int rank) {
        long at = axis < 0 ? axis + rank : axis;
        if (at < 0 || at >= rank) {
            throw new IllegalArgumentException("axis " + axis + " of " + rank);
        }
        return (int) at;
    }

    /** @throws IllegalArgumentException where that is more than what is computed here */
    static int size(int[] shape) {
        long size = 1;
        for (int extent : shape) {
            size *= extent;
            if (extent < 0 || size > MOST) {
                throw new IllegalArgumentException("an array of " + Arrays.toString(shape));
            }
        }
        return (int) size;
    }

    int[] strides() {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    NumberArray reshaped(int... others) {
        if (size(others) != values.length) {
            throw new IllegalArgumentException(Arrays.toString(shape) + " made " + Arrays.toString(others));
        }
        return new NumberArray(values, others, type);
    }

    /** The elements that one finds by walking through {@code others} with these strides from {@code offset}. */
    NumberArray walked(int offset, int[] strides, int[] others) {
        double[] all = new double[size(others)];
        int[] at = new int[others.length];
        int element = offset;
        for (int i = 0; i < all.length; i++) {
            all[i] = values[element];
            for (int axis = at.length - 1; axis >= 0; axis--) {
                element += strides[axis];
                if (++at[axis] < others[axis]) {
                    break;
                }
                element -= strides[axis] * at[axis];
                at[axis] = 0;
            }
        }
        return new NumberArray(all, others, type);
    }

    NumberArray transposed(int[] order) {
        int[] strides = strides();
        return walked(0, Arrays.stream(order).map(axis -> strides[axis]).toArray(), Arrays.stream(order).map(axis -> shape[axis]).toArray());
    }

    /** Broadcast to other extents. */
    NumberArray expanded(int[] others) {
        if (Arrays.equals(shape, others)) {
            return this;
        }
        int[] own = strides();
        int[] strides = new int[others.length];
        for (int axis = 0; axis < others.length; axis++) {
            int from = axis - (others.length - shape.length);
            if (from >= 0 && shape[from] != others[axis] && shape[from] != 1) {
                throw new IllegalArgumentException(Arrays.toString(shape) + " repeated to " + Arrays.toString(others));
            }
            strides[axis] = from < 0 || shape[from] == 1 ? 0 : own[from];
        }
        return walked(0, strides, others);
    }

    /** Some places of an axis; negative ones from the end. */
    NumberArray taken(int axis, int[] places) {
        int before = size(Arrays.copyOf(shape, axis));
        int after = size(Arrays.copyOfRange(shape, axis + 1, shape.length));
        int[] others = shape.clone();
        others[axis] = places.length;
        double[] all = new double[size(others)];
        int next = 0;
        for (int b = 0; b < before; b++) {
            for (int place : places) {
                int p = place < 0 ? place + shape[axis] : place;
                if (p < 0 || p >= shape[axis]) {
                    throw new IllegalArgumentException("place " + place + " of " + shape[axis]);
                }
                System.arraycopy(values, (b * shape[axis] + p) * after, all, next, after);
                next += after;
            }
        }
        return new NumberArray(all, others, type);
    }

    /** The extents of two arrays that are combined element by element. */
    static int[] broadcast(int[] one, int[] other) {
        int[] all = (one.length > other.length ? one : other).clone();
        int[] few = one.length > other.length ? other : one;
        for (int i = 0; i < few.length; i++) {
            int axis = all.length - few.length + i;
            if (all[axis] != few[i] && all[axis] != 1 && few[i] != 1) {
                throw new IllegalArgumentException(Arrays.toString(one) + " with " + Arrays.toString(other));
            }
            all[axis] = all[axis] == 1 ? few[i] : all[axis];
        }
        return all;
    }

    int[] places() {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    long[] longs() {
        return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
    }
}
