package org.cntexplorer.model;

import java.util.Arrays;

/** The units whose windows hold each neuron: the windows read backwards, once, where they would be looked through for every neuron. */
final class UnitsOfNeurons {
    /** Where the units of each neuron begin, and at last where the last ones end. */
    private final int[] start;
    private final int[] unit;

    /**
     * @param windowStart where the window of each unit begins in {@code neuron}, and at last where the last one ends
     * @param neuron the neurons of all windows; −1 for nothing
     */
    UnitsOfNeurons(int[] windowStart, int[] neuron, int neurons) {
        start = new int[neurons + 1];
        each(windowStart, neuron, (ofNeuron, ofUnit) -> start[ofNeuron + 1]++);
        Arrays.parallelPrefix(start, Integer::sum);
        unit = new int[start[neurons]];
        int[] next = start.clone();
        each(windowStart, neuron, (ofNeuron, ofUnit) -> unit[next[ofNeuron]++] = ofUnit);
    }

    private interface Pair {
        void accept(int neuron, int unit);
    }

    /** Each neuron of a window once, unit by unit. */
    private static void each(int[] windowStart, int[] neuron, Pair pair) {
        for (int unit = 0; unit < windowStart.length - 1; unit++) {
            for (int at = windowStart[unit]; at < windowStart[unit + 1]; at++) {
                boolean again = false;
                for (int before = windowStart[unit]; before < at && !again; before++) {
                    again = neuron[before] == neuron[at];
                }
                if (neuron[at] >= 0 && !again) {
                    pair.accept(neuron[at], unit);
                }
            }
        }
    }

    /** Ascending, each once; a new array. */
    int[] of(int neuron) {
        return Arrays.copyOfRange(unit, start[neuron], start[neuron + 1]);
    }
}
