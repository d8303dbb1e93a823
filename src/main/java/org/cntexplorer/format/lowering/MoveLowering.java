package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;

/** Operators that move the elements of values about: they make no layer. What is not known yet stays unknown. */
final class MoveLowering {
    private MoveLowering() {}

    static Value of(Operator.Reshape reshape, Draft draft) throws ModelFormatException {
        Value value = draft.value(reshape.input(), reshape.name());
        if (!value.isKnown()) {
            return value;
        }
        int size = value.size();
        List<Integer> extents = new ArrayList<>(reshape.extents().isEmpty() ? List.of(1, size) : reshape.extents());
        long known = 1;
        for (int extent : extents) {
            known *= extent < 0 ? 1 : extent;
        }
        int rest = extents.indexOf(-1);
        if (rest >= 0 && known > 0 && size % known == 0) {
            extents.set(rest, (int) (size / known));
            known = size;
        }
        if (known != size || extents.stream().anyMatch(extent -> extent < 1)) {
            throw draft.bad("\"" + reshape.name() + "\" makes " + Extents.of(reshape.extents()) + " of " + size + " neurons; save the model again.");
        }
        return value.reshaped(extents);
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
        int axis = value.axis(take.axis());
        int extent = value.extents().get(axis);
        int[] places = Arrays.stream(take.places()).map(place -> place < 0 ? place + extent : place).toArray();
        if (places.length == 0 || Arrays.stream(places).anyMatch(place -> place < 0 || place >= extent)) {
            throw new IllegalArgumentException("places of an axis of " + extent + " that it has not");
        }
        boolean all = places.length == extent && Arrays.equals(places, IntStream.range(0, extent).toArray());
        Value taken = all ? value : value.taken(axis, places);
        if (!take.dropAxis()) {
            return taken;
        }
        List<Integer> left = new ArrayList<>(taken.extents());
        left.remove(axis);
        return taken.reshaped(left);
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
        for (int i = 0; i < values.size(); i++) {
            values.set(i, BlockLowering.sized(values.get(i), Collections.max(values.stream().filter(Value::isKnown).map(Value::rank).toList().isEmpty()
                    ? List.of(2) : values.stream().filter(Value::isKnown).map(Value::rank).toList()), concatenation.name(), draft));
        }
        return Value.joined(values, concatenation.axis());
    }
}
