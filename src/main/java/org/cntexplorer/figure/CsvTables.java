package org.cntexplorer.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.cntexplorer.graph.file.CsvField;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Numbers as CSV: commas, a header, UTF-8, line feeds, and every number with all of its digits, so that reading it back gives the same
 * double. What is not finite is written as Java writes it: NaN, Infinity, -Infinity.
 */
public final class CsvTables {
    public static final String NEURONS = "layer,neuron,in_strength,out_strength,strength";
    public static final String LAYERS = "layer,name,kind,shape,neurons,"
            + "in_strength_mean,in_strength_std,in_strength_min,in_strength_max,"
            + "out_strength_mean,out_strength_std,out_strength_min,out_strength_max,"
            + "strength_mean,strength_std,strength_min,strength_max,fluctuation";
    public static final String CONNECTIONS = "connection,name,kind,from,to,links,weights,"
            + "weight_mean,weight_std,weight_min,weight_max,bias_mean,bias_std,bias_min,bias_max,pooled_mean,pooled_std";

    private CsvTables() {}

    /**
     * Every neuron, in (C,H,W) order, line by line.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static void neurons(NodeStrength strength, OutputStream out, Progress progress) throws IOException {
        neurons(NEURONS, strength.layers().stream().mapToInt(layer -> layer.total().length).toArray(), (line, layer, neuron) -> {
            NodeStrength.OfLayer of = strength.layer(layer);
            line.append(of.in()[neuron]).append(',').append(of.out()[neuron]).append(',').append(of.total()[neuron]);
        }, out, progress);
    }

    /** Adds to a line what stands behind a neuron's layer and number. */
    @FunctionalInterface
    interface Numbers {
        void addTo(StringBuilder line, int layer, int neuron);
    }

    /**
     * A line a neuron.
     *
     * @param neurons how many each layer has
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    static void neurons(String header, int[] neurons, Numbers numbers, OutputStream out, Progress progress) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        to.write(header + "\n");
        double total = Arrays.stream(neurons).asLongStream().sum();
        double done = 0;
        StringBuilder line = new StringBuilder();
        for (int layer = 0; layer < neurons.length; layer++) {
            for (int neuron = 0; neuron < neurons[layer]; neuron++, done++) {
                if ((neuron & 4095) == 0) {
                    progress.check();
                    progress.report(done / total, "Neurons of layer " + layer);
                }
                line.setLength(0);
                line.append(layer).append(',').append(neuron).append(',');
                numbers.addTo(line, layer, neuron);
                to.append(line.append('\n'));
            }
        }
        to.flush();
    }

    /** A line a layer. */
    public static void layers(Network network, NodeStrength strength, OutputStream out) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        to.write(LAYERS + "\n");
        for (Layer layer : network.layers()) {
            NodeStrength.OfLayer numbers = strength.layer(layer.index());
            to.write(layer.index() + "," + CsvField.of(layer.name()) + "," + CsvField.of(layer.kind()) + "," + CsvField.of(layer.shape().toString())
                    + "," + layer.neurons() + "," + summary(numbers.inMoments()) + "," + summary(numbers.outMoments()) + ","
                    + summary(numbers.totalMoments()) + "," + numbers.fluctuation() + "\n");
        }
        to.flush();
    }

    /**
     * A line a connection; the columns of weights or bias are empty where there is none. Pooled are weights and biases together, as papers A
     * and B count.
     */
    public static void connections(Network network, LinkWeights weights, OutputStream out) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        to.write(CONNECTIONS + "\n");
        for (Connection connection : network.connections()) {
            LinkWeights.OfConnection numbers = weights.connection(connection.index());
            Optional<Moments> bias = numbers.bias();
            to.write(connection.index() + "," + CsvField.of(connection.name()) + "," + CsvField.of(connection.kind()) + "," + connection.from()
                    + "," + connection.to() + "," + connection.links() + "," + connection.weights() + ","
                    + (connection.weights() == 0 ? ",,," : summary(numbers.weights())) + ","
                    + bias.map(CsvTables::summary).orElse(",,,") + ","
                    + (connection.weights() == 0 && bias.isEmpty() ? "," : numbers.pooled().mean() + "," + numbers.pooled().std()) + "\n");
        }
        to.flush();
    }

    private static String summary(Moments moments) {
        return moments.mean() + "," + moments.std() + "," + moments.min() + "," + moments.max();
    }
}
