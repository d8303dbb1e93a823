package org.cntexplorer.graph;

/** Numbers between two ends. Both ends are part of it; NaN never is. */
public interface Range {
    /** The lesser end. */
    double low();

    double high();

    default boolean contains(double value) {
        return value >= low() && value <= high();
    }
}
