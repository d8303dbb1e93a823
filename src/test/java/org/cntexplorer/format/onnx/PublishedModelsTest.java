package org.cntexplorer.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models that others published. The numbers come from count_links.py, which counts links position by position and parameters from the file's
 * tensors.
 */
class PublishedModelsTest {
    @ParameterizedTest
    @CsvSource({"light_squeezenet.onnx, 27, 34, 402686656, 1235496", "silero_vad_16k_op15.onnx, 10, 12, 494080, 309633",
        "onnx_test_Conv3d_groups.onnx, 2, 1, 3888, 330"})
    void layersLinksAndParameters(String name, int layers, int connections, long links, long parameters) throws Exception {
        try (Network network = ModelFiles.open(Golden.path("models/" + name), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.layers()).hasSize(layers);
            assertThat(network.connections()).hasSize(connections);
            assertThat(network.links()).isEqualTo(links);
            assertThat(network.parameters()).isEqualTo(parameters);
        }
    }

    /** Its branches hang on shapes, which are known; the sampling rate adds nothing. */
    @ParameterizedTest
    @CsvSource("silero_vad_16k_op15.onnx")
    void branchesThatHangOnShapesAreTakenWithoutAWord(String name) throws Exception {
        try (Network network = ModelFiles.open(Golden.path("models/" + name), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).isEqualTo(List.of(
                    "The file leaves the length of its input open, and 512 was taken; give another (--input-shape).",
                    "\"/Add\" combines its value with numbers that are no neurons, such as a mask, which are not counted."));
            assertThat(network.layers()).extracting(layer -> layer.kind()).containsExactly("input", "convolution", "sum", "convolution", "convolution",
                    "convolution", "convolution", "input", "lstm", "convolution");
        }
    }
}
