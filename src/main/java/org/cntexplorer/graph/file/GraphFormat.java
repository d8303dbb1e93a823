package org.cntexplorer.graph.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.file.GraphText.Words;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/** The kinds of file that a graph can be, for other programs. */
public enum GraphFormat {
    GRAPHML("GraphML", 330, 137, "For networkx, igraph, Gephi, yEd and Cytoscape.", Words.XML) {
        @Override
        GraphSink sink(GraphContents graph, GraphText out) {
            return new GraphMl(graph, out);
        }
    },
    GEXF("GEXF", 500, 143, "For Gephi and networkx.", Words.XML) {
        @Override
        GraphSink sink(GraphContents graph, GraphText out) {
            return new Gexf(graph, out);
        }
    },
    DOT("DOT", 170, 66, "For Graphviz: neato -n2 -Tsvg draws it with every neuron at its place.", Words.JAVA) {
        @Override
        GraphSink sink(GraphContents graph, GraphText out) {
            return new Dot(graph, out);
        }
    },
    GML("GML", 220, 74, "For networkx, igraph, Gephi and Cytoscape.", Words.GML) {
        @Override
        GraphSink sink(GraphContents graph, GraphText out) {
            return new Gml(graph, out);
        }
    },
    CSV("CSV edge list", 0, 32, "A line a link: source, target, weight and connection; for every program that reads tables.", Words.JAVA) {
        @Override
        GraphSink sink(GraphContents graph, GraphText out) {
            return new EdgeList(graph, out);
        }
    };

    private final String label;
    private final int neuronBytes;
    private final int linkBytes;
    private final String help;
    private final Words words;

    /** The bytes are those of a neuron and of a link of usual names. */
    GraphFormat(String label, int neuronBytes, int linkBytes, String help, Words words) {
        this.label = label;
        this.neuronBytes = neuronBytes;
        this.linkBytes = linkBytes;
        this.help = help;
        this.words = words;
    }

    abstract GraphSink sink(GraphContents graph, GraphText out);

    /** "GraphML", "CSV edge list". */
    public String label() {
        return label;
    }

    /** One sentence on who reads it. */
    public String help() {
        return help;
    }

    /** About how many bytes a file of so many neurons and links has. */
    public double size(long neurons, long links) {
        return (double) neurons * neuronBytes + (double) links * linkBytes;
    }

    /** Of a file's name, without the dot. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the ending of a file's name. */
    public static Optional<GraphFormat> of(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith("." + format.ending())).findFirst();
    }

    /**
     * Writes a graph as UTF-8, neuron by neuron and link by link: the memory that it takes does not grow with the number of links.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled; the file is unfinished then
     */
    public void write(GraphContents graph, OutputStream out, Progress progress) throws IOException {
        write(graph, new OutputStreamWriter(out, StandardCharsets.UTF_8), progress);
    }

    /** Writes it as characters, which are to be UTF-8 where they come to be bytes. */
    public void write(GraphContents graph, Writer out, Progress progress) throws IOException {
        GraphText text = new GraphText(out, words);
        GraphSink sink = sink(graph, text);
        sink.begin();
        long neurons = graph.network().neurons();
        double share = neurons / Math.max(1, neurons + graph.links().expected(graph.network()));
        neurons(graph, sink, progress.part(0, share));
        sink.endNeurons();
        graph.links().writeTo(sink, graph.network(), progress.part(share, 1));
        sink.end();
        text.flush();
    }

    private void neurons(GraphContents graph, GraphSink sink, Progress progress) throws IOException {
        double all = Math.max(1, graph.network().neurons());
        long done = 0;
        for (LayerBlock block : graph.layout().blocks()) {
            for (int i = 0; i < block.neurons() && this != CSV; i++) {
                if ((done++ & 1023) == 0) {
                    progress.check();
                    progress.report(done / all, "Write the neurons");
                }
                sink.neuron(new Neuron(block.layer(), i));
            }
        }
    }
}
