package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/** Nodes that move the numbers of a value about. */
final class MoveNodes {
    private final Translation translation;

    MoveNodes(Translation translation) {
        this.translation = translation;
    }

    /** @return false where the node is none of these, or hangs on numbers that are computed */
    boolean translate(TfliteNode node, String name, String output) throws ModelFormatException {
        return switch (node.type()) {
            case "RESHAPE", "SQUEEZE", "EXPAND_DIMS" -> reshape(node, name, output);
            case "TRANSPOSE" -> transpose(node, name, output);
            case "PAD", "PADV2", "MIRROR_PAD" -> pad(node, name, output);
            case "SPLIT", "SPLIT_V", "UNPACK" -> split(node, name);
            case "GATHER" -> gather(node, name, output);
            case "EMBEDDING_LOOKUP" -> embedding(node.input(0), translation.weights().of(node.input(1)), name, output);
            case "REVERSE_V2" -> reverse(node, name, output);
            case "TILE" -> tile(node, name, output);
            case "BROADCAST_TO" -> expand(node, name, output);
            case "DEPTH_TO_SPACE", "SPACE_TO_DEPTH" -> blocks(node, name, output);
            default -> false;
        };
    }

    private boolean reshape(TfliteNode node, String name, String output) {
        // empty where it is open: then the numbers come as a vector, if at all
        translation.add(new Operator.Reshape(name, translation.value(node.input(0)), output, translation.extents(node.output())));
        return true;
    }

    private boolean transpose(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<int[]> order = translation.weights().wholes(node.input(1));
        order.ifPresent(axes -> translation.add(new Operator.Transpose(name, translation.value(node.input(0)), output, Arrays.stream(axes).boxed().toList())));
        return order.isPresent();
    }

    private boolean pad(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<int[]> around = translation.weights().wholes(node.input(1));
        List<Integer> extents = translation.extents(node.input(0));
        if (around.isEmpty() || extents.isEmpty() || around.get().length != 2 * extents.size()) {
            return false;
        }
        List<Integer> begin = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        for (int axis = 0; axis < extents.size(); axis++) {
            begin.add(around.get()[2 * axis]);
            end.add(around.get()[2 * axis + 1]);
        }
        List<Integer> after = translation.extents(node.output());
        for (int axis = 0; axis < after.size(); axis++) {
            if (after.size() != extents.size() || after.get(axis) != (long) extents.get(axis) + begin.get(axis) + end.get(axis)) {
                return false;
            }
        }
        if (!node.type().equals("MIRROR_PAD")) {
            Optional<Tensor> with = node.type().equals("PADV2") ? translation.weights().of(node.input(2)) : Optional.empty();
            long[] amounts = IntStream.range(0, 2 * extents.size()).mapToLong(i -> (i < extents.size() ? begin.get(i) : end.get(i - extents.size()))).toArray();
            translation.add(new Operator.Pad(name, translation.value(node.input(0)), output, begin, end, with.filter(number -> number.size() == 1)
                    .map(number -> Formula.empty().with("amounts", amounts).with("number", number.get(0)).then("Pad", "out0", "in0", "amounts", "number"))));
            return true;
        }
        // with the border (1) or without it (0)
        int repeated = node.options().isPresent() ? node.options().get().ubyte(0) : 0;
        String value = translation.value(node.input(0));
        for (int axis = 0; axis < extents.size(); axis++) {
            int from = begin.get(axis);
            int extent = extents.get(axis);
            if (from < 0 || end.get(axis) < 0 || Math.max(from, end.get(axis)) > extent - 1 + repeated) {
                return false;
            }
            int[] places = IntStream.range(-from, extent + end.get(axis))
                    .map(p -> p < 0 ? -p - repeated : p >= extent ? 2 * extent - 2 + repeated - p : p).toArray();
            // the axis of the batch has as many samples as are run
            value = from == 0 && end.get(axis) == 0 ? value : take(node, name, value, axis, places);
        }
        translation.add(new Operator.Pass(name, value, output));
        return true;
    }

    /** Some places of an axis, on the way. */
    private String take(TfliteNode node, String name, String value, int axis, int[] places) {
        String taken = translation.between(node);
        translation.add(new Operator.Take(name, value, taken, axis, places, false));
        return taken;
    }

    private boolean split(TfliteNode node, String name) throws ModelFormatException {
        int value = node.input(node.type().equals("SPLIT") ? 1 : 0);
        boolean drop = node.type().equals("UNPACK");
        List<Integer> extents = translation.extents(value);
        Optional<int[]> axes = switch (node.type()) {
            case "SPLIT" -> translation.weights().wholes(node.input(0));
            case "SPLIT_V" -> translation.weights().wholes(node.input(2));
            default -> translation.option(node, 1).map(axis -> new int[] {axis});
        };
        if (axes.isEmpty() || axes.get().length != 1 || extents.isEmpty()) {
            return false;
        }
        int axis = axes.get()[0] < 0 ? axes.get()[0] + extents.size() : axes.get()[0];
        int parts = node.outputs().size();
        if (axis < 0 || axis >= extents.size() || parts == 0) {
            return false;
        }
        int[] sizes = new int[parts];
        Arrays.fill(sizes, extents.get(axis) / parts);
        if (node.type().equals("SPLIT_V")) {
            sizes = translation.weights().wholes(node.input(1)).orElse(new int[0]);
            int rest = extents.get(axis) - Arrays.stream(sizes).filter(size -> size > 0).sum();
            sizes = Arrays.stream(sizes).map(size -> size < 0 ? rest : size).toArray();
        }
        if (sizes.length != parts || Arrays.stream(sizes).asLongStream().sum() != extents.get(axis) || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            return false;
        }
        int from = 0;
        for (int part = 0; part < parts; part++) {
            translation.add(new Operator.Take(name, translation.value(value), translation.value(node.outputs().get(part)), axis,
                    IntStream.range(from, from + sizes[part]).toArray(), drop));
            from += sizes[part];
        }
        return true;
    }

    private boolean gather(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<Tensor> table = translation.weights().of(node.input(0));
        int axis = translation.option(node, 0).orElse(0);
        if (table.isPresent()) {
            return axis == 0 && embedding(node.input(1), table, name, output);
        }
        Optional<int[]> places = translation.weights().wholes(node.input(1));
        boolean batches = node.options().isPresent() && node.options().get().whole(1, 0) != 0;
        if (places.isEmpty() || batches) {
            return false;
        }
        int rank = translation.graph().tensor(node.input(1)).rank();
        if (rank > 1 || places.get().length == 0) {
            return false;
        }
        translation.add(new Operator.Take(name, translation.value(node.input(0)), output, axis, places.get(), rank == 0));
        return true;
    }

    /** Features looked up by numbers that the model is given. */
    private boolean embedding(int numbers, Optional<Tensor> table, String name, String output) throws ModelFormatException {
        if (numbers < 0 || translation.weights().has(numbers) || table.isEmpty() || table.get().rank() != 2) {
            return false;
        }
        translation.add(new Operator.Embedding(name, translation.value(numbers), output, table.get()));
        return true;
    }

    private boolean reverse(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<int[]> axes = translation.weights().wholes(node.input(1));
        List<Integer> extents = translation.extents(node.input(0));
        if (axes.isEmpty() || extents.isEmpty() || Arrays.stream(axes.get()).anyMatch(axis -> axis < -extents.size() || axis >= extents.size())) {
            return false;
        }
        String value = translation.value(node.input(0));
        for (int axis : axes.get()) {
            int extent = extents.get(axis < 0 ? axis + extents.size() : axis);
            value = extent == 1 ? value : take(node, name, value, axis, IntStream.range(0, extent).map(i -> extent - 1 - i).toArray());
        }
        translation.add(new Operator.Pass(name, value, output));
        return true;
    }

    private boolean tile(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<int[]> times = translation.weights().wholes(node.input(1));
        List<Integer> extents = translation.extents(node.input(0));
        if (times.isEmpty() || times.get().length != extents.size() || translation.extents(node.output()).isEmpty()) {
            return false;
        }
        String value = translation.value(node.input(0));
        for (int axis = 0; axis < extents.size(); axis++) {
            int extent = extents.get(axis);
            // the axis of the batch is repeated for samples, not for neurons
            if (times.get()[axis] != 1 && translation.extents(node.output()).get(axis) == (long) extent * times.get()[axis]) {
                value = take(node, name, value, axis, IntStream.range(0, extent * times.get()[axis]).map(i -> i % extent).toArray());
            }
        }
        translation.add(new Operator.Pass(name, value, output));
        return true;
    }

    private boolean expand(TfliteNode node, String name, String output) {
        List<Integer> extents = translation.extents(node.output());
        if (!extents.isEmpty()) {
            translation.add(new Operator.Expand(name, translation.value(node.input(0)), output, extents));
        }
        return !extents.isEmpty();
    }

    /** Squares of pixels of one channel that become the channels of one pixel, and back; the channel goes through the square row by row. */
    private boolean blocks(TfliteNode node, String name, String output) throws ModelFormatException {
        int size = translation.option(node, 0).orElse(0);
        List<Integer> from = translation.extents(node.input(0));
        List<Integer> to = translation.extents(node.output());
        if (size < 1 || from.size() != 4 || to.size() != 4) {
            return false;
        }
        boolean apart = node.type().equals("DEPTH_TO_SPACE");
        List<Integer> few = apart ? from : to;
        List<Integer> many = apart ? to : from;
        String cut = translation.between(node);
        translation.add(new Operator.Reshape(name, translation.value(node.input(0)), cut, apart
                ? List.of(1, few.get(1), few.get(2), size, size, many.get(3)) : List.of(1, few.get(1), size, few.get(2), size, many.get(3))));
        String turned = translation.between(node);
        translation.add(new Operator.Transpose(name, cut, turned, List.of(0, 1, 3, 2, 4, 5)));
        translation.add(new Operator.Reshape(name, turned, output, to));
        return true;
    }
}
