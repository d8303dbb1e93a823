package org.cntexplorer.format.lowering;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;

/**
 * Which values have something for every step of a recurrent layer, and along which axis: a layer that takes such a value is there at every step too,
 * as that of a tagger is. Of steps whose number a file leaves open there is one here, so that the extents do not tell.
 */
final class StepAxes {
    private final Map<String, Integer> axes = new HashMap<>();
    private final Set<Integer> layers = new HashSet<>();
    private final Set<Integer> averaging = new HashSet<>();
    private final Set<String> averaged = new HashSet<>();

    /** Layers that are there at every step, but for the recurrent ones. */
    Set<Integer> layers() {
        return layers;
    }

    /** Layers that take the mean of all steps. */
    Set<Integer> averaging() {
        return averaging;
    }

    /** An operator that was just lowered. */
    void follow(Operator operator, Draft draft) {
        if (operator instanceof Operator.Recurrent recurrent) {
            recurrent.sequence().ifPresent(sequence -> rank(sequence, draft).ifPresent(rank ->
                    axes.put(sequence, Math.floorMod(recurrent.timeAxis(), rank))));
            return;
        }
        if (axes.isEmpty()) {
            return;
        }
        if (operator.inputs().stream().anyMatch(averaged::contains)) {
            average(operator, draft);
        }
        Optional<String> stepped = operator.inputs().stream().filter(axes::containsKey).findFirst();
        if (stepped.isEmpty() || operator.outputs().isEmpty()) {
            return;
        }
        int axis = axes.get(stepped.get());
        String output = operator.outputs().getFirst();
        int behind = behind(operator, axis, stepped.get(), output, draft);
        if (behind >= 0) {
            axes.put(output, behind);
            made(operator, draft).ifPresent(layers::add);
        } else if (operator instanceof Operator.Mean || operator instanceof Operator.Pooling || operator instanceof Operator.AdaptivePooling) {
            averaged.add(output);
        }
    }

    private void average(Operator operator, Draft draft) {
        Optional<Integer> layer = made(operator, draft);
        if (layer.isPresent()) {
            averaging.add(layer.get());
        } else {
            averaged.addAll(operator.outputs());
        }
    }

    /** The layer that an operator makes of what it takes; empty for one that moves numbers. */
    private static Optional<Integer> made(Operator operator, Draft draft) {
        return switch (operator) {
            case Operator.Dense _, Operator.ScaleShift _, Operator.Sum _, Operator.Attention _, Operator.Block _, Operator.Convolution _ ->
                    operator.outputs().stream().findFirst().flatMap(draft::find).map(Value::layer).filter(layer -> layer >= 0);
            default -> Optional.empty();
        };
    }

    /** The axis of the steps in what an operator gives; −1 where it takes one of them, or all together. */
    private static int behind(Operator operator, int axis, String input, String output, Draft draft) {
        return switch (operator) {
            case Operator.Transpose transpose -> transpose.order().indexOf(axis);
            case Operator.Take take -> {
                int of = take.axis() < 0 ? take.axis() + rank(input, draft).orElse(0) : take.axis();
                yield of == axis ? take.places().length > 1 ? axis : -1 : take.dropAxis() && of < axis ? axis - 1 : axis;
            }
            case Operator.Mean mean -> {
                int rank = rank(input, draft).orElse(0);
                List<Integer> of = mean.axes().stream().map(a -> a < 0 ? a + rank : a).toList();
                yield of.contains(axis) ? -1 : mean.keepAxes() ? axis : axis - (int) of.stream().filter(a -> a < axis).count();
            }
            case Operator.Reshape _ -> reshaped(axis, input, output, draft);
            case Operator.Pooling _, Operator.AdaptivePooling _, Operator.Convolution _, Operator.Recurrent _ -> -1;
            default -> axis;
        };
    }

    /** Where the axis of the steps is as it was; where it is not, the steps have become features. */
    private static int reshaped(int axis, String input, String output, Draft draft) {
        List<Integer> before = draft.find(input).filter(Value::isKnown).map(Value::extents).orElse(List.of());
        List<Integer> after = draft.find(output).filter(Value::isKnown).map(Value::extents).orElse(List.of());
        if (before.isEmpty() || after.size() < 2) {
            return -1;
        }
        // as many elements before it and along it; of axes of one unit that at its own place
        int place = Math.min(axis, after.size() - 2);
        if (isAt(axis, before, place, after)) {
            return place;
        }
        return IntStream.range(0, after.size() - 1).filter(i -> isAt(axis, before, i, after)).findFirst().orElse(-1);
    }

    private static boolean isAt(int axis, List<Integer> before, int place, List<Integer> after) {
        return before.get(axis).equals(after.get(place)) && Value.size(before.subList(0, axis)) == Value.size(after.subList(0, place));
    }

    private static Optional<Integer> rank(String value, Draft draft) {
        return draft.find(value).filter(Value::isKnown).map(Value::rank);
    }
}
