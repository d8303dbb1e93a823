package org.cntexplorer.graph.file;

import java.io.IOException;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/**
 * GEXF 1.2, Gephi's format. y grows upwards, as in Gephi.
 *
 * @see <a href="https://gexf.net/1.2/gexf.xsd">the schema</a>
 */
final class Gexf implements GraphSink {
    private static final String XMLNS = "http://www.gexf.net/1.2draft";
    private static final String[] NEURON = {"layer", "layer_name", "index", "strength", "in_strength", "out_strength", "x", "y"};
    private static final String[] TYPES = {"integer", "string", "integer", "double", "double", "double", "double", "double"};

    private static final int NAME = NEURON.length;
    private static final int NOTE = NAME + 1;

    private final GraphContents graph;
    private final GraphText out;
    private int from;
    private int to;
    private String afterWeight = "";

    Gexf(GraphContents graph, GraphText out) {
        this.graph = graph;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.text(Xml.HEAD + "<gexf xmlns=\"" + XMLNS + "\" xmlns:viz=\"" + XMLNS + "/viz\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                + "xsi:schemaLocation=\"" + XMLNS + " " + XMLNS + "/gexf.xsd\" version=\"1.2\">\n");
        out.text("  <meta><creator>CNT Explorer</creator><description>" + Xml.escaped(graph.network().name()) + "</description></meta>\n");
        out.text("  <graph defaultedgetype=\"directed\" mode=\"static\">\n    <attributes class=\"node\" mode=\"static\">\n");
        for (int i = 0; i < NEURON.length; i++) {
            out.text("      <attribute id=\"" + i + "\" title=\"" + NEURON[i] + "\" type=\"" + TYPES[i] + "\"/>\n");
        }
        if (graph.hasNames()) {
            out.text("      <attribute id=\"" + NAME + "\" title=\"name\" type=\"string\"/>\n");
        }
        if (graph.hasNotes()) {
            out.text("      <attribute id=\"" + NOTE + "\" title=\"note\" type=\"string\"/>\n");
        }
        out.text("    </attributes>\n    <attributes class=\"edge\" mode=\"static\">\n"
                + "      <attribute id=\"0\" title=\"connection\" type=\"string\"/>\n    </attributes>\n    <nodes count=\"");
        out.number(graph.network().neurons()).text("\">\n");
    }

    @Override
    public void neuron(Neuron neuron) throws IOException {
        String name = graph.name(neuron);
        out.text("      <node id=\"").neuron(neuron.layer(), neuron.index()).text("\" label=\"");
        if (name.isEmpty()) {
            out.neuron(neuron.layer(), neuron.index());
        } else {
            out.text(Xml.escaped(name));
        }
        out.text("\"><attvalues>");
        value(0).number(neuron.layer());
        next(1).text(Xml.escaped(graph.layerName(neuron)));
        next(2).number(neuron.index());
        next(3).real(graph.total(neuron));
        next(4).real(graph.in(neuron));
        next(5).real(graph.out(neuron));
        boolean placed = graph.hasPlace(neuron);
        if (placed) {
            next(6).real(graph.x(neuron));
            next(7).real(graph.y(neuron));
        }
        if (!name.isEmpty()) {
            next(NAME).text(Xml.escaped(name));
        }
        if (!graph.note(neuron).isEmpty()) {
            next(NOTE).text(Xml.escaped(graph.note(neuron)));
        }
        out.text("\"/></attvalues>");
        if (placed) {
            out.text("<viz:position x=\"").real(graph.x(neuron)).text("\" y=\"").real(graph.y(neuron)).text("\" z=\"0.0\"/>");
        }
        out.text("</node>\n");
    }

    private GraphText value(int attribute) throws IOException {
        return out.text("<attvalue for=\"").number(attribute).text("\" value=\"");
    }

    private GraphText next(int attribute) throws IOException {
        out.text("\"/>");
        return value(attribute);
    }

    /** Without their number, which is optional there, and not known before they have come. */
    @Override
    public void endNeurons() throws IOException {
        out.text("    </nodes>\n    <edges>\n");
    }

    @Override
    public void connection(Connection connection) {
        from = connection.from();
        to = connection.to();
        afterWeight = "\"><attvalues><attvalue for=\"0\" value=\"" + Xml.escaped(connection.name()) + "\"/></attvalues></edge>\n";
    }

    @Override
    public void link(long number, int source, int target, float weight) throws IOException {
        out.text("      <edge id=\"").number(number).text("\" source=\"").neuron(from, source).text("\" target=\"").neuron(to, target)
                .text("\" weight=\"").real(weight).text(afterWeight);
    }

    @Override
    public void end() throws IOException {
        out.text("    </edges>\n  </graph>\n</gexf>\n");
    }
}
