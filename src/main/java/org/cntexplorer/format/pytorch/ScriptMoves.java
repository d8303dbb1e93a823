package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/** Functions of archived code that move numbers about: reshapes, transposes, slices, concatenations, padding. */
final class ScriptMoves {
    private static final int MOST_PARTS = 10_000;
    /** PyTorch's numbers of its types. */
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int HALF = 5;
    private static final int BOOL = 11;
    private static final int BRAIN = 15;

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
            return ScriptParameters.call(function, weights, all);
        }
        if (first instanceof Py.Sequence states && !states.items().isEmpty()) {
            // the states of a recurrent module, one of each layer and direction
            boolean only = states.items().size() == 1 && (function.equals("squeeze") || function.equals("squeeze_"));
            Optional<Integer> index = Py.whole(all.get(2, "index"));
            boolean one = function.equals("select") && Py.whole(all.get(1, "dim")).filter(axis -> axis == 0).isPresent() && index.isPresent();
            int at = only ? 0 : one ? index.get() < 0 ? index.get() + states.items().size() : index.get() : -1;
            return at >= 0 && at < states.items().size() ? Optional.of(states.items().get(at)) : Optional.empty();
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
            case "expand", "repeat", "expand_as" -> Optional.of(repeated(function, name, input, all));
            case "masked_fill", "masked_fill_" -> Optional.of(masked(name, input, all));
            case "constant_pad_nd", "pad" -> padded(function, name, input, all);
            case "upsample_nearest1d", "upsample_nearest2d", "upsample_nearest3d", "upsample_bilinear2d", "upsample_bicubic2d", "upsample_trilinear3d" ->
                Optional.of(resized(function, name, input, all));
            case "pixel_shuffle" -> Optional.of(new Py.Signal(SpatialParts.shuffled(graph, name, input, Py.whole(all.get(1, "upscale_factor")).orElse(0))));
            case "flip", "roll", "index_select" -> Optional.of(rearranged(function, name, input, all));
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
                case Py.Weights weights -> {
                    boolean fits = weights.tensor().rank() == like.size();
                    values.add(graph.add(output -> new Operator.Constant(name + " constant", output, fits ? ScriptNumbers.extents(weights.tensor()) : like,
                            fits ? Optional.of(weights.tensor()) : Optional.empty())));
                }
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
        boolean rest = to.stream().anyMatch(one -> !(one instanceof Py.Open) && Py.whole(one).orElse(-1) == -1);
        boolean open = !rest && to.stream().filter(Py.Open.class::isInstance).count() == 1;
        for (Py one : to) {
            extents.add(open && one instanceof Py.Open ? -1 : Py.whole(one).orElse(-1));
        }
        if (extents.indexOf(-1) != extents.lastIndexOf(-1)) {
            throw new Misfit("\"" + name + "\" makes extents that hang on the data");
        }
        return new Py.Signal(graph.reshape(name, input, extents));
    }

    private Py squeezed(String function, String name, String input, Py axis) throws Misfit {
        Optional<List<Integer>> known = graph.extents(input);
        boolean more = function.startsWith("unsqueeze");
        if (known.isEmpty()) {
            Optional<Formula> formula = Py.whole(axis).map(one -> Formula.empty().with("axis", new long[] {one})
                    .then(more ? "Unsqueeze" : "Squeeze", "out0", "in0", "axis"));
            return new Py.Signal(graph.does(name, input, "gets other axes", formula));
        }
        List<Integer> extents = new ArrayList<>(known.get());
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
        if (axis.isEmpty() || index.isEmpty() || extents.isEmpty() || extents.get().size() < 2) {
            Optional<Formula> formula = axis.isEmpty() || index.isEmpty() ? Optional.empty()
                    : Optional.of(Formula.empty().with("place", new long[] {index.get()}).with("axis", new long[] {axis.get()})
                            .then(new Formula.Step("Gather", List.of("in0", "place"), List.of("one"), Map.of("axis", axis.get())))
                            .then("Squeeze", "out0", "one", "axis"));
            String value = graph.does(name, input, "is one place of an axis", formula);
            if (axis.isEmpty() || extents.isEmpty() || extents.get().size() < 2) {
                return new Py.Signal(value);
            }
            return new Py.Signal(graph.take(name, value, TorchGraph.axis(name, axis.get(), extents.get().size()), new int[] {0}, true));
        }
        int place = TorchGraph.axis(name, axis.get(), extents.get().size());
        if (extents.get().get(place) > 1 || index.get() == 0 || index.get() == -1) {
            return new Py.Signal(graph.take(name, input, place, new int[] {index.get()}, true));
        }
        // where the number of steps is not known it is 1, and any step stands for all
        String step = graph.does(name, input, "is one step of many", Optional.of(cut(place, index.get(), index.get() == -2 ? -1 : index.get() + 1L, 1)));
        return new Py.Signal(graph.take(name, step, place, new int[] {0}, true));
    }

    private static Formula cut(int axis, long from, long to, long step) {
        return Formula.empty().with("from", new long[] {from}).with("to", new long[] {to}).with("axis", new long[] {axis}).with("step", new long[] {step})
                .then("Slice", "out0", "in0", "from", "to", "axis", "step");
    }

    private Py sliced(String name, String input, Arguments all, boolean narrow) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        Optional<Long> begin = all.has(2, "start") ? end(all.get(2, "start"), 0L) : Optional.of(0L);
        boolean toEnd = !all.has(3, "end") || all.get(3, "end") instanceof Py.Extent whole && whole.value().equals(input);
        Optional<Long> length = toEnd ? Optional.of(Long.MAX_VALUE) : end(all.get(3, "end"), Long.MAX_VALUE);
        long step = Math.max(1, Py.whole(all.get(4, "step")).orElse(1));
        if (begin.isEmpty() || length.isEmpty()) {
            return new Py.Signal(graph.does(name, input, "is cut where the sample says", Optional.empty()));
        }
        long first = begin.get();
        long last = narrow ? first + length.get() : length.get();
        int given = Py.whole(all.get(1, "dim")).orElse(0);
        if (first == 0 && last == Long.MAX_VALUE && step == 1) {
            return new Py.Signal(input);
        }
        if (extents.isEmpty()) {
            return new Py.Signal(graph.does(name, input, "is cut", Optional.of(cut(given, first, last, step))));
        }
        int axis = TorchGraph.axis(name, given, extents.get().size());
        long extent = extents.get().get(axis);
        long from = Math.clamp(first < 0 ? first + extent : first, 0, extent);
        long to = Math.clamp(last < 0 ? last + extent : last, 0, extent);
        if (extent == 1 || to <= from) {
            // perhaps one of an open number of steps
            return new Py.Signal(graph.does(name, input, "is cut", Optional.of(cut(axis, first, last, step))));
        }
        if (from == 0 && to == extent && step == 1) {
            return new Py.Signal(input);
        }
        int[] places = new int[(int) ((to - from + step - 1) / step)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) (from + i * step);
        }
        return new Py.Signal(graph.take(name, input, axis, places, false));
    }

    /** Of a slice; empty where it hangs on the data. */
    private static Optional<Long> end(Py value, long otherwise) {
        return value == Py.NONE ? Optional.of(otherwise) : value instanceof Py.Whole whole ? Optional.of(whole.value())
                : value == Py.UNKNOWN ? Optional.empty() : Py.whole(value).map(Integer::longValue);
    }

    /** Another type of numbers, as far as that changes them. */
    String cast(String function, String input, Arguments all, String name) throws Misfit {
        int type = switch (function) {
            case "half" -> HALF;
            case "bfloat16" -> BRAIN;
            case "int" -> INT;
            case "long" -> LONG;
            case "bool" -> BOOL;
            case "to", "type" -> all.placed().stream().skip(1).filter(Py.Whole.class::isInstance).map(number -> (int) ((Py.Whole) number).value()).findFirst()
                    .orElse(Py.whole(all.named().getOrDefault("dtype", Py.UNKNOWN)).orElse(-1));
            default -> -1;
        };
        boolean looked = graph.operators().stream().anyMatch(operator -> operator instanceof Operator.Input given && given.output().equals(input));
        return switch (type) {
            case HALF -> graph.does(name, input, "is rounded to half precision", Optional.of(through(10)));
            case BRAIN, BOOL -> graph.does(name, input, type == BOOL ? "is made true or false" : "is rounded to bfloat16", Optional.empty());
            // places in a vocabulary are whole numbers anyway
            case 0, 1, 2, INT, LONG -> looked ? input : graph.does(name, input, "is cut to a whole number", Optional.of(through(7)));
            default -> input;
        };
    }

    private static Formula through(int type) {
        return Formula.empty().then(new Formula.Step("Cast", List.of("in0"), List.of("cast"), Map.of("to", type)))
                .then(new Formula.Step("Cast", List.of("cast"), List.of("out0"), Map.of("to", 1)));
    }

    private Py masked(String name, String input, Arguments all) throws Misfit {
        Optional<Formula> formula = all.tensor(1, "mask").flatMap(mask -> Py.number(all.get(2, "value"))
                .filter(value -> fits(mask, input)).map(value -> ScriptScores.masked(Formula.empty(), mask, value, "in0", "out0")));
        return new Py.Signal(graph.does(name, input, "is masked", formula));
    }

    /** Whether a constant does not make a value larger. */
    private boolean fits(Tensor constant, String value) {
        List<Integer> extents = graph.extents(value).orElse(List.of());
        int missing = extents.size() - constant.rank();
        return missing >= 0 && IntStream.range(0, constant.rank()).allMatch(i -> constant.extent(i) == 1 || constant.extent(i) == extents.get(missing + i));
    }

    private Py repeated(String function, String name, String input, Arguments all) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        Optional<List<Integer>> wanted = function.equals("expand_as")
                ? all.get(1, "other") instanceof Py.Signal other ? graph.extents(other.value()) : Optional.empty() : Py.wholes(all.get(1, "size"), -1);
        if (extents.isEmpty() || wanted.isEmpty() || wanted.get().size() < extents.get().size()) {
            return new Py.Signal(graph.does(name, input, "is repeated so often as the sample says", Optional.empty()));
        }
        int missing = wanted.get().size() - extents.get().size();
        List<Integer> to = new ArrayList<>();
        for (int i = 0; i < wanted.get().size(); i++) {
            int own = i < missing ? 1 : extents.get().get(i - missing);
            to.add(function.equals("repeat") ? own * wanted.get().get(i) : wanted.get().get(i) < 0 ? own : wanted.get().get(i));
        }
        if (to.equals(extents.get())) {
            return new Py.Signal(input);
        }
        if (!function.equals("repeat")) {
            return new Py.Signal(graph.add(output -> new Operator.Expand(name, input, output, to)));
        }
        if (missing > 0 || to.stream().anyMatch(extent -> extent < 1 || extent > 1 << 24)) {
            return new Py.Signal(graph.does(name, input, "is repeated along new axes", Optional.empty()));
        }
        String value = input;
        for (int axis = 0; axis < to.size(); axis++) {
            int extent = extents.get().get(axis);
            if (to.get(axis) != extent) {
                value = graph.take(name, value, axis, IntStream.range(0, to.get(axis)).map(i -> i % extent).toArray(), false);
            }
        }
        return new Py.Signal(value);
    }

    private Py rearranged(String function, String name, String input, Arguments all) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        boolean rolled = function.equals("roll");
        Optional<List<Integer>> axes = Py.wholes(all.get(rolled ? 2 : 1, "dims"), -1).or(() -> Py.whole(all.get(rolled ? 2 : 1, "dim")).map(List::of));
        Optional<List<Integer>> shifts = Py.wholes(all.get(1, "shifts"), -1);
        Optional<Tensor> places = all.tensor(2, "index");
        boolean known = axes.isPresent() && extents.isPresent() && switch (function) {
            case "roll" -> shifts.isPresent() && shifts.get().size() == axes.get().size();
            case "index_select" -> places.isPresent() && places.get().size() > 0 && places.get().size() < 1 << 24;
            default -> true;
        };
        if (!known) {
            return new Py.Signal(graph.does(name, input, "is rearranged by \"" + function + "\"", Optional.empty()));
        }
        String value = input;
        for (int i = 0; i < axes.get().size(); i++) {
            int axis = TorchGraph.axis(name, axes.get().get(i), extents.get().size());
            int extent = extents.get().get(axis);
            int shift = rolled ? shifts.get().get(i) : 0;
            int[] from = switch (function) {
                case "roll" -> IntStream.range(0, extent).map(place -> Math.floorMod(place - shift, extent)).toArray();
                case "index_select" -> IntStream.range(0, (int) places.get().size()).map(place -> (int) places.get().get(place)).toArray();
                default -> IntStream.range(0, extent).map(place -> extent - 1 - place).toArray();
            };
            value = graph.take(name, value, axis, from, false);
        }
        return new Py.Signal(value);
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
        Py number = all.get(function.equals("pad") ? 3 : 2, "value");
        return Optional.of(new Py.Signal(SpatialParts.padded(graph, name, input, sides.get(), how, number)));
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
        return new Py.Signal(SpatialParts.resized(graph, name, input, mode, !mode.startsWith("nearest") && Py.truth(all.get(2, "align_corners")).orElse(false),
                sizes.orElse(Collections.nCopies(axes, 0))));
    }
}
