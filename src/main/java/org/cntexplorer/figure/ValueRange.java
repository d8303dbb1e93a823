package org.cntexplorer.figure;

/** From {@code low} to {@code high}, both included; given in either order. */
public record ValueRange(double low, double high) {
    public ValueRange {
        if (low > high) {
            double swap = low;
            low = high;
            high = swap;
        }
    }

    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}
