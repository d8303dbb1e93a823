package org.cntexplorer.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks as PyTorch exports them ({@code make_exports.py}). */
class OnnxExportsTest {
    private static final Path FOLDER = Path.of("src/test/resources/onnx");

    /** The same network has the same numbers in every format. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp", "ae", "cnn", "lstm", "gru", "rnn"})
    void strengthsAreThoseOfPyTorchsOwnFiles(String name) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(Path.of("src/test/resources/models/pytorch", name + ".strengths.json").toFile());
        try (Network network = ModelFiles.open(FOLDER.resolve("export-" + name + ".onnx"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).isEmpty();
            assertThat(network.layers()).hasSameSizeAs(expected);
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            for (int l = 0; l < expected.size(); l++) {
                assertThat(strength.layer(l).in()).as("into layer " + l).satisfies(closeTo(numbers(expected.get(l).get("in")), 1e-6));
                assertThat(strength.layer(l).out()).as("out of layer " + l).satisfies(closeTo(numbers(expected.get(l).get("out")), 1e-6));
            }
        }
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    private static final String PLACES = "The constants that \"Add\" adds are not counted.";

    @ParameterizedTest
    @CsvSource({"resnet, 0", "mobilenet, 0", "unet, 0", "encoder, 0", "language, 1", "sentence, 1", "vision, 2"})
    void layersLinksAndParametersOfWhatPeopleUse(String name, int warnings) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("architectures.json").toFile()).get(name);
        try (Network network = ModelFiles.open(FOLDER.resolve(name + ".onnx"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.layers()).hasSize(expected.get("layers").asInt());
            assertThat(network.links()).isEqualTo(expected.get("links").asLong());
            assertThat(network.parameters()).isEqualTo(expected.get("parameters").asLong());
            assertThat(network.warnings()).containsExactlyInAnyOrderElementsOf(List.of(PLACES,
                    "\"qkv\" goes along the 17 positions of \"norm1\", each of which carries 1/17 of its links.").subList(0, warnings));
        }
    }
}
