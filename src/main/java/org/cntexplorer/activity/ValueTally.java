package org.cntexplorer.activity;

import java.util.Arrays;
import java.util.Optional;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.kernel.FloatUnits;

/**
 * Adds up one value of a layer, sample by sample, as doubles. Numbers are counted from about the mean of the first ones on, so that nothing is lost where a
 * mean is large and a deviation small. For one thread only.
 *
 * <p>Sums are kept for each class, and what all samples have is added up at the end: classes cost memory, and no time.
 */
final class ValueTally {
    /** What is counted besides, of activations. */
    record Counting(boolean active, Optional<Saturation> bounds) {
        static final Counting NONE = new Counting(false, Optional.empty());
    }

    /** Samples that tell about what their mean is. */
    private static final int MOST_BEFORE = 16;

    private final int units;
    private final int positions;
    private final Counting counting;
    /** Of each unit, about its mean; null before the first samples. */
    private float[] shift;
    private int steps;
    /** For each group of samples, Σ(x − shift) of each unit, and how many samples it has. */
    private final double[][] sum;
    private final long[] groupSamples;
    private final long[][] active;
    private final long[] saturated;
    private final double[] squares;
    private final PooledUnits pooled;
    private final GridTally grid = new GridTally();
    /** Of so many samples the density takes one. */
    private final long every;
    private long inGrid;
    /** Rows that the density takes. */
    private float[] chosen = new float[0];
    private final ErrorTally error = new ErrorTally();
    private final Optional<TopTally> top;

    /**
     * @param groups classes and one for samples without a class
     * @param every of so many samples the density takes one
     * @param weights of each neuron; null for none. Only units with positions need them: for others a weighted mean is the mean, weighted
     */
    ValueTally(int units, int positions, int groups, long every, Counting counting, double[] weights, Optional<TopTally> top) {
        this.every = every;
        this.units = units;
        this.positions = positions;
        this.counting = counting;
        this.top = top;
        sum = new double[groups][units];
        groupSamples = new long[groups];
        active = new long[groups][units];
        saturated = new long[units];
        squares = new double[units];
        pooled = new PooledUnits(units, positions, weights);
    }

    /**
     * Adds samples.
     *
     * @param order of these rows
     * @param first number of the first of them
     */
    void add(Rows rows, ClassOrder order, long first) {
        if (shift == null) {
            begin(rows);
        }
        boolean vectors = FloatUnits.byVectors((long) rows.count() * rows.row());
        for (int g = 0; g < order.groups(); g++) {
            groupSamples[g] += order.end(g) - order.start(g);
        }
        if (isPlain()) {
            addPlain(rows, order, vectors);
        } else {
            addPooled(rows, order);
        }
        addToGrid(rows, first, vectors);
        for (int i = 0; top.isPresent() && i < rows.count(); i++) {
            if (isPlain()) {
                top.get().add(rows.numbers(), rows.from(i), first + i, vectors);
            } else {
                top.get().add(pooled.greatest(rows.numbers(), rows.from(i)), 0, first + i, vectors);
            }
        }
    }

    private void addPooled(Rows rows, ClassOrder order) {
        float[] x = rows.numbers();
        for (int g = 0; g < order.groups(); g++) {
            for (int i = order.start(g); i < order.end(g); i++) {
                pooled.add(x, rows.from(order.at(i)), sum[g], squares);
                if (counting.active()) {
                    pooled.count(x, rows.from(order.at(i)), active[g], counting.bounds(), saturated);
                }
            }
        }
        for (int i = 0; i < rows.count(); i++) {
            error.add(PooledUnits.sum(x, rows.from(i), rows.row()) / rows.row());
        }
    }

    private void addToGrid(Rows rows, long first, boolean vectors) {
        int row = rows.row();
        int begin = (int) Math.min((every - first % every) % every, rows.count());
        int some = Math.ceilDiv(rows.count() - begin, (int) Math.min(every, rows.count()));
        inGrid += some;
        if (every == 1 || some == 1) {
            grid.add(rows.numbers(), rows.from(begin), rows.from(begin + some), vectors);
            return;
        }
        if (chosen.length < some * row) {
            chosen = new float[some * row];
        }
        for (int i = 0; i < some; i++) {
            System.arraycopy(rows.numbers(), rows.from(begin + i * (int) every), chosen, i * row, row);
        }
        grid.add(chosen, 0, some * row, vectors);
    }

    /** Whether a sample has one number of each unit. */
    private boolean isPlain() {
        return positions == 1 && steps == 1;
    }

    private void begin(Rows rows) {
        steps = rows.steps();
        shift = new float[units];
        double[] mean = new double[units];
        int some = Math.min(rows.count(), MOST_BEFORE) * steps;
        for (int i = 0; i < some; i++) {
            for (int u = 0; u < units; u++) {
                mean[u] += PooledUnits.sum(rows.numbers(), rows.from(0) + (i * units + u) * positions, positions);
            }
        }
        for (int u = 0; u < units; u++) {
            double of = mean[u] / ((double) some * positions);
            shift[u] = Double.isFinite(of) && Math.abs(of) < Float.MAX_VALUE ? (float) of : 0;
        }
        pooled.begin(shift, steps);
    }

    private void addPlain(Rows rows, ClassOrder order, boolean vectors) {
        float[] x = rows.numbers();
        int[] starts = order.starts(rows);
        for (int g = 0; g < order.groups(); g++) {
            if (order.start(g) < order.end(g)) {
                FloatUnits.moments(x, starts, order.start(g), order.end(g), shift, sum[g], squares, active[g], vectors);
            }
        }
        for (int i = 0; i < rows.count(); i++) {
            error.add(pooled.layerShift() + FloatUnits.sum(x, rows.from(i), shift, vectors) / units);
        }
        if (counting.bounds().isPresent()) {
            for (int start : starts) {
                counting.bounds().get().count(x, start, saturated);
            }
        }
    }

    private long samples() {
        return Arrays.stream(groupSamples).sum();
    }

    int steps() {
        return steps;
    }

    private double each() {
        return (double) steps * positions;
    }

    /** Share of a group's observations of each unit that are > 0; NaN where it has none. */
    double[] activeShare(int group) {
        return Arrays.stream(active[group]).mapToDouble(count -> count / (groupSamples[group] * each())).toArray();
    }

    /** Share of all observations of each unit that are > 0. */
    double[] activeShare() {
        double[] share = new double[units];
        for (long[] of : active) {
            for (int u = 0; u < units; u++) {
                share[u] += of[u];
            }
        }
        double all = samples() * each();
        return Arrays.stream(share).map(count -> count / all).toArray();
    }

    double[] saturatedShare() {
        double all = samples() * each();
        return Arrays.stream(saturated).mapToDouble(count -> count / all).toArray();
    }

    /** The mean of each unit's numbers, each times its neuron's weight. */
    double[] weightedMean(double[] of) {
        double[] mean = new double[units];
        double[] plain = means(-1);
        for (int u = 0; u < units; u++) {
            mean[u] = positions > 1 ? pooled.weighted()[u] / (samples() * each()) : of[u] == 0 ? 0 : plain[u] * of[u];
        }
        return mean;
    }

    /** Of a group, or of all where it is −1. */
    private double[] means(int group) {
        double[] mean = new double[units];
        double n = (group < 0 ? samples() : groupSamples[group]) * each();
        for (int g = group < 0 ? 0 : group; g < (group < 0 ? sum.length : group + 1); g++) {
            for (int u = 0; u < units; u++) {
                mean[u] += sum[g][u];
            }
        }
        for (int u = 0; u < units; u++) {
            mean[u] = n == 0 ? Double.NaN : finite(shift[u] + mean[u] / n);
        }
        return mean;
    }

    private static double finite(double x) {
        return Double.isFinite(x) ? x : Double.NaN;
    }

    /** What was added up; there is at least one sample. */
    ValueActivity activity(boolean classes) {
        double[] mean = means(-1);
        double[] std = new double[units];
        double[] errors = new double[units];
        long samples = samples();
        double n = samples * each();
        Moments layer = Moments.EMPTY;
        for (int u = 0; u < units; u++) {
            double off = mean[u] - shift[u];
            double variance = Math.max(0, squares[u] / n - off * off);
            std[u] = finite(Math.sqrt(variance));
            errors[u] = finite(ErrorTally.error(each() == 1 ? n * variance : pooled.between()[u] - samples * off * off, samples));
            if (Double.isFinite(mean[u]) && Double.isFinite(variance)) {
                layer = layer.and(new Moments((long) n, mean[u], variance, mean[u], mean[u], 0));
            }
        }
        double stands = samples / (double) Math.max(1, inGrid);
        SampleGrid density = grid.grid(stands);
        Moments seen = density.moments();
        double[][] byClass = new double[classes ? sum.length - 1 : 0][];
        for (int g = 0; g < byClass.length; g++) {
            byClass[g] = means(g);
        }
        return new ValueActivity(samples, mean, std, errors,
                new Moments(layer.n(), layer.mean(), layer.variance(), seen.min(), seen.max(), Math.round(stands * grid.nonFinite())), density, byClass, pooled.ofSteps(samples),
                error.convergence());
    }
}
