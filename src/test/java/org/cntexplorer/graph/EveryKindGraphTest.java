package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cntexplorer.EveryKind;
import org.cntexplorer.graph.file.GraphContents;
import org.cntexplorer.graph.file.GraphFormat;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The graph of a network with links from a layer to itself, parallel ones, and some that are not counted. */
class EveryKindGraphTest {
    private final Network network = EveryKind.network();
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
    private final VisibleLinks all = VisibleLinks.of(network, LinkChoice.strongest(1_000_000), Progress.NONE);

    private GraphScene scene(NeuronQuantity quantity) {
        return GraphScene.of(network, strength, GraphLayout.layered(network, true), all, quantity, Set.of(new Neuron(3, 2)));
    }

    @Test
    void allLinksCanBeShownAndNoMore() {
        assertThat(all.shown()).isEqualTo(all.existing()).isEqualTo(network.connections().stream().mapToLong(Connection::links).sum());
        // the skip's are shown, but not counted
        assertThat(all.existing()).isEqualTo(network.links() + 6);
        assertThat(all.connections().get(EveryKind.SKIP).count()).isEqualTo(6);
        assertThat(all.connections().get(EveryKind.BLOCK).count()).isZero();
        assertThat(all.connections().get(EveryKind.RECURRENT).count()).isEqualTo(4 * 6 * 6);
        VisibleLinks strong = VisibleLinks.of(network, LinkChoice.atLeast(1, 10), Progress.NONE);
        for (Links links : strong.connections()) {
            assertThat(links.count()).isEqualTo((int) Math.min(10, network.connection(links.connection()).countAtLeast(1, Progress.NONE)));
        }
    }

    @Test
    void everyQuantityHasAFiniteValueAndARadius() {
        for (NeuronQuantity quantity : NeuronQuantity.values()) {
            GraphScene scene = scene(quantity);
            assertThat(scene.limits().whole()).isPositive();
            for (LayerBlock block : scene.layout().blocks()) {
                assertThat(scene.values().get(block.layer())).hasSize(network.layer(block.layer()).neurons()).doesNotContain(Double.NaN);
                assertThat(scene.radius(new Neuron(block.layer(), 0))).isPositive();
            }
            for (Connection connection : network.connections()) {
                assertThat(scene.strongestShown(connection.index())).isPositive();
            }
        }
        assertThat(NeuronGraph.of(scene(NeuronQuantity.STRENGTH).layout(), Progress.NONE).getNodeCount()).isEqualTo((int) scene(NeuronQuantity.STRENGTH).layout().blocks().stream().mapToLong(block -> GraphLayout.drawn(block).count()).sum());
    }

    @Test
    void questionsAfterItsNeuronsAreAnswered() throws Exception {
        for (String question : List.of("3:2", "lstm", "top 5 strength", "bottom 3 out in 3", "|in| > 0", "bias > -100 in lstm", "bias < 1", "top 2 bias in norm")) {
            NeuronQuery.Hits hits = NeuronQuery.parse(question, network.layers()).evaluate(network, strength, Progress.NONE);
            assertThat(hits.neurons()).as(question).isNotEmpty().allMatch(network::has);
        }
        // the bias of a gated neuron is that of all its gates
        double[] bias = NeuronQuantity.BIAS.of(network, strength, 3);
        for (int k = 0; k < 6; k++) {
            assertThat(bias[k]).isEqualTo(network.connection(EveryKind.GATED).biasOf(k).orElseThrow());
        }
        // nobody has a bias in the layers that only fixed links, a block or weights without one enter
        assertThat(NeuronQuery.parse("bias > -100 in add", network.layers()).evaluate(network, strength, Progress.NONE).found()).isZero();
        assertThat(NeuronQuery.parse("bias > -100 in attention", network.layers()).evaluate(network, strength, Progress.NONE).found()).isZero();
    }

    @Test
    void filesHaveEveryLinkWithANumberOfItsOwn() throws Exception {
        for (GraphFormat format : List.of(GraphFormat.GRAPHML, GraphFormat.GEXF)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            format.write(GraphContents.of(scene(NeuronQuantity.STRENGTH)), out, Progress.NONE);
            Document document = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
            NodeList edges = document.getElementsByTagNameNS("*", "edge");
            assertThat((long) edges.getLength()).isEqualTo(all.shown());
            Set<String> ids = new HashSet<>();
            int around = 0;
            for (int i = 0; i < edges.getLength(); i++) {
                Element edge = (Element) edges.item(i);
                ids.add(edge.getAttribute("id"));
                around += edge.getAttribute("source").startsWith("3:") && edge.getAttribute("target").startsWith("3:") ? 1 : 0;
            }
            assertThat(ids).hasSize(edges.getLength());
            assertThat(around).isEqualTo(4 * 6 * 6);
        }
    }
}
