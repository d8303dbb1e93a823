package org.cntexplorer.format.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.cntexplorer.SampleRun;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX files, run as they are, give what the PyTorch models gave that they were exported from, and so do their layers ({@code onnx/run/make_runs.py}). */
@Execution(ExecutionMode.CONCURRENT)
class OnnxRunTest {
    private static final Path RUNS = Path.of("src/test/resources/pytorch/run/runs.json");
    private static final Path FOLDER = Path.of("src/test/resources/onnx/run");

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "ae", "lstm", "gru", "rnn"})
    void givesWhatItWasExportedFromDoes(String name) throws Exception {
        JsonNode expected = StreamSupport.stream(new ObjectMapper().readTree(RUNS.toFile()).spliterator(), false)
                .filter(run -> StreamSupport.stream(run.path("files").spliterator(), false).anyMatch(file -> file.asText().equals(name + "-trace.pt"))).findFirst().orElseThrow();
        try (SampleRun run = SampleRun.of(FOLDER.resolve(name + ".onnx"), expected)) {
            run.assertOutputs(expected.path("outputs"));
            // the names of layers are the exporter's; their order is the model's
            int layer = 1;
            for (JsonNode one : expected.path("layers")) {
                run.assertLayer(layer++, 1, one);
            }
        }
    }
}
