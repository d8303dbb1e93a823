package org.cntexplorer.app.graphview;

import java.util.List;
import java.util.Set;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;

/**
 * What stands out while the rest is dimmed.
 *
 * @param selected the selected neurons; empty where nothing is dimmed
 * @param strongest the strongest links of the selected neurons, some of which may not be among those that are shown
 */
record Emphasis(Set<Neuron> selected, List<Links> strongest) {
    static final Emphasis NONE = new Emphasis(Set.of(), List.of());

    Emphasis {
        selected = Set.copyOf(selected);
        strongest = List.copyOf(strongest);
    }
}
