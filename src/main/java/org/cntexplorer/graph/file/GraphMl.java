package org.cntexplorer.graph.file;

import java.io.IOException;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/**
 * GraphML. y grows upwards, as in a plot.
 *
 * @see <a href="http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">the schema</a>
 */
final class GraphMl implements GraphSink {
    private static final String XMLNS = "http://graphml.graphdrawing.org/xmlns";

    private final GraphContents graph;
    private final GraphText out;
    private int from;
    private int to;
    private String afterWeight = "";

    GraphMl(GraphContents graph, GraphText out) {
        this.graph = graph;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.text(Xml.HEAD + "<graphml xmlns=\"" + XMLNS + "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"" + XMLNS
                + " http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd\">\n");
        key("model", "graph", "string");
        key("layer", "node", "int");
        key("layer_name", "node", "string");
        key("index", "node", "int");
        for (String name : new String[] {"strength", "in_strength", "out_strength", "x", "y"}) {
            key(name, "node", "double");
        }
        if (graph.hasNames()) {
            key("name", "node", "string");
        }
        if (graph.hasNotes()) {
            key("note", "node", "string");
        }
        key("weight", "edge", "double");
        key("connection", "edge", "string");
        out.text("  <graph id=\"G\" edgedefault=\"directed\">\n    <data key=\"model\">" + Xml.escaped(graph.network().name()) + "</data>\n");
    }

    private void key(String name, String of, String type) throws IOException {
        out.text("  <key id=\"" + name + "\" for=\"" + of + "\" attr.name=\"" + name + "\" attr.type=\"" + type + "\"/>\n");
    }

    @Override
    public void neuron(Neuron neuron) throws IOException {
        out.text("    <node id=\"").neuron(neuron.layer(), neuron.index()).text("\">");
        out.text("<data key=\"layer\">").number(neuron.layer());
        out.text("</data><data key=\"layer_name\">").text(Xml.escaped(graph.layerName(neuron)));
        out.text("</data><data key=\"index\">").number(neuron.index());
        out.text("</data><data key=\"strength\">").real(graph.total(neuron));
        out.text("</data><data key=\"in_strength\">").real(graph.in(neuron));
        out.text("</data><data key=\"out_strength\">").real(graph.out(neuron));
        if (graph.hasPlace(neuron)) {
            out.text("</data><data key=\"x\">").real(graph.x(neuron));
            out.text("</data><data key=\"y\">").real(graph.y(neuron));
        }
        said("name", graph.name(neuron));
        said("note", graph.note(neuron));
        out.text("</data></node>\n");
    }

    private void said(String key, String words) throws IOException {
        if (!words.isEmpty()) {
            out.text("</data><data key=\"" + key + "\">").text(Xml.escaped(words));
        }
    }

    @Override
    public void connection(Connection connection) {
        from = connection.from();
        to = connection.to();
        afterWeight = "</data><data key=\"connection\">" + Xml.escaped(connection.name()) + "</data></edge>\n";
    }

    @Override
    public void link(long number, int source, int target, float weight) throws IOException {
        out.text("    <edge id=\"e").number(number).text("\" source=\"").neuron(from, source).text("\" target=\"").neuron(to, target)
                .text("\"><data key=\"weight\">").real(weight).text(afterWeight);
    }

    @Override
    public void end() throws IOException {
        out.text("  </graph>\n</graphml>\n");
    }
}
