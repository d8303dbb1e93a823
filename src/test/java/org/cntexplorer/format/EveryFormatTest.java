package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One network in every format gives the same numbers: those that PyTorch found of its own modules ({@code models/pytorch/make_pytorch.py}).
 * The same weights were written for the other frameworks by {@code agreement/make_agreement.py}.
 */
@Execution(ExecutionMode.CONCURRENT)
class EveryFormatTest {
    private static final Path FOLDER = Path.of("src/test/resources");
    private static final List<String> NETWORKS = List.of("mlp", "cnn", "ae", "lstm", "gru");

    /**
     * A form of file in each line, its place, and the networks that are written so. What is not there cannot agree: TensorFlow Lite knows no GRU
     * (its converter writes a loop over the steps), and Keras' weights alone say neither strides nor the ε of a normalisation.
     */
    private static final String TABLE = """
            ONNX                     | onnx/export-%s.onnx                 | mlp cnn ae lstm gru
            PyTorch state, zip       | models/pytorch/%s_state.pth         | mlp cnn ae lstm gru
            PyTorch state, legacy    | models/pytorch/%s_state_old.pth     | mlp cnn ae lstm gru
            PyTorch module, zip      | models/pytorch/%s_module.pt         | mlp cnn ae lstm gru
            PyTorch module, legacy   | models/pytorch/%s_module_old.pt     | mlp cnn ae lstm gru
            TorchScript, scripted    | models/pytorch/%s_script.pt         | mlp cnn ae lstm gru
            TorchScript, traced      | models/pytorch/%s_trace.pt          | mlp cnn ae lstm gru
            safetensors              | models/pytorch/%s_state.safetensors |            lstm gru
            safetensors              | models/pytorch/%s.safetensors       |     cnn
            safetensors              | agreement/%s.safetensors            | mlp     ae
            NumPy archive            | models/pytorch/%s.npz               |     cnn
            NumPy archive            | agreement/%s.npz                    | mlp     ae lstm gru
            Keras 2                  | agreement/%s.h5                     | mlp cnn ae lstm gru
            Keras 2, weights alone   | agreement/%s-weights.h5             | mlp     ae lstm gru
            Keras 3                  | agreement/%s.keras                  | mlp cnn ae lstm gru
            Keras 3, weights alone   | agreement/%s.weights.h5             | mlp     ae lstm gru
            TensorFlow.js            | agreement/%s.json                   | mlp cnn ae lstm gru
            TensorFlow Lite          | agreement/%s.tflite                 | mlp cnn ae lstm
            TensorFlow SavedModel    | agreement/%s/saved_model.pb         | mlp cnn ae lstm gru
            TensorFlow checkpoint    | agreement/%s/variables/variables.index | mlp ae gru
            """;

    static Stream<Arguments> cells() {
        return TABLE.lines().map(line -> line.split("\\|")).flatMap(row -> Stream.of(row[2].strip().split(" +"))
                .map(network -> Arguments.of(network, row[0].strip(), FOLDER.resolve(row[1].strip().formatted(network)))));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("cells")
    void sameLinksAndStrengths(String name, String form, Path file) throws Exception {
        assertThat(NETWORKS).contains(name);
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("models/pytorch").resolve(name + ".strengths.json").toFile());
        try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.links()).isEqualTo(links(name));
            assertThat(network.layers()).hasSameSizeAs(expected);
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            SoftAssertions all = new SoftAssertions();
            for (int l = 0; l < expected.size(); l++) {
                all.assertThat(furthest(strength.layer(l).in(), expected.get(l).get("in"))).as("into layer " + l).isLessThanOrEqualTo(1e-6);
                all.assertThat(furthest(strength.layer(l).out(), expected.get(l).get("out"))).as("out of layer " + l).isLessThanOrEqualTo(1e-6);
            }
            all.assertAll();
        }
    }

    /** As make_pytorch.py counted them: every tap, every window, every gate. */
    private static long links(String name) throws Exception {
        for (JsonNode one : new ObjectMapper().readTree(FOLDER.resolve("models/pytorch/models.json").toFile())) {
            if (one.path("file").asText().equals(name + "_module.pt")) {
                return IntStream.range(0, one.path("connections").size()).mapToLong(i -> one.path("connections").get(i).path("links").asLong()).sum();
            }
        }
        throw new AssertionError("models.json does not know " + name);
    }

    /** The largest difference, of numbers above 1 as a share of them: weights are stored with 7 digits. */
    private static double furthest(double[] found, JsonNode expected) {
        assertThat(found).hasSize(expected.size());
        double most = 0;
        for (int k = 0; k < found.length; k++) {
            double wanted = expected.get(k).asDouble();
            double difference = Math.abs(found[k] - wanted) / Math.max(1, Math.abs(wanted));
            most = difference <= most ? most : difference;
        }
        return most;
    }
}
