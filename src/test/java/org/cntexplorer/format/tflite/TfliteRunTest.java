package org.cntexplorer.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cntexplorer.SampleRun;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of TensorFlow Lite give what a forward pass in numpy and PyTorch gives ({@code tflite/run/forward.py}) for the same five samples. */
@Execution(ExecutionMode.CONCURRENT)
class TfliteRunTest {
    private static final Path FOLDER = Path.of("src/test/resources");

    static Stream<Arguments> runs() throws Exception {
        JsonNode runs = new ObjectMapper().readTree(FOLDER.resolve("tflite/run/runs.json").toFile());
        return StreamSupport.stream(runs.spliterator(), false).map(run -> Arguments.of(run.path("file").asText(), run));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"coupled, it is not known how its gates work together", "squares, the file does not say how it pools"})
    void whatIsNotKnownWellEnoughIsRefused(String file, String why) throws Exception {
        try (Network network = ModelFiles.open(FOLDER.resolve("tflite/run/" + file + ".tflite"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.computation().orElseThrow().hindrance()).hasValueSatisfying(sentence -> assertThat(sentence).contains(why));
        }
    }

    @Test
    void whatIsRoundedInTheFileIsToldOnce() throws Exception {
        try (Network network = ModelFiles.open(FOLDER.resolve("tflite/run/ranges.tflite"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).singleElement().asString().contains("computes in whole numbers");
            assertThat(network.layers()).extracting(Layer::activation).containsExactly("", "relu", "relu", "");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void givesWhatItsGraphSays(String file, JsonNode expected) throws Exception {
        try (SampleRun run = SampleRun.of(FOLDER.resolve(file), expected)) {
            run.assertOutputs(expected.path("outputs"));
        }
    }
}
