package org.cntexplorer.graph;

/** Which links of a network are shown. */
public sealed interface LinkChoice {
    /** The {@code count} links of largest |w| of each connection. */
    record Strongest(int count) implements LinkChoice {}

    /** Links with |w| ≥ {@code threshold}; of each connection at most {@code most}, the strongest. */
    record AtLeast(double threshold, int most) implements LinkChoice {}

    LinkChoice DEFAULT = new Strongest(1_000);
}
