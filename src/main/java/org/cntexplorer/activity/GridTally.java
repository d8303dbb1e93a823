package org.cntexplorer.activity;

import java.util.Arrays;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.kernel.FloatUnits;

/**
 * Counts numbers as they come into the cells of a grid, each into the nearest: cells are half as wide as those of a {@link SampleGrid}, so that what that adds
 * to the variance is a hundred-thousandth. Where numbers come that lie beyond the cells, those counted so far are put aside and the cells laid anew. For one
 * thread only.
 */
final class GridTally {
    private static final int MOST_CELLS = 4 * SampleGrid.MOST_CELLS;
    /** Numbers after which counts are put aside, before one can be more than an int holds. */
    private static final long MANY = 1L << 30;
    /** Binary digits of a float, one spared: cells are numbers that it holds. */
    private static final int DIGITS = 22;

    /** Differences of numbers beyond may be no floats: they are counted with those that are not finite. */
    private static final float GREATEST = 1e37f;

    private SampleGrid aside = SampleGrid.EMPTY;
    private Moments seen = Moments.EMPTY;
    private int exponent;
    private long first;
    private float origin;
    private float scale;
    private int cells;
    /** The count of each cell, and those of numbers that are 0. */
    private int[] counts;
    /** Numbers that are 0 and have no count. */
    private final long[] zeros = new long[1];
    private long pending;
    private long nonFinite;

    /** Counts numbers. */
    void add(float[] numbers, int from, int to, boolean vectors) {
        if (from == to) {
            return;
        }
        if (counts == null) {
            lay(numbers, from, to);
        }
        if (pending > MANY - (to - from)) {
            putAside();
        }
        pending += to - from;
        int at = from;
        while (at < to) {
            at = FloatUnits.count(numbers, at, to, origin, scale, counts, zeros, vectors);
            if (at < to) {
                beyond(numbers, at++, to);
            }
        }
    }

    private void beyond(float[] numbers, int at, int to) {
        float number = numbers[at];
        if (!(Math.abs(number) <= GREATEST)) {
            nonFinite++;
            pending--;
            return;
        }
        aside = aside.and(counted());
        zeros[0] = 0;
        pending = to - at;
        lay(numbers, at, to);
        if (FloatUnits.count(numbers, at, at + 1, origin, scale, counts, zeros, false) == at) {
            throw new IllegalStateException(number + " has no cell after cells were laid for it");
        }
    }

    /** Lays cells for the numbers that come now and those there were. */
    private void lay(float[] numbers, int from, int to) {
        double[] coming = new double[to - from];
        for (int i = from; i < to; i++) {
            coming[i - from] = Math.abs(numbers[i]) <= GREATEST ? numbers[i] : Double.NaN;
        }
        seen = seen.and(Moments.of(coming));
        if (seen.n() == 0) {
            counts = new int[FloatUnits.APART];
            cells = 0;
            return;
        }
        double greatest = Math.max(Math.abs(seen.min()), Math.abs(seen.max()));
        exponent = Math.max(SampleGrid.exponentOf(seen) - 1, Math.max(Math.getExponent(greatest) - DIGITS, Float.MIN_EXPONENT + 2));
        double spare = (seen.max() - seen.min()) / 2;
        while (Math.scalb(seen.max() - seen.min() + 2 * spare, -exponent) + 4 > MOST_CELLS) {
            exponent++;
        }
        // half a cell and the cell that is none before the least number
        first = Math.round(Math.scalb(seen.min() - spare, -exponent)) - 2;
        cells = (int) (Math.round(Math.scalb(seen.max() + spare, -exponent)) + 2 - first);
        origin = (float) ((first - 0.5) * Math.scalb(1.0, exponent));
        scale = (float) Math.scalb(1.0, -exponent);
        counts = new int[cells + FloatUnits.APART];
    }

    private void putAside() {
        aside = aside.and(counted());
        counts = new int[counts.length];
        zeros[0] = 0;
        pending = 0;
    }

    private SampleGrid counted() {
        double[] of = new double[cells];
        double all = 0;
        for (int i = 0; i < cells; i++) {
            of[i] = counts[i];
            all += counts[i];
        }
        double none = zeros[0];
        for (int i = cells; i < counts.length; i++) {
            none += counts[i];
        }
        if (first <= 0 && first + cells > 0) {
            of[(int) -first] += none;
            return all + none > 0 ? new SampleGrid(exponent, first, of) : SampleGrid.EMPTY;
        }
        SampleGrid apart = none > 0 ? new SampleGrid(exponent, 0, new double[] {none}) : SampleGrid.EMPTY;
        return all > 0 ? new SampleGrid(exponent, first, of).and(apart) : apart;
    }

    long nonFinite() {
        return nonFinite;
    }

    /**
     * What was counted so far, on cells as wide as suit it.
     *
     * @param times what each number stands for
     */
    SampleGrid grid(double times) {
        SampleGrid all = counts == null ? aside : aside.and(counted());
        int low = 0;
        int high = all.counts().length;
        while (low < high && all.counts()[low] == 0) {
            low++;
        }
        while (high > low && all.counts()[high - 1] == 0) {
            high--;
        }
        if (low == high) {
            return SampleGrid.EMPTY;
        }
        double[] some = Arrays.copyOfRange(all.counts(), low, high);
        for (int i = 0; i < some.length; i++) {
            some[i] *= times;
        }
        SampleGrid narrow = new SampleGrid(all.exponent(), all.first() + low, some);
        return narrow.on(Math.max(narrow.exponent(), SampleGrid.exponentOf(narrow.moments())));
    }
}
