package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cntexplorer.model.Averaging;

/** Values whose units are averages of another's. */
final class Averages {
    private Averages() {}

    /**
     * Each of some new units the average of some of a value's elements, in their order, under new extents.
     *
     * @param start for each new unit of the first run where its elements begin, and behind the last their number
     * @param elements of the value's first run
     * @param runs how many equal runs of its elements have the same windows, one behind the other
     * @throws IllegalArgumentException where a window is over several layers
     */
    static Value of(Value value, int[] start, int[] elements, int runs, List<Integer> others) {
        if (value.isWholeSource()) {
            Averaging all = value.sources().getFirst().units();
            Averaging windows = Averaging.repeated(Averaging.of(start, elements, all.units() / runs), runs);
            if (!windows.hasEmpty()) {
                return Value.of(others, List.of(new Value.Source(value.layer(), all.then(windows))), null);
            }
        }
        int run = value.size() / runs;
        int[] starts = Value.moved((start.length - 1L) * runs + 1);
        int[] all = Value.moved((long) elements.length * runs);
        for (int r = 0; r < runs; r++) {
            for (int unit = 1; unit < start.length; unit++) {
                starts[r * (start.length - 1) + unit] = r * elements.length + start[unit];
            }
            for (int e = 0; e < elements.length; e++) {
                all[r * elements.length + e] = r * run + elements[e];
            }
        }
        return of(value, starts, all, others);
    }

    /** The same where there is one run of windows. */
    static Value of(Value value, int[] start, int[] elements, List<Integer> others) {
        int count = start.length - 1;
        int[] sourceOf = new int[count];
        Arrays.fill(sourceOf, Value.NOTHING);
        int[] first = value.firstUnits();
        int[] windows = new int[first.length];
        int[] entries = new int[first.length];
        for (int unit = 0; unit < count; unit++) {
            int end = end(value, elements, start[unit], start[unit + 1]);
            for (int e = start[unit]; e < end; e++) {
                int from = value.unit(elements[e]);
                if (from == Value.NOTHING) {
                    continue;
                }
                int source = Value.sourceOf(from, first);
                if (sourceOf[unit] != Value.NOTHING && sourceOf[unit] != source) {
                    throw new IllegalArgumentException("an average over several layers");
                }
                windows[source] += sourceOf[unit] == Value.NOTHING ? 1 : 0;
                entries[source]++;
                sourceOf[unit] = source;
            }
        }
        int[][] starts = new int[first.length][];
        int[][] neurons = new int[first.length][];
        int[] offset = new int[first.length];
        int offsets = 0;
        for (int s = 0; s < first.length; s++) {
            starts[s] = new int[windows[s] + 1];
            neurons[s] = new int[entries[s]];
            offset[s] = offsets;
            offsets += windows[s];
            windows[s] = 0;
            entries[s] = 0;
        }
        int[] all = Value.filled(count, Value.NOTHING);
        for (int unit = 0; unit < count; unit++) {
            int s = sourceOf[unit];
            if (s != Value.NOTHING) {
                int end = end(value, elements, start[unit], start[unit + 1]);
                for (int e = start[unit]; e < end; e++) {
                    int from = value.unit(elements[e]);
                    if (from != Value.NOTHING) {
                        neurons[s][entries[s]++] = from - first[s];
                    }
                }
                all[unit] = offset[s] + windows[s];
                starts[s][++windows[s]] = entries[s];
            }
        }
        List<Value.Source> averages = new ArrayList<>();
        for (int s = 0; s < first.length; s++) {
            if (windows[s] > 0) {
                Averaging of = value.sources().get(s).units();
                averages.add(new Value.Source(value.sources().get(s).layer(), of.then(Averaging.of(starts[s], neurons[s], of.units()))));
            }
        }
        boolean same = offsets == all.length;
        for (int i = 0; same && i < all.length; i++) {
            same = all[i] == i;
        }
        return Value.of(others, averages, same ? null : all);
    }

    /** Behind the last of the elements that count: of the same unit at each of several steps, whose average it is, the first alone. */
    private static int end(Value value, int[] elements, int from, int to) {
        for (int e = from + 1; e < to; e++) {
            if (value.unit(elements[e]) != value.unit(elements[from])) {
                return to;
            }
        }
        return Math.min(from + 1, to);
    }
}
