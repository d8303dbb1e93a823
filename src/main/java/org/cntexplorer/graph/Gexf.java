package org.cntexplorer.graph;

import java.io.IOException;
import java.io.OutputStream;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.progress.Progress;

/**
 * A scene as GEXF 1.2, Gephi's format: every neuron at its place, the links that are shown. y grows upwards, as in Gephi.
 *
 * @see <a href="https://gexf.net/1.2/gexf.xsd">the schema</a>
 */
public final class Gexf {
    private static final String XMLNS = "http://www.gexf.net/1.2draft";
    private static final String[] NEURON = {"layer", "layer_name", "index", "strength", "in_strength", "out_strength", "x", "y"};
    private static final String[] TYPES = {"integer", "string", "integer", "double", "double", "double", "double", "double"};

    private Gexf() {}

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static void write(GraphScene scene, OutputStream out, Progress progress) throws IOException {
        XmlStream xml = new XmlStream(out);
        xml.begin("gexf", "xmlns", XMLNS, "xmlns:viz", XMLNS + "/viz", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation", XMLNS + " " + XMLNS + "/gexf.xsd", "version", "1.2");
        xml.begin("meta").text("creator", "CNT Explorer").text("description", scene.network().name()).end();
        xml.begin("graph", "defaultedgetype", "directed", "mode", "static");
        xml.begin("attributes", "class", "node", "mode", "static");
        for (int i = 0; i < NEURON.length; i++) {
            xml.empty("attribute", "id", i, "title", NEURON[i], "type", TYPES[i]);
        }
        xml.end();
        xml.begin("attributes", "class", "edge", "mode", "static");
        xml.empty("attribute", "id", "0", "title", "connection", "type", "string");
        xml.end();
        SceneWalk walk = new SceneWalk(scene, progress);
        xml.begin("nodes", "count", scene.network().neurons());
        walk.neurons(neuron -> {
            NodeStrength.OfLayer strength = scene.strength().layer(neuron.layer());
            int i = neuron.index();
            float x = scene.layout().x(neuron);
            float y = -scene.layout().y(neuron);
            Object[] values = {neuron.layer(), scene.network().layer(neuron.layer()).name(), i, SceneWalk.number(strength.total()[i]),
                SceneWalk.number(strength.in()[i]), SceneWalk.number(strength.out()[i]), SceneWalk.number(x), SceneWalk.number(y)};
            xml.begin("node", "id", neuron, "label", neuron);
            xml.begin("attvalues");
            for (int a = 0; a < values.length; a++) {
                xml.empty("attvalue", "for", a, "value", values[a]);
            }
            xml.end();
            xml.empty("viz:position", "x", x, "y", y, "z", "0.0");
            xml.end();
        });
        xml.end();
        xml.begin("edges", "count", scene.links().shown());
        walk.links((number, connection, source, target, weight) -> {
            xml.begin("edge", "id", number, "source", source, "target", target, "weight", SceneWalk.number(weight));
            xml.begin("attvalues").empty("attvalue", "for", "0", "value", connection.name()).end();
            xml.end();
        });
        xml.finish();
    }
}
