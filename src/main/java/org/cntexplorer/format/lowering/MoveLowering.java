package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Operators that move the elements of values about: they make no layer. What is not known yet stays unknown. */
final class MoveLowering {
    private MoveLowering() {}

    static Value of(Operator.Reshape reshape, Draft draft) throws ModelFormatException {
        Value value = draft.value(reshape.input(), reshape.name());
        if (!value.isKnown()) {
            return value;
        }
        return value.reshaped(ValueExtents.reshape(reshape, value.extents()));
    }

    static Value of(Operator.Transpose transpose, Draft draft) throws ModelFormatException {
        Value value = draft.value(transpose.input(), transpose.name());
        return value.isKnown() ? value.transposed(transpose.order().stream().map(value::axis).toList()) : value;
    }

    static Value of(Operator.Expand expand, Draft draft) throws ModelFormatException {
        Value value = draft.value(expand.input(), expand.name());
        return value.isKnown() ? value.expanded(expand.extents()) : value;
    }

    static Value of(Operator.Take take, Draft draft) throws ModelFormatException {
        Value value = draft.value(take.input(), take.name());
        if (!value.isKnown()) {
            return value;
        }
        List<Integer> extents = ValueExtents.take(take, value.extents());
        int axis = value.axis(take.axis());
        int extent = value.extents().get(axis);
        int[] places = Arrays.stream(take.places()).map(place -> place < 0 ? place + extent : place).toArray();
        boolean all = places.length == extent && Arrays.equals(places, IntStream.range(0, extent).toArray());
        return (all ? value : value.taken(axis, places)).reshaped(extents);
    }

    static Value of(Operator.Pad pad, Draft draft) throws ModelFormatException {
        Value value = draft.value(pad.input(), pad.name());
        if (!value.isKnown()) {
            return value;
        }
        int missing = value.rank() - pad.begin().size();
        if (missing < 0 || pad.end().size() != pad.begin().size()) {
            throw new IllegalArgumentException("padding along " + pad.begin().size() + " axes of " + Extents.of(value.extents()));
        }
        for (int i = 0; i < pad.begin().size(); i++) {
            int begin = pad.begin().get(i);
            int end = pad.end().get(i);
            int extent = value.extents().get(missing + i);
            if (begin != 0 || end != 0) {
                int[] places = Value.moved(Math.max(0, (long) begin + extent + end));
                for (int p = 0; p < places.length; p++) {
                    places[p] = p - begin >= 0 && p - begin < extent ? p - begin : Value.NOTHING;
                }
                value = value.taken(missing + i, places);
            }
        }
        return value;
    }

    static Value of(Operator.Concatenation concatenation, Draft draft) throws ModelFormatException {
        List<Value> values = new ArrayList<>();
        for (String input : concatenation.inputs()) {
            values.add(draft.value(input, concatenation.name()));
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        if (values.size() == 1) {
            return values.getFirst();
        }
        int rank = values.stream().filter(Value::isKnown).mapToInt(Value::rank).max().orElse(2);
        for (int i = 0; i < values.size(); i++) {
            values.set(i, BlockLowering.sized(values.get(i), rank, concatenation.name(), draft));
        }
        return Joined.of(values, concatenation.axis());
    }
}
