package org.cntexplorer.activity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.activity.ValueActivity.OfStep;

/** Adds up units of which a sample has several numbers: positions of a channel, steps of a sequence. For one thread only. */
final class PooledUnits {
    private final int units;
    private final int positions;
    /** What each neuron's number is weighted with; null where nobody asks. */
    private final double[] weights;
    private final double[] weighted;
    /** Σ(mean of a sample − shift)² of each unit. */
    private final double[] between;
    private final double[] unitSum;
    private final float[] unitGreatest;
    private float[] shift;
    private double layerShift;
    private int steps;
    private double[] stepSum;
    private double[] stepSquares;

    /** @param weights of each neuron; null for none. Only units with positions need them: for others a weighted mean is the mean, weighted */
    PooledUnits(int units, int positions, double[] weights) {
        this.units = units;
        this.positions = positions;
        this.weights = positions > 1 ? weights : null;
        weighted = new double[units];
        between = new double[units];
        unitSum = new double[units];
        unitGreatest = new float[units];
    }

    /** @param from what each unit's numbers are counted from */
    void begin(float[] from, int ofSteps) {
        shift = from;
        steps = ofSteps;
        double whole = 0;
        for (float of : from) {
            whole += of;
        }
        layerShift = whole / units;
        stepSum = new double[steps];
        stepSquares = new double[steps];
    }

    /** Adds a sample; {@code sum} and {@code squares} get Σ(x − shift) and Σ(x − shift)² of each unit. */
    void add(float[] x, int from, double[] sum, double[] squares) {
        Arrays.fill(unitSum, 0);
        for (int s = 0; s < steps; s++) {
            for (int u = 0; u < units; u++) {
                addUnit(x, from + (s * units + u) * positions, s, u, squares);
            }
        }
        double each = (double) steps * positions;
        for (int u = 0; u < units; u++) {
            sum[u] += unitSum[u];
            double mean = unitSum[u] / each;
            between[u] += mean * mean;
        }
    }

    private void addUnit(float[] x, int from, int step, int unit, double[] squares) {
        double zero = shift[unit];
        double a = 0;
        double b = 0;
        double p = 0;
        double q = 0;
        int end = from + positions;
        int i = from;
        for (; i + 1 < end; i += 2) {
            double d = x[i] - zero;
            double e = x[i + 1] - zero;
            a += d;
            b += e;
            p += d * d;
            q += e * e;
        }
        if (i < end) {
            double d = x[i] - zero;
            a += d;
            p += d * d;
        }
        unitSum[unit] += a + b;
        squares[unit] += p + q;
        double off = zero - layerShift;
        stepSum[step] += a + b + positions * off;
        stepSquares[step] += p + q + 2 * off * (a + b) + positions * off * off;
        if (weights != null) {
            double dot = 0;
            for (int j = from, k = unit * positions; j < end; j++, k++) {
                dot += x[j] * weights[k];
            }
            weighted[unit] += dot;
        }
    }

    /** The sum of some numbers. */
    static double sum(float[] x, int from, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        int end = from + count;
        for (; i + 3 < end; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < end; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }

    /** Counts the numbers of a sample that are > 0, and those at a bound. */
    void count(float[] x, int from, long[] active, Optional<Saturation> bounds, long[] saturated) {
        int at = from;
        for (int i = 0; i < steps * units; i++) {
            int unit = i % units;
            int end = at + positions;
            int count = 0;
            for (int j = at; j < end; j++) {
                count += x[j] > 0 ? 1 : 0;
            }
            active[unit] += count;
            if (bounds.isPresent()) {
                float low = bounds.get().low();
                float high = bounds.get().high();
                for (int j = at; j < end; j++) {
                    saturated[unit] += x[j] <= low || x[j] >= high ? 1 : 0;
                }
            }
            at = end;
        }
    }

    /** The greatest number of each unit of a sample; valid until the next call. */
    float[] greatest(float[] x, int from) {
        Arrays.fill(unitGreatest, Float.NEGATIVE_INFINITY);
        for (int s = 0; s < steps; s++) {
            for (int u = 0; u < units; u++) {
                float greatest = unitGreatest[u];
                int at = from + (s * units + u) * positions;
                for (int i = at; i < at + positions; i++) {
                    greatest = x[i] > greatest ? x[i] : greatest;
                }
                unitGreatest[u] = greatest;
            }
        }
        return unitGreatest;
    }

    /** The mean of what units are counted from. */
    double layerShift() {
        return layerShift;
    }

    double[] between() {
        return between;
    }

    /** Σ x·weight of each unit. */
    double[] weighted() {
        return weighted;
    }

    List<OfStep> ofSteps(long samples) {
        List<OfStep> all = new ArrayList<>();
        double n = (double) samples * units * positions;
        for (int s = 0; s < steps && steps > 1; s++) {
            double off = stepSum[s] / n;
            all.add(new OfStep(layerShift + off, Math.sqrt(Math.max(0, stepSquares[s] / n - off * off))));
        }
        return all;
    }
}
