package org.cntexplorer.graph.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Neuron;

/**
 * A table of the links alone: commas, a header, line feeds. What is not finite is written as Java writes it. Where neurons have names, two more
 * columns hold those of both ends.
 */
final class EdgeList implements GraphSink {
    static final String HEADER = "source,target,weight,connection";

    /** The named neurons of a layer, ascending, and their names as fields. */
    private record Named(int[] neurons, String[] names) {
        String of(int neuron) {
            int at = Arrays.binarySearch(neurons, neuron);
            return at < 0 ? "" : names[at];
        }
    }

    private static final Named NONE = new Named(new int[0], new String[0]);

    private final GraphText out;
    private final Map<Integer, Named> named = new HashMap<>();
    private Named sources = NONE;
    private Named targets = NONE;
    private int from;
    private int to;
    private String afterWeight = "";

    EdgeList(GraphContents graph, GraphText out) {
        this.out = out;
        graph.words().keySet().stream().filter(neuron -> !graph.name(neuron).isEmpty()).collect(Collectors.groupingBy(Neuron::layer)).forEach((layer, neurons) -> {
            int[] places = neurons.stream().mapToInt(Neuron::index).sorted().toArray();
            named.put(layer, new Named(places, Arrays.stream(places).mapToObj(i -> CsvField.of(GraphText.legal(graph.name(new Neuron(layer, i)))))
                    .toArray(String[]::new)));
        });
    }

    @Override
    public void begin() throws IOException {
        out.text(HEADER + (named.isEmpty() ? "\n" : ",source_name,target_name\n"));
    }

    @Override
    public void neuron(Neuron neuron) {}

    @Override
    public void connection(Connection connection) {
        from = connection.from();
        to = connection.to();
        afterWeight = "," + CsvField.of(connection.name()) + (named.isEmpty() ? "\n" : ",");
        sources = named.getOrDefault(from, NONE);
        targets = named.getOrDefault(to, NONE);
    }

    @Override
    public void link(long number, int source, int target, float weight) throws IOException {
        out.neuron(from, source).text(",").neuron(to, target).text(",").real(weight).text(afterWeight);
        if (!named.isEmpty()) {
            out.text(sources.of(source)).text(",").text(targets.of(target)).text("\n");
        }
    }

    @Override
    public void end() {}
}
