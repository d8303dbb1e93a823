package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cnt-explorer figure} on the bundled sample. */
@Execution(ExecutionMode.CONCURRENT)
class FigureCommandTest {
    private static final String SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toString();

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return CntExplorer.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @ParameterizedTest
    @EnumSource(Plot.class)
    void everyPlotIsWrittenInEveryFormat(Plot plot) throws IOException {
        for (String ending : new String[] {"svg", "pdf", "png"}) {
            Path file = folder.resolve("figure." + ending);
            assertThat(run("figure", SAMPLE, "--plot", plot.name().toLowerCase(Locale.ROOT), "--width-mm", "180", "--out", file.toString())).as(err.toString()).isZero();
            byte[] head = Arrays.copyOf(Files.readAllBytes(file), 5);
            assertThat(new String(head, StandardCharsets.ISO_8859_1)).isEqualTo(switch (ending) {
                case "svg" -> "<?xml";
                case "pdf" -> "%PDF-";
                default -> "\u0089PNG\r";
            });
        }
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theConventionChangesTheFigure() throws IOException {
        Path usual = folder.resolve("usual.svg");
        Path absolute = folder.resolve("absolute.svg");
        assertThat(run("figure", SAMPLE, "--plot", "fluctuation", "--out", usual.toString())).isZero();
        assertThat(run("figure", SAMPLE, "--plot", "fluctuation", "--weights", "absolute", "--bias", "exclude", "--out", absolute.toString())).isZero();
        assertThat(Files.readString(absolute)).isNotEqualTo(Files.readString(usual));
    }

    @Test
    void theGraphShowsAsManyLinksAsAskedFor() throws IOException {
        Path file = folder.resolve("graph.svg");
        assertThat(run("figure", SAMPLE, "--plot", "graph", "--links", "50", "--out", file.toString())).isZero();
        assertThat(Files.readString(file)).contains("150 of 52,544 links shown");
    }

    /** The same links as the window's rule picks. */
    @ParameterizedTest
    @ValueSource(strings = {"--links 50", "--links-of-neuron 2", "--links-overall 70", "--at-least 0.4", "--share 0.1", "--backbone 0.001",
        "--links 50 --sign negative", "--sign positive --share 0.1"})
    void theGraphShowsTheLinksOfARule(String rule) throws Exception {
        LinkChoice choice = LinkChoice.of(switch (rule.replaceAll(" ?--sign \\w+ ?", "").split(" ")[0]) {
            case "--links" -> new LinkChoice.StrongestOfConnection(50);
            case "--links-of-neuron" -> new LinkChoice.StrongestOfNeuron(2);
            case "--links-overall" -> new LinkChoice.StrongestOverall(70);
            case "--at-least" -> new LinkChoice.AtLeast(0.4, LinkChoice.LIMIT);
            case "--share" -> new LinkChoice.Share(0.1);
            default -> new LinkChoice.Backbone(0.001);
        }).with(rule.contains("negative") ? LinkChoice.Sign.NEGATIVE : rule.contains("positive") ? LinkChoice.Sign.POSITIVE : LinkChoice.Sign.ANY);
        long shown;
        try (Network network = ModelFiles.open(Path.of(SAMPLE), OpenOptions.NONE, Progress.NONE)) {
            shown = VisibleLinks.of(network, choice, Progress.NONE).shown();
        }
        assertThat(shown).isBetween(20L, 20_000L);
        Path file = folder.resolve("graph.svg");
        assertThat(run(Stream.concat(Stream.of("figure", SAMPLE, "--plot", "graph", "--out", file.toString()), Arrays.stream(rule.split(" ")))
                .toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(Files.readString(file)).contains(String.format(Locale.ROOT, "%,d of 52,544 links shown", shown));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--plot pie --out f.svg                             | \"pie\" is none of strength, fluctuation, weights, graph.",
        "--plot strength --out f.gif                        | f.gif must end in .svg, .pdf or .png.",
        "--plot strength --layer 4 --out f.svg              | digits-mlp has the layers 0 to 3, no 4.",
        "--plot weights --layer 0 --out f.svg               | no connection enters layer 0.",
        "--plot graph --layer 1 --out f.svg                 | this plot shows every layer.",
        "--plot strength --links 9 --out f.svg              | only the graph shows links.",
        "--plot strength --sign negative --out f.svg       | only the graph shows links.",
        "--plot graph --links -2 --out f.svg               | Option --links: -2 is no number of links.",
        "--plot graph --links-of-neuron -1 --out f.svg     | Option --links-of-neuron: -1 is no number of links.",
        "--plot graph --links-overall -1 --out f.svg       | Option --links-overall: -1 is no number of links.",
        "--plot graph --share 1.5 --out f.svg              | 1.5 is no share; give a number from 0 to 1, such as 0.5.",
        "--plot graph --backbone NaN --out f.svg           | NaN is no level of significance; give a number from 0 to 1, such as 0.05.",
        "--plot graph --at-least -1 --out f.svg            | -1.0 is no threshold; give a number from 0 on.",
        "--plot graph --sign zero --out f.svg              | \"zero\" is none of positive, negative.",
        "--plot graph --sign any --out f.svg               | \"any\" is none of positive, negative.",
        "--plot graph --links 5 --share 0.5 --out f.svg    | mutually exclusive",
        "--plot strength --width-mm 1 --out f.svg           | The width of a figure is 10 to 2000 mm, not 1.0.",
        "--plot strength --boundary NaN --out f.svg         | NaN is no number to add.",
        "--plot strength --input-shape 3x32 --out f.svg     | is no shape; give channels, rows and columns, such as 3,32,32.",
        "--plot strength --out no/f.svg                     | There is no folder",
        "--plot strength                                    | Missing required option: '--out=",
    })
    void badArgumentsAreOneSentenceAndNoFile(String args, String sentence) throws IOException {
        String[] all = Stream.concat(Stream.of("figure", SAMPLE), Arrays.stream(args.split(" +"))
                .map(word -> word.contains("f.") ? folder.resolve(word).toString() : word)).toArray(String[]::new);
        assertThat(run(all)).isEqualTo(CntExplorer.BAD_ARGUMENTS);
        assertThat(err.toString().strip()).contains(sentence).endsWith(".").doesNotContain("..", "' Try").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /** Said before a window is made. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--share 3                      | Option --share: 3.0 is no share; give a number from 0 to 1, such as 0.5.",
        "--links -1                     | Option --links: -1 is no number of links.",
        "--links 3 --links-of-neuron 2  | --links=N, --links-of-neuron=N are mutually exclusive",
        "--sample 3                     | Options --sample, --quantity and --run: give --data, too.",
        "--data random:gaussian --quantity bias | \"bias\" is none of activation, neuron-strength and neuron-out-strength.",
        "--data x.npy --samples 5       | Option --samples: the window takes all samples of a file; --sample N looks at one of them.",
        "--data x.npy --constant x      | Option --constant: \"x\" is not the name of an input and its number",
    })
    void aSnapshotTakesTheSameRules(String rule, String sentence) {
        Path picture = folder.resolve("f.png");
        assertThat(run(Stream.concat(Stream.of("snapshot", SAMPLE, "--out", picture.toString()), Arrays.stream(rule.split(" +"))).toArray(String[]::new)))
                .isEqualTo(CntExplorer.BAD_ARGUMENTS);
        assertThat(err.toString()).contains(sentence).hasLineCount(1);
        assertThat(picture).doesNotExist();
    }

    @Test
    void aFileThatIsNoModelIsABadFile() throws IOException {
        Path page = Files.writeString(folder.resolve("model.onnx"), "<!DOCTYPE html><html><body>404</body></html>");
        assertThat(run("figure", page.toString(), "--plot", "graph", "--out", folder.resolve("f.svg").toString())).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString()).startsWith("cnt-explorer: model.onnx").hasLineCount(1);
        assertThat(folder.resolve("f.svg")).doesNotExist();
    }
}
