package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.model.Averaging;

/** What an operator takes of one source of a value. @param elements the places of the value that it fills, ascending; null for all */
record Part(int layer, Averaging units, int[] elements) {
    /** For each source the elements that come from it, and how. Elements that are nothing are in no part. */
    static List<Part> of(Value value) {
        int size = value.size();
        if (value.isWholeSource()) {
            return List.of(new Part(value.layer(), value.sources().getFirst().units(), null));
        }
        int[] first = value.firstUnits();
        int[] counts = new int[first.length];
        eachUnit(value, first, (element, source, unit) -> counts[source]++);
        int[][] elements = new int[first.length][];
        int[][] taken = new int[first.length][];
        for (int s = 0; s < first.length; s++) {
            elements[s] = new int[counts[s]];
            taken[s] = new int[counts[s]];
            counts[s] = 0;
        }
        eachUnit(value, first, (element, source, unit) -> {
            elements[source][counts[source]] = element;
            taken[source][counts[source]++] = unit;
        });
        List<Part> parts = new ArrayList<>();
        for (int s = 0; s < first.length; s++) {
            if (counts[s] > 0) {
                Averaging of = value.sources().get(s).units();
                parts.add(new Part(value.sources().get(s).layer(), of.then(Averaging.of(taken[s], of.units())), counts[s] == size ? null : elements[s]));
            }
        }
        return parts;
    }

    private interface EachUnit {
        void accept(int element, int source, int unit);
    }

    /** Every element that is not nothing, with its source and its unit's number there. */
    private static void eachUnit(Value value, int[] first, EachUnit each) {
        int size = value.size();
        int source = 0;
        for (int i = 0; i < size; i++) {
            int unit = value.unit(i);
            if (unit != Value.NOTHING) {
                // elements of one source lie together, as a rule
                if (unit < first[source] || unit >= first[source] + value.sources().get(source).units().units()) {
                    source = Value.sourceOf(unit, first);
                }
                each.accept(i, source, unit - first[source]);
            }
        }
    }
}
