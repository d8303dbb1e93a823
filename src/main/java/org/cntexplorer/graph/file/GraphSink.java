package org.cntexplorer.graph.file;

import java.io.IOException;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/** A kind of file, written as it comes: its head, all neurons, all links, its end. */
interface GraphSink {
    void begin() throws IOException;

    void neuron(Neuron neuron) throws IOException;

    /** Called once between the neurons and the links. */
    default void endNeurons() throws IOException {}

    /** The links that follow are this connection's. */
    void connection(Connection connection) throws IOException;

    /** @param number of the link in the whole file, from 0 */
    void link(long number, int source, int target, float weight) throws IOException;

    void end() throws IOException;
}
