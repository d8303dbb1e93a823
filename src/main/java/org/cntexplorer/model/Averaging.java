package org.cntexplorer.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What an operator takes of the layer before it: units, each the average of some of the layer's neurons, its window. A unit that is one
 * neuron is a window of one; so orders, choices and repetitions of neurons are averagings, as are average pooling and its like.
 *
 * <p>Windows are kept in two flat arrays, windows of one in a single one, and the same order in none. Immutable; the arrays that it is made
 * of are not copied and must not be changed.
 */
public final class Averaging {
    /** How far a share may be from 1/count to be taken for it. */
    private static final double ROUNDING = 1e-12;

    private final int units;
    private final int neurons;
    /** Where each window begins in {@link #neuron}, and at last where the last ends; null where each unit is one neuron or none. */
    private final int[] start;
    /** The neurons of all windows; without {@link #start}, the neuron of each unit or −1; null where unit i is neuron i. */
    private final int[] neuron;
    /** The share of each of {@link #neuron}; null where it is 1/count. */
    private final double[] share;
    private final boolean someEmpty;
    private final double largestShare;

    private Averaging(int units, int neurons, int[] start, int[] neuron, double[] share) {
        this.units = units;
        this.neurons = neurons;
        this.start = start;
        this.neuron = neuron;
        this.share = share;
        boolean empty = false;
        double largest = 0;
        for (int unit = 0; neuron != null && unit < units; unit++) {
            int count = count(unit);
            empty |= count == 0;
            largest = count == 0 || share != null ? largest : Math.max(largest, 1.0 / count);
        }
        this.someEmpty = empty;
        this.largestShare = neuron == null ? Math.min(units, 1) : share == null ? largest : Arrays.stream(share).max().orElse(0);
    }

    /** Unit i is neuron i. */
    public static Averaging same(int neurons) {
        return new Averaging(neurons, neurons, null, null, null);
    }

    /**
     * Each unit one neuron or nothing.
     *
     * @param neuronOfUnit the neuron, or −1 for nothing
     * @param neurons of the layer
     * @throws IllegalArgumentException where there is no such neuron
     */
    public static Averaging of(int[] neuronOfUnit, int neurons) {
        boolean same = neuronOfUnit.length == neurons;
        for (int unit = 0; unit < neuronOfUnit.length; unit++) {
            require(neuronOfUnit[unit] >= -1 && neuronOfUnit[unit] < neurons, "a unit takes neuron ", neuronOfUnit[unit], neurons);
            same &= neuronOfUnit[unit] == unit;
        }
        return same ? same(neurons) : new Averaging(neuronOfUnit.length, neurons, null, neuronOfUnit, null);
    }

    /**
     * Each unit the mean of its window.
     *
     * @param start where the window of each unit begins in {@code neuron}; one number more than units, the last being where the last ends
     * @param neuron the neurons of all windows
     * @param neurons of the layer
     * @throws IllegalArgumentException where these do not fit together
     */
    public static Averaging of(int[] start, int[] neuron, int neurons) {
        return of(start, neuron, null, neurons);
    }

    /**
     * Each unit a weighted average of its window.
     *
     * @param share what each of {@code neuron} counts in its unit, above 0; null for 1/count
     * @throws IllegalArgumentException where these do not fit together
     */
    public static Averaging of(int[] start, int[] neuron, double[] share, int neurons) {
        int units = start.length - 1;
        require(units >= 0 && start[0] == 0 && start[units] == neuron.length && (share == null || share.length == neuron.length),
                "windows whose starts, neurons and shares do not fit together");
        boolean single = true;
        boolean means = true;
        for (int unit = 0; unit < units; unit++) {
            int count = start[unit + 1] - start[unit];
            require(count >= 0, "the windows end before they begin, at unit ", unit, units);
            single &= count == 1;
            for (int at = start[unit]; at < start[unit + 1]; at++) {
                require(neuron[at] >= 0 && neuron[at] < neurons, "a unit takes neuron ", neuron[at], neurons);
                require(share == null || share[at] > 0 && share[at] < Double.POSITIVE_INFINITY, "a share that is not a number above 0");
                means &= share == null || Math.abs(share[at] * count - 1) <= ROUNDING;
            }
        }
        return single && means ? of(neuron, neurons) : new Averaging(units, neurons, start, neuron, means ? null : share);
    }

    /** Its sentence is put together only where it is told: this is asked for every unit. */
    private static void require(boolean condition, String otherwise, int which, int of) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise + which + " of " + of);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Number of units. */
    public int units() {
        return units;
    }

    /** Number of neurons of the layer before. */
    public int neurons() {
        return neurons;
    }

    /** How many neurons the window of a unit has; 0 where the unit is nothing. */
    public int count(int unit) {
        return start != null ? start[unit + 1] - start[unit] : neuron == null || neuron[unit] >= 0 ? 1 : 0;
    }

    /** Neuron {@code k} of the window of a unit, {@code k} below {@link #count}. */
    public int neuron(int unit, int k) {
        return neuron == null ? unit : neuron[start == null ? unit : start[unit] + k];
    }

    /** What neuron {@code k} of its window counts in a unit. */
    public double share(int unit, int k) {
        return share == null ? 1.0 / count(unit) : share[start[unit] + k];
    }

    /** Whether unit i is neuron i, for all. */
    public boolean isSame() {
        return neuron == null;
    }

    /** Whether each unit is one neuron, in whatever order. */
    public boolean isSelection() {
        return start == null && !someEmpty;
    }

    /** Whether some unit is nothing. */
    public boolean hasEmpty() {
        return someEmpty;
    }

    /** Number of neurons of all windows together. */
    public long entries() {
        if (start != null) {
            return neuron.length;
        }
        return someEmpty ? Arrays.stream(neuron).filter(n -> n >= 0).count() : units;
    }

    /** The largest share of all; 0 where there is none. */
    public double largestShare() {
        return largestShare;
    }

    /** The different shares that there are, ascending. */
    double[] shares() {
        if (share != null) {
            return Arrays.stream(share).sorted().distinct().toArray();
        }
        return IntStream.range(0, units).map(this::count).filter(c -> c > 0).distinct().mapToDouble(c -> 1.0 / c).sorted().toArray();
    }

    /** How many neurons each window has, where all have as many with equal shares; 0 otherwise. */
    int commonCount() {
        int first = share != null || units == 0 ? 0 : count(0);
        return IntStream.range(0, units).allMatch(unit -> count(unit) == first) ? first : 0;
    }

    /** The shares of a unit, summed: 1 for an average, 0 for nothing. */
    double total(int unit) {
        if (share == null) {
            return count(unit) == 0 ? 0 : 1;
        }
        double sum = 0;
        for (int at = start[unit]; at < start[unit + 1]; at++) {
            sum += share[at];
        }
        return sum;
    }

    /**
     * Pᵀ·y: what each neuron gets where each unit's number is shared out over its window.
     *
     * @param ofUnits a number a unit
     * @return a number a neuron
     */
    public double[] spread(double[] ofUnits) {
        require(ofUnits.length == units, ofUnits.length + " numbers for " + units + " units");
        if (neuron == null) {
            return ofUnits.clone();
        }
        double[] ofNeurons = new double[neurons];
        if (start == null) {
            for (int unit = 0; unit < units; unit++) {
                if (neuron[unit] >= 0) {
                    ofNeurons[neuron[unit]] += ofUnits[unit];
                }
            }
            return ofNeurons;
        }
        for (int unit = 0; unit < units; unit++) {
            double of = share == null ? ofUnits[unit] / (start[unit + 1] - start[unit]) : ofUnits[unit];
            for (int at = start[unit]; at < start[unit + 1]; at++) {
                ofNeurons[neuron[at]] += share == null ? of : of * share[at];
            }
        }
        return ofNeurons;
    }

    /** The units whose windows hold a neuron, ascending, each once. */
    public int[] unitsOf(int ofNeuron) {
        if (neuron == null) {
            return new int[] {ofNeuron};
        }
        int[] found = new int[4];
        int count = 0;
        for (int unit = 0; unit < units; unit++) {
            int end = start == null ? unit + 1 : start[unit + 1];
            for (int at = start == null ? unit : start[unit]; at < end; at++) {
                if (neuron[at] == ofNeuron) {
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = unit;
                    break;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * What {@code next} takes of this one's units, told in this one's neurons. Where it takes a unit that is nothing, its window has no
     * share of it, and sums to less than 1.
     *
     * @throws IllegalArgumentException where it does not take as many units as there are
     */
    public Averaging then(Averaging next) {
        require(next.neurons == units, "units " + units + ", of which " + next.neurons + " are taken");
        if (neuron == null || next.neuron == null) {
            return neuron == null ? next : this;
        }
        if (start == null && next.start == null) {
            int[] both = new int[next.units];
            Arrays.setAll(both, unit -> next.neuron[unit] < 0 ? -1 : neuron[next.neuron[unit]]);
            return of(both, neurons);
        }
        int[] starts = new int[next.units + 1];
        for (int unit = 0; unit < next.units; unit++) {
            int count = next.count(unit);
            int all = starts[unit];
            for (int k = 0; k < count; k++) {
                all = Math.addExact(all, count(next.neuron(unit, k)));
            }
            starts[unit + 1] = all;
        }
        boolean means = share == null && next.start == null || isSelection() && next.share == null;
        int[] all = new int[starts[next.units]];
        double[] shares = means ? null : new double[all.length];
        int at = 0;
        for (int unit = 0; unit < next.units; unit++) {
            int count = next.count(unit);
            for (int k = 0; k < count; k++) {
                int middle = next.neuron(unit, k);
                int of = count(middle);
                for (int j = 0; j < of; j++) {
                    all[at] = neuron(middle, j);
                    if (!means) {
                        shares[at] = next.share(unit, k) * share(middle, j);
                    }
                    at++;
                }
            }
        }
        return of(starts, all, shares, neurons);
    }
}
