package org.cntexplorer.graph.file;

import java.io.IOException;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/**
 * The Graph Modelling Language: ASCII, neurons numbered through, their names as labels. Its keys hold letters and digits only, a number
 * with a fraction always a point. y grows upwards.
 *
 * @see <a href="https://web.archive.org/web/20190303094704/http://www.fim.uni-passau.de:80/fileadmin/files/lehrstuhl/brandenburg/projekte/gml/gml-technical-report.pdf">
 *     the technical report</a>
 */
final class Gml implements GraphSink {
    private final GraphContents graph;
    private final GraphText out;
    /** For each layer the number of its first neuron. */
    private final long[] first;
    private long sources;
    private long targets;
    private String afterWeight = "";

    Gml(GraphContents graph, GraphText out) {
        this.graph = graph;
        this.out = out;
        first = new long[graph.network().layers().size()];
        for (int l = 1; l < first.length; l++) {
            first[l] = first[l - 1] + graph.network().layer(l - 1).neurons();
        }
    }

    @Override
    public void begin() throws IOException {
        // several links may join the same two neurons
        out.text("Creator \"CNT Explorer\"\ngraph [\n  directed 1\n  multigraph 1\n  name " + quoted(graph.network().name()) + "\n");
    }

    /** What is not ASCII, or would end the string or begin another letter's number, stands as a letter's number. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        GraphText.legal(text).codePoints().forEach(c -> {
            if (c == '"' || c == '&' || c < ' ' || c > '~') {
                quoted.append("&#").append(c).append(';');
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public void neuron(Neuron neuron) throws IOException {
        out.text("  node [\n    id ").number(first[neuron.layer()] + neuron.index()).text("\n    label \"").neuron(neuron.layer(), neuron.index())
                .text("\"\n    layer ").number(neuron.layer()).text("\n    layerName ").text(quoted(graph.layerName(neuron)))
                .text("\n    index ").number(neuron.index());
        out.text("\n    strength ").real(graph.total(neuron)).text("\n    inStrength ").real(graph.in(neuron)).text("\n    outStrength ")
                .real(graph.out(neuron));
        if (!graph.name(neuron).isEmpty()) {
            out.text("\n    name ").text(quoted(graph.name(neuron)));
        }
        if (!graph.note(neuron).isEmpty()) {
            out.text("\n    note ").text(quoted(graph.note(neuron)));
        }
        if (graph.hasPlace(neuron)) {
            out.text("\n    graphics [ x ").real(graph.x(neuron)).text(" y ").real(graph.y(neuron)).text(" ]");
        }
        out.text("\n  ]\n");
    }

    @Override
    public void connection(Connection connection) {
        sources = first[connection.from()];
        targets = first[connection.to()];
        afterWeight = " connection " + quoted(connection.name()) + " ]\n";
    }

    @Override
    public void link(long number, int source, int target, float weight) throws IOException {
        out.text("  edge [ source ").number(sources + source).text(" target ").number(targets + target).text(" weight ").real(weight).text(afterWeight);
    }

    @Override
    public void end() throws IOException {
        out.text("]\n");
    }
}
