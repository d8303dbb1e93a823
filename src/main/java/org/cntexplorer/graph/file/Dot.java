package org.cntexplorer.graph.file;

import java.io.IOException;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/**
 * Graphviz' language. Every neuron is a point at its place, in points of a page, y upwards; numbers stand in quotes, since a bare one may
 * have no exponent there, and lines end without the semicolon, of which some readers make one more node. A neuron that is seen nowhere is
 * invisible in the middle: neato -n2 refuses a graph of which one has no place. A name is drawn beside its point, which holds no label.
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">the language</a>
 */
final class Dot implements GraphSink {
    /** Points of the page for the layout's unit: discs of the smallest pitch have room then. */
    private static final double POINTS = 6;

    private final GraphContents graph;
    private final GraphText out;
    private int from;
    private int to;
    private String afterWeight = "";

    Dot(GraphContents graph, GraphText out) {
        this.graph = graph;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.text("digraph " + quoted(graph.network().name()) + " {\n  graph [outputorder=edgesfirst]\n  node [shape=point, width=0.05]\n"
                + "  edge [arrowhead=none, penwidth=0.3]\n");
    }

    /** The language keeps every backslash; a name that ends in one would otherwise swallow the quote after it. */
    static String quoted(String text) {
        return '"' + GraphText.legal(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void neuron(Neuron neuron) throws IOException {
        out.text("  \"").neuron(neuron.layer(), neuron.index()).text("\" [layer=").number(neuron.layer()).text(", layer_name=")
                .text(quoted(graph.layerName(neuron))).text(", index=").number(neuron.index());
        out.text(", strength=\"").real(graph.total(neuron)).text("\", in_strength=\"").real(graph.in(neuron)).text("\", out_strength=\"")
                .real(graph.out(neuron));
        if (graph.hasPlace(neuron)) {
            out.text("\", pos=\"").real((float) (POINTS * graph.x(neuron))).text(",").real((float) (POINTS * graph.y(neuron)));
        } else {
            out.text("\", style=\"invis\", pos=\"").real((float) (POINTS * graph.layout().width() / 2)).text(",")
                    .real((float) (-POINTS * graph.layout().height() / 2));
        }
        out.text("\"");
        if (!graph.name(neuron).isEmpty()) {
            String name = quoted(graph.name(neuron));
            out.text(", label=").text(name).text(", xlabel=").text(name);
        }
        if (!graph.note(neuron).isEmpty()) {
            out.text(", note=").text(quoted(graph.note(neuron)));
        }
        out.text("]\n");
    }

    @Override
    public void connection(Connection connection) {
        from = connection.from();
        to = connection.to();
        afterWeight = "\", connection=" + quoted(connection.name()) + "]\n";
    }

    @Override
    public void link(long number, int source, int target, float weight) throws IOException {
        out.text("  \"").neuron(from, source).text("\" -> \"").neuron(to, target).text("\" [weight=\"").real(weight).text(afterWeight);
    }

    @Override
    public void end() throws IOException {
        out.text("}\n");
    }
}
