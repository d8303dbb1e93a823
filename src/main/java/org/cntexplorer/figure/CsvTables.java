package org.cntexplorer.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        to.write(NEURONS + "\n");
        double total = strength.layers().stream().mapToLong(layer -> layer.total().length).sum();
        double done = 0;
        StringBuilder line = new StringBuilder();
        for (NodeStrength.OfLayer layer : strength.layers()) {
            for (int k = 0; k < layer.total().length; k++, done++) {
                if ((k & 4095) == 0) {
                    progress.check();
                    progress.report(done / total, "Neurons of layer " + layer.layer());
                }
                line.setLength(0);
                line.append(layer.layer()).append(',').append(k).append(',').append(layer.in()[k]).append(',').append(layer.out()[k]).append(',')
                        .append(layer.total()[k]).append('\n');
                to.append(line);
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
