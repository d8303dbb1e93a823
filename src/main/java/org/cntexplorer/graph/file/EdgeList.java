package org.cntexplorer.graph.file;

import java.io.IOException;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/** A table of the links alone: commas, a header, line feeds. What is not finite is written as Java writes it. */
final class EdgeList implements GraphSink {
    static final String HEADER = "source,target,weight,connection";

    private final GraphText out;
    private int from;
    private int to;
    private String afterWeight = "";

    EdgeList(GraphText out) {
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.text(HEADER + "\n");
    }

    @Override
    public void neuron(Neuron neuron) {}

    @Override
    public void connection(Connection connection) {
        from = connection.from();
        to = connection.to();
        afterWeight = "," + CsvField.of(connection.name()) + "\n";
    }

    @Override
    public void link(long number, int source, int target, float weight) throws IOException {
        out.neuron(from, source).text(",").neuron(to, target).text(",").real(weight).text(afterWeight);
    }

    @Override
    public void end() {}
}
