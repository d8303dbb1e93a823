package org.cntexplorer.graph;

import java.util.List;

/**
 * Links of some connections whose weight lies in a range, signed: what was dragged along a distribution of weights. Both ends are part of it.
 *
 * @param connections indices of the connections, in order
 * @param low the lesser end; they are exchanged where it is not
 */
public record WeightRange(List<Integer> connections, double low, double high) {
    public WeightRange {
        connections = connections.stream().distinct().sorted().toList();
        if (Double.isNaN(low) || Double.isNaN(high)) {
            throw new IllegalArgumentException("a range has two ends");
        }
        if (low > high) {
            double swap = low;
            low = high;
            high = swap;
        }
    }

    public boolean contains(double weight) {
        return weight >= low && weight <= high;
    }

    /** Whether a link of that connection is one of those that are looked for. */
    public boolean contains(int connection, double weight) {
        return connections.contains(connection) && contains(weight);
    }

    /** No link inside has a lesser |w|. */
    public double least() {
        return low > 0 ? low : high < 0 ? -high : 0;
    }
}
