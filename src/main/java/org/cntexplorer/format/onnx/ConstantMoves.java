package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cntexplorer.model.ElementType;

/** Nodes that move the numbers of constants about: reshapes, slices, gathers, concatenations. */
final class ConstantMoves {
    private ConstantMoves() {}

    static Optional<List<NumberArray>> of(OnnxNode node, List<NumberArray> in) {
        NumberArray first = in.getFirst();
        NumberArray second = in.size() > 1 ? in.get(1) : null;
        return switch (node.type()) {
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" ->
                    Optional.of(List.of(first.reshaped(extents(node, first.shape(), Optional.ofNullable(second).map(NumberArray::longs)))));
            case "Transpose" -> Optional.of(List.of(first.transposed(order(node, first.rank()))));
            case "Concat" -> Optional.of(List.of(joined(in, first.axis(node.whole("axis", 0), first.rank()))));
            case "Gather" -> Optional.of(List.of(gathered(first, second, first.axis(node.whole("axis", 0), first.rank()))));
            case "Slice" -> Optional.of(List.of(sliced(node, in)));
            case "Expand" -> Optional.of(List.of(first.expanded(NumberArray.broadcast(first.shape(), ints(second.longs())))));
            case "Tile" -> Optional.of(List.of(tiled(first, second.longs())));
            case "Split" -> split(node, first, second);
            case "Shape" -> Optional.of(List.of(shape(node, first.shape())));
            case "Size" -> Optional.of(List.of(NumberArray.whole(first.size())));
            case "OneHot" -> Optional.empty();
            case "EyeLike" -> Optional.of(List.of(identity(first)));
            default -> Optional.empty();
        };
    }

    static int[] ints(long[] numbers) {
        return Arrays.stream(numbers).mapToInt(n -> (int) Math.clamp(n, -1, Integer.MAX_VALUE)).toArray();
    }

    static NumberArray shape(OnnxNode node, int[] shape) {
        long start = node.whole("start", 0);
        long end = node.whole("end", shape.length);
        int from = (int) Math.clamp(start < 0 ? start + shape.length : start, 0, shape.length);
        int to = (int) Math.clamp(end < 0 ? end + shape.length : end, from, shape.length);
        return NumberArray.wholes(Arrays.stream(Arrays.copyOfRange(shape, from, to)).asLongStream().toArray());
    }

    /**
     * The extents behind a node that arranges numbers otherwise.
     *
     * @param second its second input
     * @throws IllegalArgumentException where that cannot be told
     */
    static int[] extents(OnnxNode node, int[] shape, Optional<long[]> second) {
        Optional<long[]> axes = node.wholes("axes").or(() -> second);
        return switch (node.type()) {
            case "Flatten" -> {
                long axis = node.whole("axis", 1);
                int at = (int) Math.clamp(axis < 0 ? axis + shape.length : axis, 0, shape.length);
                yield new int[] {NumberArray.size(Arrays.copyOf(shape, at)), NumberArray.size(Arrays.copyOfRange(shape, at, shape.length))};
            }
            case "Squeeze" -> {
                List<Integer> left = new ArrayList<>();
                for (int axis = 0; axis < shape.length; axis++) {
                    int here = axis;
                    boolean gone = axes.isPresent() ? Arrays.stream(axes.get()).anyMatch(a -> a == here || a == here - shape.length) : shape[axis] == 1;
                    if (!gone || shape[axis] != 1) {
                        left.add(shape[axis]);
                    }
                }
                yield left.stream().mapToInt(Integer::intValue).toArray();
            }
            case "Unsqueeze" -> {
                List<Integer> more = new ArrayList<>(Arrays.stream(shape).boxed().toList());
                long[] places = axes.orElseThrow(() -> new IllegalArgumentException("no axes"));
                TreeSet<Long> sorted = new TreeSet<>();
                Arrays.stream(places).forEach(axis -> sorted.add(axis < 0 ? axis + shape.length + places.length : axis));
                for (long place : sorted) {
                    if (place < 0 || place > more.size()) {
                        throw new IllegalArgumentException("axis " + place + " of " + more.size());
                    }
                    more.add((int) place, 1);
                }
                yield more.stream().mapToInt(Integer::intValue).toArray();
            }
            default -> reshaped(node, shape, node.wholes("shape").or(() -> second).orElseThrow(() -> new IllegalArgumentException("no extents")));
        };
    }

    private static int[] reshaped(OnnxNode node, int[] shape, long[] wanted) {
        int[] to = ints(wanted);
        boolean zeroIsZero = node.whole("allowzero", 0) != 0;
        long known = 1;
        for (int axis = 0; axis < to.length; axis++) {
            if (to[axis] == 0 && !zeroIsZero && axis < shape.length) {
                to[axis] = shape[axis];
            }
            known *= to[axis] < 0 ? 1 : to[axis];
        }
        int size = NumberArray.size(shape);
        for (int axis = 0; axis < to.length; axis++) {
            if (to[axis] < 0) {
                if (known <= 0 || size % known != 0) {
                    throw new IllegalArgumentException(Arrays.toString(shape) + " made " + Arrays.toString(to));
                }
                to[axis] = (int) (size / known);
                known = size;
            }
        }
        return to;
    }

    static int[] order(OnnxNode node, int rank) {
        int[] order = node.wholes("perm").map(ConstantMoves::ints).orElseGet(() -> IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray());
        if (order.length != rank || IntStream.of(order).distinct().count() != rank || IntStream.of(order).anyMatch(axis -> axis < 0 || axis >= rank)) {
            throw new IllegalArgumentException("axes " + Arrays.toString(order) + " of " + rank);
        }
        return order;
    }

    private static NumberArray joined(List<NumberArray> in, int axis) {
        int[] shape = in.getFirst().shape().clone();
        shape[axis] = 0;
        for (NumberArray array : in) {
            shape[axis] = Math.addExact(shape[axis], array.shape()[axis]);
        }
        double[] all = new double[NumberArray.size(shape)];
        int before = NumberArray.size(Arrays.copyOf(shape, axis));
        int after = NumberArray.size(Arrays.copyOfRange(shape, axis + 1, shape.length));
        int next = 0;
        for (int b = 0; b < before; b++) {
            for (NumberArray array : in) {
                int run = array.shape()[axis] * after;
                System.arraycopy(array.values(), b * run, all, next, run);
                next += run;
            }
        }
        return new NumberArray(all, shape, in.getFirst().type());
    }

    private static NumberArray gathered(NumberArray from, NumberArray places, int axis) {
        NumberArray taken = from.taken(axis, places.places());
        int[] shape = new int[from.rank() - 1 + places.rank()];
        System.arraycopy(from.shape(), 0, shape, 0, axis);
        System.arraycopy(places.shape(), 0, shape, axis, places.rank());
        System.arraycopy(from.shape(), axis + 1, shape, axis + places.rank(), from.rank() - axis - 1);
        return taken.reshaped(shape);
    }

    private static NumberArray sliced(OnnxNode node, List<NumberArray> in) {
        NumberArray left = in.getFirst();
        long[][] given = new long[4][];
        for (int i = 0; i < 4; i++) {
            String attribute = List.of("starts", "ends", "axes", "steps").get(i);
            given[i] = node.wholes(attribute).orElse(in.size() > i + 1 && in.get(i + 1) != null ? in.get(i + 1).longs() : null);
        }
        for (Slicing.Along along : Slicing.of(given[0], given[1], given[2], given[3], left.shape())) {
            left = left.taken(along.axis(), along.places());
        }
        return left;
    }

    private static NumberArray tiled(NumberArray array, long[] times) {
        NumberArray left = array;
        for (int axis = 0; axis < times.length; axis++) {
            int extent = left.shape()[axis];
            left = left.taken(axis, IntStream.range(0, Math.toIntExact(Math.multiplyExact(times[axis], (long) extent))).map(i -> i % extent).toArray());
        }
        return left;
    }

    private static Optional<List<NumberArray>> split(OnnxNode node, NumberArray array, NumberArray given) {
        int axis = array.axis(node.whole("axis", 0), array.rank());
        Optional<int[]> parts = Slicing.parts(node, node.wholes("split").or(() -> Optional.ofNullable(given).map(NumberArray::longs)), array.shape()[axis]);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<NumberArray> all = new ArrayList<>();
        int first = 0;
        for (int part : parts.get()) {
            all.add(array.taken(axis, IntStream.range(first, first + part).toArray()));
            first += part;
        }
        return Optional.of(Collections.unmodifiableList(all));
    }

    private static NumberArray identity(NumberArray like) {
        double[] all = new double[like.size()];
        for (int i = 0; i < Math.min(like.shape()[0], like.shape()[1]); i++) {
            all[i * like.shape()[1] + i] = 1;
        }
        return new NumberArray(all, like.shape(), ElementType.F32);
    }
}
