package org.cntexplorer.study.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two groups of numbers as places in the order of all their distinct values: every count over pairs of them is one pass over that order.
 * An instance keeps room for its counts: one thread at a time.
 */
final class Pairs {
    private final int[] low;
    private final int[] high;
    /** How often the low and the high group have each distinct value, in ascending order. */
    private final int[] lowCounts;
    private final int[] highCounts;

    /** Sorts; neither group may have NaN or be empty. */
    Pairs(double[] low, double[] high) {
        double[] values = new double[low.length + high.length];
        for (int i = 0; i < values.length; i++) {
            // −0 is 0 here as it is for <, though not for sorting
            values[i] = (i < low.length ? low[i] : high[i - low.length]) + 0.0;
        }
        double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
        int[] place = Arrays.stream(values).mapToInt(value -> Arrays.binarySearch(distinct, value)).toArray();
        this.low = Arrays.copyOf(place, low.length);
        this.high = Arrays.copyOfRange(place, low.length, place.length);
        lowCounts = new int[distinct.length];
        highCounts = new int[distinct.length];
    }

    /** The part of all pairs of a low and a high number in which the high one is greater; equal ones are half a pair. */
    double auc() {
        clear();
        for (int place : low) {
            lowCounts[place]++;
        }
        for (int place : high) {
            highCounts[place]++;
        }
        return counted();
    }

    /** The same of as many numbers drawn from each group, with replacement. */
    double resampledAuc(SplittableRandom random) {
        clear();
        draw(low, lowCounts, random);
        draw(high, highCounts, random);
        return counted();
    }

    private void clear() {
        Arrays.fill(lowCounts, 0);
        Arrays.fill(highCounts, 0);
    }

    private static void draw(int[] places, int[] counts, SplittableRandom random) {
        for (int i = 0; i < places.length; i++) {
            // the generator's bounded numbers may be made in another way by another Java; its 64 bits may not
            long bits = random.nextLong() >>> 32;
            counts[places[(int) (bits * places.length >>> 32)]]++;
        }
    }

    private double counted() {
        long below = 0;
        long halves = 0;
        for (int i = 0; i < lowCounts.length; i++) {
            halves += highCounts[i] * (2 * below + lowCounts[i]);
            below += lowCounts[i];
        }
        return halves / (2.0 * low.length * high.length);
    }
}
