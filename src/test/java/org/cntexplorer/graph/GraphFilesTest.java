package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cntexplorer.Cancelled;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The shown graph as GraphML and GEXF, parsed again. */
class GraphFilesTest {
    private final Network network = RandomNetwork.named(9, "<layer> & \"%d\" \u0001", 12, 20, 5);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
    private final GraphScene scene = GraphScene.of(network, strength, GraphLayout.layered(network, true),
            VisibleLinks.of(network, new LinkChoice.Strongest(70), Progress.NONE), NeuronQuantity.STRENGTH, Set.of());

    private interface Writer {
        void write(GraphScene scene, OutputStream out, Progress progress) throws Exception;
    }

    private Document parsed(Writer writer) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(scene, out, Progress.NONE);
        return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
    }

    private static List<Element> all(Document document, String name) {
        NodeList nodes = document.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Map<String, String> values(Element of, String name, String key, String value) {
        Map<String, String> values = new HashMap<>();
        NodeList nodes = of.getElementsByTagNameNS("*", name);
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            values.put(element.getAttribute(key), value == null ? element.getTextContent() : element.getAttribute(value));
        }
        return values;
    }

    /** @param keys of layer, layer_name, index, strength, in_strength, out_strength, x, y */
    private void checkNeuron(Neuron neuron, Map<String, String> values, List<String> keys) {
        NodeStrength.OfLayer layer = strength.layer(neuron.layer());
        assertThat(values.get(keys.get(0))).isEqualTo("" + neuron.layer());
        assertThat(values.get(keys.get(1))).isEqualTo(neuron.layer() == 0 ? "input" : "<layer> & \"" + neuron.layer() + "\" \ufffd");
        assertThat(values.get(keys.get(2))).isEqualTo("" + neuron.index());
        assertThat(Double.parseDouble(values.get(keys.get(3)))).isEqualTo(layer.total()[neuron.index()]);
        assertThat(Double.parseDouble(values.get(keys.get(4)))).isEqualTo(layer.in()[neuron.index()]);
        assertThat(Double.parseDouble(values.get(keys.get(5)))).isEqualTo(layer.out()[neuron.index()]);
        assertThat(Float.parseFloat(values.get(keys.get(6)))).isEqualTo(scene.layout().x(neuron));
        assertThat(Float.parseFloat(values.get(keys.get(7)))).isEqualTo(-scene.layout().y(neuron));
    }

    private void checkLinks(List<Element> edges, Function<Element, String> weight) {
        assertThat(edges).hasSize(140);
        int at = 0;
        for (Links links : scene.links().connections()) {
            for (int i = 0; i < links.count(); i++) {
                Element edge = edges.get(at++);
                assertThat(edge.getAttribute("source")).isEqualTo(links.connection() + ":" + links.source()[i]);
                assertThat(edge.getAttribute("target")).isEqualTo(links.connection() + 1 + ":" + links.target()[i]);
                assertThat(Float.parseFloat(weight.apply(edge))).isEqualTo(links.weight()[i]);
            }
        }
    }

    @Test
    void graphMl() throws Exception {
        Document document = parsed(GraphMl::write);
        assertThat(document.getDocumentElement().getNamespaceURI()).isEqualTo("http://graphml.graphdrawing.org/xmlns");
        List<Element> nodes = all(document, "node");
        assertThat(nodes).hasSize(37);
        for (Element node : nodes) {
            String[] id = node.getAttribute("id").split(":");
            checkNeuron(new Neuron(Integer.parseInt(id[0]), Integer.parseInt(id[1])), values(node, "data", "key", null),
                    List.of("layer", "layer_name", "index", "strength", "in_strength", "out_strength", "x", "y"));
        }
        checkLinks(all(document, "edge"), edge -> values(edge, "data", "key", null).get("weight"));
    }

    @Test
    void gexf() throws Exception {
        Document document = parsed(Gexf::write);
        assertThat(document.getDocumentElement().getAttribute("version")).isEqualTo("1.2");
        List<Element> nodes = all(document, "node");
        assertThat(nodes).hasSize(37);
        for (Element node : nodes) {
            String[] id = node.getAttribute("id").split(":");
            Neuron neuron = new Neuron(Integer.parseInt(id[0]), Integer.parseInt(id[1]));
            checkNeuron(neuron, values(node, "attvalue", "for", "value"), List.of("0", "1", "2", "3", "4", "5", "6", "7"));
            Element position = (Element) node.getElementsByTagNameNS("http://www.gexf.net/1.2draft/viz", "position").item(0);
            assertThat(Float.parseFloat(position.getAttribute("x"))).isEqualTo(scene.layout().x(neuron));
        }
        checkLinks(all(document, "edge"), edge -> edge.getAttribute("weight"));
    }

    @Test
    void aCancelledFileEnds() {
        Progress cancelled = Cancelled.after(0);
        assertThatThrownBy(() -> GraphMl.write(scene, OutputStream.nullOutputStream(), cancelled)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> Gexf.write(scene, OutputStream.nullOutputStream(), cancelled)).isInstanceOf(CancellationException.class);
    }
}
