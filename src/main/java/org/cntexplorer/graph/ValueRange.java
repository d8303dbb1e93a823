package org.cntexplorer.graph;

/** From {@code low} to {@code high}; given in either order. */
public record ValueRange(double low, double high) implements Range {
    public ValueRange {
        if (low > high) {
            double swap = low;
            low = high;
            high = swap;
        }
    }

    /** @throws IllegalArgumentException where an end is NaN */
    static ValueRange between(double low, double high) {
        if (Double.isNaN(low) || Double.isNaN(high)) {
            throw new IllegalArgumentException("a range has two ends");
        }
        return new ValueRange(low, high);
    }
}
