package org.cntexplorer.app.workspace;

/** Something in the graph that a pane asks the others to show. */
public sealed interface Place {
    record OfNeuron(org.cntexplorer.model.Neuron neuron) implements Place {}

    record OfLayer(int layer) implements Place {}

    record OfConnection(int connection) implements Place {}
}
