package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;

/** Values put one behind the other along an axis. */
final class Joined {
    private Joined() {}

    /** @throws IllegalArgumentException where they are not of the same extents along all other axes */
    static Value of(List<Value> values, int axis) {
        Value first = values.getFirst();
        int at = first.axis(axis);
        List<Integer> extents = new ArrayList<>(first.extents());
        List<Value.Source> sources = new ArrayList<>();
        int together = 0;
        for (Value value : values) {
            List<Integer> same = new ArrayList<>(value.extents());
            if (same.size() != extents.size()) {
                throw new IllegalArgumentException(Extents.of(first.extents()) + " joined to " + Extents.of(value.extents()));
            }
            together = Math.addExact(together, same.get(at));
            same.set(at, extents.get(at));
            if (!same.equals(extents)) {
                throw new IllegalArgumentException(Extents.of(first.extents()) + " joined to " + Extents.of(value.extents()));
            }
        }
        extents.set(at, together);
        int[] all = Value.moved(Value.size(extents));
        int before = Value.size(extents.subList(0, at));
        int after = Value.size(extents.subList(at + 1, extents.size()));
        int offset = 0;
        int place = 0;
        for (Value value : values) {
            int rows = value.extents().get(at) * after;
            for (int b = 0; b < before; b++) {
                for (int i = 0; i < rows; i++) {
                    int unit = value.unit(b * rows + i);
                    all[b * together * after + place * after + i] = unit == Value.NOTHING ? Value.NOTHING : unit + offset;
                }
            }
            place += value.extents().get(at);
            sources.addAll(value.sources());
            offset = Math.addExact(offset, value.unitCount());
        }
        return tidied(extents, sources, all);
    }

    /** Sources of the same units told once. */
    private static Value tidied(List<Integer> extents, List<Value.Source> sources, int[] units) {
        List<Value.Source> kept = new ArrayList<>();
        int[] shift = new int[sources.size()];
        int[] starts = new int[sources.size()];
        int start = 0;
        boolean again = false;
        List<Integer> keptStarts = new ArrayList<>();
        int keptStart = 0;
        for (int s = 0; s < sources.size(); s++) {
            starts[s] = start;
            int same = kept.indexOf(sources.get(s));
            if (same < 0) {
                kept.add(sources.get(s));
                keptStarts.add(keptStart);
                shift[s] = keptStart - start;
                keptStart += sources.get(s).units().units();
            } else {
                again = true;
                shift[s] = keptStarts.get(same) - start;
            }
            start += sources.get(s).units().units();
        }
        if (!again) {
            return Value.of(extents, sources, units);
        }
        int[] all = units.clone();
        for (int i = 0; i < all.length; i++) {
            if (all[i] != Value.NOTHING) {
                all[i] += shift[Value.sourceOf(all[i], starts)];
            }
        }
        return Value.of(extents, kept, all);
    }
}
