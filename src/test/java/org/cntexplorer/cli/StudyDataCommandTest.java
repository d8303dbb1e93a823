package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.data.RandomSamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cnt-explorer study --data} beside a forward pass of plain loops. */
@Execution(ExecutionMode.CONCURRENT)
class StudyDataCommandTest {
    private static final int COUNT = 6;
    private static final int SAMPLES = 40;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<NumpyNetwork> networks = new ArrayList<>();

    @TempDir
    private Path folder;
    private Path models;

    @BeforeEach
    void makeNetworks() throws IOException {
        models = folder.resolve("models");
        for (int i = 0; i < COUNT; i++) {
            networks.add(NumpyNetwork.random(40 + i, 0.5, 5, 4, 3));
            networks.getLast().write(models.resolve("net_acc-0." + i + ".npy"));
        }
    }

    private int run(Object... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] args = Stream.concat(Stream.of("study", models, "--accuracy", "acc-{accuracy}", "--split", "0.3", "--format", "json"), Stream.of(more))
                .map(Object::toString).toArray(String[]::new);
        return CntExplorer.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private JsonNode json(Object... more) throws IOException {
        assertThat(run(more)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private static float[][] samples(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, SAMPLES).mapToObj(s -> {
            float[] sample = new float[5];
            for (int i = 0; i < sample.length; i++) {
                sample[i] = (float) random.nextGaussian();
            }
            return sample;
        }).toArray(float[][]::new);
    }

    private static int[] classes() {
        return new Random(5).ints(SAMPLES, 0, 3).toArray();
    }

    /** A table with the classes. */
    private Path table(float[][] x) throws IOException {
        StringBuilder text = new StringBuilder("a,b,c,d,e,class\n");
        for (int s = 0; s < x.length; s++) {
            for (float number : x[s]) {
                text.append(number).append(',');
            }
            text.append(classes()[s]).append('\n');
        }
        return Files.writeString(folder.resolve("x.csv"), text);
    }

    private static double mean(double[][] of) {
        return Arrays.stream(of).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    /** The mean of what comes into a layer, of each network. */
    private double[] means(float[][] x, int layer) {
        return networks.stream().mapToDouble(network -> mean(network.sums(x)[layer - 1])).toArray();
    }

    private static JsonNode row(JsonNode study, String metric, Integer layer) {
        return study.get("separation").valueStream().filter(row -> row.get("metric").asText().equals(metric)
                && (layer == null ? row.get("layer").isNull() : row.get("layer").asInt(-1) == layer)).findFirst().orElseThrow();
    }

    /** The share of all pairs of one of the first three and one of the others in which the other has more. */
    private static double auc(double[] of) {
        double wins = 0;
        for (int low = 0; low < 3; low++) {
            for (int high = 3; high < COUNT; high++) {
                wins += of[high] > of[low] ? 1 : of[high] == of[low] ? 0.5 : 0;
            }
        }
        return wins / 9;
    }

    private double accuracy(int network, float[][] x) {
        int[] answers = networks.get(network).answers(x);
        return IntStream.range(0, SAMPLES).filter(s -> answers[s] == classes()[s]).count() / (double) SAMPLES;
    }

    /** Mean cross entropy after a softmax. */
    private double loss(int network, float[][] x) {
        double[][] z = networks.get(network).sums(x)[1];
        return IntStream.range(0, SAMPLES).mapToDouble(s -> Math.log(Arrays.stream(z[s]).map(Math::exp).sum()) - z[s][classes()[s]]).average().orElseThrow();
    }

    @Test
    void numbersOnDataAreThoseOfAForwardPass() throws Exception {
        float[][] x = samples(3);
        JsonNode study = json("--data", table(x), "--output-activation", "softmax");
        for (int i = 0; i < COUNT; i++) {
            JsonNode onData = study.get("networks").get(i).get("on_data");
            assertThat(onData.get("samples").intValue()).isEqualTo(SAMPLES);
            assertThat(onData.get("accuracy").doubleValue()).isCloseTo(accuracy(i, x), within(1e-12));
            assertThat(onData.get("loss").doubleValue()).isCloseTo(loss(i, x), within(1e-5));
        }
        assertThat(row(study, "mean neuron strength", 2).get("auc").doubleValue()).isCloseTo(auc(means(x, 2)), within(1e-12));
        assertThat(row(study, "mean neuron strength", 1).get("auc").doubleValue()).isCloseTo(auc(means(x, 1)), within(1e-12));
        assertThat(row(study, "accuracy on the data", null).get("auc").doubleValue())
                .isCloseTo(auc(IntStream.range(0, COUNT).mapToDouble(i -> accuracy(i, x)).toArray()), within(1e-12));
        assertThat(study.get("warnings")).singleElement().extracting(JsonNode::asText).asString()
                .isEqualTo("6 of the networks hold weights alone, so relu after each layer but the last and softmax after that are assumed.");
    }

    @Test
    void ofOtherDataNothingButTheNumbersOnDataIsMeasuredAnew() throws Exception {
        Path store = folder.resolve("s.duckdb");
        Path data = table(samples(3));
        assertThat(json("--data", data, "--store", store).get("measured").intValue()).isEqualTo(COUNT);
        // what no measuring gives: it is there afterwards only if nobody measured
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store); Statement statement = connection.createStatement()) {
            statement.execute("UPDATE layers SET fluctuation = 1234.5 WHERE layer = 2");
        }
        float[][] other = samples(4);
        table(other);
        JsonNode study = json("--data", data, "--store", store, "--csv", folder.resolve("csv"));

        assertThat(study.get("measured").intValue()).isZero();
        assertThat(study.get("kept").intValue()).isEqualTo(COUNT);
        assertThat(study.get("warnings").get(0).asText()).isEqualTo("What the networks do on x.csv is measured anew, because " + store
                + " had it of other samples of that name.");
        assertThat(study.get("networks").get(2).get("on_data").get("accuracy").doubleValue()).isCloseTo(accuracy(2, other), within(1e-12));
        assertThat(row(study, "mean neuron strength", 1).get("auc").doubleValue()).isCloseTo(auc(means(other, 1)), within(1e-12));
        assertThat(Files.readAllLines(folder.resolve("csv/layers.csv"))).filteredOn(line -> line.contains("1234.5")).hasSize(COUNT);
        assertThat(Files.readAllLines(folder.resolve("csv/activity.csv"))).hasSize(COUNT + 1);
    }

    @Test
    void samplesAreMadeUp() throws Exception {
        float[][] x = new float[50][5];
        FloatBuffer numbers = FloatBuffer.allocate(250);
        new RandomSamples(RandomSamples.Kind.GAUSSIAN, List.of(5), 50, 9).read(0, 50, numbers);
        numbers.flip();
        for (float[] sample : x) {
            numbers.get(sample);
        }
        Path store = folder.resolve("s.duckdb");
        JsonNode study = json("--data", "random:gaussian", "--samples", "50", "--data-seed", "9", "--store", store, "--csv", folder.resolve("csv"));
        assertThat(study.get("networks").get(0).get("on_data").get("samples").intValue()).isEqualTo(50);
        assertThat(study.get("networks").get(0).get("on_data").get("accuracy").isNull()).isTrue();
        assertThat(study.get("separation")).extracting(row -> row.get("metric").asText()).contains("active share").doesNotContain("accuracy on the data", "loss on the data");
        assertThat(row(study, "mean neuron strength", 1).get("auc").doubleValue()).isCloseTo(auc(means(x, 1)), within(1e-12));
        List<String> layers = Files.readAllLines(folder.resolve("csv/activity_layers.csv"));
        int column = List.of(layers.getFirst().split(",")).indexOf("strength_mean");
        assertThat(layers).filteredOn(line -> line.matches("\\d+,2,.*")).map(line -> Double.parseDouble(line.split(",")[column]))
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : Double.compare(a, b), Double.class)
                .containsExactlyInAnyOrder(Arrays.stream(means(x, 2)).boxed().toArray(Double[]::new));

        assertThat(json("--data", "random:gaussian", "--samples", "50", "--data-seed", "9", "--store", store).get("warnings")).isEmpty();
        assertThat(json("--data", "random:gaussian", "--samples", "50", "--data-seed", "8", "--store", store).get("warnings").get(0).asText())
                .isEqualTo("What the networks do on Gaussian noise, seed 8 is measured anew, because " + store + " had it of Gaussian noise, seed 9.");
        assertThat(json("--data", "random:one-hot", "--store", store).get("networks").get(5).get("on_data").get("samples").intValue()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "64|--data random:walk|Option --data: random:walk is none of random:uniform, random:gaussian and random:one-hot; write one of these, or the name of a file.",
        "64|--data random:uniform --data-labels y.csv|Option --data: random samples have no classes and no arrays.",
        "64|--data x.csv --data-seed 3|Option --data-seed: only random samples have a seed.",
        "64|--data-seed 3|Option --data is missing: without samples nothing is known of how they are used.",
        "64|--data random:uniform --samples 0|Option --samples: 0 is no number of samples.",
        "2|--data none.csv|There is no file none.csv; check the path."})
    void whatIsWrongIsSaidInOneSentence(int code, String options, String sentence) {
        assertThat(run((Object[]) options.split(" "))).isEqualTo(code);
        assertThat(err.toString()).startsWith("cnt-explorer: ").contains(sentence);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }
}
