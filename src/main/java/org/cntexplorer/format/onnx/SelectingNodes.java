package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/** Some places of axes, put together, cut apart, or repeated: slices, splits, gathers, concatenations, padding, nearest neighbours. */
final class SelectingNodes implements OnnxOperators.Family {
    private final Walk walk;

    SelectingNodes(Walk walk) {
        this.walk = walk;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "Gather" -> isEmbedding(node, walk) ? embedding(node) : gather(node);
            case "Slice" -> slice(node);
            case "Split", "SplitToSequence" -> node.type().equals("Split") && split(node);
            case "Concat" -> concat(node, node.inputs());
            case "Tile" -> tile(node);
            case "Pad" -> new Padding(walk).translate(node);
            case "Resize", "Upsample" -> new Resizing(walk).translate(node);
            case "Compress" -> compress(node);
            default -> false;
        };
    }

    /** Whether rows of a constant are looked up by numbers that are computed. */
    static boolean isEmbedding(OnnxNode node, Walk walk) throws ModelFormatException {
        if (!node.type().equals("Gather") || node.whole("axis", 0) != 0 || walk.isConstant(node.input(1))) {
            return false;
        }
        Optional<Constant> table = walk.constants.of(node.input(0));
        return table.isPresent() && table.get().tensor().rank() == 2 && !table.get().transposed() && NumberArray.isReal(table.get().tensor().type());
    }

    private boolean embedding(OnnxNode node) throws ModelFormatException {
        Constant table = walk.constants.of(node.input(0)).orElseThrow();
        embedding(DenseNodes.name(node, table), table.tensor(), node.input(1), node.output());
        return true;
    }

    private void embedding(String name, Tensor table, String index, String output) throws ModelFormatException {
        embedding(name, table, index, output, walk);
    }

    /** @param index the value whose numbers are looked up */
    static void embedding(String name, Tensor table, String index, String output, Walk walk) throws ModelFormatException {
        Optional<List<Integer>> extents = walk.extents(index);
        String input = walk.deferral().looked(index, walk);
        String looked = walk.between(output);
        walk.add(new Operator.Embedding(name, input, looked, table));
        List<Integer> wanted = new ArrayList<>(extents.orElse(List.of()));
        wanted.add((int) table.extent(1));
        boolean fits = extents.isPresent() && wanted.stream().reduce(1, (a, b) -> a * b)
                .equals(walk.extents(looked).map(list -> list.stream().reduce(1, (a, b) -> a * b)).orElse(-1));
        if (fits && !wanted.equals(walk.known(looked))) {
            walk.add(new Operator.Reshape(name, looked, output, wanted));
        } else {
            walk.add(new Operator.Pass(name, looked, output));
        }
    }

    private boolean gather(OnnxNode node) throws ModelFormatException {
        Optional<NumberArray> places = walk.constants.array(node.input(1));
        String value = walk.value(node.input(0));
        List<Integer> extents = walk.known(value);
        int axis = axis(node.whole("axis", 0), extents.size());
        if (places.isEmpty()) {
            return anywhere(node, value, extents, axis);
        }
        if (places.get().rank() < 2) {
            walk.add(new Operator.Take(node.label(), value, node.output(), axis, places.get().places(), places.get().rank() == 0));
            return true;
        }
        String taken = walk.between(node.output());
        walk.add(new Operator.Take(node.label(), value, taken, axis, places.get().places(), false));
        List<Integer> to = new ArrayList<>(extents.subList(0, axis));
        Arrays.stream(places.get().shape()).forEach(to::add);
        to.addAll(extents.subList(axis + 1, extents.size()));
        walk.add(new Operator.Reshape(node.label(), taken, node.output(), to));
        return true;
    }

    /** A place that hangs on the data: each is equally likely. */
    private boolean anywhere(OnnxNode node, String value, List<Integer> extents, int axis) throws ModelFormatException {
        Optional<List<Integer>> places = walk.extents(node.input(1));
        if (places.isPresent() && places.get().stream().anyMatch(extent -> extent > 1)) {
            return false;
        }
        if (extents.get(axis) > 1) {
            walk.warn(node.output(), "\"" + node.label() + "\" takes a place that hangs on the data; each of " + extents.get(axis) + " is taken for equally likely.");
        }
        boolean keep = places.isPresent() && places.get().size() == 1;
        walk.add(new Operator.Mean(node.label(), value, node.output(), List.of(axis), keep));
        return true;
    }

    private static int axis(long axis, int rank) {
        long at = axis < 0 ? axis + rank : axis;
        if (at < 0 || at >= rank) {
            throw new IllegalArgumentException("axis " + axis + " of " + rank);
        }
        return (int) at;
    }

    private boolean slice(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        List<Integer> extents = walk.known(value);
        Optional<long[]> starts = walk.constants.listed(node, "starts", 1);
        Optional<long[]> ends = walk.constants.listed(node, "ends", 2);
        Optional<long[]> axes = walk.constants.listed(node, "axes", 3);
        Optional<long[]> steps = walk.constants.listed(node, "steps", 4);
        if (starts.isEmpty() || ends.isEmpty() || axes.isEmpty() && !node.input(3).isEmpty() || steps.isEmpty() && !node.input(4).isEmpty()) {
            return false;
        }
        Slicing.Along[] all = Slicing.of(starts.get(), ends.get(), axes.orElse(null), steps.orElse(null), extents.stream().mapToInt(Integer::intValue).toArray());
        String at = value;
        for (int i = 0; i < all.length; i++) {
            String next = i == all.length - 1 ? node.output() : walk.between(value);
            walk.add(new Operator.Take(node.label(), at, next, all[i].axis(), all[i].places(), false));
            at = next;
        }
        if (all.length == 0) {
            walk.pass(node.label(), value, node.output());
        }
        return true;
    }

    private boolean split(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        List<Integer> extents = walk.known(value);
        int axis = axis(node.whole("axis", 0), extents.size());
        Optional<long[]> given = walk.constants.listed(node, "split", 1);
        Optional<int[]> parts = given.isEmpty() && !node.input(1).isEmpty() ? Optional.empty() : Slicing.parts(node, given, extents.get(axis));
        if (parts.isEmpty()) {
            return false;
        }
        walk.count(value, node.outputs().size());
        int first = 0;
        for (int i = 0; i < parts.get().length; i++) {
            int from = first;
            if (!node.output(i).isEmpty()) {
                walk.add(new Operator.Take(node.label(), value, node.output(i), axis, IntStream.range(from, from + parts.get()[i]).toArray(), false));
            }
            first += parts.get()[i];
        }
        return true;
    }

    /** @param values of which constants are no neurons */
    boolean concat(OnnxNode node, List<String> values) throws ModelFormatException {
        List<String> given = new ArrayList<>();
        for (String value : values) {
            boolean nothing = walk.isConstant(value) && walk.extents(value).map(extents -> extents.contains(0)).orElse(false);
            if (!value.isEmpty() && !nothing) {
                given.add(walk.value(value));
            }
        }
        walk.add(new Operator.Concatenation(node.label(), given, node.output(), (int) node.whole("axis", 1)));
        return true;
    }

    private boolean tile(OnnxNode node) throws ModelFormatException {
        Optional<long[]> times = walk.constants.wholes(node.input(1));
        String at = walk.value(node.input(0));
        List<Integer> extents = walk.known(at);
        if (times.isEmpty() || times.get().length != extents.size() || Arrays.stream(times.get()).anyMatch(n -> n < 1 || n > 1_000_000)) {
            return false;
        }
        for (int axis = 0; axis < extents.size(); axis++) {
            int extent = extents.get(axis);
            int count = Math.toIntExact(times.get()[axis]);
            if (count > 1) {
                String next = walk.between(at);
                walk.add(new Operator.Take(node.label(), at, next, axis, IntStream.range(0, Math.multiplyExact(extent, count)).map(i -> i % extent).toArray(), false));
                at = next;
            }
        }
        walk.pass(node.label(), at, node.output());
        return true;
    }

    private boolean compress(OnnxNode node) throws ModelFormatException {
        Optional<NumberArray> which = walk.constants.array(node.input(1));
        if (which.isEmpty() || node.attribute("axis").isEmpty()) {
            return false;
        }
        String value = walk.value(node.input(0));
        walk.add(new Operator.Take(node.label(), value, node.output(), axis(node.whole("axis", 0), walk.known(value).size()),
                IntStream.range(0, which.get().size()).filter(i -> which.get().values()[i] != 0).toArray(), false));
        return true;
    }
}
