package org.cntexplorer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureFile;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnt-explorer figure}: a figure for a paper, the same as the window exports. */
@Command(name = "figure", mixinStandardHelpOptions = true, description = "Writes a figure of a model as SVG, PDF or PNG.")
final class FigureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The model file.")
    private Path file;

    @Option(names = "--plot", required = true, paramLabel = "strength|fluctuation|weights|graph",
            description = "What is drawn: the distribution of node strengths, the fluctuation of each layer, the distribution of link weights, "
                    + "or the layered graph.")
    private Plot plot;

    @Option(names = "--layer", paramLabel = "N",
            description = "The one layer whose strengths, or whose incoming weights, are shown, counted from 0 (default: all).")
    private Integer layer;

    @Mixin
    private LinkOptions links;

    @Option(names = "--vector-links", paramLabel = "N", defaultValue = "20000",
            description = "How many links of the graph are lines in an SVG or PDF, the strongest; more are a picture beneath them (default ${DEFAULT-VALUE}).")
    private int vectorLinks;

    @Option(names = "--width-mm", paramLabel = "MM", defaultValue = "85", description = "Width on paper (default ${DEFAULT-VALUE}).")
    private double widthMm;

    @Option(names = "--font-pt", paramLabel = "POINTS", defaultValue = "7", description = "Size of the labels (default ${DEFAULT-VALUE}).")
    private double fontPoints;

    @Option(names = "--dpi", paramLabel = "DPI", defaultValue = "300", description = "Resolution of a PNG, and of pictures in an SVG or PDF (default ${DEFAULT-VALUE}).")
    private double dpi;

    @Option(names = "--out", required = true, paramLabel = "F.svg|pdf|png", description = "The file to write.")
    private Path out;

    @Mixin
    private ConventionOptions options;

    @Mixin
    private LayoutOptions layout;

    @Override
    public Integer call() throws ModelFormatException, IOException {
        // whatever is wrong with the arguments is said before a large file is read
        FigureOptions size = size();
        Convention convention = options.convention();
        Arguments.check(spec, FigureFormat.of(out).isPresent(), "Option --out: " + out.getFileName() + " must end in .svg, .pdf or .png.");
        Arguments.check(spec, layer == null || plot == Plot.STRENGTH || plot == Plot.WEIGHTS,
                "Option --layer: this plot shows every layer.");
        Arguments.check(spec, !links.isGiven() || plot == Plot.GRAPH, "Option --links and its like: only the graph shows links.");
        LinkChoice shown = links.choice();
        Arguments.check(spec, !layout.isGiven() || plot == Plot.GRAPH, "Options --layout and --order: only the graph is laid out.");
        try (Network network = ModelFiles.open(file, options.open(), Progress.NONE)) {
            checkLayer(network);
            Figure figure = plot.of(network, convention, layer == null ? OptionalInt.empty() : OptionalInt.of(layer),
                    shown, layout.choice(), Progress.NONE);
            FigureFile.write(figure, size, out, Progress.NONE);
        }
        return CommandLine.ExitCode.OK;
    }

    private FigureOptions size() {
        try {
            return new FigureOptions(widthMm, fontPoints, dpi, vectorLinks);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void checkLayer(Network network) {
        int last = network.layers().size() - 1;
        Arguments.check(spec, layer == null || layer >= 0 && layer <= last,
                "Option --layer: " + network.name() + " has the layers 0 to " + last + ", no " + layer + ".");
        Arguments.check(spec, layer == null || plot != Plot.WEIGHTS || !network.into(layer).isEmpty(),
                "Option --layer: no connection enters layer " + layer + ".");
        Arguments.check(spec, layer == null || plot != Plot.WEIGHTS || network.into(layer).stream().anyMatch(c -> c.weights() > 0),
                "Option --layer: the links into layer " + layer + " have fixed weights.");
    }
}
