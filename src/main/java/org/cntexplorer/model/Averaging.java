package org.cntexplorer.model;

import java.util.Arrays;

/**
 * What an operator takes of the layer before it: units, each the average of some of the layer's neurons, its window. A unit that is one
 * neuron is a window of one; so orders, choices and repetitions of neurons are averagings, as are average pooling and its like.
 *
 * <p>Immutable; the arrays that it is made of are not copied and must not be changed.
 */
public abstract sealed class Averaging permits NeuronRun, NeuronChoice, NeuronWindows {
    /** How far a share may be from 1/count to be taken for it. */
    private static final double ROUNDING = 1e-12;
    /** How far the shares of a unit may sum from 1. */
    private static final double SUM_ROUNDING = 1e-6;

    private final int units;
    private final int neurons;

    Averaging(int units, int neurons) {
        this.units = units;
        this.neurons = neurons;
    }

    /** Unit i is neuron i. */
    public static Averaging same(int neurons) {
        return new NeuronRun(neurons, neurons, 0, neurons, 0);
    }

    /**
     * Some consecutive units consecutive neurons, in their order, and all others nothing.
     *
     * @param first the first of these units
     * @param count how many they are
     * @param firstNeuron the neuron of the first
     * @throws IllegalArgumentException where there are no such units or neurons
     */
    public static Averaging run(int units, int first, int count, int firstNeuron, int neurons) {
        require(count >= 0 && first >= 0 && firstNeuron >= 0 && (long) first + count <= units && (long) firstNeuron + count <= neurons,
                "a run of " + count + " from " + first + " of " + units + " units and from " + firstNeuron + " of " + neurons + " neurons");
        return new NeuronRun(units, neurons, first, first + count, firstNeuron - first);
    }

    /**
     * Each unit one neuron or nothing.
     *
     * @param neuronOfUnit the neuron, or −1 for nothing
     * @param neurons of the layer
     * @throws IllegalArgumentException where there is no such neuron
     */
    public static Averaging of(int[] neuronOfUnit, int neurons) {
        int first = 0;
        while (first < neuronOfUnit.length && neuronOfUnit[first] == -1) {
            first++;
        }
        int end = neuronOfUnit.length;
        while (end > first && neuronOfUnit[end - 1] == -1) {
            end--;
        }
        int shift = first < end ? neuronOfUnit[first] - first : 0;
        boolean run = true;
        for (int unit = first; unit < end; unit++) {
            require(neuronOfUnit[unit] >= -1 && neuronOfUnit[unit] < neurons, "a unit takes neuron ", neuronOfUnit[unit], neurons);
            run &= neuronOfUnit[unit] == unit + shift;
        }
        return run ? new NeuronRun(neuronOfUnit.length, neurons, first, end, shift) : new NeuronChoice(neuronOfUnit, neurons);
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
        return single && means ? of(neuron, neurons) : new NeuronWindows(start, neuron, means ? null : share, neurons, 1);
    }

    /**
     * The windows of {@code run} again and again: the first units take of the first {@code run.neurons()} neurons, the next of the next.
     *
     * @throws ArithmeticException where there would be too many units or neurons
     */
    public static Averaging repeated(Averaging run, int times) {
        require(times >= 1, "windows repeated " + times + " times");
        if (times == 1) {
            return run;
        }
        int neurons = Math.multiplyExact(run.neurons, times);
        if (run.isSame()) {
            return same(neurons);
        }
        if (run instanceof NeuronWindows windows) {
            return windows.repeated(times);
        }
        int[] all = new int[Math.multiplyExact(run.units, times)];
        Arrays.setAll(all, unit -> run.count(unit % run.units) == 0 ? -1 : run.neuron(unit % run.units, 0) + unit / run.units * run.neurons);
        return of(all, neurons);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void require(boolean condition, String otherwise, int number, int of) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise + number + " of " + of);
        }
    }

    /** Number of units. */
    public final int units() {
        return units;
    }

    /** Number of neurons of the layer before. */
    public final int neurons() {
        return neurons;
    }

    /** How many neurons the window of a unit has; 0 where the unit is nothing. */
    public abstract int count(int unit);

    /** Neuron {@code k} of the window of a unit, {@code k} below {@link #count}. */
    public abstract int neuron(int unit, int k);

    /** What neuron {@code k} of its window counts in a unit. */
    public double share(int unit, int k) {
        return 1.0 / count(unit);
    }

    /** Whether unit i is neuron i, for all. */
    public boolean isSame() {
        return false;
    }

    /** Whether each unit is one neuron, in whatever order. */
    public boolean isSelection() {
        return !hasEmpty();
    }

    /** Whether some unit is nothing. */
    public abstract boolean hasEmpty();

    /** Whether the neurons of each window have equal shares of it. */
    boolean hasEqualShares() {
        return true;
    }

    /** Number of neurons of all windows together. */
    public abstract long entries();

    /** Number of neurons that are written down to tell them: fewer where windows repeat, none for a run. */
    public abstract int written();

    /** The largest share of all; 0 where there is none. */
    public double largestShare() {
        return entries() == 0 ? 0 : 1;
    }

    /** The different shares that there are, ascending. */
    double[] shares() {
        return entries() == 0 ? new double[0] : new double[] {1};
    }

    /** How many neurons each window has, where all have as many with equal shares; 0 otherwise. */
    int commonCount() {
        return units == 0 || hasEmpty() ? 0 : 1;
    }

    /** Whether each unit is the mean of its window. */
    final boolean isMeans() {
        return hasEqualShares() && !hasEmpty();
    }

    /**
     * Checks that each unit is an average.
     *
     * @throws IllegalArgumentException where the shares of a unit do not sum to 1, with {@code name} in front
     */
    final void requireAverages(String name) {
        for (int unit = 0; !isMeans() && unit < units; unit++) {
            if (!(Math.abs(total(unit) - 1) <= SUM_ROUNDING)) {
                throw new IllegalArgumentException(name + ": the shares of unit " + unit + " sum to " + total(unit) + ", not to 1");
            }
        }
    }

    /** The shares of a unit, summed: 1 for an average, 0 for nothing. */
    double total(int unit) {
        return count(unit) == 0 ? 0 : 1;
    }

    /**
     * Pᵀ·y: what each neuron gets where each unit's number is shared out over its window.
     *
     * @param ofUnits a number a unit
     * @return a number a neuron
     */
    public final double[] spread(double[] ofUnits) {
        require(ofUnits.length == units, ofUnits.length + " numbers for " + units + " units");
        double[] ofNeurons = new double[neurons];
        spread(ofUnits, ofNeurons);
        return ofNeurons;
    }

    /** @param ofNeurons zeros before */
    abstract void spread(double[] ofUnits, double[] ofNeurons);

    /** The units whose windows hold a neuron, ascending, each once. */
    public abstract int[] unitsOf(int neuron);

    /**
     * What {@code next} takes of this one's units, told in this one's neurons. Where it takes a unit that is nothing, its window has no
     * share of it, and sums to less than 1.
     *
     * @throws IllegalArgumentException where it does not take as many units as there are
     */
    public final Averaging then(Averaging next) {
        require(next.neurons == units, "units " + units + ", of which " + next.neurons + " are taken");
        if (isSame() || next.isSame()) {
            return isSame() ? next : this;
        }
        if (this instanceof NeuronRun run && next instanceof NeuronRun nextRun) {
            return run.then(nextRun);
        }
        if (this instanceof NeuronWindows windows && next instanceof NeuronWindows nextWindows) {
            return windows.inRuns(nextWindows).orElseGet(() -> oneByOne(next));
        }
        return this instanceof NeuronWindows || next instanceof NeuronWindows ? oneByOne(next) : chosen(next);
    }

    /** Where all windows are of one neuron. */
    private Averaging chosen(Averaging next) {
        int[] both = new int[next.units];
        Arrays.setAll(both, unit -> next.count(unit) == 0 || count(next.neuron(unit, 0)) == 0 ? -1 : neuron(next.neuron(unit, 0), 0));
        return of(both, neurons);
    }

    private Averaging oneByOne(Averaging next) {
        int[] starts = new int[next.units + 1];
        for (int unit = 0; unit < next.units; unit++) {
            int count = next.count(unit);
            int all = starts[unit];
            for (int k = 0; k < count; k++) {
                all = Math.addExact(all, count(next.neuron(unit, k)));
            }
            starts[unit + 1] = all;
        }
        boolean means = hasEqualShares() && !(next instanceof NeuronWindows)
                || !(this instanceof NeuronWindows) && !hasEmpty() && next.hasEqualShares();
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
