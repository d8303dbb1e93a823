package org.cntexplorer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cntexplorer.figure.CsvTables;
import org.cntexplorer.figure.OutputFile;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.Measurement;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnt-explorer metrics}: link weights, node strengths and layer fluctuations, for a person or for a program. */
@Command(name = "metrics", mixinStandardHelpOptions = true,
        description = "Prints link weights, node strengths and layer fluctuations of a model, on standard output and nothing else there.")
final class Metrics implements Callable<Integer> {
    /** How they are printed. */
    enum Format { TABLE, JSON }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The model file.")
    private Path file;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table",
            description = "For a person or for a program (default ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--neurons", paramLabel = "OUT.csv",
            description = "Also write the strengths of every neuron to this file, in full precision, neurons in (C,H,W) order.")
    private Path neurons;

    @Mixin
    private ConventionOptions options;

    @Override
    public Integer call() throws ModelFormatException, IOException {
        Convention convention = options.convention();
        try (Network network = ModelFiles.open(file, options.open(), Progress.NONE)) {
            Measurement measurement = Measurement.of(network, convention, Progress.NONE);
            NodeStrength strength = measurement.strength();
            LinkWeights weights = measurement.weights();
            if (neurons != null) {
                OutputFile.write(neurons, out -> CsvTables.neurons(strength, out, Progress.NONE));
            }
            MetricsReport report = new MetricsReport(network, strength, weights, warnings(network, weights));
            spec.commandLine().getOut().print(switch (format) {
                case JSON -> report.json();
                case TABLE -> report.table();
            });
            spec.commandLine().getOut().flush();
        }
        return CommandLine.ExitCode.OK;
    }

    /** The reader's, and one for each connection whose numbers are spoilt. */
    private static List<String> warnings(Network network, LinkWeights weights) {
        List<String> all = new ArrayList<>(network.warnings());
        for (LinkWeights.OfConnection connection : weights.connections()) {
            long bad = connection.weights().nonFinite() + connection.bias().map(Moments::nonFinite).orElse(0L);
            if (bad > 0) {
                all.add(String.format(java.util.Locale.ROOT, "\"%s\" has %,d %s NaN or infinite: left out of its summary, "
                        + "and the strengths of their neurons are not finite.", network.connection(connection.connection()).name(), bad,
                        bad == 1 ? "weight or bias that is" : "weights or biases that are"));
            }
        }
        return all;
    }
}
