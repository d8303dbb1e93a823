package org.cntexplorer.activity;

import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;

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
    /** Two counts of a cell, {@link #cells} apart, for numbers by turns: a number does not wait for the count of an equal one before it. */
    private int[] counts;
    private long pending;
    private long nonFinite;

    /** Counts numbers. */
    void add(float[] numbers, int from, int to) {
        if (counts == null) {
            lay(numbers, from, to);
        }
        if (pending > MANY - (to - from)) {
            putAside();
        }
        pending += to - from;
        int at = from;
        while (at < to) {
            at = count(numbers, at, to);
            if (at < to) {
                beyond(numbers, at++, to);
            }
        }
    }

    /** Counts until a number has no cell; gives its place, or {@code to}. */
    private int count(float[] numbers, int from, int to) {
        int[] into = counts;
        int most = cells;
        float zero = origin;
        float by = scale;
        int i = from;
        for (; i + 1 < to; i += 2) {
            // truncated towards 0, so that cell 0 may be of numbers below it, and of NaN: it is none
            int a = (int) ((numbers[i] - zero) * by);
            int b = (int) ((numbers[i + 1] - zero) * by);
            if (a <= 0 || a >= most || b <= 0 || b >= most) {
                if (a <= 0 || a >= most) {
                    return i;
                }
                into[a]++;
                return i + 1;
            }
            into[a]++;
            into[most + b]++;
        }
        for (; i < to; i++) {
            int a = (int) ((numbers[i] - zero) * by);
            if (a <= 0 || a >= most) {
                return i;
            }
            into[a]++;
        }
        return to;
    }

    private void beyond(float[] numbers, int at, int to) {
        float number = numbers[at];
        if (!(Math.abs(number) <= GREATEST)) {
            nonFinite++;
            pending--;
            return;
        }
        if (counts.length > 0) {
            putAside();
        }
        lay(numbers, at, to);
        if (count(numbers, at, at + 1) == at) {
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
            counts = new int[0];
            cells = 0;
            return;
        }
        double greatest = Math.max(Math.abs(seen.min()), Math.abs(seen.max()));
        exponent = Math.max(SampleGrid.exponentOf(seen) - 1, Math.max(Math.getExponent(greatest) - DIGITS, Float.MIN_EXPONENT + 2));
        double spare = (seen.max() - seen.min()) / 4;
        while (Math.scalb(seen.max() - seen.min() + 2 * spare, -exponent) + 4 > MOST_CELLS) {
            exponent++;
        }
        // half a cell and the cell that is none before the least number
        first = Math.round(Math.scalb(seen.min() - spare, -exponent)) - 2;
        cells = (int) (Math.round(Math.scalb(seen.max() + spare, -exponent)) + 2 - first);
        origin = (float) ((first - 0.5) * Math.scalb(1.0, exponent));
        scale = (float) Math.scalb(1.0, -exponent);
        counts = new int[2 * cells];
    }

    private void putAside() {
        aside = aside.and(counted());
        counts = new int[counts.length];
        pending = 0;
    }

    private SampleGrid counted() {
        double[] of = new double[cells];
        boolean some = false;
        for (int i = 0; i < cells; i++) {
            of[i] = (double) counts[i] + counts[cells + i];
            some |= of[i] > 0;
        }
        return some ? new SampleGrid(exponent, first, of) : SampleGrid.EMPTY;
    }

    /** Takes what another one counted. */
    void add(GridTally other) {
        aside = aside.and(other.aside);
        nonFinite += other.nonFinite;
        if (other.counts != null) {
            aside = aside.and(other.counted());
        }
    }

    long nonFinite() {
        return nonFinite;
    }

    /** What was counted so far, on cells as wide as suit it. */
    SampleGrid grid() {
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
        SampleGrid narrow = all.within(all.at(low), all.at(high - 1));
        return narrow.on(Math.max(narrow.exponent(), SampleGrid.exponentOf(narrow.moments())));
    }
}
