package org.cntexplorer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.graph.file.CsvField;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.Divergence;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnt-explorer divergence}: how far the distributions of a model's connections, or of its layers, are from each other. */
@Command(name = "divergence", mixinStandardHelpOptions = true,
        description = "Prints how far the distributions of link weights of a model's connections, or of node strengths of its layers, are from each other.")
final class DivergenceCommand implements Callable<Integer> {
    /** Of what. */
    enum Of { WEIGHTS, STRENGTH }

    /** Between what. */
    enum Between { CONNECTIONS, LAYERS }

    /** Which divergence: its words on the command line. */
    enum Reckoning {
        NATS(Divergence.Kind.JEFFREYS), JS(Divergence.Kind.JENSEN_SHANNON), AUTHORS(Divergence.Kind.AUTHORS);

        private final Divergence.Kind kind;

        Reckoning(Divergence.Kind kind) {
            this.kind = kind;
        }
    }

    /** How it is printed. */
    enum Format { JSON, CSV }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The model file.")
    private Path file;

    @Option(names = "--of", paramLabel = "weights|strength", defaultValue = "weights",
            description = "Whose distributions (default ${DEFAULT-VALUE}). The biases are pooled with the weights, unless --bias exclude.")
    private Of of;

    @Option(names = "--between", paramLabel = "connections|layers",
            description = "Weights of each connection, or all those into a layer together (default: connections for weights, layers for strength).")
    private Between between;

    @Option(names = "--convention", paramLabel = "nats|js|authors", defaultValue = "nats",
            description = "Jeffreys divergence in nats, Jensen–Shannon divergence in nats, or as the code of the metrics' authors has it, for "
                    + "comparisons with published figures (default ${DEFAULT-VALUE}).")
    private Reckoning reckoning;

    @Option(names = "--format", paramLabel = "json|csv", defaultValue = "json",
            description = "One object with names and matrix, null where there is no number; or a table with names (default ${DEFAULT-VALUE}).")
    private Format format;

    @Mixin
    private ConventionOptions options;

    @Override
    public Integer call() throws ModelFormatException {
        Convention convention = options.convention();
        Arguments.check(spec, of == Of.WEIGHTS || between != Between.CONNECTIONS,
                "Option --between: strengths are of neurons, so they are compared between layers.");
        Arguments.check(spec, of == Of.STRENGTH || convention.weighting() == Weighting.SIGNED && convention.boundary() == 0,
                "Options --weights and --boundary are of strengths; weights are compared as they are.");
        try (Network network = ModelFiles.open(file, options.open(), Progress.NONE)) {
            List<BinnedSample> samples = samples(network, convention);
            samples.forEach(this::warn);
            Divergence divergence = Divergence.of(samples, reckoning.kind, Progress.NONE);
            spec.commandLine().getOut().print(format == Format.JSON ? json(divergence) : csv(divergence));
            spec.commandLine().getOut().flush();
        }
        return CommandLine.ExitCode.OK;
    }

    private List<BinnedSample> samples(Network network, Convention convention) {
        if (of == Of.STRENGTH) {
            NodeStrength strength = NodeStrength.of(network, convention, Progress.NONE);
            return IntStream.range(0, network.layers().size()).mapToObj(l -> BinnedSample.ofStrength(network, strength, l)).toList();
        }
        List<Connection> weighted = network.connections().stream().filter(c -> c.weights() > 0).toList();
        if (between != Between.LAYERS) {
            return weighted.stream().map(c -> BinnedSample.ofWeights(c.name(), List.of(c), convention.bias(), Progress.NONE)).toList();
        }
        return network.layers().stream().filter(layer -> weighted.stream().anyMatch(c -> c.to() == layer.index()))
                .map(layer -> BinnedSample.ofWeights(layer.name(), weighted.stream().filter(c -> c.to() == layer.index()).toList(), convention.bias(),
                        Progress.NONE)).toList();
    }

    /** What is left out, or has no density, is said where it does not get into the numbers. */
    private void warn(BinnedSample sample) {
        Moments moments = sample.moments();
        if (moments.nonFinite() > 0) {
            spec.commandLine().getErr().printf(Locale.ROOT, "cnt-explorer: %,d numbers of \"%s\" are NaN or infinite and left out.%n", moments.nonFinite(),
                    sample.name());
        }
        if (sample.isEmpty()) {
            spec.commandLine().getErr().printf("cnt-explorer: \"%s\" has fewer than two different numbers, so it has no distribution to compare.%n", sample.name());
        }
    }

    private String json(Divergence divergence) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("of", word(of)).put("convention", word(reckoning));
        ArrayNode names = root.putArray("names");
        divergence.names().forEach(names::add);
        ArrayNode matrix = root.putArray("matrix");
        for (double[] row : divergence.matrix()) {
            ArrayNode numbers = matrix.addArray();
            for (double d : row) {
                if (Double.isFinite(d)) {
                    numbers.add(d);
                } else {
                    numbers.addNull();
                }
            }
        }
        return root.toPrettyString() + "\n";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A row a sample, with numbers as NumPy and pandas read them. */
    private static String csv(Divergence divergence) {
        StringBuilder text = new StringBuilder();
        divergence.names().forEach(name -> text.append(',').append(CsvField.of(name)));
        text.append('\n');
        for (int i = 0; i < divergence.names().size(); i++) {
            text.append(CsvField.of(divergence.names().get(i)));
            for (double d : divergence.matrix()[i]) {
                text.append(',').append(Double.isNaN(d) ? "nan" : Double.isInfinite(d) ? "inf" : Double.toString(d));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
