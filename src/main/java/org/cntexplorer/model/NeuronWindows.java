package org.cntexplorer.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * Windows of any number of neurons. Those that are the same in each of several runs of neurons, as in the channels of an image, are kept
 * once: unit u of run r has the window of unit u of the first, so many neurons further on.
 */
final class NeuronWindows extends Averaging {
    private final int runs;
    private final int runUnits;
    private final int runNeurons;
    /** Where each window of the first run begins in {@link #neuron}, and at last where the last ends. */
    private final int[] start;
    /** The neurons of all windows of the first run. */
    private final int[] neuron;
    /** The share of each of {@link #neuron}; null where it is 1/count. */
    private final double[] share;
    private final boolean someEmpty;
    private final double largestShare;
    /** Of the first run; made when it is asked for. */
    private volatile UnitsOfNeurons unitsOf;

    /** @param neurons of one run */
    NeuronWindows(int[] start, int[] neuron, double[] share, int neurons, int runs) {
        super(Math.multiplyExact(start.length - 1, runs), Math.multiplyExact(neurons, runs));
        this.runs = runs;
        this.runUnits = start.length - 1;
        this.runNeurons = neurons;
        this.start = start;
        this.neuron = neuron;
        this.share = share;
        int least = Integer.MAX_VALUE;
        boolean empty = false;
        for (int unit = 0; unit < runUnits; unit++) {
            int count = start[unit + 1] - start[unit];
            empty |= count == 0;
            least = count == 0 ? least : Math.min(least, count);
        }
        this.someEmpty = empty;
        this.largestShare = share != null ? Arrays.stream(share).max().orElse(0) : neuron.length == 0 ? 0 : 1.0 / least;
    }

    NeuronWindows repeated(int times) {
        return new NeuronWindows(start, neuron, share, runNeurons, Math.multiplyExact(runs, times));
    }

    @Override
    public int count(int unit) {
        int inRun = unit % runUnits;
        return start[inRun + 1] - start[inRun];
    }

    @Override
    public int neuron(int unit, int k) {
        return neuron[start[unit % runUnits] + k] + unit / runUnits * runNeurons;
    }

    @Override
    public double share(int unit, int k) {
        return share == null ? 1.0 / count(unit) : share[start[unit % runUnits] + k];
    }

    @Override
    public boolean isSelection() {
        return false;
    }

    @Override
    public boolean hasEmpty() {
        return someEmpty;
    }

    @Override
    boolean hasEqualShares() {
        return share == null;
    }

    @Override
    public long entries() {
        return (long) neuron.length * runs;
    }

    @Override
    public double largestShare() {
        return largestShare;
    }

    @Override
    double[] shares() {
        if (share != null) {
            return Arrays.stream(share).sorted().distinct().toArray();
        }
        return IntStream.range(0, runUnits).map(this::count).filter(c -> c > 0).distinct().mapToDouble(c -> 1.0 / c).sorted().toArray();
    }

    @Override
    int commonCount() {
        int first = share != null || runUnits == 0 ? 0 : count(0);
        return IntStream.range(0, runUnits).allMatch(unit -> count(unit) == first) ? first : 0;
    }

    @Override
    double total(int unit) {
        if (share == null) {
            return super.total(unit);
        }
        int inRun = unit % runUnits;
        double sum = 0;
        for (int at = start[inRun]; at < start[inRun + 1]; at++) {
            sum += share[at];
        }
        return sum;
    }

    @Override
    public int written() {
        return neuron.length;
    }

    @Override
    void spread(double[] ofUnits, double[] ofNeurons) {
        Bands.ALL_CORES.run(runs, Bands.count(runs, 8L * (runUnits + runNeurons)), Progress.NONE, (band, from, to) -> {
            for (int run = from; run < to; run++) {
                spread(ofUnits, run * runUnits, ofNeurons, run * runNeurons);
            }
        });
    }

    private void spread(double[] ofUnits, int firstUnit, double[] ofNeurons, int firstNeuron) {
        for (int unit = 0; unit < runUnits; unit++) {
            int from = start[unit];
            int to = start[unit + 1];
            double of = share == null ? ofUnits[firstUnit + unit] / (to - from) : ofUnits[firstUnit + unit];
            for (int at = from; at < to; at++) {
                ofNeurons[firstNeuron + neuron[at]] += share == null ? of : of * share[at];
            }
        }
    }

    @Override
    public int[] unitsOf(int ofNeuron) {
        int run = ofNeuron / runNeurons;
        int[] units = unitsOf().of(ofNeuron % runNeurons);
        for (int i = 0; i < units.length; i++) {
            units[i] += run * runUnits;
        }
        return units;
    }

    private UnitsOfNeurons unitsOf() {
        UnitsOfNeurons known = unitsOf;
        if (known == null) {
            known = new UnitsOfNeurons(start, neuron, runNeurons);
            unitsOf = known;
        }
        return known;
    }

    /** {@link #then} of one run, again and again, where both have the same runs. */
    Optional<Averaging> inRuns(NeuronWindows next) {
        return runs > 1 && runs == next.runs && runUnits == next.runNeurons
                ? Optional.of(repeated(run().then(next.run()), runs)) : Optional.empty();
    }

    private Averaging run() {
        return new NeuronWindows(start, neuron, share, runNeurons, 1);
    }
}
