package org.cntexplorer.model;

/** Receives links, one by one, without an object for each. */
@FunctionalInterface
public interface LinkVisitor {
    /**
     * One link.
     *
     * @param source the neuron it leaves, an index into the source layer
     * @param target the neuron it enters, an index into the target layer
     */
    void accept(int source, int target, float weight);
}
