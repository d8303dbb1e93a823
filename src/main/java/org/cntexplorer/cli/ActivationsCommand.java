package org.cntexplorer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.ActivityMeasurement;
import org.cntexplorer.activity.ActivityOptions;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.Samples;
import org.cntexplorer.figure.ActivityFigures;
import org.cntexplorer.figure.OutputFile;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.computation.FunctionsByName;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnt-explorer activations}: what neurons do on data. */
@Command(name = "activations", mixinStandardHelpOptions = true,
        description = {"Runs samples through a model and prints how its layers respond: activation, neuron strength, dead neurons, and the accuracy where samples have "
                + "labels. Samples are read and run in batches: millions need no more memory than few.",
            "Of a layer with positions, such as a convolution, the unit that is counted and listed is the channel, which pools its positions."})
final class ActivationsCommand implements Callable<Integer> {
    /** How it is printed. */
    enum Format { TEXT, JSON, CSV }

    /** Which strength of a neuron. */
    enum Strength { INCOMING, TOTAL }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path file;

    @Mixin
    private DataOptions data;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "256",
            description = "Run at most so many samples at a time (default ${DEFAULT-VALUE}); fewer where their values would need much memory.")
    private int batch;

    @Option(names = "--format", paramLabel = "text|json|csv", defaultValue = "text",
            description = "For a person, for a program, or a table of the layers (default ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--neurons", paramLabel = "OUT.csv", description = "Also write a line for every unit to this file, in full precision.")
    private Path neurons;

    @Mixin
    private FigureFolderOptions figures;

    @Option(names = "--strength", paramLabel = "incoming|total", defaultValue = "incoming",
            description = "Neuron strength: the sum z of what a neuron gets, or with it what it gives, its activation times the sum of its outgoing weights "
                    + "(default ${DEFAULT-VALUE}).")
    private Strength strength;

    @Option(names = "--bias", paramLabel = "include|exclude", defaultValue = "include",
            description = "Whether a neuron's bias counts as one more incoming link (default ${DEFAULT-VALUE}).")
    private ConventionOptions.Bias bias;

    @Option(names = "--activation", paramLabel = "FUNCTION",
            description = "Of a file that holds weights alone: what follows each layer but the last (default relu; tanh, sigmoid, linear, …).")
    private String hidden;

    @Option(names = "--output-activation", paramLabel = "FUNCTION",
            description = "Of a file that holds weights alone: what follows the last layer (default linear; softmax, sigmoid, …).")
    private String last;

    @Option(names = "--input-shape", paramLabel = "C,H,W", converter = ConventionOptions.ShapeConverter.class,
            description = "Shape of the network's input, channel first, where the file does not say it.")
    private Shape inputShape;

    @Option(names = "--no-folding", description = "Keep batch normalisations as layers of their own instead of folding them into the weights before them.")
    private boolean noFolding;

    @Override
    public Integer call() throws ModelFormatException, IOException {
        Arguments.check(spec, batch >= 1, "Option --batch: " + batch + " is no number of samples.");
        Arguments.check(spec, data.given(), "Option --data is missing: name a file of samples, or random:gaussian.");
        check("--activation", hidden);
        check("--output-activation", last);
        figures.check();
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), ProgressLine.isTerminal());
                Network network = ModelFiles.open(file, new OpenOptions(Optional.ofNullable(inputShape), !noFolding, 0), progress.part(0, 0.1))) {
            List<String> warnings = new ArrayList<>(network.warnings());
            Computation.Functions functions = functions(network, warnings);
            Network run = data.of(network);
            try (RunningNetwork running = Engine.open(run, functions, progress.part(0.1, 0.2))) {
                Computation computation = run.computation().orElseThrow();
                ModelInput input = computation.sampled();
                try (Samples samples = data.open(input, progress)) {
                    PreparedSamples prepared = data.prepare(samples, input, progress);
                    if (prepared.preparation().normalisation().equals(Normalisation.BY_255)) {
                        warnings.add("The numbers of " + samples.name() + " are divided by 255 (--normalise none leaves them as they are).");
                    }
                    Activity activity = ActivityMeasurement.of(run, running, prepared, options(functions), progress.part(0.2, figures.folder().isEmpty() ? 1 : 0.9));
                    if (figures.folder().isPresent()) {
                        draw(new ActivityFigures(network, activity, strength == Strength.TOTAL), progress.part(0.9, 1));
                    }
                    progress.clear();
                    write(new ActivityReport(network, activity, strength == Strength.TOTAL), warnings);
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private ActivityOptions options(Computation.Functions functions) {
        return new ActivityOptions(batch, data.limit().orElse(Long.MAX_VALUE), bias == ConventionOptions.Bias.INCLUDE, strength == Strength.TOTAL, 0, functions);
    }

    private void check(String option, String function) {
        Arguments.check(spec, function == null || FunctionsByName.knows(function),
                "Option " + option + ": the function \"" + function + "\" is not known; relu, tanh, sigmoid, softmax, elu, gelu, linear and others are.");
    }

    /** What is assumed, which is said where it is. */
    private Computation.Functions functions(Network network, List<String> warnings) {
        Computation.Functions usual = Computation.Functions.USUAL;
        Computation.Functions assumed = new Computation.Functions(hidden == null ? usual.hidden() : hidden, last == null ? usual.last() : last);
        if (network.computation().isPresent()) {
            boolean says = network.computation().get().saysFunctions();
            Arguments.check(spec, !says || hidden == null && last == null,
                    "Options --activation and --output-activation: " + network.name() + " says itself which functions follow its layers.");
            if (!says) {
                warnings.add(network.name() + " holds weights alone, so " + assumed.hidden() + " after each layer but the last and " + assumed.last()
                        + " after that are assumed" + (hidden == null || last == null ? " (--activation and --output-activation say otherwise)." : "."));
            }
        }
        return assumed;
    }

    private void draw(ActivityFigures all, Progress progress) throws IOException {
        progress.report(0, "Figures");
        try (FigureFolder drawn = figures.open(figures.folder().orElseThrow(), progress)) {
            for (ActivityFigures.Named one : all.all()) {
                drawn.take(one.stem(), one.figure());
            }
            drawn.finish();
        }
    }

    private void write(ActivityReport report, List<String> warnings) throws IOException {
        if (neurons != null) {
            OutputFile.write(neurons, report::neurons);
        }
        warnings.forEach(warning -> spec.commandLine().getErr().println("cnt-explorer: " + warning));
        spec.commandLine().getErr().flush();
        spec.commandLine().getOut().print(switch (format) {
            case JSON -> report.json();
            case CSV -> report.csv();
            case TEXT -> report.text();
        });
        spec.commandLine().getOut().flush();
    }
}
