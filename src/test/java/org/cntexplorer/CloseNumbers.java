package org.cntexplorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** Compares long arrays of numbers one by one: AssertJ's own comparison takes a time that grows with the square of their length. */
public final class CloseNumbers {
    private CloseNumbers() {}

    /** As many numbers, each as near to its own as {@code tolerance}; NaN is like NaN. */
    public static Consumer<double[]> closeTo(double[] expected, double tolerance) {
        return actual -> {
            assertThat(actual.length).as("how many").isEqualTo(expected.length);
            for (int i = 0; i < expected.length; i++) {
                if (Double.compare(actual[i], expected[i]) != 0 && !(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                    throw new AssertionError("number " + i + " is " + actual[i] + ", not " + expected[i] + " to " + tolerance);
                }
            }
        };
    }
}
