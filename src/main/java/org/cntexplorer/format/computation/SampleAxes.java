package org.cntexplorer.format.computation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;

/** Along which axis of each value its samples stand: the first, unless a model wants steps before samples. */
final class SampleAxes {
    private final Map<String, Integer> axes = new HashMap<>();
    private final Map<String, List<Integer>> extents;

    /** @param operators each behind those whose values it takes @param extents of the values as far as they are known, the batch counted as 1 */
    SampleAxes(List<Operator> operators, Map<String, List<Integer>> extents) {
        this.extents = extents;
        for (Operator operator : operators) {
            if (operator instanceof Operator.Input input) {
                put(input.output(), InputExtents.isTimeMajor(input, operators, extents) ? 1 : 0);
            } else {
                follow(operator);
            }
        }
    }

    /** 0 where it is not known. */
    int of(String value) {
        return axes.getOrDefault(value, 0);
    }

    /** Whether samples that do not stand first have an axis of their own in what is given. */
    boolean keeps(Operator.Reshape reshape) {
        List<Integer> before = extents.getOrDefault(reshape.input(), List.of());
        List<Integer> after = extents.getOrDefault(reshape.output(), List.of());
        int axis = of(reshape.input());
        return axis == 0 || axis >= before.size() || after.isEmpty()
                || IntStream.range(0, after.size()).anyMatch(i -> after.get(i) == 1 && size(after, i) == size(before, axis));
    }

    private void put(String value, int axis) {
        if (axis > 0) {
            axes.put(value, axis);
        }
    }

    private void follow(Operator operator) {
        int rank = operator.outputs().isEmpty() ? 0 : rank(operator.outputs().getFirst());
        String from = operator.inputs().stream().filter(value -> axes.containsKey(value) && rank(value) == rank).findFirst()
                .or(() -> operator.inputs().stream().filter(axes::containsKey).findFirst()).orElse(null);
        if (from == null && !(operator instanceof Operator.Transpose || operator instanceof Operator.Recurrent)) {
            return;
        }
        int axis = from == null ? 0 : of(from);
        switch (operator) {
            case Operator.Transpose transpose -> {
                int many = transpose.order().size();
                put(transpose.output(), transpose.order().stream().map(one -> Math.floorMod(one, many)).toList().indexOf(axis));
            }
            case Operator.Recurrent recurrent -> {
                List.of(Program.sumsOf(recurrent), Program.stepsOf(recurrent)).forEach(value -> put(value, axis));
                recurrent.sequence().ifPresent(value -> put(value, axis));
                recurrent.last().forEach(value -> put(value, axis > recurrent.timeAxis() ? axis - 1 : axis));
            }
            case Operator.Take take when take.dropAxis() -> put(take.output(), Math.floorMod(take.axis(), rank(from)) < axis ? axis - 1 : axis);
            case Operator.Mean mean when !mean.keepAxes() ->
                put(mean.output(), axis - (int) mean.axes().stream().filter(one -> Math.floorMod(one, rank(from)) < axis).count());
            case Operator.Reshape reshape -> put(reshape.output(), reshaped(axis, extents.getOrDefault(from, List.of()),
                    extents.getOrDefault(reshape.output(), List.of())));
            case Operator.Expand expand -> put(expand.output(), axis + Math.max(0, rank - rank(from)));
            default -> operator.outputs().forEach(output -> put(output, axis));
        }
    }

    private int rank(String value) {
        return Math.max(1, extents.getOrDefault(value, List.of()).size());
    }

    /** Where as many numbers are behind it as before, of axes of one unit the nearest. */
    private static int reshaped(int axis, List<Integer> before, List<Integer> after) {
        if (axis >= before.size()) {
            return 0;
        }
        int best = 0;
        for (int i = 0; i < after.size(); i++) {
            boolean same = after.get(i) == 1 && size(after, i) == size(before, axis);
            boolean nearer = after.get(best) != 1 || size(after, best) != size(before, axis) || Math.abs(i - axis) < Math.abs(best - axis);
            best = same && nearer ? i : best;
        }
        return best;
    }

    private static long size(List<Integer> extents, int axis) {
        return extents.subList(axis + 1, extents.size()).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
