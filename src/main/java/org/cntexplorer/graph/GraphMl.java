package org.cntexplorer.graph;

import java.io.IOException;
import java.io.OutputStream;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.progress.Progress;

/**
 * A scene as GraphML: every neuron, the links that are shown. y grows upwards, as in a plot.
 *
 * @see <a href="http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">the schema</a>
 */
public final class GraphMl {
    private static final String XMLNS = "http://graphml.graphdrawing.org/xmlns";

    private GraphMl() {}

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static void write(GraphScene scene, OutputStream out, Progress progress) throws IOException {
        XmlStream xml = new XmlStream(out);
        xml.begin("graphml", "xmlns", XMLNS, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation",
                XMLNS + " http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd");
        key(xml, "model", "graph", "string");
        key(xml, "layer", "node", "int");
        key(xml, "layer_name", "node", "string");
        key(xml, "index", "node", "int");
        for (String name : new String[] {"strength", "in_strength", "out_strength", "x", "y"}) {
            key(xml, name, "node", "double");
        }
        key(xml, "weight", "edge", "double");
        key(xml, "connection", "edge", "string");
        xml.begin("graph", "id", "G", "edgedefault", "directed");
        xml.text("data", scene.network().name(), "key", "model");
        SceneWalk walk = new SceneWalk(scene, progress);
        walk.neurons(neuron -> {
            NodeStrength.OfLayer strength = scene.strength().layer(neuron.layer());
            int i = neuron.index();
            xml.begin("node", "id", neuron);
            xml.text("data", neuron.layer(), "key", "layer");
            xml.text("data", scene.network().layer(neuron.layer()).name(), "key", "layer_name");
            xml.text("data", i, "key", "index");
            xml.text("data", SceneWalk.number(strength.total()[i]), "key", "strength");
            xml.text("data", SceneWalk.number(strength.in()[i]), "key", "in_strength");
            xml.text("data", SceneWalk.number(strength.out()[i]), "key", "out_strength");
            xml.text("data", SceneWalk.number(scene.layout().x(neuron)), "key", "x");
            xml.text("data", SceneWalk.number(-scene.layout().y(neuron)), "key", "y");
            xml.end();
        });
        walk.links((number, connection, source, target, weight) -> {
            xml.begin("edge", "id", "e" + number, "source", source, "target", target);
            xml.text("data", SceneWalk.number(weight), "key", "weight");
            xml.text("data", connection.name(), "key", "connection");
            xml.end();
        });
        xml.finish();
    }

    private static void key(XmlStream xml, String name, String of, String type) throws IOException {
        xml.empty("key", "id", name, "for", of, "attr.name", name, "attr.type", type);
    }
}
