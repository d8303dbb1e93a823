package org.cntexplorer.app.inspector;

import org.cntexplorer.model.Neuron;

/**
 * A link of the inspected neuron.
 *
 * @param other the neuron at its other end
 * @param name how that neuron is called: "input · 14,7"
 * @param through what kind of connection it belongs to, in words
 * @param share |weight| over the largest one listed, 0 to 1
 */
record LinkRow(Neuron other, String name, String through, float weight, double share) {}
