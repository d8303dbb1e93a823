package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a script uses it. */
class MetricsTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy");

    private record Ran(int code, String out, String err) {}

    private static Ran run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = java.util.Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = CntExplorer.run(new PrintWriter(out), new PrintWriter(err, true), words);
        return new Ran(code, out.toString(), err.toString());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void jsonHasTheNamesThatScriptsRelyOn() throws Exception {
        Ran ran = run("metrics", SAMPLE, "--format", "json");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        JsonNode root = new ObjectMapper().readTree(ran.out());
        assertThat(names(root)).containsExactly("model", "convention", "layers", "connections", "warnings");
        assertThat(names(root.get("model"))).containsExactly("name", "format", "parameters");
        assertThat(root.get("model").get("parameters").asLong()).isEqualTo(784 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10);
        assertThat(names(root.get("layers").get(1))).containsExactly("index", "name", "kind", "shape", "neurons", "in_strength", "out_strength",
                "strength", "fluctuation");
        assertThat(names(root.get("layers").get(1).get("in_strength"))).containsExactly("mean", "std", "min", "max");
        assertThat(names(root.get("connections").get(0))).containsExactly("index", "name", "kind", "from", "to", "links", "weights", "mean",
                "variance", "min", "max", "bias");
        assertThat(names(root.get("connections").get(0).get("bias"))).containsExactly("mean", "variance");
        assertThat(root.get("layers")).hasSize(4);
        assertThat(root.get("layers").get(0).get("shape").toString()).isEqualTo("[784]");
        assertThat(root.get("warnings").isArray()).isTrue();
    }

    @Test
    void theSwitchesChangeTheNumbersAsTheySay() throws Exception {
        JsonNode usual = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format=json").out());
        JsonNode authors = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format=json", "--boundary", "1").out());
        JsonNode positive = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format=json", "--weights", "positive", "--bias", "exclude").out());
        JsonNode negative = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format=json", "--weights", "negative", "--bias", "exclude").out());
        JsonNode plain = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format=json", "--bias", "exclude").out());
        for (int layer : new int[] {0, 3}) {
            assertThat(mean(authors, layer)).isCloseTo(mean(usual, layer) + 1, within(1e-9));
        }
        assertThat(mean(authors, 1)).isEqualTo(mean(usual, 1));
        for (int layer = 0; layer < 4; layer++) {
            assertThat(mean(positive, layer) + mean(negative, layer)).isCloseTo(mean(plain, layer), within(1e-9));
            assertThat(mean(positive, layer)).isPositive();
        }
        assertThat(positive.get("convention").toString()).isEqualTo("{\"bias\":\"exclude\",\"boundary\":0.0,\"weights\":\"positive\"}");
    }

    @Test
    void skipsAreCountedWhereOneAsks() throws Exception {
        JsonNode asked = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format=json", "--count-skips").out());
        assertThat(asked.get("convention").toString())
                .isEqualTo("{\"bias\":\"include\",\"boundary\":0.0,\"weights\":\"signed\",\"skips\":\"include\"}");
        JsonNode usual = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format=json").out());
        assertThat(asked.get("layers")).isEqualTo(usual.get("layers"));
    }

    private static double mean(JsonNode root, int layer) {
        return root.get("layers").get(layer).get("strength").get("mean").asDouble();
    }

    @Test
    void theNeuronsFileHasEveryNeuronInFullPrecision(@TempDir Path folder) throws Exception {
        Path csv = folder.resolve("neurons.csv");
        Ran ran = run("metrics", SAMPLE, "--format", "json", "--neurons", csv);
        assertThat(ran.code()).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.getFirst()).isEqualTo("layer,neuron,in_strength,out_strength,strength");
        assertThat(lines).hasSize(1 + 784 + 64 + 32 + 10);
        double sum = 0;
        int neuron = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            if (cells[0].equals("1")) {
                assertThat(cells[1]).isEqualTo(String.valueOf(neuron++));
                sum += Double.parseDouble(cells[4]);
                assertThat(Double.parseDouble(cells[2]) + Double.parseDouble(cells[3])).isCloseTo(Double.parseDouble(cells[4]), within(1e-12));
            }
        }
        assertThat(neuron).isEqualTo(64);
        assertThat(sum / 64).isCloseTo(mean(new ObjectMapper().readTree(ran.out()), 1), within(1e-12));
    }

    @Test
    void theInputShapeIsTakenOver() throws Exception {
        JsonNode root = new ObjectMapper().readTree(run("metrics", SAMPLE, "--format", "json", "--input-shape", "1,28,28").out());
        assertThat(root.get("layers").get(0).get("shape").toString()).isEqualTo("[1,28,28]");
        Ran wrong = run("metrics", SAMPLE, "--input-shape", "3,28,28");
        assertThat(wrong.code()).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(wrong.err()).contains("784").contains("2352").doesNotContain("\tat ");
    }

    /** Three weighted layers, each with a batch normalisation behind it. */
    @Test
    void normalisationsAreFoldedUnlessThePersonSaysOtherwise() throws Exception {
        Path model = Path.of("src/test/resources/convolutions/normalised.onnx");
        JsonNode folded = new ObjectMapper().readTree(run("metrics", model, "--format", "json").out());
        JsonNode apart = new ObjectMapper().readTree(run("metrics", model, "--format", "json", "--no-folding").out());
        assertThat(folded.get("layers")).hasSize(4);
        assertThat(apart.get("layers")).hasSize(7);
        assertThat(apart.get("layers").get(2).get("kind").asText()).isEqualTo("batch normalization");
        assertThat(apart.get("connections").get(1).get("links").asInt()).isEqualTo(4 * 6 * 5);
    }

    @Test
    void theTableIsForTheEye() {
        Ran ran = run("metrics", SAMPLE);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Fluctuation").contains("50,176").doesNotContain("NaN");
        assertThat(ran.out().lines()).hasSize(2 + 1 + 5 + 1 + 4);
    }

    @Test
    void aBadFileIsOneSentenceAndCode2(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        Path page = Files.writeString(folder.resolve("page.onnx"), "<!DOCTYPE html><html><body>Not found</body></html>");
        for (Path bad : List.of(empty, page, folder, folder.resolve("absent.npy"))) {
            Ran ran = run("metrics", bad);
            assertThat(ran.code()).isEqualTo(CntExplorer.BAD_FILE);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err().lines()).hasSize(1);
            assertThat(ran.err()).startsWith("cnt-explorer: ").doesNotContain("Exception");
        }
        assertThat(run("metrics", page, "--verbose").err()).contains("\tat ");
    }

    @Test
    void badArgumentsAreOneSentenceAndCode64() {
        for (Object[] bad : new Object[][] {{"metrics"}, {"metrics", SAMPLE, "--weights", "heavy"}, {"metrics", SAMPLE, "--boundary", "x"},
            {"metrics", SAMPLE, "--boundary", "NaN"}, {"metrics", SAMPLE, "--bias", "maybe"}, {"metrics", SAMPLE, "--input-shape", "0,28,28"},
            {"metrics", SAMPLE, "--nonsense"}, {"metrics", SAMPLE, "--neurons", "no/such/folder/x.csv"}}) {
            Ran ran = run(bad);
            assertThat(ran.code()).as(String.join(" ", java.util.Arrays.stream(bad).map(Object::toString).toList())).isEqualTo(CntExplorer.BAD_ARGUMENTS);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err().lines()).hasSize(1);
            assertThat(ran.err().strip()).endsWith(".").doesNotContain("..", "' Try");
        }
    }

    @Test
    void theNumbersOfTheAuthorsNetworkAreTheirOwn() throws Exception {
        Path file = Golden.cntDnn9509();
        JsonNode root = new ObjectMapper().readTree(run("metrics", file, "--format", "json", "--boundary", "1").out());
        List<String[]> rows = Golden.csv("cnt-dnns/reference_cnt_metrics.csv").stream().filter(row -> row[0].equals(file.getFileName().toString())).toList();
        assertThat(rows).hasSize(6);
        for (String[] row : rows) {
            JsonNode layer = root.get("layers").get(Integer.parseInt(row[2]));
            double expected = Double.parseDouble(row[5]);
            assertThat(layer.get("fluctuation").asDouble()).isCloseTo(expected, within(1e-6 * expected));
        }
    }
}
