package org.cntexplorer.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cntexplorer.figure.OutputFile;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.graph.file.GraphContents;
import org.cntexplorer.graph.file.GraphFormat;
import org.cntexplorer.graph.file.WrittenLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnt-explorer graph}: neurons and links for other programs. */
@Command(name = "graph", mixinStandardHelpOptions = true,
        description = "Writes a model's neurons and links as GraphML, GEXF, DOT, GML or CSV. The links go from the file to the file one by one: "
                + "many millions need no more memory than few.")
final class GraphCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The model file.")
    private Path file;

    @Option(names = "--format", paramLabel = "graphml|gexf|dot|gml|csv",
            description = "The kind of file (default: as the name given to --out ends).")
    private GraphFormat format;

    @Mixin
    private LinkOptions links;

    @Option(names = "--strongest", paramLabel = "N", description = "The same as --links N.")
    private Integer strongest;

    @Option(names = "--all", description = "Every link, also such of a weight that is no number.")
    private boolean all;

    @Option(names = "--out", paramLabel = "F", description = "The file to write (default: standard output, as with -).")
    private Path out;

    @Mixin
    private ConventionOptions options;

    @Override
    public Integer call() throws ModelFormatException, IOException {
        // whatever is wrong with the arguments is said before a large file is read
        Convention convention = options.convention();
        links.number("--strongest", strongest);
        LinkChoice chosen = strongest == null ? links.choice() : links.choice().with(new LinkChoice.StrongestOfConnection(strongest));
        Arguments.check(spec, strongest == null || !links.isRuleGiven(),
                "Option --strongest and another choice of links are mutually exclusive.");
        Arguments.check(spec, !all || strongest == null && !links.isRuleGiven(),
                "Option --all and another choice of links are mutually exclusive.");
        Arguments.check(spec, !all || !links.isGiven(), "Option --all: it writes links of either sign; --at-least 0 writes those of one.");
        boolean toTerminal = out == null || out.toString().equals("-");
        GraphFormat kind = kind(toTerminal);
        try (Network network = ModelFiles.open(file, options.open(), Progress.NONE)) {
            GraphContents graph = new GraphContents(network, NodeStrength.of(network, convention, Progress.NONE), GraphLayout.layered(network, true),
                    links(network, chosen));
            if (toTerminal) {
                kind.write(graph, new Terminal(spec.commandLine().getOut()), Progress.NONE);
            } else {
                OutputFile.write(out, to -> kind.write(graph, to, Progress.NONE));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private GraphFormat kind(boolean toTerminal) {
        Optional<GraphFormat> kind = Optional.ofNullable(format).or(() -> toTerminal ? Optional.empty() : GraphFormat.of(out));
        Arguments.check(spec, kind.isPresent(), toTerminal ? "Option --format is needed where the graph goes to standard output."
                : "Option --out: " + out.getFileName() + " must end in .graphml, .gexf, .dot, .gml or .csv, or --format say what it is.");
        return kind.orElseThrow();
    }

    private WrittenLinks links(Network network, LinkChoice chosen) {
        if (all) {
            return WrittenLinks.all();
        }
        return links.threshold().isPresent() ? WrittenLinks.atLeast(links.threshold().getAsDouble(), links.sign())
                : WrittenLinks.shown(VisibleLinks.of(network, chosen, Progress.NONE));
    }

    /** Standard output, which tells when nobody reads it any more. */
    private static final class Terminal extends FilterWriter {
        private final PrintWriter out;

        Terminal(PrintWriter out) {
            super(out);
            this.out = out;
        }

        @Override
        public void write(char[] text, int from, int count) throws IOException {
            out.write(text, from, count);
            if (out.checkError()) {
                throw new IOException("nobody reads the standard output any more");
            }
        }
    }
}
