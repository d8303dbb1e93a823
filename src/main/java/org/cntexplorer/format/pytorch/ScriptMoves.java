package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/** Functions of archived code that move numbers about: reshapes, transposes, slices, concatenations, padding. */
final class ScriptMoves {
    private static final int MOST_PARTS = 10_000;

    private final TorchGraph graph;
    private final Map<String, String> swapped;

    /** @param swapped gets values that are others with their last two axes swapped */
    ScriptMoves(TorchGraph graph, Map<String, String> swapped) {
        this.graph = graph;
        this.swapped = swapped;
    }

    Optional<Py> call(String function, Arguments all, String name) throws Misfit {
        Py first = all.get(0, "input");
        if (first instanceof Py.Sequence sequence && (function.equals("cat") || function.equals("stack") || function.equals("concat"))) {
            return joined(function, sequence.items(), Py.whole(all.get(1, "dim")).orElse(0), name);
        }
        if (first instanceof Py.Weights weights) {
            return constant(function, weights, all);
        }
        if (!(first instanceof Py.Signal signal)) {
            return Optional.empty();
        }
        String input = signal.value();
        return switch (function) {
            case "flatten" -> Optional.of(new Py.Signal(graph.flatten(name, input, Py.whole(all.get(1, "start_dim")).orElse(0),
                    Py.whole(all.get(2, "end_dim")).orElse(-1))));
            case "view", "reshape", "_unsafe_view" -> all.get(1, "shape") instanceof Py.Sequence to ? Optional.of(reshaped(name, input, to.items()))
                    : Optional.empty();
            case "view_as", "reshape_as" -> all.get(1, "other") instanceof Py.Signal other && graph.extents(other.value()).isPresent()
                    ? Optional.of(new Py.Signal(graph.reshape(name, input, graph.extents(other.value()).get()))) : Optional.empty();
            case "unsqueeze", "unsqueeze_", "squeeze", "squeeze_" -> Optional.of(squeezed(function, name, input, all.get(1, "dim")));
            case "unflatten" -> Py.wholes(all.get(2, "sizes"), -1).isPresent() && Py.whole(all.get(1, "dim")).isPresent()
                    ? Optional.of(new Py.Signal(SpatialParts.unflatten(graph, name, input, Py.whole(all.get(1, "dim")).get(),
                            Py.wholes(all.get(2, "sizes"), -1).get()))) : Optional.empty();
            case "permute" -> Py.wholes(all.get(1, "dims"), -1).isPresent() ? Optional.of(permuted(name, input, Py.wholes(all.get(1, "dims"), -1).get()))
                    : Optional.empty();
            case "transpose", "transpose_", "swapaxes", "t" -> Optional.of(turned(name, input, Py.whole(all.get(1, "dim0")).orElse(0),
                    Py.whole(all.get(2, "dim1")).orElse(1)));
            case "select" -> Optional.of(selected(name, input, Py.whole(all.get(1, "dim")), Py.whole(all.get(2, "index"))));
            case "slice", "narrow" -> Optional.of(sliced(name, input, all, function.equals("narrow")));
            case "chunk", "split", "split_with_sizes", "unbind", "tensor_split" -> parts(function, name, input, all);
            case "expand", "repeat" -> Optional.of(first);
            case "constant_pad_nd", "pad" -> padded(function, name, input, all);
            case "upsample_nearest1d", "upsample_nearest2d", "upsample_nearest3d", "upsample_bilinear2d", "upsample_bicubic2d", "upsample_trilinear3d" ->
                Optional.of(resized(function, name, input, all));
            case "pixel_shuffle" -> Optional.of(new Py.Signal(SpatialParts.shuffled(graph, name, input, Py.whole(all.get(1, "upscale_factor")).orElse(0))));
            case "roll", "flip", "index_select", "clamp_" -> Optional.of(first);
            default -> Optional.empty();
        };
    }

    private static Optional<Py> constant(String function, Py.Weights weights, Arguments all) {
        Tensor tensor = weights.tensor();
        return switch (function) {
            case "transpose", "permute" -> tensor.rank() == 2 ? Optional.of(new Py.Turned(tensor)) : Optional.of(weights);
            case "view", "reshape" -> Py.wholes(all.get(1, "shape"), -1).filter(shape -> shape.stream().allMatch(extent -> extent > 0)
                    && shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b) == tensor.size())
                    .<Py>map(shape -> new Py.Weights(tensor.reshaped(shape.stream().mapToLong(Integer::longValue).toArray()))).or(() -> Optional.of(weights));
            case "unsqueeze", "squeeze", "expand", "repeat", "slice", "select", "contiguous" -> Optional.of(weights);
            default -> Optional.empty();
        };
    }

    private Optional<Py> joined(String function, List<Py> items, int axis, String name) throws Misfit {
        List<String> values = new ArrayList<>();
        List<Integer> like = items.stream().filter(Py.Signal.class::isInstance).map(item -> graph.extents(((Py.Signal) item).value()).orElse(List.of()))
                .findFirst().orElse(List.of());
        for (Py item : items) {
            switch (item) {
                case Py.Signal signal -> values.add(signal.value());
                case Py.Weights weights -> values.add(graph.add(output -> new Operator.Constant(name + " constant", output,
                        weights.tensor().rank() == like.size() ? ScriptNumbers.extents(weights.tensor()) : like)));
                default -> {
                    return Optional.empty();
                }
            }
        }
        if (values.isEmpty() || items.size() > MOST_PARTS) {
            return Optional.empty();
        }
        if (function.equals("stack")) {
            for (int i = 0; i < values.size(); i++) {
                values.set(i, ((Py.Signal) squeezed("unsqueeze", name, values.get(i), new Py.Whole(axis))).value());
            }
        }
        return Optional.of(new Py.Signal(values.size() == 1 ? values.getFirst() : graph.joined(name, values, axis)));
    }

    private Py reshaped(String name, String input, List<Py> to) throws Misfit {
        List<Integer> extents = new ArrayList<>();
        for (Py one : to) {
            extents.add(Py.whole(one).orElse(-1));
        }
        if (extents.indexOf(-1) != extents.lastIndexOf(-1)) {
            throw new Misfit("\"" + name + "\" makes extents that hang on the data");
        }
        return new Py.Signal(graph.reshape(name, input, extents));
    }

    private Py squeezed(String function, String name, String input, Py axis) throws Misfit {
        Optional<List<Integer>> known = graph.extents(input);
        if (known.isEmpty()) {
            return new Py.Signal(input);
        }
        List<Integer> extents = new ArrayList<>(known.get());
        boolean more = function.startsWith("unsqueeze");
        if (!more && Py.whole(axis).isEmpty()) {
            extents.removeIf(extent -> extent == 1);
            extents = extents.isEmpty() ? List.of(1) : extents;
        } else {
            int place = TorchGraph.axis(name, Py.whole(axis).orElse(0), extents.size() + (more ? 1 : 0));
            if (more) {
                extents.add(place, 1);
            } else if (extents.get(place) == 1 && extents.size() > 1) {
                extents.remove(place);
            }
        }
        return new Py.Signal(graph.reshape(name, input, extents));
    }

    private Py permuted(String name, String input, List<Integer> order) throws Misfit {
        String value = graph.transpose(name, input, order);
        int rank = order.size();
        List<Integer> straight = order.stream().map(axis -> axis < 0 ? axis + rank : axis).toList();
        boolean lastTwo = rank >= 2 && straight.get(rank - 1) == rank - 2 && straight.get(rank - 2) == rank - 1
                && IntStream.range(0, rank - 2).allMatch(i -> straight.get(i) == i);
        if (lastTwo) {
            swapped.put(value, input);
        }
        return new Py.Signal(value);
    }

    private Py turned(String name, String input, int one, int other) throws Misfit {
        String value = graph.swap(name, input, one, other);
        int rank = graph.rank(input).orElse(3);
        int first = one < 0 ? one + rank : one;
        int second = other < 0 ? other + rank : other;
        if (Math.min(first, second) == rank - 2 && Math.max(first, second) == rank - 1) {
            swapped.put(value, input);
        }
        return new Py.Signal(value);
    }

    private Py selected(String name, String input, Optional<Integer> axis, Optional<Integer> index) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        if (axis.isEmpty() || extents.isEmpty() || extents.get().size() < 2) {
            return new Py.Signal(input);
        }
        int place = TorchGraph.axis(name, axis.get(), extents.get().size());
        int extent = extents.get().get(place);
        // where the number of steps is not known it is 1, and any step stands for all
        int at = extent == 1 || index.isEmpty() ? 0 : index.get();
        return new Py.Signal(graph.take(name, input, place, new int[] {at}, true));
    }

    private Py sliced(String name, String input, Arguments all, boolean narrow) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        if (extents.isEmpty()) {
            return new Py.Signal(input);
        }
        int axis = TorchGraph.axis(name, Py.whole(all.get(1, "dim")).orElse(0), extents.get().size());
        long extent = extents.get().get(axis);
        long from = all.get(2, "start") instanceof Py.Whole start ? start.value() : 0;
        long to = all.get(3, "end") instanceof Py.Whole end ? end.value() : Long.MAX_VALUE;
        long step = Math.max(1, Py.whole(all.get(4, "step")).orElse(1));
        to = narrow ? from + to : to;
        from = Math.clamp(from < 0 ? from + extent : from, 0, extent);
        to = Math.clamp(to < 0 ? to + extent : to, 0, extent);
        if (from == 0 && to == extent && step == 1 || to <= from) {
            return new Py.Signal(input);
        }
        int[] places = new int[(int) ((to - from + step - 1) / step)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) (from + i * step);
        }
        return new Py.Signal(graph.take(name, input, axis, places, false));
    }

    private Optional<Py> parts(String function, String name, String input, Arguments all) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        boolean unbound = function.equals("unbind");
        if (extents.isEmpty()) {
            throw new Misfit("\"" + name + "\" cuts a value of unknown extents into parts");
        }
        int axis = TorchGraph.axis(name, Py.whole(all.get(unbound ? 1 : 2, "dim")).orElse(0), extents.get().size());
        int extent = extents.get().get(axis);
        List<Integer> sizes = new ArrayList<>();
        Optional<List<Integer>> listed = all.get(1, "sizes") instanceof Py.Sequence ? Py.wholes(all.get(1, "sizes"), -1) : Optional.empty();
        if (listed.isPresent() && !unbound) {
            sizes.addAll(listed.get());
        } else {
            int number = unbound ? 1 : Py.whole(all.get(1, "chunks")).orElse(1);
            int each = unbound ? 1 : number < 1 ? extent : function.equals("split") ? number : (extent + number - 1) / number;
            for (int from = 0; from < extent && sizes.size() < MOST_PARTS; from += each) {
                sizes.add(Math.min(each, extent - from));
            }
        }
        List<Py> values = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            if (size < 1 || from + size > extent) {
                throw new Misfit("\"" + name + "\" cuts " + extent + " into " + sizes);
            }
            values.add(new Py.Signal(graph.take(name, input, axis, IntStream.range(from, from + size).toArray(), unbound)));
            from += size;
        }
        return Optional.of(new Py.Sequence(values));
    }

    private Optional<Py> padded(String function, String name, String input, Arguments all) throws Misfit {
        Optional<List<Integer>> sides = Py.wholes(all.get(1, "pad"), -1);
        if (sides.isEmpty() || sides.get().size() % 2 != 0) {
            return Optional.empty();
        }
        String how = function.equals("pad") && all.get(2, "mode") instanceof Py.Text mode ? mode.value() : "constant";
        return Optional.of(new Py.Signal(SpatialParts.padded(graph, name, input, sides.get(), how)));
    }

    private Py resized(String function, String name, String input, Arguments all) throws Misfit {
        int axes = function.charAt(function.length() - 2) - '0';
        String mode = function.substring("upsample_".length(), function.length() - 2);
        Optional<List<Integer>> sizes = Py.wholes(all.get(1, "output_size"), axes);
        Optional<List<Integer>> extents = graph.extents(input);
        if (sizes.isEmpty() && extents.isPresent() && extents.get().size() == axes + 2) {
            Py factors = all.placed().stream().skip(2).filter(Py.Sequence.class::isInstance).findFirst().orElse(Py.UNKNOWN);
            List<Integer> scaled = new ArrayList<>();
            for (int i = 0; i < axes; i++) {
                Py factor = factors instanceof Py.Sequence each && each.items().size() == axes ? each.items().get(i) : Py.UNKNOWN;
                scaled.add((int) Math.floor(extents.get().get(i + 2) * Py.real(factor).orElse(0.0)));
            }
            sizes = Optional.of(scaled);
        }
        return new Py.Signal(SpatialParts.resized(graph, name, input, mode, sizes.orElse(Collections.nCopies(axes, 0))));
    }
}
