package org.cntexplorer.graph.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphLayouts;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** What a person has said of neurons stands in the files, and places only of the neurons that have one. */
class SaidInFilesTest {
    private static final Neuron EDGE = new Neuron(1, 7);
    private static final Neuron TOLD = new Neuron(2, 3);
    private static final Map<Neuron, NeuronWords> WORDS = Map.of(EDGE, new NeuronWords("\"edge\" <縮>", "a\n& b"), TOLD, new NeuronWords("", "told"));

    private final Network network = RandomNetwork.named(9, "layer %d", 12, 20, 5);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
    private final VisibleLinks links = VisibleLinks.of(network, LinkChoice.strongest(70), Progress.NONE);
    private final GraphContents plain = new GraphContents(network, strength, GraphLayout.layered(network, true), WrittenLinks.shown(links));

    private static String text(GraphFormat format, GraphContents graph) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(graph, out, Progress.NONE);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The part of a file that says something of a neuron. */
    private static String of(Neuron neuron, GraphFormat format, String text) {
        String part = switch (format) {
            case GRAPHML, GEXF -> "<node id=\"" + neuron + "\".*?</node>";
            case DOT -> "\\n  \"" + neuron + "\" \\[.*?\"\\]\\n";
            case GML -> "label \"" + neuron + "\".*?\\n  \\]";
            case CSV -> throw new IllegalArgumentException();
        };
        Matcher found = Pattern.compile(part, Pattern.DOTALL).matcher(text);
        assertThat(found.find()).as("%s in %s", neuron, format).isTrue();
        return found.group();
    }

    @Test
    void namesAndNotesStandWithTheirNeurons() throws Exception {
        GraphContents said = plain.saying(WORDS);
        String graphMl = text(GraphFormat.GRAPHML, said);
        assertThat(graphMl).contains("<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>", "<key id=\"note\" for=\"node\"");
        assertThat(of(EDGE, GraphFormat.GRAPHML, graphMl)).contains("<data key=\"name\">&quot;edge&quot; &lt;&#32302;&gt;</data>").contains("<data key=\"note\">");
        assertThat(of(TOLD, GraphFormat.GRAPHML, graphMl)).contains("<data key=\"note\">told</data>").doesNotContain("\"name\"");
        String gexf = text(GraphFormat.GEXF, said);
        assertThat(gexf).contains("<attribute id=\"8\" title=\"name\" type=\"string\"/>", "<attribute id=\"9\" title=\"note\" type=\"string\"/>");
        assertThat(of(EDGE, GraphFormat.GEXF, gexf)).contains("label=\"&quot;edge&quot; &lt;&#32302;&gt;\"", "for=\"8\" value=\"&quot;edge&quot; &lt;&#32302;&gt;\"", "for=\"9\"");
        assertThat(of(TOLD, GraphFormat.GEXF, gexf)).contains("label=\"2:3\"", "for=\"9\" value=\"told\"").doesNotContain("for=\"8\"");
        String dot = text(GraphFormat.DOT, said);
        assertThat(of(EDGE, GraphFormat.DOT, dot)).contains(", label=\"\\\"edge\\\" <縮>\", xlabel=\"\\\"edge\\\" <縮>\", note=\"a\n& b\"");
        assertThat(of(TOLD, GraphFormat.DOT, dot)).contains(", note=\"told\"").doesNotContain("label");
        String gml = text(GraphFormat.GML, said);
        assertThat(of(EDGE, GraphFormat.GML, gml)).contains("\n    name \"&#34;edge&#34; <&#32302;>\"\n    note \"a&#10;&#38; b\"\n");
        assertThat(of(TOLD, GraphFormat.GML, gml)).contains("\n    note \"told\"\n").doesNotContain(" name ");
    }

    @Test
    void anEdgeListNamesBothEnds() throws Exception {
        List<String> lines = text(GraphFormat.CSV, plain.saying(WORDS)).lines().toList();
        assertThat(lines.getFirst()).isEqualTo("source,target,weight,connection,source_name,target_name");
        assertThat(lines).hasSize(141).anyMatch(line -> line.contains(",1:7,") && line.endsWith(",,\"\"\"edge\"\" <縮>\""))
                .anyMatch(line -> line.startsWith("1:7,") && line.endsWith(",\"\"\"edge\"\" <縮>\","));
        assertThat(lines.stream().skip(1).filter(line -> line.contains("1:7"))).allMatch(line -> line.contains("edge"));
        assertThat(lines.stream().skip(1).filter(line -> !line.contains("1:7"))).isNotEmpty().allMatch(line -> line.endsWith(",,"));
    }

    @Test
    void whereNothingIsSaidNothingIsAdded() throws Exception {
        for (GraphFormat format : GraphFormat.values()) {
            assertThat(text(format, plain.saying(Map.of()))).isEqualTo(text(format, plain)).doesNotContain("\"name\"", "note", "xlabel", "source_name");
        }
    }

    /** Of a force-directed layout. */
    @Test
    void whatIsSeenNowhereHasNoPlace() throws Exception {
        GraphLayout layout = new GraphLayouts(network).of(LayoutChoice.DEFAULT.with(LayoutChoice.Kind.FORCE, List.of(new Neuron(2, 0))), true, List.of(),
                Optional.of(strength), links, Progress.NONE);
        GraphContents forced = new GraphContents(network, strength, layout, WrittenLinks.shown(links));
        List<Neuron> all = network.layers().stream().flatMap(l -> java.util.stream.IntStream.range(0, l.neurons()).mapToObj(i -> new Neuron(l.index(), i))).toList();
        assertThat(all).anyMatch(forced::hasPlace).anyMatch(neuron -> !forced.hasPlace(neuron));
        for (GraphFormat format : List.of(GraphFormat.GRAPHML, GraphFormat.GEXF, GraphFormat.GML)) {
            String text = text(format, forced);
            String place = switch (format) {
                case GRAPHML -> "<data key=\"x\">";
                case GEXF -> "viz:position";
                default -> "graphics";
            };
            for (Neuron neuron : all) {
                assertThat(of(neuron, format, text).contains(place)).as("%s in %s", neuron, format).isEqualTo(forced.hasPlace(neuron));
            }
            assertThat(Arrays.stream(text.split(Pattern.quote(place), -1)).count() - 1).isEqualTo(all.stream().filter(forced::hasPlace).count());
        }
        String dot = text(GraphFormat.DOT, forced);
        for (Neuron neuron : all) {
            // neato refuses a graph of which one has no place
            assertThat(of(neuron, GraphFormat.DOT, dot)).contains("pos=\"");
            assertThat(of(neuron, GraphFormat.DOT, dot).contains("style=\"invis\"")).isEqualTo(!forced.hasPlace(neuron));
        }
    }
}
