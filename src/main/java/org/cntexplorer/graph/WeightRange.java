package org.cntexplorer.graph;

import java.util.List;
import org.cntexplorer.model.Links;

/**
 * Links of some connections whose weight lies in a range, signed: what was dragged along a distribution of weights. Both ends are part of it.
 *
 * @param connections indices of the connections, in order
 * @param low the lesser end; they are exchanged where it is not
 */
public record WeightRange(List<Integer> connections, double low, double high) implements Range {
    public WeightRange {
        connections = connections.stream().distinct().sorted().toList();
        ValueRange ends = ValueRange.between(low, high);
        low = ends.low();
        high = ends.high();
    }

    /** Those of some links that are not of its connections, or lie inside. */
    public Links of(Links links) {
        return connections.contains(links.connection()) ? links.where((source, target, weight) -> contains(weight)) : links;
    }

    /** No link inside has a lesser |w|. */
    public double least() {
        return low > 0 ? low : high < 0 ? -high : 0;
    }
}
