package org.cntexplorer.format.pytorch;

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
 * Modules, archived code and weights alone, in every form that PyTorch writes, give what PyTorch gave for the same five samples
 * ({@code pytorch/run/make_runs.py}), and so do their layers.
 */
@Execution(ExecutionMode.CONCURRENT)
class TorchRunTest {
    private static final Path FOLDER = Path.of("src/test/resources/pytorch/run");

    static Stream<Arguments> runs() throws Exception {
        JsonNode runs = new ObjectMapper().readTree(FOLDER.resolve("runs.json").toFile());
        return StreamSupport.stream(runs.spliterator(), false)
                .flatMap(run -> StreamSupport.stream(run.path("files").spliterator(), false).map(file -> Arguments.of(file.asText(), run)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void givesWhatPyTorchDoes(String file, JsonNode expected) throws Exception {
        try (SampleRun run = SampleRun.of(FOLDER.resolve(file), expected)) {
            run.assertOutputs(expected.path("outputs"));
            expected.path("layers").properties().forEach(layer -> run.assertLayer(layer.getKey(), 1, layer.getValue()));
        }
    }
}
