package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose last layers take every step, or all of them together ({@code unfolding/make_taggers.py}). */
@Execution(ExecutionMode.CONCURRENT)
class UnfoldedTaggersTest {
    private static final Path FOLDER = Path.of("src/test/resources");
    private static final int STEPS = 3;

    private static Network unfolded(String file) throws Exception {
        return Unfolding.of(ModelFiles.open(FOLDER.resolve(file), OpenOptions.NONE, Progress.NONE), STEPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tagger.pt", "tagger.onnx", "tagger-flat.onnx", "tagger-of-six.onnx", "tagger-flat-of-six.onnx"})
    void whatTakesEveryStepIsThereAtEveryStep(String file) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("unfolding/tagger.json").toFile());
        try (Network network = unfolded("unfolding/" + file)) {
            assertThat(network.layers()).extracting(Layer::name).containsExactlyInAnyOrderElementsOf(expected::fieldNames);
            assertThat(network.warnings()).noneMatch(warning -> warning.contains("step"));
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            for (Layer layer : network.layers()) {
                NodeStrength.OfLayer found = strength.layer(layer.index());
                assertThat(found.in()).as("into " + layer.name()).satisfies(closeTo(numbers(expected.get(layer.name()).get("in")), 1e-6));
                assertThat(found.out()).as("out of " + layer.name()).satisfies(closeTo(numbers(expected.get(layer.name()).get("out")), 1e-6));
            }
        }
    }

    /** At the first step the recurrent bias is there, gate by gate, and the links are not. */
    @Test
    void theFirstStepHasTheBiasOfTheLinksThatItHasNot() throws Exception {
        try (Network folded = ModelFiles.open(FOLDER.resolve("unfolding/tagger.pt"), OpenOptions.NONE, Progress.NONE); Network network = unfolded("unfolding/tagger.pt")) {
            assertThat(network.parameters()).isEqualTo(folded.parameters());
            List<Gated> recurrent = folded.connections().stream().filter(c -> c.from() == c.to()).map(Gated.class::cast).toList();
            List<Gated> alone = network.connections().stream().filter(c -> c.links() == 0).map(Gated.class::cast).toList();
            assertThat(alone).extracting(c -> network.layer(c.to()).name()).containsExactly("rnn, step 1", "rnn reverse, step 3");
            for (int direction = 0; direction < 2; direction++) {
                Gated bias = alone.get(direction);
                for (int gate = 0; gate < 4; gate++) {
                    assertThat(bias.gate(gate).bias().orElseThrow().toArray()).isEqualTo(recurrent.get(direction).gate(gate).bias().orElseThrow().toArray());
                }
                assertThat(bias.bias().orElseThrow().toArray()).isEqualTo(recurrent.get(direction).bias().orElseThrow().toArray());
                assertThat(bias.into(0).count() + bias.outOf(0).count() + bias.strongest(5, Progress.NONE).count()).isZero();
                assertThat(bias.countAtLeast(0, Progress.NONE)).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean.onnx", "mean-of-six.onnx"})
    void whatTakesTheMeanOfAllStepsIsSaid(String file) throws Exception {
        try (Network network = unfolded("unfolding/" + file)) {
            assertThat(network.layers()).extracting(Layer::name).filteredOn(name -> name.startsWith("fc")).containsExactly("fc");
            assertThat(network.warnings()).contains("Unfolded, \"fc\" is drawn with the links from the last step alone, though it takes the mean of all steps.");
        }
    }

    /** Those that take the last step take it alone. */
    @ParameterizedTest
    @CsvSource({"models/pytorch/gru_state.pth, fc", "models/pytorch/gru_module.pt, fc", "models/pytorch/gru_trace.pt, fc", "models/pytorch/lstm_script.pt, fc",
        "onnx/export-gru.onnx, fc", "onnx/export-lstm.onnx, fc", "onnx/export-rnn.onnx, fc", "agreement/gru.h5, dense", "agreement/lstm.keras, dense",
        "agreement/lstm.json, dense", "agreement/lstm.tflite, dense"})
    void whatTakesTheLastStepIsThereOnce(String file, String last) throws Exception {
        try (Network network = unfolded(file)) {
            assertThat(network.layers()).extracting(Layer::name).filteredOn(name -> name.startsWith(last)).isEqualTo(List.of(last));
            assertThat(network.warnings()).noneMatch(warning -> warning.startsWith("Unfolded"));
        }
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }
}
