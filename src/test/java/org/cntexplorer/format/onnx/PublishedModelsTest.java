package org.cntexplorer.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models that others published, and some of the shapes that people use. The numbers are those of {@code onnx/count_links.py}, which follows every
 * element of every value through the file's nodes and shares nothing with the readers.
 */
class PublishedModelsTest {
    private static final Path FOLDER = Path.of("src/test/resources/onnx");

    @ParameterizedTest
    @ValueSource(strings = {"light_squeezenet", "silero_vad_16k_op15", "onnx_test_Conv3d_groups"})
    void layersLinksAndParametersOfPublishedOnes(String name) throws Exception {
        assertCounts(name, Golden.path("models/" + name + ".onnx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet", "mobilenet", "unet", "encoder", "language", "sentence", "vision"})
    void layersLinksAndParametersOfUsualShapes(String name) throws Exception {
        assertCounts(name, FOLDER.resolve(name + ".onnx"));
    }

    private static void assertCounts(String name, Path file) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("counts.json").toFile()).get(name + ".onnx");
        try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.layers()).hasSize(expected.get("layers").asInt());
            assertThat(network.connections().stream().filter(Connection::counted)).hasSize(expected.get("connections").asInt());
            assertThat(network.links()).isEqualTo(expected.get("links").asLong());
            assertThat(network.parameters()).isEqualTo(expected.get("parameters").asLong());
        }
    }

    /** Its branches hang on shapes, which are known; the sampling rate adds nothing. */
    @ParameterizedTest
    @CsvSource("silero_vad_16k_op15.onnx")
    void branchesThatHangOnShapesAreTakenWithoutAWord(String name) throws Exception {
        try (Network network = ModelFiles.open(Golden.path("models/" + name), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).isEqualTo(List.of(
                    "The file leaves the length of its input open, and 512 was taken; give another (--input-shape).",
                    "\"Add\" combines its value with numbers that are no neurons, such as a mask, which are not counted."));
            assertThat(network.layers()).extracting(layer -> layer.kind()).containsExactly("input", "convolution", "sum", "convolution", "convolution",
                    "convolution", "convolution", "input", "lstm", "convolution");
        }
    }
}
