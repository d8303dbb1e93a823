package org.cntexplorer.format.pytorch;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.model.Tensor;

/** Functions of archived code that move the numbers of a parameter or a constant about. */
final class ScriptParameters {
    private static final long MOST_COPIED = 1 << 24;

    private ScriptParameters() {}

    /** @return empty where it is another function; {@link Py#UNKNOWN} where it is not followed */
    static Optional<Py> call(String function, Py.Weights weights, Arguments all) {
        Tensor tensor = weights.tensor();
        return switch (function) {
            case "transpose", "permute" -> Optional.of(tensor.rank() == 2 ? new Py.Turned(tensor) : Py.UNKNOWN);
            case "view", "reshape" -> Optional.of(Py.wholes(all.get(1, "shape"), -1).map(shape -> reshaped(tensor, shape)).orElse(Py.UNKNOWN));
            case "unsqueeze", "squeeze" -> Optional.of(squeezed(tensor, function.equals("unsqueeze"), all.get(1, "dim")));
            case "expand", "repeat", "expand_as" -> Optional.of(Py.wholes(all.get(1, "size"), -1).filter(size -> stays(tensor, size, function.equals("repeat")))
                    .<Py>map(size -> weights).orElse(Py.UNKNOWN));
            case "slice", "narrow", "select" -> Optional.of(cut(tensor, function, all));
            case "contiguous" -> Optional.of(weights);
            default -> Optional.empty();
        };
    }

    private static Py reshaped(Tensor tensor, List<Integer> to) {
        long known = to.stream().filter(extent -> extent >= 0).mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        long[] shape = to.stream().mapToLong(extent -> extent < 0 ? tensor.size() / Math.max(1, known) : extent).toArray();
        return Arrays.stream(shape).allMatch(extent -> extent > 0) && Arrays.stream(shape).reduce(1, (a, b) -> a * b) == tensor.size()
                ? new Py.Weights(tensor.reshaped(shape)) : Py.UNKNOWN;
    }

    private static Py squeezed(Tensor tensor, boolean more, Py axis) {
        long[] shape = tensor.shape();
        int rank = shape.length;
        if (Py.whole(axis).isEmpty()) {
            return more ? Py.UNKNOWN : new Py.Weights(tensor.reshaped(Arrays.stream(shape).filter(extent -> extent != 1).toArray()));
        }
        int at = Py.whole(axis).get() < 0 ? Py.whole(axis).get() + rank + (more ? 1 : 0) : Py.whole(axis).get();
        if (at < 0 || at >= rank + (more ? 1 : 0)) {
            return Py.UNKNOWN;
        }
        if (more) {
            return new Py.Weights(tensor.reshaped(IntStream.rangeClosed(0, rank).mapToLong(i -> i == at ? 1 : shape[i < at ? i : i - 1]).toArray()));
        }
        return new Py.Weights(shape[at] != 1 ? tensor : tensor.reshaped(IntStream.range(0, rank).filter(i -> i != at).mapToLong(i -> shape[i]).toArray()));
    }

    /** Whether there are as many numbers as before. */
    private static boolean stays(Tensor tensor, List<Integer> sizes, boolean times) {
        int missing = sizes.size() - tensor.rank();
        return missing == 0 && IntStream.range(0, sizes.size()).allMatch(i ->
                times ? sizes.get(i) == 1 : sizes.get(i) < 0 || sizes.get(i) == tensor.extent(i));
    }

    private static Py cut(Tensor tensor, String function, Arguments all) {
        boolean select = function.equals("select");
        Optional<Integer> given = Py.whole(all.get(1, "dim"));
        if (given.isEmpty() || given.get() >= tensor.rank() || given.get() < -tensor.rank() || tensor.size() > MOST_COPIED || tensor.size() == 0) {
            return Py.UNKNOWN;
        }
        int axis = Math.floorMod(given.get(), tensor.rank());
        long extent = tensor.extent(axis);
        Optional<Long> begin = !all.has(2, "start") || all.get(2, "start") == Py.NONE ? Optional.of(0L) : whole(all.get(2, "start"));
        Optional<Long> end = select ? Optional.of(1L) : !all.has(3, "end") || all.get(3, "end") == Py.NONE ? Optional.of(Long.MAX_VALUE) : whole(all.get(3, "end"));
        if (begin.isEmpty() || end.isEmpty()) {
            return Py.UNKNOWN;
        }
        long from = Math.clamp(begin.get() < 0 ? begin.get() + extent : begin.get(), 0, extent);
        long to = select ? from + 1 : function.equals("narrow") ? from + end.get() : Math.clamp(end.get() < 0 ? end.get() + extent : end.get(), 0, extent);
        int step = Math.max(1, Py.whole(all.get(4, "step")).orElse(1));
        if (to <= from || to > extent) {
            return Py.UNKNOWN;
        }
        if (from == 0 && to == extent && step == 1 && !select) {
            return new Py.Weights(tensor);
        }
        int[] places = IntStream.iterate((int) from, place -> place < to, place -> place + step).toArray();
        long[] shape = tensor.shape();
        long after = Arrays.stream(shape, axis + 1, shape.length).reduce(1, (a, b) -> a * b);
        shape[axis] = places.length;
        Tensor taken = tensor.places(extent, after, places, Arena.ofAuto(), shape);
        return new Py.Weights(!select ? taken : taken.reshaped(IntStream.range(0, shape.length).filter(i -> i != axis).mapToLong(i -> shape[i]).toArray()));
    }

    private static Optional<Long> whole(Py value) {
        return value instanceof Py.Whole whole ? Optional.of(whole.value()) : Optional.empty();
    }
}
