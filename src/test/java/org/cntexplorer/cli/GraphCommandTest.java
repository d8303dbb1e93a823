package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cntexplorer.graph.file.GraphFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code cnt-explorer graph} on the bundled sample. */
class GraphCommandTest {
    private static final String SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toString();
    private static final int LINKS = 52_544;

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return CntExplorer.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private List<String> edges(String... choice) {
        out.getBuffer().setLength(0);
        assertThat(run(Stream.concat(Stream.of("graph", SAMPLE, "--format", "csv"), Arrays.stream(choice)).toArray(String[]::new))).as(err.toString()).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("source,target,weight,connection");
        return lines.subList(1, lines.size());
    }

    private static double weight(String line) {
        return Double.parseDouble(line.split(",")[2]);
    }

    @ParameterizedTest
    @EnumSource(GraphFormat.class)
    void theEndingOfTheNameSaysTheFormat(GraphFormat format) throws IOException {
        Path named = folder.resolve("graph." + format.ending());
        Path told = folder.resolve("graph.txt");
        assertThat(run("graph", SAMPLE, "--strongest", "20", "--out", named.toString())).as(err.toString()).isZero();
        assertThat(run("graph", SAMPLE, "--strongest", "20", "--format", format.ending(), "--out", told.toString())).isZero();
        assertThat(run("graph", SAMPLE, "--strongest", "20", "--format", format.ending(), "--out", "-")).isZero();
        assertThat(Files.readString(told)).isEqualTo(Files.readString(named)).isEqualTo(out.toString());
        assertThat(Files.readString(named)).contains("0:", "3:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyChoiceOfLinks() {
        List<String> all = edges("--all");
        Set<String> different = new HashSet<>(all);
        assertThat(all.size()).isEqualTo(LINKS).isEqualTo(different.size());
        // sets, since the order is promised by nobody
        List<String> fromNothing = edges("--at-least", "0");
        assertThat(fromNothing.size()).isEqualTo(LINKS);
        assertThat(new HashSet<>(fromNothing).equals(different)).isTrue();
        List<String> strong = edges("--at-least", "0.2");
        Set<String> expected = all.stream().filter(line -> Math.abs(weight(line)) >= 0.2).collect(Collectors.toSet());
        assertThat(strong.size()).isEqualTo(expected.size()).isBetween(100, LINKS / 2);
        assertThat(new HashSet<>(strong).equals(expected)).isTrue();
        assertThat(different.containsAll(edges("--strongest", "20"))).isTrue();
        assertThat(edges("--strongest", "20")).hasSize(60);
        assertThat(edges("--strongest", "0")).isEmpty();
        assertThat(edges("--links", "20")).isEqualTo(edges("--strongest", "20"));
        assertThat(edges("--links-overall", "35")).hasSize(35);
        assertThat(new HashSet<>(edges("--at-least", "0.2", "--sign", "negative")))
                .isEqualTo(expected.stream().filter(line -> weight(line) < 0).collect(Collectors.toSet()));
        assertThat(edges("--links", "20", "--sign", "positive")).hasSize(60).allMatch(line -> weight(line) > 0);
        List<String> half = edges("--share", "0.5");
        assertThat(half.stream().mapToDouble(line -> Math.abs(weight(line))).sum() / all.stream().mapToDouble(line -> Math.abs(weight(line))).sum())
                .isBetween(0.5, 0.501);
        // the last connection has no more than 320
        assertThat(edges()).hasSize(2_320);
    }

    @Test
    void strengthsFollowTheConvention() {
        assertThat(run("graph", SAMPLE, "--format", "gml", "--strongest", "0")).isZero();
        String usual = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("graph", SAMPLE, "--format", "gml", "--strongest", "0", "--boundary", "1")).isZero();
        assertThat(out.toString()).isNotEqualTo(usual);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--format pajek                       | \"pajek\" is none of graphml, gexf, dot, gml, csv.",
        "--out f.net                          | f.net must end in .graphml, .gexf, .dot, .gml or .csv, or --format say what it is.",
        "--strongest 5                        | --format is needed where the graph goes to standard output.",
        "--out f.gml --strongest -1           | -1 is no number of links.",
        "--out f.gml --at-least -0.5          | -0.5 is no threshold; give a number from 0 on.",
        "--out f.gml --at-least NaN           | NaN is no threshold; give a number from 0 on.",
        "--out f.gml --all --strongest 5      | mutually exclusive",
        "--out f.gml --links 4 --strongest 5  | mutually exclusive",
        "--out f.gml --all --share 0.5        | mutually exclusive",
        "--out f.gml --all --sign positive    | it writes links of either sign",
        "--out f.gml --share 2                | 2.0 is no share; give a number from 0 to 1, such as 0.5.",
        "--out no/f.gml                       | There is no folder",
    })
    void badArgumentsAreOneSentenceAndNoFile(String args, String sentence) throws IOException {
        String[] all = Stream.concat(Stream.of("graph", SAMPLE), Arrays.stream(args.split(" +"))
                .map(word -> word.contains("f.") ? folder.resolve(word).toString() : word)).toArray(String[]::new);
        assertThat(run(all)).isEqualTo(CntExplorer.BAD_ARGUMENTS);
        assertThat(err.toString().strip()).contains(sentence).endsWith(".").doesNotContain("..").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aReaderWhoHasSeenEnoughEndsIt() {
        int[] left = {3};
        PrintWriter closing = new PrintWriter(new java.io.Writer() {
            @Override
            public void write(char[] text, int from, int count) throws IOException {
                if (--left[0] < 0) {
                    throw new IOException("Broken pipe");
                }
            }
            @Override
            public void flush() {}
            @Override
            public void close() {}
        });
        assertThat(CntExplorer.run(closing, new PrintWriter(err, true), "graph", SAMPLE, "--format", "csv", "--all")).isEqualTo(CntExplorer.FAILED);
        assertThat(err.toString()).contains("nobody reads the standard output any more").hasLineCount(1);
        assertThat(left[0]).isEqualTo(-1);
    }
}
