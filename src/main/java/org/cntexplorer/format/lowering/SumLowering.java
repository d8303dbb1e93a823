package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Shape;

/**
 * Residual additions: the neurons of a sum are one layer with several incoming connections. What comes from weights whose sums nobody else
 * takes merges into it; the rest joins it by fixed links of weight 1, drawn but not counted (metrics.md §1).
 */
final class SumLowering {
    private SumLowering() {}

    /** @param alone for each operand whether this operator only takes it */
    static void lower(Operator.Sum sum, List<Boolean> alone, Draft draft) throws ModelFormatException {
        List<Value> values = new ArrayList<>();
        for (String input : sum.inputs()) {
            values.add(draft.value(input, sum.name()));
        }
        int rank = values.stream().filter(Value::isKnown).mapToInt(Value::rank).max().orElse(0);
        if (rank == 0) {
            BlockLowering.unsized(sum, "Sum of blocks of unknown size", draft);
            return;
        }
        List<Integer> extents = List.of();
        for (int i = 0; i < values.size(); i++) {
            values.set(i, BlockLowering.sized(values.get(i), rank, sum.name(), draft));
            extents = ValueExtents.broadcast(extents, values.get(i).extents());
        }
        int into = -1;
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            if (alone.get(i) && value.isSums() && value.extents().equals(extents) && (into < 0 || value.layer() > values.get(into).layer())) {
                into = i;
            }
        }
        Value target = into < 0 ? made(sum, values, extents, draft) : values.get(into);
        boolean constants = false;
        for (int i = 0; i < values.size(); i++) {
            if (i == into || values.get(i).sources().isEmpty()) {
                constants |= i != into;
                continue;
            }
            Value value = values.get(i).expanded(extents);
            if (into >= 0 && alone.get(i) && value.isSums() && value.layer() != target.layer() && sameOrder(value, target)
                    && draft.neurons(value.layer()) == draft.neurons(target.layer())) {
                draft.merge(value.layer(), target.layer());
            } else {
                Joining.skip(onto(target, value, sum.name(), draft), target.layer(), draft);
            }
        }
        if (constants) {
            draft.warn("The constants that \"" + Draft.clean(sum.name()) + "\" adds are not counted.");
        }
        draft.give(sum.output(), target);
    }

    private static boolean sameOrder(Value one, Value other) {
        if (one.isPlain() && other.isPlain()) {
            return one.size() == other.size();
        }
        for (int i = 0; i < one.size(); i++) {
            if (one.unit(i) != other.unit(i)) {
                return false;
            }
        }
        return true;
    }

    /** What each neuron of the sum gets of an operand: of steps or tokens that are one neuron, the average. */
    private static Value onto(Value target, Value operand, String name, Draft draft) throws ModelFormatException {
        int neurons = draft.neurons(target.layer());
        if (target.isPlain() && target.size() == neurons && operand.size() == neurons) {
            return operand.reshaped(List.of(neurons));
        }
        if (target.size() <= neurons) {
            return operand.picked(elements(target, neurons));
        }
        int[] start = new int[neurons + 1];
        for (int i = 0; i < target.size(); i++) {
            start[target.unit(i) + 1]++;
        }
        for (int n = 0; n < neurons; n++) {
            start[n + 1] += start[n];
        }
        int[] next = start.clone();
        int[] elements = new int[target.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[next[target.unit(i)]++] = i;
        }
        try {
            return Averages.of(operand, start, elements, List.of(neurons));
        } catch (IllegalArgumentException e) {
            // tokens of several layers
            return Averages.of(Joining.materialised(operand, name + " tokens", "concatenation", draft), start, elements, List.of(neurons));
        }
    }

    /** For each neuron of the layer of a value the element that it is. */
    private static int[] elements(Value value, int neurons) {
        int[] elements = new int[neurons];
        Arrays.fill(elements, Value.NOTHING);
        for (int i = value.size() - 1; i >= 0; i--) {
            elements[value.unit(i)] = i;
        }
        return elements;
    }

    /** A layer of its own, arranged as the first operand that is a whole layer. */
    private static Value made(Operator.Sum sum, List<Value> values, List<Integer> extents, Draft draft) throws ModelFormatException {
        Optional<Value> like = wholeLayer(values, extents, draft);
        if (like.isPresent()) {
            return like.get().moveTo(draft.addLayer(sum.name(), "sum", draft.shapeOf(like.get().layer())));
        }
        Shape shape = draft.shape(Value.nothing(extents).withoutLeadingOnes(1).extents(), sum.name());
        int layer = draft.addLayer(sum.name(), "sum", shape);
        return Value.of(layer, shape.neurons(), extents, true);
    }

    /** The first value of these extents that is all neurons of one layer, in any order. */
    static Optional<Value> wholeLayer(List<Value> values, List<Integer> extents, Draft draft) {
        for (Value value : values) {
            if (value.sources().size() == 1 && value.extents().equals(extents) && value.sources().getFirst().units().isSame() && !value.hasNothing()
                    && value.size() == draft.neurons(value.layer()) && (value.isWhole() || Arrays.stream(elements(value, draft.neurons(value.layer()))).noneMatch(e -> e == Value.NOTHING))) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
