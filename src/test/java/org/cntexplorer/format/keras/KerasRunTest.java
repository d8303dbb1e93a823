package org.cntexplorer.format.keras;


import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cntexplorer.SampleRun;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of every kind of file and layer give what a forward pass in numpy and PyTorch gives ({@code keras/run/forward.py}) for the same five samples, and so
 * do their layers.
 */
@Execution(ExecutionMode.CONCURRENT)
class KerasRunTest {
    private static final Path FOLDER = Path.of("src/test/resources");

    static Stream<Arguments> runs() throws Exception {
        JsonNode runs = new ObjectMapper().readTree(FOLDER.resolve("keras/run/runs.json").toFile());
        return StreamSupport.stream(runs.spliterator(), false)
                .flatMap(run -> StreamSupport.stream(run.path("files").spliterator(), false).map(file -> Arguments.of(file.asText(), run)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"keras/run/masked.json, what leaves out steps of padding", "keras/run/noisy.json, noise as in training",
        "keras/attention.keras, what leaves out steps of padding", "keras/own.json, the operator Lambda"})
    void whatIsNotKnownWellEnoughIsRefused(String file, String why) throws Exception {
        try (Network network = ModelFiles.open(FOLDER.resolve(file), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.computation().orElseThrow().hindrance()).hasValueSatisfying(sentence -> assertThat(sentence).contains(why));
        }
    }

    /** Files of weights alone, whose functions are those that are assumed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"mlp-weights.h5, mlp, softmax", "mlp.weights.h5, mlp, softmax", "lstm-weights.h5, lstm, linear", "lstm.weights.h5, lstm, linear",
        "gru-weights.h5, gru, linear", "gru.weights.h5, gru, linear"})
    void weightsAloneGiveTheSameWithTheFunctionsOfTheModel(String file, String model, String last) throws Exception {
        ObjectNode expected = runs().map(Arguments::get).filter(run -> run[0].equals("agreement/" + model + ".h5")).map(run -> (ObjectNode) run[1]).findFirst().orElseThrow();
        expected.putArray("functions").add("relu").add(last);
        try (SampleRun run = SampleRun.of(FOLDER.resolve("agreement").resolve(file), expected)) {
            run.assertOutputs(expected.path("outputs"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void givesWhatItsFrameworkDoes(String file, JsonNode expected) throws Exception {
        try (SampleRun run = SampleRun.of(FOLDER.resolve(file), expected)) {
            run.assertOutputs(expected.path("outputs"));
            expected.path("layers").properties().forEach(layer -> run.assertLayer(layer.getKey(), 1, layer.getValue()));
        }
    }
}
