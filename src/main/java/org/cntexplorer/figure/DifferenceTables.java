package org.cntexplorer.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.cntexplorer.graph.file.CsvField;
import org.cntexplorer.metric.Differences;
import org.cntexplorer.progress.Progress;

/** How two networks differ, as CSV written the way of {@link CsvTables}. */
public final class DifferenceTables {
    public static final String LAYERS = "layer,name,shape,neurons,strength_difference_mean,strength_difference_max_abs,strength_difference_max_abs_neuron,"
            + "strength_relative_change,strength_correlation,weight_relative_change,weight_correlation";
    public static final String NEURONS = "layer,neuron,strength_a,strength_b,difference";

    private DifferenceTables() {}

    /** A line a layer. */
    public static void layers(Differences differences, OutputStream out) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        to.write(LAYERS + "\n");
        for (Differences.OfLayer of : differences.layers()) {
            to.write(of.layer().index() + "," + CsvField.of(of.layer().name()) + "," + CsvField.of(of.layer().shape().toString()) + ","
                    + of.layer().neurons() + "," + of.mean() + "," + of.largest() + "," + (of.largestAt() < 0 ? "" : of.largestAt()) + "," + of.change() + ","
                    + of.correlation() + "," + of.weightChange() + "," + of.weightCorrelation() + "\n");
        }
        to.flush();
    }

    /**
     * Every neuron, line by line.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static void neurons(Differences differences, OutputStream out, Progress progress) throws IOException {
        CsvTables.neurons(NEURONS, differences.layers().stream().mapToInt(of -> of.a().length).toArray(), (line, layer, neuron) -> {
            Differences.OfLayer of = differences.layers().get(layer);
            line.append(of.a()[neuron]).append(',').append(of.b()[neuron]).append(',').append(of.of(neuron));
        }, out, progress);
    }
}
