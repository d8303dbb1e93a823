package org.cntexplorer.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of convolutions, against matrices that make_convolutions.py unrolled entry by entry. */
class OnnxConvolutionsTest {
    private static final Path FOLDER = Path.of("src/test/resources/convolutions");

    static Stream<String> models() throws IOException {
        return StreamSupport.stream(((Iterable<String>) () -> {
            try {
                return new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()).fieldNames();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }).spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("models")
    void unitsLinksAndStrengthsAreThoseOfTheUnrolledMatrices(String name) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()).get(name);
        try (Network network = ModelFiles.open(FOLDER.resolve(name), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).isEmpty();
            assertThat(network.layers()).hasSameSizeAs(expected.get("shapes"));
            assertThat(network.connections()).hasSameSizeAs(expected.get("links"));
            assertThat(network.parameters()).isEqualTo(expected.get("parameters").asLong());
            for (int c = 0; c < network.connections().size(); c++) {
                assertThat(network.connection(c).links()).isEqualTo(expected.get("links").get(c).asLong());
            }
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            for (int l = 0; l < network.layers().size(); l++) {
                assertThat(network.layer(l).shape().extents().toString().replace(" ", "")).isEqualTo(expected.get("shapes").get(l).toString());
                assertThat(strength.layer(l).in()).satisfies(closeTo(numbers(expected.get("strength").get(l).get("in")), 1e-6));
                assertThat(strength.layer(l).out()).satisfies(closeTo(numbers(expected.get("strength").get(l).get("out")), 1e-6));
            }
            assertThat(network.layer(1).activation()).isEqualTo("relu");
        }
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    /** 12 positions of 27 taps from 2 of 4 channels to each of 6. */
    @Test
    void aGroupedConvolutionInThreeDimensionsThatOthersMade() throws Exception {
        try (Network network = ModelFiles.open(Golden.path("models/onnx_test_Conv3d_groups.onnx"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.layers()).extracting(layer -> layer.shape().extents()).containsExactly(List.of(4, 4, 5, 4), List.of(6, 2, 3, 2));
            assertThat(network.links()).isEqualTo(12 * 27 * 2 * 6);
            assertThat(network.parameters()).isEqualTo(6 * 2 * 27 + 6);
        }
    }

    @Test
    void anInputOfAnotherSizeThanTheFilesIsRefused() {
        OpenOptions other = new OpenOptions(Optional.of(Shape.of(1, 7, 8)));
        assertThatThrownBy(() -> ModelFiles.open(FOLDER.resolve("classifier.onnx"), other, Progress.NONE)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("63").hasMessageContaining("1×7×8");
    }
}
