package org.cntexplorer.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * What an operator takes of the layer before it: units, each the average of some of the layer's neurons, its window. A unit that is one
 * neuron is a window of one; so orders, choices and repetitions of neurons are averagings, as are average pooling and its like.
 *
 * <p>Windows are kept in two flat arrays, windows of one in a single one, and the same order in none; windows that are the same in each of
 * several runs of neurons, as in the channels of an image, are kept once. Immutable; the arrays that it is made of are not copied and must
 * not be changed.
 */
public final class Averaging {
    /** How far a share may be from 1/count to be taken for it. */
    private static final double ROUNDING = 1e-12;
    /** How far the shares of a unit may sum from 1. */
    private static final double SUM_ROUNDING = 1e-6;

    private final int units;
    private final int neurons;
    /** How many runs of neurons have the windows of {@link #start}, one behind the other. */
    private final int runs;
    /** Units and neurons of a run. */
    private final int runUnits;
    private final int runNeurons;
    /** Where each window begins in {@link #neuron}, and at last where the last ends; null where each unit is one neuron or none. */
    private final int[] start;
    /** The neurons of all windows of the first run; without {@link #start}, the neuron of each unit or −1; null where there is but one run of neurons. */
    private final int[] neuron;
    /** The run, where there is no {@link #neuron}: from the first unit to that behind the last, unit i is neuron i + shift; others are nothing. */
    private final int first;
    private final int end;
    private final int shift;
    /** The share of each of {@link #neuron}; null where it is 1/count. */
    private final double[] share;
    private final boolean someEmpty;
    private final double largestShare;

    /** @param units of each of {@code runs} runs, as are {@code neurons} */
    private Averaging(int units, int neurons, int[] start, int[] neuron, double[] share, int runs) {
        this.units = Math.multiplyExact(units, runs);
        this.neurons = Math.multiplyExact(neurons, runs);
        this.runs = runs;
        this.runUnits = units;
        this.runNeurons = neurons;
        this.start = start;
        this.neuron = neuron;
        this.share = share;
        this.first = 0;
        this.end = this.units;
        this.shift = 0;
        boolean empty = false;
        double largest = 0;
        for (int unit = 0; unit < units; unit++) {
            int count = count(unit);
            empty |= count == 0;
            largest = count == 0 || share != null ? largest : Math.max(largest, 1.0 / count);
        }
        this.someEmpty = empty;
        this.largestShare = share == null ? largest : Arrays.stream(share).max().orElse(0);
    }

    private Averaging(int units, int neurons, int first, int end, int shift) {
        this.units = units;
        this.neurons = neurons;
        this.runs = 1;
        this.runUnits = units;
        this.runNeurons = neurons;
        this.start = null;
        this.neuron = null;
        this.share = null;
        this.first = first;
        this.end = Math.max(first, end);
        this.shift = shift;
        this.someEmpty = this.end - first < units;
        this.largestShare = this.end > first ? 1 : 0;
    }

    /** Unit i is neuron i. */
    public static Averaging same(int neurons) {
        return new Averaging(neurons, neurons, 0, neurons, 0);
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
        return new Averaging(units, neurons, first, first + count, firstNeuron - first);
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
        return run ? new Averaging(neuronOfUnit.length, neurons, first, end, shift) : new Averaging(neuronOfUnit.length, neurons, null, neuronOfUnit, null, 1);
    }

    /** Without windows of several: the neuron of a unit, or −1. */
    private int single(int unit) {
        return neuron != null ? neuron[unit] : unit >= first && unit < end ? unit + shift : -1;
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
        return single && means ? of(neuron, neurons) : new Averaging(units, neurons, start, neuron, means ? null : share, 1);
    }

    /** Its sentence is put together only where it is told: this is asked for every unit. */
    private static void require(boolean condition, String otherwise, int which, int of) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise + which + " of " + of);
        }
    }

    /**
     * The windows of {@code run} again and again: the first units take of the first {@code run.neurons()} neurons, the next of the next.
     *
     * @throws ArithmeticException where there would be too many units or neurons
     */
    public static Averaging repeated(Averaging run, int times) {
        require(times >= 1, "windows repeated " + times + " times");
        if (times == 1 || run.isSame()) {
            return times == 1 ? run : same(Math.multiplyExact(run.neurons, times));
        }
        if (run.start != null) {
            return new Averaging(run.runUnits, run.runNeurons, run.start, run.neuron, run.share, Math.multiplyExact(run.runs, times));
        }
        int[] all = new int[Math.multiplyExact(run.units, times)];
        int neurons = Math.multiplyExact(run.neurons, times);
        Arrays.setAll(all, unit -> run.single(unit % run.units) < 0 ? -1 : run.single(unit % run.units) + unit / run.units * run.neurons);
        return of(all, neurons);
    }

    /** The windows of one run. */
    private Averaging run() {
        return new Averaging(runUnits, runNeurons, start, neuron, share, 1);
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
        int inRun = unit % runUnits;
        return start != null ? start[inRun + 1] - start[inRun] : single(unit) >= 0 ? 1 : 0;
    }

    /** Neuron {@code k} of the window of a unit, {@code k} below {@link #count}. */
    public int neuron(int unit, int k) {
        return start == null ? single(unit) : neuron[start[unit % runUnits] + k] + unit / runUnits * runNeurons;
    }

    /** What neuron {@code k} of its window counts in a unit. */
    public double share(int unit, int k) {
        return share == null ? 1.0 / count(unit) : share[start[unit % runUnits] + k];
    }

    /** Whether unit i is neuron i, for all. */
    public boolean isSame() {
        return neuron == null && !someEmpty && shift == 0 && units == neurons;
    }

    /** Whether each unit is one neuron, in whatever order. */
    public boolean isSelection() {
        return start == null && !someEmpty;
    }

    /** Whether some unit is nothing. */
    public boolean hasEmpty() {
        return someEmpty;
    }

    /** Whether each unit is the mean of its window. */
    boolean isMeans() {
        return share == null && !someEmpty;
    }

    /** Number of neurons of all windows together. */
    public long entries() {
        if (start != null) {
            return (long) neuron.length * runs;
        }
        return neuron == null ? end - first : someEmpty ? Arrays.stream(neuron).filter(n -> n >= 0).count() : units;
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
        return IntStream.range(0, runUnits).map(this::count).filter(c -> c > 0).distinct().mapToDouble(c -> 1.0 / c).sorted().toArray();
    }

    /** How many neurons each window has, where all have as many with equal shares; 0 otherwise. */
    int commonCount() {
        int first = share != null || units == 0 ? 0 : count(0);
        return IntStream.range(0, runUnits).allMatch(unit -> count(unit) == first) ? first : 0;
    }

    /**
     * Checks that each unit is an average.
     *
     * @throws IllegalArgumentException where the shares of a unit do not sum to 1, with {@code name} in front
     */
    void requireAverages(String name) {
        for (int unit = 0; !isMeans() && unit < runUnits; unit++) {
            if (!(Math.abs(total(unit) - 1) <= SUM_ROUNDING)) {
                throw new IllegalArgumentException(name + ": the shares of unit " + unit + " sum to " + total(unit) + ", not to 1");
            }
        }
    }

    /** The shares of a unit, summed: 1 for an average, 0 for nothing. */
    double total(int unit) {
        if (share == null) {
            return count(unit) == 0 ? 0 : 1;
        }
        double sum = 0;
        int inRun = unit % runUnits;
        for (int at = start[inRun]; at < start[inRun + 1]; at++) {
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
        double[] ofNeurons = new double[neurons];
        if (neuron == null) {
            System.arraycopy(ofUnits, first, ofNeurons, first + shift, end - first);
            return ofNeurons;
        }
        if (start == null) {
            for (int unit = 0; unit < units; unit++) {
                if (neuron[unit] >= 0) {
                    ofNeurons[neuron[unit]] += ofUnits[unit];
                }
            }
            return ofNeurons;
        }
        Bands.ALL_CORES.run(runs, Bands.count(runs, runBytes()), Progress.NONE, (band, from, to) -> {
            for (int run = from; run < to; run++) {
                spreadRun(ofUnits, run * runUnits, ofNeurons, run * runNeurons);
            }
        });
        return ofNeurons;
    }

    /** What the numbers of a run's units and neurons take. */
    private long runBytes() {
        return 8L * (runUnits + runNeurons);
    }

    private void spreadRun(double[] ofUnits, int firstUnit, double[] ofNeurons, int firstNeuron) {
        for (int unit = 0; unit < runUnits; unit++) {
            int from = start[unit];
            int to = start[unit + 1];
            double of = share == null ? ofUnits[firstUnit + unit] / (to - from) : ofUnits[firstUnit + unit];
            for (int at = from; at < to; at++) {
                ofNeurons[firstNeuron + neuron[at]] += share == null ? of : of * share[at];
            }
        }
    }

    /** The units whose windows hold a neuron, ascending, each once. */
    public int[] unitsOf(int ofNeuron) {
        if (neuron == null) {
            int unit = ofNeuron - shift;
            return unit >= first && unit < end ? new int[] {unit} : new int[0];
        }
        int[] found = new int[4];
        int count = 0;
        int run = ofNeuron / runNeurons;
        for (int unit = 0; unit < runUnits; unit++) {
            int end = start == null ? unit + 1 : start[unit + 1];
            for (int at = start == null ? unit : start[unit]; at < end; at++) {
                if (neuron[at] == ofNeuron % runNeurons) {
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = run * runUnits + unit;
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
        if (isSame() || next.isSame()) {
            return isSame() ? next : this;
        }
        if (neuron == null && next.neuron == null) {
            return new Averaging(next.units, neurons, Math.max(next.first, first - next.shift), Math.min(next.end, end - next.shift), shift + next.shift);
        }
        if (start == null && next.start == null) {
            int[] both = new int[next.units];
            Arrays.setAll(both, unit -> next.single(unit) < 0 ? -1 : single(next.single(unit)));
            return of(both, neurons);
        }
        if (runs > 1 && runs == next.runs && runUnits == next.runNeurons) {
            return repeated(run().then(next.run()), runs);
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
