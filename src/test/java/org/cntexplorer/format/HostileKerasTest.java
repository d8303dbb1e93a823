package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.SOON;
import static org.cntexplorer.format.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of Keras' models that lead nowhere, round in circles, or on and on, and weights that do not fit them. */
@Tag("hostile")
class HostileKerasTest {
    @TempDir
    Path folder;

    /** What is measured is what a file costs, not the loading of the program. */
    @BeforeAll
    static void load() throws Exception {
        ModelFiles.open(Path.of("src/test/resources/keras/nested.json"), OpenOptions.NONE, Progress.NONE).close();
    }

    private static String layer(String kind, String name, String config, String... inbound) {
        String nodes = inbound.length == 0 ? "[]" : "[[" + List.of(inbound).stream().map(from -> "[\"" + from + "\", 0, 0, {}]").collect(Collectors.joining(",")) + "]]";
        return "{\"class_name\": \"" + kind + "\", \"name\": \"" + name + "\", \"config\": {\"name\": \"" + name + "\"" + config + "}, \"inbound_nodes\": " + nodes + "}";
    }

    private static String functional(String name, List<String> layers, String input, String output) {
        return "{\"class_name\": \"Functional\", \"name\": \"" + name + "\", \"config\": {\"name\": \"" + name + "\", \"layers\": [" + String.join(",", layers)
                + "], \"input_layers\": [[\"" + input + "\", 0, 0]], \"output_layers\": [[\"" + output + "\", 0, 0]]}";
    }

    private static String sequential(String shape, List<String> layers) {
        List<String> all = new ArrayList<>(layers);
        all.addFirst(layer("InputLayer", "in", ", \"batch_input_shape\": [null, " + shape + "]"));
        return "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [" + String.join(",", all) + "]}}";
    }

    /** @param weights each a name and extents: "d/kernel 4 3" */
    private Path model(String topology, String... weights) throws Exception {
        StringBuilder lines = new StringBuilder();
        int numbers = 0;
        for (String weight : weights) {
            String[] parts = weight.split(" ");
            List<String> extents = List.of(parts).subList(1, parts.length);
            lines.append(lines.isEmpty() ? "" : ",").append("{\"name\": \"").append(parts[0]).append("\", \"shape\": ").append(extents).append(", \"dtype\": \"float32\"}");
            numbers += extents.stream().mapToInt(Integer::parseInt).reduce(1, Math::multiplyExact);
        }
        Files.write(folder.resolve("m.bin"), new byte[4 * numbers]);
        return Files.writeString(folder.resolve("m.json"), "{\"modelTopology\": " + topology + ", \"weightsManifest\": [{\"paths\": [\"m.bin\"], \"weights\": [" + lines + "]}]}");
    }

    @Test
    void layersThatTakeWhatTheyGive() throws Exception {
        String input = layer("InputLayer", "in", ", \"batch_input_shape\": [null, 4]");
        String last = layer("Dense", "d", ", \"units\": 3", "a");
        assertThat(refusal(model(functional("m", List.of(input, layer("Add", "a", "", "in", "b"), layer("Activation", "b", ", \"activation\": \"relu\"", "a"), last),
                "in", "d") + "}", "d/kernel 4 3"))).contains("which nothing before it gives");
        assertThat(refusal(model(functional("m", List.of(input, layer("Add", "a", "", "in", "a"), last), "in", "d") + "}", "d/kernel 4 3")))
                .contains("which nothing before it gives");
        assertThat(refusal(model(functional("m", List.of(input, layer("Add", "a", "", "in", "nobody"), last), "in", "d") + "}", "d/kernel 4 3")))
                .contains("\"nobody#0\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // no weights at all
            "8, 8, 2 | Conv2D | \"filters\": 3 | other/kernel 3 3 2 3 | are not in the file",
            "8, 8, 2 | SeparableConv2D | \"filters\": 3 | c/depthwise_kernel 3 3 2 1 | are not in the file",
            "8, 8, 2 | BatchNormalization | \"axis\": -1 | c/gamma 2,c/beta 2 | are not in the file",
            "8, 2 | LSTM | \"units\": 3 | c/kernel 2 12 | are not in the file",
            "8, 2 | Bidirectional | \"layer\": {\"class_name\": \"GRU\"~ \"config\": {\"units\": 3}} | c/kernel 2 9,c/recurrent_kernel 3 9 | are not in the file",
            "8, 2 | MultiHeadAttention | \"num_heads\": 2 | c/query/kernel 2 2 2 | are not in the file",
            // of other extents
            "8, 8, 2 | Conv2D | \"filters\": 3 | c/kernel 3 3 4 3 | does not fit what comes before it",
            "8, 8, 2 | Conv2D | \"filters\": 3 | c/kernel 3 3 2 4 | has 3 filters",
            "8, 8, 2 | Conv2D | \"filters\": 3 | c/kernel 3 2 3 | has a kernel of 3×2×3",
            "8, 8, 2 | Conv2D | \"filters\": 3~ \"kernel_size\": [5~ 5] | c/kernel 3 3 2 3 | has windows of",
            "8, 8, 2 | Conv2D | \"filters\": 3~ \"strides\": [0~ 1] | c/kernel 3 3 2 3 | has strides of",
            "8, 8, 2 | Conv2D | \"filters\": 3~ \"strides\": [-2147483648~ 1] | c/kernel 3 3 2 3 | has strides of",
            "8, 8, 2 | Conv2D | \"filters\": 3~ \"dilation_rate\": 2147483647 | c/kernel 3 3 2 3 | does not fit what comes before it",
            "8, 8, 2 | Conv2D | \"filters\": 3~ \"groups\": 2147483647 | c/kernel 3 3 2 3 | does not fit what comes before it",
            "8, 2 | Conv1D | \"filters\": 3~ \"padding\": \"causal\"~ \"dilation_rate\": 2147483647 | c/kernel 3 2 3 | save the model again",
            "2, 2, 2 | Conv2D | \"filters\": 3 | c/kernel 3 3 2 3 | gives 0 units",
            "8, 8, 2 | Conv2DTranspose | \"filters\": 3 | c/kernel 3 3 3 5 | does not fit what comes before it",
            "8, 8, 2 | DepthwiseConv2D | \"depth_multiplier\": 1 | c/depthwise_kernel 3 3 5 1 | does not fit what comes before it",
            "8, 8, 2 | SeparableConv2D | \"filters\": 3 | c/depthwise_kernel 3 3 2 2,c/pointwise_kernel 1 1 5 3 | before a pointwise one",
            "8, 8, 2 | BatchNormalization | \"axis\": -1 | c/gamma 2,c/beta 2,c/moving_mean 2,c/moving_variance 3 | variances",
            "8, 8, 2 | BatchNormalization | \"axis\": 9 | c/gamma 2,c/beta 2,c/moving_mean 2,c/moving_variance 2 | axis 9",
            "8, 8, 2 | BatchNormalization | \"axis\": -1 | c/gamma 3,c/beta 3,c/moving_mean 3,c/moving_variance 3 | 3 numbers for 2 channels",
            "8, 2 | LSTM | \"units\": 3 | c/kernel 2 12,c/recurrent_kernel 4 12,c/bias 12 | has 3 units",
            "8, 2 | LSTM | \"units\": 3 | c/kernel 5 12,c/recurrent_kernel 3 12,c/bias 12 | expects 5 features",
            "8, 2 | GRU | \"units\": 3 | c/kernel 2 9,c/recurrent_kernel 3 9,c/bias 7 | are no 3 gates",
            "8 | Embedding | \"input_dim\": 9 | c/embeddings 9 | has a embeddings of 9",
            // moves that lead out
            "8, 8, 2 | ZeroPadding2D | \"padding\": 2147483647 | c/kernel 1 | is too large",
            "8, 8, 2 | Cropping2D | \"cropping\": 9 | c/kernel 1 | save the model again",
            "8, 8, 2 | UpSampling2D | \"size\": 100000 | c/kernel 1 | is too large",
            "8, 8, 2 | Permute | \"dims\": [1~ 2~ 7] | c/kernel 1 | axis 7",
            "8, 8, 2 | Permute | \"dims\": [1~ 1~ 2] | c/kernel 1 | axes",
            "8, 8, 2 | Reshape | \"target_shape\": [7~ -1] | c/kernel 1 | of 128 neurons",
            "8, 8, 2 | Reshape | \"target_shape\": [-1~ -1] | c/kernel 1 | of 128 neurons",
            "8, 8, 2 | MaxPooling2D | \"pool_size\": 0 | c/kernel 1 | a window of 0 units",
            "8, 8, 2 | MaxPooling2D | \"pool_size\": 2~ \"strides\": -1 | c/kernel 1 | save the model again",
            "8, 8, 2 | GlobalAveragePooling3D | \"a\": 1 | c/kernel 1 | expect 128 neurons",
            "1000000, 1000000 | Flatten | \"a\": 1 | c/kernel 1 | save the model again"})
    void weightsThatAreNotThereOrDoNotFit(String shape, String kind, String config, String weights, String sentence) throws Exception {
        String topology = sequential(shape, List.of(layer(kind, "c", ", " + config.replace('~', ',')), layer("Flatten", "f", ""), layer("Dense", "d", ", \"units\": 3")));
        List<String> all = new ArrayList<>(List.of(weights.split(",")));
        all.add("d/kernel 128 3");
        assertThat(refusal(model(topology, all.toArray(String[]::new)))).contains(sentence);
    }

    @Test
    void aHundredThousandLayers() throws Exception {
        int n = 100_001;
        List<String> functions = IntStream.range(0, n).mapToObj(i -> layer("Activation", "a" + i, ", \"activation\": \"relu\"")).collect(Collectors.toList());
        functions.add(layer("Dense", "d", ", \"units\": 3"));
        assertThat(refusal(model(sequential("4", functions), "d/kernel 4 3"))).contains("calls more than 20000 layers");

        String calls = IntStream.range(0, n).mapToObj(i -> i == 0 ? "[[\"in\", 0, 0]]" : "[[\"d\", " + (i - 1) + ", 0]]").collect(Collectors.joining(","));
        String shared = layer("Dense", "d", ", \"units\": 4").replace("\"inbound_nodes\": []", "\"inbound_nodes\": [" + calls + "]");
        String input = layer("InputLayer", "in", ", \"batch_input_shape\": [null, 4]");
        assertThat(refusal(model(functional("m", List.of(input, shared), "in", "d") + "}", "d/kernel 4 4"))).contains("calls more than 20000 layers");

        List<String> inputs = IntStream.range(0, n).mapToObj(i -> layer("InputLayer", "in" + i, ", \"batch_input_shape\": [null, 4]")).toList();
        assertThat(refusal(model(functional("m", inputs, "in0", "in1") + "}", "d/kernel 4 4"))).contains("calls more than 20000 layers");

        List<String> nobody = IntStream.range(0, n).mapToObj(i -> layer("Dense", "d" + i, ", \"units\": 4")).toList();
        assertThat(refusal(model(sequential("4", nobody), "d/kernel 4 4"))).contains("calls more than 20000 layers");
    }

    /** Each model calls the one inside of it ten times, and the innermost does nothing. */
    @Test
    void modelsThatMultiply() throws Exception {
        String inner = functional("m0", List.of(layer("InputLayer", "in", ", \"batch_input_shape\": [null, 4]")), "in", "in");
        for (int depth = 1; depth < 12; depth++) {
            String ten = String.join(",", Collections.nCopies(10, "[[\"in\", 0, 0]]"));
            inner = functional("m" + depth, List.of(layer("InputLayer", "in", ", \"batch_input_shape\": [null, 4]"), inner + ", \"inbound_nodes\": [" + ten + "]}"), "in", "none");
        }
        assertThat(refusal(model(inner + "}", "d/kernel 4 4"))).contains("calls models more than 2000 times");
        String deep = "[]";
        for (int depth = 0; depth < 40; depth++) {
            deep = "[{\"class_name\": \"Sequential\", \"config\": {\"layers\": " + deep + "}}]";
        }
        String models = sequential("4", List.of(deep.substring(1, deep.length() - 1)));
        assertThat(refusal(model(models, "d/kernel 4 4"))).contains("more than 16 deep");
    }

    @Test
    void namesOfMegabytesAndOfControlCharacters() throws Exception {
        String control = "a\\u0000\\n\\u202e\\ud800b";
        Path path = model(sequential("4", List.of(layer("Rescaling", control, ""), layer("My" + control, control, ""), layer("Dense", "d" + control, ", \"units\": 3"))));
        assertThat(refusal(model(sequential("4", List.of(layer("Dense", control, ", \"units\": 3"))), "d/kernel 4 3"))).contains("a···");
        Files.writeString(path, Files.readString(path).replace("\"weights\": []", "\"weights\": [{\"name\": \"d" + control + "/kernel\", \"shape\": [4, 3], \"dtype\": \"float32\"}]"));
        Path weights = folder.resolve("m.bin");
        Files.write(weights, new byte[48]);
        String named = sequential("4", List.of(layer("Rescaling", control, ""), layer("My" + control, control, ""), layer("Dense", "d", ", \"units\": 3")));
        try (Network network = assertTimeoutPreemptively(SOON, () -> ModelFiles.open(model(named, "d/kernel 4 3"), OpenOptions.NONE, Progress.NONE))) {
            List<String> said = new ArrayList<>(network.warnings());
            network.layers().forEach(layer -> said.add(layer.name()));
            assertThat(said).hasSizeGreaterThan(4).noneMatch(sentence -> sentence.codePoints().anyMatch(c -> Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE));
        }
        String long1 = "n".repeat(1 << 20);
        String calls = String.join(",", Collections.nCopies(5_000, "[[\"in\", 0, 0]]"));
        String shared = layer("Bidirectional", long1, ", \"layer\": {\"class_name\": \"SimpleRNN\", \"config\": {\"units\": 2}}")
                .replace("\"inbound_nodes\": []", "\"inbound_nodes\": [" + calls + "]");
        String input = layer("InputLayer", "in", ", \"batch_input_shape\": [null, 1, 4]");
        assertThat(refusal(model(functional("m", List.of(input, shared), "in", "x") + "}", "d/kernel 4 4"))).contains("are not in the file");
    }
}
