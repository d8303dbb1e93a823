package org.cntexplorer.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of layer, and whole models in each kind of file, against {@code src/test/resources/keras/models.json}: layers, connections, links
 * and strengths that the scripts beside it found by brute force in numpy.
 */
class KerasModelsTest {
    private static final Path FOLDER = Path.of("src/test/resources/keras");

    static Stream<Named<JsonNode>> models() throws Exception {
        JsonNode cases = new ObjectMapper().readTree(FOLDER.resolve("models.json").toFile());
        return StreamSupport.stream(cases.spliterator(), false).map(one -> Named.of(one.path("file").asText(), one));
    }

    @ParameterizedTest
    @MethodSource("models")
    void opensAsComputed(JsonNode expected) throws Exception {
        Optional<Shape> shape = expected.has("shape")
                ? Optional.of(new Shape(StreamSupport.stream(expected.path("shape").spliterator(), false).map(JsonNode::asInt).toList())) : Optional.empty();
        try (Network network = ModelFiles.open(FOLDER.resolve(expected.path("file").asText()), new OpenOptions(shape), Progress.NONE)) {
            assertThat(network.format()).isEqualTo(expected.path("format").asText());
            List<String> layers = new ArrayList<>();
            expected.path("layers").forEach(layer -> layers.add(String.join(", ", layer.path("name").asText(), layer.path("kind").asText(),
                    layer.path("shape").asText(), layer.path("activation").asText())));
            assertThat(network.layers()).extracting(layer -> String.join(", ", layer.name(), layer.kind(), layer.shape().toString(), layer.activation()))
                    .containsExactlyElementsOf(layers);
            List<String> connections = new ArrayList<>();
            expected.path("connections").forEach(links -> connections.add(links.path("name").asText() + ": " + links.path("from").asInt() + " to "
                    + links.path("to").asInt() + ", " + links.path("links").asLong() + " links"));
            assertThat(network.connections()).extracting(links -> links.name() + ": " + links.from() + " to " + links.to() + ", " + links.links() + " links")
                    .containsExactlyInAnyOrderElementsOf(connections);
            assertThat(network.parameters()).isEqualTo(expected.path("parameters").asLong());
            List<String> warnings = new ArrayList<>();
            expected.path("warnings").forEach(warning -> warnings.add(warning.asText()));
            assertThat(network.warnings()).containsExactlyElementsOf(warnings);
            for (NodeStrength.OfLayer layer : NodeStrength.of(network, Convention.DEFAULT, Progress.NONE).layers()) {
                compare("into " + layers.get(layer.layer()), layer.in(), expected.path("layers").get(layer.layer()).path("in"));
                compare("out of " + layers.get(layer.layer()), layer.out(), expected.path("layers").get(layer.layer()).path("out"));
            }
        }
    }

    private static void compare(String what, double[] numbers, JsonNode expected) {
        assertThat(numbers).as(what).hasSize(expected.size());
        for (int k = 0; k < numbers.length; k++) {
            double wanted = expected.get(k).asDouble();
            assertThat(numbers[k]).as("neuron %d %s", k, what).isCloseTo(wanted, within(1e-6 * (1 + Math.abs(wanted))));
        }
    }
}
