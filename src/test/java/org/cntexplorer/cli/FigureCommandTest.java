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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code cnt-explorer figure} on the bundled sample. */
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--plot pie --out f.svg                             | \"pie\" is none of strength, fluctuation, weights, graph.",
        "--plot strength --out f.gif                        | f.gif must end in .svg, .pdf or .png.",
        "--plot strength --layer 4 --out f.svg              | digits-mlp has the layers 0 to 3, no 4.",
        "--plot weights --layer 0 --out f.svg               | no connection enters layer 0.",
        "--plot graph --layer 1 --out f.svg                 | this plot shows every layer.",
        "--plot strength --links 9 --out f.svg              | only the graph shows links.",
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

    @Test
    void aFileThatIsNoModelIsABadFile() throws IOException {
        Path page = Files.writeString(folder.resolve("model.onnx"), "<!DOCTYPE html><html><body>404</body></html>");
        assertThat(run("figure", page.toString(), "--plot", "graph", "--out", folder.resolve("f.svg").toString())).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString()).startsWith("cnt-explorer: model.onnx").hasLineCount(1);
        assertThat(folder.resolve("f.svg")).doesNotExist();
    }
}
