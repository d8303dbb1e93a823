package org.cntexplorer.app.inspector;

import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.model.Neuron;

/**
 * A link of the inspected neuron.
 *
 * @param other the neuron at its other end
 * @param name how that neuron is called: "input · 14,7"
 * @param link itself
 * @param through what kind of connection it belongs to, in words
 * @param share |weight| over the largest one listed, 0 to 1
 */
record LinkRow(Neuron other, Pointed.Link link, String name, String through, double share) {
    float weight() {
        return link.weight();
    }

    /** Whether it is what is pointed at: the link itself, or the neuron at its other end. */
    boolean isAt(Pointed pointed) {
        return pointed.link().map(pointedLink -> pointedLink.joins(link.source(), link.target())).orElse(pointed.neuron().equals(other));
    }
}
