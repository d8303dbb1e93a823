package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code src/test/resources/models} and its folders against {@code models.json}, which the script that made the files wrote beside them. */
@Execution(ExecutionMode.CONCURRENT)
class ModelFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/models");

    private record Case(Path folder, JsonNode expected) {}

    static Stream<Named<Case>> models() throws Exception {
        List<Named<Case>> models = new ArrayList<>();
        for (Path folder : List.of(FOLDER, FOLDER.resolve("pytorch"))) {
            JsonNode cases = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
            cases.forEach(one -> models.add(Named.of(one.path("file").asText(), new Case(folder, one))));
        }
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void opensAsExpected(Case one) throws Exception {
        JsonNode expected = one.expected();
        Path path = one.folder().resolve(expected.path("file").asText());
        if (expected.has("error")) {
            assertThatThrownBy(() -> ModelFiles.open(path, OpenOptions.NONE, Progress.NONE).close())
                    .isInstanceOf(ModelFormatException.class).hasMessage(expected.path("error").asText());
            return;
        }
        try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.format()).isEqualTo(expected.path("format").asText());
            assertThat(network.layers()).extracting(ModelFilesTest::describe)
                    .containsExactlyElementsOf(strings(expected.path("layers"), ModelFilesTest::layer));
            assertThat(network.connections()).extracting(ModelFilesTest::describe)
                    .containsExactlyElementsOf(strings(expected.path("connections"), ModelFilesTest::connection));
            assertThat(network.parameters()).isEqualTo(expected.path("parameters").asLong());
            assertThat(network.warnings()).containsExactlyElementsOf(strings(expected.path("warnings"), JsonNode::asText));
            compare(NodeStrength.of(network, Convention.DEFAULT, Progress.NONE),
                    new ObjectMapper().readTree(one.folder().resolve(expected.path("strengths").asText() + ".strengths.json").toFile()));
        }
    }

    private static void compare(NodeStrength strength, JsonNode expected) {
        assertThat(strength.layers()).hasSize(expected.size());
        for (NodeStrength.OfLayer layer : strength.layers()) {
            JsonNode numbers = expected.get(layer.layer());
            assertThat(layer.in()).hasSize(numbers.path("in").size());
            for (int k = 0; k < layer.in().length; k++) {
                double in = numbers.path("in").get(k).asDouble();
                double out = numbers.path("out").get(k).asDouble();
                assertThat(layer.in()[k]).isCloseTo(in, within(1e-6));
                assertThat(layer.out()[k]).isCloseTo(out, within(1e-6));
                assertThat(layer.total()[k]).isCloseTo(in + out, within(1e-6));
            }
        }
    }

    private static String describe(Layer layer) {
        return String.join(", ", layer.name(), layer.kind(), layer.shape().toString(), layer.activation());
    }

    private static String layer(JsonNode layer) {
        return String.join(", ", layer.path("name").asText(), layer.path("kind").asText(), layer.path("shape").asText(), layer.path("activation").asText());
    }

    private static String describe(Connection connection) {
        return connection.name() + ": " + connection.from() + " to " + connection.to() + ", " + connection.links() + " links";
    }

    private static String connection(JsonNode links) {
        return links.path("name").asText() + ": " + links.path("from").asInt() + " to " + links.path("to").asInt() + ", "
                + links.path("links").asInt() + " links";
    }

    private static List<String> strings(JsonNode list, Function<JsonNode, String> text) {
        List<String> strings = new ArrayList<>();
        list.forEach(node -> strings.add(text.apply(node)));
        return strings;
    }
}
