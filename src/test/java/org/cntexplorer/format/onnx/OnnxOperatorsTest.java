package org.cntexplorer.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of {@code src/test/resources/onnx} against {@code expected.json}, numbers that numpy found by feeding one neuron after the other, and
 * against {@code bodies.json}, the numbers of one network that is written in many ways, and {@code fused.json}, sums over unrolled matrices.
 */
class OnnxOperatorsTest {
    private static final Path FOLDER = Path.of("src/test/resources/onnx");

    static Stream<Arguments> models() throws Exception {
        Stream.Builder<Arguments> models = Stream.builder();
        for (String file : List.of("expected.json", "bodies.json", "fused.json")) {
            new ObjectMapper().readTree(FOLDER.resolve(file).toFile()).fields().forEachRemaining(field -> models.add(Arguments.of(field.getKey(), field.getValue())));
        }
        return models.build();
    }

    @ParameterizedTest
    @MethodSource("models")
    void layersLinksAndStrengths(String name, JsonNode expected) throws Exception {
        try (Network network = ModelFiles.open(FOLDER.resolve(name + ".onnx"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).isEqualTo(new ObjectMapper().convertValue(expected.get("warnings"), List.class));
            assertThat(network.layers()).extracting(layer -> layer.shape().extents().toString().replace(" ", ""))
                    .containsExactlyElementsOf(() -> strings(expected.get("shapes")));
            assertThat(links(network)).isEqualTo(new ObjectMapper().convertValue(expected.get("links"), Map.class));
            assertThat(network.parameters()).isEqualTo(expected.get("parameters").asLong());
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            for (int l = 0; l < network.layers().size(); l++) {
                assertThat(strength.layer(l).in()).as("into layer " + l).satisfies(closeTo(numbers(expected.get("strength").get(l).get("in")), 1e-5));
                assertThat(strength.layer(l).out()).as("out of layer " + l).satisfies(closeTo(numbers(expected.get("strength").get(l).get("out")), 1e-5));
            }
        }
    }

    /** "from to" → counted links between two layers. */
    private static Map<String, Integer> links(Network network) {
        Map<String, Integer> links = new HashMap<>();
        network.connections().stream().filter(Connection::counted)
                .forEach(c -> links.merge(c.from() + " " + c.to(), Math.toIntExact(c.links()), Integer::sum));
        return links;
    }

    private static Iterator<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::toString).iterator();
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }
}
