package org.cntexplorer.activity;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a function with bounds is saturated: within a hundredth of its range of one of them.
 *
 * @param low at this or less
 * @param high at this or more
 */
record Saturation(float low, float high) {
    private static final float NEAR = 0.01f;

    /** Of a function by its name; empty where it has no bound, or is not known. */
    static Optional<Saturation> of(String function) {
        return switch (function.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "")) {
            case "sigmoid", "hardsigmoid", "softmax" -> Optional.of(between(0, 1));
            case "tanh", "hardtanh", "softsign" -> Optional.of(between(-1, 1));
            case "relu6" -> Optional.of(new Saturation(Float.NEGATIVE_INFINITY, 6 - 6 * NEAR));
            default -> Optional.empty();
        };
    }

    private static Saturation between(float low, float high) {
        return new Saturation(low + NEAR * (high - low), high - NEAR * (high - low));
    }

    /** Adds 1 for each unit of a sample whose number is at a bound. */
    void count(float[] x, int from, long[] saturated) {
        for (int u = 0; u < saturated.length; u++) {
            saturated[u] += x[from + u] <= low || x[from + u] >= high ? 1 : 0;
        }
    }
}
