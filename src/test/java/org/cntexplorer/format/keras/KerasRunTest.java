package org.cntexplorer.format.keras;


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
    @MethodSource("runs")
    void givesWhatItsFrameworkDoes(String file, JsonNode expected) throws Exception {
        try (SampleRun run = SampleRun.of(FOLDER.resolve(file), expected)) {
            run.assertOutputs(expected.path("outputs"));
            expected.path("layers").properties().forEach(layer -> run.assertLayer(layer.getKey(), 1, layer.getValue()));
        }
    }
}
