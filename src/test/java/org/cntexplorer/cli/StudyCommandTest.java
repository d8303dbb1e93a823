package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.Main;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.statistics.Separation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cnt-explorer study} on small networks. */
@Execution(ExecutionMode.CONCURRENT)
class StudyCommandTest {
    private static final int COUNT = 24;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return CntExplorer.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private JsonNode json(String... args) throws Exception {
        String[] all = Stream.concat(Arrays.stream(args), Stream.of("--format", "json")).toArray(String[]::new);
        assertThat(run(all)).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        return new ObjectMapper().readTree(out.toString());
    }

    /** The better, the wider the weights of the second layer are. */
    private Path models(int count) throws IOException {
        Path models = folder.resolve("models");
        for (int i = 0; i < count; i++) {
            double accuracy = i / (double) count;
            NumpyNetwork network = NumpyNetwork.random(i, 1, 8, 6, 4);
            for (float[] row : network.weights()[1]) {
                for (int k = 0; k < row.length; k++) {
                    row[k] *= (float) (0.1 + accuracy);
                }
            }
            network.write(models.resolve(String.format(Locale.ROOT, "net-%d_realaccuracy-%.4f.npy", i, accuracy)));
        }
        return models;
    }

    @Test
    void whatSeparatesIsInTheJson() throws Exception {
        Path models = models(COUNT);
        JsonNode study = json("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--split", "0.5");

        assertThat(study.get("networks")).hasSize(COUNT);
        JsonNode third = study.get("networks").get(3);
        assertThat(third.get("file").asText()).isEqualTo("net-3_realaccuracy-0.1250.npy");
        assertThat(third.get("accuracy").doubleValue()).isEqualTo(0.125);
        assertThat(third.get("status").asText()).isEqualTo("measured");
        assertThat(third.get("architecture").asText()).isEqualTo("8-6-4");
        assertThat(study.get("measured").intValue()).isEqualTo(COUNT);
        assertThat(study.get("cohorts")).hasSize(1);
        assertThat(study.get("cohorts").get(0).get("split").asText()).isEqualTo("accuracy below 0.5 against 0.5 and more");
        assertThat(study.get("cohorts").get(0).get("groups").get(0).get("name").asText()).isEqualTo("0.0–0.1");

        JsonNode row = study.get("separation").valueStream()
                .filter(r -> r.get("metric").asText().equals("fluctuation") && r.get("layer").intValue() == 2).findFirst().orElseThrow();
        double[] low = fluctuations(models, 0, COUNT / 2);
        double[] high = fluctuations(models, COUNT / 2, COUNT);
        Separation alone = Separation.of(low, high, 1);
        double pairs = Arrays.stream(low).map(a -> Arrays.stream(high).filter(b -> b > a).count()).sum();
        assertThat(row.get("auc").doubleValue()).isEqualTo(alone.auc()).isEqualTo(pairs / (low.length * high.length));
        assertThat(row.get("auc_low").doubleValue()).isEqualTo(alone.aucLow());
        assertThat(row.get("auc_high").doubleValue()).isEqualTo(alone.aucHigh());
        assertThat(row.get("cliffs_delta").doubleValue()).isEqualTo(alone.cliffsDelta());
        assertThat(row.get("ks").doubleValue()).isEqualTo(alone.ks());
        assertThat(row.get("p").doubleValue()).isEqualTo(alone.p()).isLessThanOrEqualTo(row.get("p_holm").doubleValue());
        List<Double> distances = study.get("separation").valueStream().map(r -> Math.abs(r.get("auc").doubleValue() - 0.5)).toList();
        assertThat(distances).isSortedAccordingTo((a, b) -> Double.compare(b, a)).hasSizeGreaterThan(10);
        assertThat(study.get("verdict")).hasSize(2).allMatch(words -> words.asText().matches("[A-Z].*standard deviation of link weights.*\\.|[A-Z].*link weight.*\\."));

        out.getBuffer().setLength(0);
        String first = study.toString();
        assertThat(json("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--split", "0.5").toString()).as("again").isEqualTo(first);
    }

    private static double[] fluctuations(Path models, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> {
            Path file = models.resolve(String.format(Locale.ROOT, "net-%d_realaccuracy-%.4f.npy", i, i / (double) COUNT));
            try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE)) {
                return NodeStrength.of(network, Convention.DEFAULT, Progress.NONE).layer(2).fluctuation();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }).toArray();
    }

    @Test
    void theTableSaysWhatThereIsAndWhatSeparates() throws Exception {
        Path models = models(COUNT);
        NumpyNetwork broken = NumpyNetwork.random(1, 1, 8, 6, 4);
        broken.weights()[0][0][0] = Float.NaN;
        broken.write(models.resolve("broken_realaccuracy-0.5.npy"));
        NumpyNetwork.random(1, 1, 5, 4).write(models.resolve("other_realaccuracy-0.6.npy"));
        NumpyNetwork.random(2, 1, 5, 4).write(models.resolve("nameless.npy"));
        assertThat(run("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}")).isZero();
        assertThat(out.toString().lines()).contains(models + ": 26 networks, 25 measured, 1 left out (25 now, 0 before)", "1 other file not looked at",
                "Architecture  Label     Networks  Least  Greatest  Groups", "8-6-4         accuracy        24      0    0.9583      10",
                "  broken_realaccuracy-0.5.npy: 1 of 54 weights and biases into layer 1 (dense 1) are NaN or infinite, so that it has no strengths; "
                        + "train it again or take it out of the study.",
                "  nameless.npy: The pattern realaccuracy-{accuracy} is not in nameless.npy; change the pattern, or give the labels in a table.",
                "What separates the accurate networks (7) from the inaccurate networks (7) of 8-6-4, accuracy up to 0.25 against 0.7083 and more:");
        assertThat(out.toString()).contains(" 1. Fluctuation of out-strength of layer 1 is greater in the accurate networks: in all pairs of 7 and 7 networks;",
                "Too few networks to tell whether fluctuation of out-strength or standard deviation of link weights separates better",
                "Warning: The 1 network of 5-4 cannot be compared by accuracy: one of the two groups has none, and each needs 2 or more; choose another --split.");
    }

    @Test
    void aStoreIsGoneOnWith() throws Exception {
        Path models = models(6);
        String store = folder.resolve("s.duckdb").toString();
        assertThat(json("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--store", store).get("measured").intValue()).isEqualTo(6);
        NumpyNetwork.random(50, 1, 8, 6, 4).write(models.resolve("net-50_realaccuracy-0.99.npy"));
        JsonNode again = json("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--store", store);
        assertThat(again.get("measured").intValue()).isEqualTo(1);
        assertThat(again.get("kept").intValue()).isEqualTo(6);
        assertThat(run("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--store", store, "--boundary", "1")).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString()).contains("were measured with weights signed, biases counted, boundary 0.0");
        Path readOnly = Path.of(store);
        assertThat(readOnly.toFile().setWritable(false)).isTrue();
        if (!Files.isWritable(readOnly)) {
            assertThat(json("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--store", store).get("kept").intValue()).isEqualTo(7);
        }
    }

    @Test
    void tablesAndFiguresAreWritten() throws Exception {
        Path models = models(12);
        for (int i = 0; i < 4; i++) {
            NumpyNetwork.random(i, 1, 5, 4).write(models.resolve("other-" + i + "_realaccuracy-0." + (i + 2) + ".npy"));
        }
        Path parquet = folder.resolve("p");
        Path csv = folder.resolve("c");
        Path figures = folder.resolve("f");
        assertThat(run("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--quantiles", "3", "--parquet", parquet.toString(), "--csv",
                csv.toString(), "--figures", figures.toString())).as(err.toString()).isZero();
        for (String table : List.of("networks", "labels", "layers", "neurons", "densities")) {
            assertThat(parquet.resolve(table + ".parquet")).isNotEmptyFile();
            assertThat(csv.resolve(table + ".csv")).isNotEmptyFile();
        }
        assertThat(Files.readAllLines(csv.resolve("networks.csv"))).hasSize(17);
        for (String name : List.of("link-weights-curves", "link-weights-ridgeline", "link-weights-violin", "in-strength-curves", "out-strength-violin",
                "strength-ridgeline", "fluctuation-curves", "divergence-link-weights", "divergence-strength", "separation")) {
            assertThat(figures.resolve("8-6-4").resolve(name + ".svg")).content().contains("<svg").contains("</svg>");
        }
        assertThat(Files.readString(figures.resolve("8-6-4/strength-curves.svg"))).contains("layer 0").contains("layer 2");
        assertThat(Files.readString(figures.resolve("8-6-4/link-weights-curves.svg"))).doesNotContain("layer 0").contains("layer 1");
        assertThat(figures.resolve("5-4/fluctuation-violin.svg")).exists();
        assertThat(run("study", models.toString(), "--accuracy", "other-{run}_realaccuracy-{accuracy}", "--figures", csv.resolve("layers.csv").toString()))
                .isEqualTo(CntExplorer.BAD_ARGUMENTS);
        assertThat(err.toString()).isEqualTo("cnt-explorer: The folder " + csv.resolve("layers.csv") + " cannot be made; choose another for --figures.\n");
    }

    /** Checkpoints of two runs, with words for labels. */
    @Test
    void runsOfATableAreFiguresToo() throws Exception {
        Path models = folder.resolve("models");
        StringBuilder table = new StringBuilder("file;init;epoch;accuracy\n");
        for (String init : List.of("normal", "uniform")) {
            for (int epoch = 0; epoch < 4; epoch++) {
                String name = init + "/" + epoch + ".npy";
                NumpyNetwork.random(init.length() * 10 + epoch, 1 + epoch, 5, 4).write(models.resolve(name));
                table.append(name).append(';').append(init).append(';').append(epoch).append(";0,").append(epoch + 1).append('\n');
            }
        }
        Path csv = Files.writeString(folder.resolve("labels.csv"), table);
        Path figures = folder.resolve("f");
        JsonNode study = json("study", models.toString(), "--labels", csv.toString(), "--by", "init", "--figures", figures.toString());
        assertThat(study.get("networks").get(1).get("labels").toString()).isEqualTo("{\"init\":\"normal\",\"epoch\":1.0,\"accuracy\":0.2}");
        assertThat(study.get("cohorts").get(0).get("groups").valueStream().map(group -> group.get("name").asText())).containsExactly("normal", "uniform");
        assertThat(study.get("separation")).isEmpty();
        assertThat(figures.resolve("strength-curves.svg")).isNotEmptyFile();
        for (String name : List.of("learning-init-normal-fluctuation", "learning-init-uniform-strength-distribution", "learning-init-uniform-mean-strength")) {
            assertThat(figures.resolve(name + ".svg")).isNotEmptyFile();
        }
    }

    @Test
    void anAccuracyBeyondOneIsUsedAndSaid() throws Exception {
        Path models = folder.resolve("models");
        for (int i = 0; i < 10; i++) {
            NumpyNetwork.random(i, 1 + i, 5, 4).write(models.resolve("net_acc-" + (50 + 5 * i) + ".npy"));
        }
        JsonNode study = json("study", models.toString(), "--accuracy", "acc-{accuracy}");
        assertThat(study.get("warnings").get(0).asText()).startsWith("The accuracy of 10 networks is outside of 0 to 1 and is used as it is");
        assertThat(study.get("cohorts").get(0).get("groups").valueStream().map(group -> group.get("name").asText()).toList())
                .startsWith("50–55").hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "64|--accuracy acc|Option --accuracy: The pattern acc has no placeholder; write {accuracy} where the accuracy stands in the file names, as in realaccuracy-{accuracy}.",
        "64|--seed 2|Options --accuracy and --labels: give one of them.",
        "64|--accuracy acc-{a} --labels x.csv|Options --accuracy and --labels: give one of them.",
        "64|--accuracy acc-{a} --bins 0|Option --bins: a width is a number greater than 0, not 0.0.",
        "64|--accuracy acc-{a} --bins 0.1 --quantiles 2|Options --bins and --quantiles are mutually exclusive.",
        "64|--accuracy acc-{a} --split-share 0.6|Option --split-share: a share is more than 0 and at most 0.5, not 0.6.",
        "64|--accuracy acc-{a} --outliers -1|Option --outliers: M is a number greater than 0, not -1.0.",
        "64|--accuracy acc-{a} --by b|Option --by: no network has the label b; there is a.",
        "2|--accuracy other-{a}|The pattern other-{a} catches none of the 3 model files in",
        "2|--labels none.csv|none.csv is not there; check its name."})
    void whatIsWrongIsSaidInOneSentence(int code, String options, String sentence) throws Exception {
        Path models = folder.resolve("models");
        for (int i = 0; i < 3; i++) {
            NumpyNetwork.random(i, 1, 5, 4).write(models.resolve("net_acc-0." + i + ".npy"));
        }
        String[] args = Stream.concat(Stream.of("study", models.toString()), Arrays.stream(options.split(" "))).toArray(String[]::new);
        assertThat(run(args)).isEqualTo(code);
        assertThat(err.toString()).startsWith("cnt-explorer: ").contains(sentence);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void foldersAndStoresThatAreNoneAreSaid() throws Exception {
        Path none = folder.resolve("none");
        assertThat(run("study", none.toString(), "--accuracy", "acc-{accuracy}")).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString()).isEqualTo("cnt-explorer: " + none + " is not there, or no longer; check its name, and that its disk is connected.\n");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run("study", empty.toString(), "--accuracy", "acc-{accuracy}")).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString()).contains("holds no file that may be a model");
        Files.writeString(empty.resolve("bad_acc-0.5.npy"), "no model");
        assertThat(run("study", empty.toString(), "--accuracy", "acc-{accuracy}")).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString()).startsWith("cnt-explorer: None of the networks could be measured, the first because: bad_acc-0.5.npy");
        Path text = Files.writeString(folder.resolve("text.duckdb"), "no store ".repeat(2000));
        assertThat(run("study", empty.toString(), "--accuracy", "acc-{accuracy}", "--store", text.toString())).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString()).contains("is not a study's store, or is damaged");
        assertThat(text).hasSize(18_000);
    }

    /** What Ctrl+C does, or a system that shuts down. */
    @Test
    void aStudyThatIsStoppedGoesOn() throws Exception {
        Path models = models(240);
        Path store = folder.resolve("s.duckdb");
        Path said = folder.resolve("said");
        Path temp = Files.createDirectory(folder.resolve("tmp"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Xlog:disable", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + temp, "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--store",
                store.toString()).redirectError(said.toFile()).start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!Files.exists(store)) {
                assertThat(process.isAlive() && System.nanoTime() < end).isTrue();
                Thread.onSpinWait();
            }
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(said)).last().isEqualTo("cnt-explorer: stopped; what was finished is in " + store
                + ", and the same command goes on from there.");
        JsonNode rest = json("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--store", store.toString());
        assertThat(rest.get("measured").intValue()).isPositive();
        assertThat(rest.get("measured").intValue() + rest.get("kept").intValue()).isEqualTo(240);
        assertThat(run("study", models.toString(), "--accuracy", "realaccuracy-{accuracy}", "--store", store.toString(), "--bins", "0.001"))
                .isEqualTo(CntExplorer.BAD_ARGUMENTS);
        assertThat(err.toString()).startsWith("cnt-explorer: Option --bins: these are 240 bins; give a width of which there are 200 at most.");
    }
}
