package org.cntexplorer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cntexplorer.SampleRun;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of several inputs, one of which gets samples and the others numbers, give what numpy and PyTorch do ({@code inputs/make_inputs.py}). */
@Execution(ExecutionMode.CONCURRENT)
class SeveralInputsTest {
    private static final Path FOLDER = Path.of("src/test/resources/inputs");

    static Stream<Arguments> runs() throws Exception {
        JsonNode runs = new ObjectMapper().readTree(FOLDER.resolve("runs.json").toFile());
        return StreamSupport.stream(runs.spliterator(), false).map(run -> Arguments.of(run.path("file").asText() + " " + run.path("input").asText() + run.path("constants"), run));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void giveWhatAForwardPassGives(String name, JsonNode expected) throws Exception {
        try (SampleRun run = SampleRun.of(FOLDER.resolve(expected.path("file").asText()), expected)) {
            run.assertOutputs(expected.path("outputs"));
            expected.path("layers").properties().forEach(layer -> run.assertLayer(layer.getKey(), 1, layer.getValue()));
        }
    }
}
