package org.cntexplorer.model;

/** What a link of weight w counts in a strength (metrics.md §2). */
public enum Weighting {
    /** w */
    SIGNED,
    /** |w| */
    ABSOLUTE,
    /** max(w, 0) */
    POSITIVE,
    /** min(w, 0) */
    NEGATIVE;

    /** What a weight counts. NaN stays NaN. */
    public double of(double w) {
        return switch (this) {
            case SIGNED -> w;
            case ABSOLUTE -> Math.abs(w);
            case POSITIVE -> w <= 0 ? 0 : w;
            case NEGATIVE -> w >= 0 ? 0 : w;
        };
    }
}
