package org.cntexplorer.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of TensorFlow Lite, against matrices that make_tflite.py unrolled entry by entry. */
class TfliteReaderTest {
    private static final Path FOLDER = Path.of("src/test/resources/tflite");

    static Stream<String> models() throws IOException {
        List<String> names = new ArrayList<>();
        new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()).fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    private static Network open(String name) throws ModelFormatException {
        return ModelFiles.open(FOLDER.resolve(name), OpenOptions.NONE, Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void unitsLinksAndStrengthsAreThoseOfTheUnrolledMatrices(String name) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()).get(name);
        try (Network network = open(name)) {
            assertThat(network.format()).isEqualTo("TensorFlow Lite");
            assertThat(network.layers()).extracting(layer -> layer.shape().extents().toString().replace(" ", ""))
                    .isEqualTo(texts(expected.get("shapes")));
            assertThat(network.connections()).extracting(connection -> Long.toString(connection.links())).isEqualTo(texts(expected.get("links")));
            assertThat(network.parameters()).isEqualTo(expected.get("parameters").asLong());
            assertThat(network.layers()).extracting(Layer::activation).isEqualTo(texts(expected.get("functions")));
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            for (int l = 0; l < network.layers().size(); l++) {
                assertThat(strength.layer(l).in()).satisfies(closeTo(numbers(expected.get("strength").get(l).get("in")), 1e-6));
                assertThat(strength.layer(l).out()).satisfies(closeTo(numbers(expected.get("strength").get(l).get("out")), 1e-6));
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.isTextual() ? entry.asText() : entry.toString()));
        return texts;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    @Test
    void layersAreNamedWithoutTheModelAroundThemAndTheStepsInside() throws Exception {
        try (Network network = open("cnn-float.tflite")) {
            assertThat(network.layers()).extracting(Layer::name).containsExactly("image", "conv", "by_channel", "pointwise", "dense");
        }
    }

    @Test
    void numbersStayInTheFileAndOnlyQuantisedOnesAreUnpacked() throws Exception {
        for (String name : List.of("mlp-float.tflite", "mlp-float16.tflite", "mlp-large.tflite")) {
            try (Network network = open(name)) {
                assertThat(network.warnings()).isEmpty();
                DenseConnection first = (DenseConnection) network.connection(0);
                DenseConnection second = (DenseConnection) network.connection(1);
                assertThat(first.matrix().type()).isEqualTo(name.contains("16") ? ElementType.F16 : ElementType.F32);
                // the same mapping: no further apart than the file is long
                assertThat(Math.abs(first.matrix().data().address() - second.matrix().data().address())).isLessThan(Files.size(FOLDER.resolve(name)));
            }
        }
        try (Network network = open("mlp-int8.tflite")) {
            assertThat(network.warnings()).singleElement().asString().contains("whole numbers");
            assertThat(((DenseConnection) network.connection(0)).matrix().isPlainFloat()).isTrue();
        }
    }
}
