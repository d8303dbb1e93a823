package org.cntexplorer.graph;

import java.util.List;

/**
 * A row of layers: their titles stand above it.
 *
 * @param layers from left to right
 * @param top y of the row's upper edge, links that pass above its layers among it
 * @param room free height above {@code top} up to the row before; infinite above the first
 */
public record LayerRow(List<Integer> layers, double top, double room) {
    public LayerRow {
        layers = List.copyOf(layers);
    }
}
