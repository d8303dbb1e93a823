package org.cntexplorer.activity;

import java.util.Arrays;
import org.cntexplorer.model.kernel.FloatUnits;

/** Keeps for each unit the samples with its greatest numbers, the strongest first. Samples come in their order, so that of equals the first ones are kept. */
final class TopTally {
    private final int most;
    private final float[][] value;
    private final long[][] sample;
    private final int[] count;
    /** What a number has to be greater than, for each unit. */
    private final float[] least;

    TopTally(int units, int most) {
        this.most = most;
        value = new float[units][most];
        sample = new long[units][most];
        count = new int[units];
        least = new float[units];
        Arrays.fill(least, most == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY);
    }

    /** The numbers of all units for one sample, from {@code from} on. */
    void add(float[] numbers, int from, long of, boolean vectors) {
        for (int u = FloatUnits.above(numbers, from, least, 0, vectors); u < least.length; u = FloatUnits.above(numbers, from, least, u + 1, vectors)) {
            offer(u, numbers[from + u], of);
        }
    }

    private void offer(int unit, float number, long of) {
        float[] values = value[unit];
        long[] samples = sample[unit];
        int at = count[unit] < most ? count[unit]++ : most - 1;
        for (; at > 0 && values[at - 1] < number; at--) {
            values[at] = values[at - 1];
            samples[at] = samples[at - 1];
        }
        values[at] = number;
        samples[at] = of;
        if (count[unit] == most) {
            least[unit] = values[most - 1];
        }
    }

    TopSamples top() {
        float[][] values = new float[least.length][];
        long[][] samples = new long[least.length][];
        for (int u = 0; u < least.length; u++) {
            values[u] = Arrays.copyOf(value[u], count[u]);
            samples[u] = Arrays.copyOf(sample[u], count[u]);
        }
        return new TopSamples(samples, values);
    }
}
