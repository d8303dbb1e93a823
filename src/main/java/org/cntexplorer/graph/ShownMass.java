package org.cntexplorer.graph;

import java.util.List;

/**
 * How much of the weight is shown: Σ|w| of the links shown by that of all links, 0 to 1; NaN where there is none, or where a weight is no number.
 *
 * @param ofConnections of each connection
 * @param ofNetwork of all connections whose links metrics count
 */
public record ShownMass(List<Double> ofConnections, double ofNetwork) {
    public static final ShownMass NONE = new ShownMass(List.of(), Double.NaN);

    public ShownMass {
        ofConnections = List.copyOf(ofConnections);
    }
}
