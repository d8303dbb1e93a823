package org.cntexplorer.graph.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cntexplorer.Cancelled;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Graphs as files of every kind, the XML ones parsed again. */
class GraphFilesTest {
    private final Network network = RandomNetwork.named(9, "<layer> & \"%d\" \u0001", 12, 20, 5);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
    private final GraphScene scene = GraphScene.of(network, strength, GraphLayout.layered(network, true),
            VisibleLinks.of(network, LinkChoice.strongest(70), Progress.NONE), NeuronQuantity.STRENGTH, Set.of());

    private static byte[] bytes(GraphFormat format, GraphContents graph) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(graph, out, Progress.NONE);
        return out.toByteArray();
    }

    private static Document parsed(GraphFormat format, GraphContents graph) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes(format, graph)));
    }

    private static List<String> lines(GraphFormat format, GraphContents graph) throws Exception {
        String text = new String(bytes(format, graph), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        return text.lines().toList();
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
        Document document = parsed(GraphFormat.GRAPHML, GraphContents.of(scene));
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
        Document document = parsed(GraphFormat.GEXF, GraphContents.of(scene));
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
    void dot() throws Exception {
        List<String> lines = lines(GraphFormat.DOT, GraphContents.of(scene));
        assertThat(lines.getFirst()).isEqualTo("digraph \"random <&> \\\"net\\\"\" {");
        assertThat(lines.getLast()).isEqualTo("}");
        NodeStrength.OfLayer layer = strength.layer(1);
        Neuron neuron = new Neuron(1, 3);
        assertThat(lines).contains("  \"1:3\" [layer=1, layer_name=\"<layer> & \\\"1\\\" \ufffd\", index=3, strength=\"" + layer.total()[3] + "\", in_strength=\""
                + layer.in()[3] + "\", out_strength=\"" + layer.out()[3] + "\", pos=\"" + 6 * scene.layout().x(neuron) + "," + -6 * scene.layout().y(neuron) + "\"]");
        List<String> edges = lines.stream().filter(line -> line.contains("->")).toList();
        assertThat(edges).hasSize(140);
        Links first = scene.links().connections().getFirst();
        assertThat(edges.getFirst()).isEqualTo("  \"0:" + first.source()[0] + "\" -> \"1:" + first.target()[0] + "\" [weight=\"" + first.weight()[0]
                + "\", connection=\"<layer> & \\\"1\\\" \ufffd\"]");
    }

    @Test
    void aBackslashAtTheEndOfANameDoesNotSwallowTheQuote() {
        assertThat(Dot.quoted("a\\")).isEqualTo("\"a\\\\\"");
        assertThat(Dot.quoted("\"")).isEqualTo("\"\\\"\"");
    }

    @Test
    void gml() throws Exception {
        List<String> lines = lines(GraphFormat.GML, GraphContents.of(scene));
        assertThat(String.join("\n", lines)).matches("\\p{ASCII}*");
        assertThat(lines).contains("  name \"random <&#38;> &#34;net&#34;\"", "  directed 1", "    label \"2:4\"", "    id 36",
                "    layerName \"<layer> &#38; &#34;2&#34; &#65533;\"", "    strength " + strength.layer(2).total()[4]);
        List<String> edges = lines.stream().filter(line -> line.startsWith("  edge")).toList();
        assertThat(edges).hasSize(140);
        Links second = scene.links().connections().get(1);
        assertThat(edges.get(70)).isEqualTo("  edge [ source " + (12 + second.source()[0]) + " target " + (32 + second.target()[0]) + " weight "
                + second.weight()[0] + " connection \"<layer> &#38; &#34;2&#34; &#65533;\" ]");
        assertThat(Gml.quoted("層\n")).isEqualTo("\"&#23652;&#10;\"");
    }

    @Test
    void csv() throws Exception {
        List<String> lines = lines(GraphFormat.CSV, GraphContents.of(scene));
        assertThat(lines.getFirst()).isEqualTo("source,target,weight,connection");
        assertThat(lines).hasSize(141);
        Links first = scene.links().connections().getFirst();
        for (int i = 0; i < 70; i++) {
            assertThat(lines.get(1 + i)).isEqualTo("0:" + first.source()[i] + ",1:" + first.target()[i] + "," + first.weight()[i]
                    + ",\"<layer> & \"\"1\"\" \u0001\"");
        }
    }

    /** A net whose weights are 1, NaN, ∞, −∞, and two that are no short decimals. */
    private static Network odd() {
        float[] weights = {1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-30f, -0.1f};
        return new Network("odd", "test", List.of(new Layer(0, "input", "input", Shape.of(3), ""), new Layer(1, "out", "dense", Shape.of(2), "")),
                List.of(new DenseConnection(0, "out", 0, 1, Tensor.of(weights, 3, 2), Orientation.SOURCE_ROWS, Optional.empty())), List.of(), () -> {});
    }

    private static GraphContents contents(Network network, WrittenLinks links) {
        return new GraphContents(network, NodeStrength.of(network, Convention.DEFAULT, Progress.NONE), GraphLayout.layered(network, true), links);
    }

    @Test
    void everyLinkIsThereWhateverItsWeight() throws Exception {
        GraphContents all = contents(odd(), WrittenLinks.all());
        List<String> lines = lines(GraphFormat.CSV, all);
        assertThat(lines).containsExactlyInAnyOrder("source,target,weight,connection", "0:0,1:0,1.0,out", "0:1,1:0,Infinity,out",
                "0:2,1:0,1.0E-30,out", "0:0,1:1,NaN,out", "0:1,1:1,-Infinity,out", "0:2,1:1,-0.1,out");
        assertThat(lines(GraphFormat.CSV, all.with(WrittenLinks.atLeast(0)))).isEqualTo(lines.subList(0, 6));
        assertThat(lines(GraphFormat.CSV, all.with(WrittenLinks.atLeast(2)))).containsExactlyInAnyOrder(lines.getFirst(), "0:1,1:0,Infinity,out",
                "0:1,1:1,-Infinity,out");
        List<String> words = lines.stream().skip(1).map(line -> line.split(",")[2].replace("Infinity", "INF")).toList();
        assertThat(all(parsed(GraphFormat.GRAPHML, all), "edge")).extracting(edge -> values(edge, "data", "key", null).get("weight")).isEqualTo(words);
        assertThat(all(parsed(GraphFormat.GEXF, all), "edge")).extracting(edge -> edge.getAttribute("weight")).isEqualTo(words);
        assertThat(lines(GraphFormat.GML, all)).contains("  edge [ source 1 target 3 weight +INF connection \"out\" ]",
                "  edge [ source 0 target 4 weight NAN connection \"out\" ]", "  edge [ source 1 target 4 weight -INF connection \"out\" ]");
        assertThat(lines(GraphFormat.DOT, all)).contains("  \"0:0\" -> \"1:1\" [weight=\"NaN\", connection=\"out\"]");
    }

    @Test
    void allLinksOfEveryKindAreWrittenOnce() throws Exception {
        Network every = EveryKind.network();
        for (GraphFormat format : GraphFormat.values()) {
            String text = String.join("\n", lines(format, contents(every, WrittenLinks.all())));
            long links = switch (format) {
                case GRAPHML, GEXF -> text.split("<edge ", -1).length - 1;
                case DOT -> text.split("->", -1).length - 1;
                case GML -> text.split("edge \\[", -1).length - 1;
                case CSV -> text.lines().count() - 1;
            };
            assertThat(links).as(format.label()).isEqualTo(every.connections().stream().mapToLong(Connection::links).sum());
        }
    }

    @Test
    void allAboveAThresholdAreThoseThatAreCounted() throws Exception {
        Network every = EveryKind.network();
        for (double threshold : new double[] {0, 0.3, 1, 5}) {
            assertThat((long) lines(GraphFormat.CSV, contents(every, WrittenLinks.atLeast(threshold))).size() - 1)
                    .isEqualTo(every.connections().stream().mapToLong(c -> c.countAtLeast(threshold, Progress.NONE)).sum());
        }
    }

    @Test
    void aFileThatCannotBeWrittenAnyMoreSaysWhy() {
        for (WrittenLinks links : List.of(WrittenLinks.shown(scene.links()), WrittenLinks.atLeast(0), WrittenLinks.all())) {
            int[] room = {2};
            assertThatThrownBy(() -> GraphFormat.GEXF.write(GraphContents.of(scene).with(links), new FilterWriter(Writer.nullWriter()) {
                @Override
                public void write(char[] text, int from, int count) throws IOException {
                    if (--room[0] < 0) {
                        throw new IOException("No space left on device");
                    }
                }
            }, Progress.NONE)).isExactlyInstanceOf(IOException.class).hasMessage("No space left on device");
        }
    }

    @Test
    void aCancelledFileEnds() {
        for (GraphFormat format : GraphFormat.values()) {
            for (WrittenLinks links : List.of(WrittenLinks.shown(scene.links()), WrittenLinks.atLeast(0), WrittenLinks.all())) {
                assertThatThrownBy(() -> format.write(GraphContents.of(scene).with(links), OutputStream.nullOutputStream(), Cancelled.after(0)))
                        .isInstanceOf(CancellationException.class);
            }
        }
    }
}
