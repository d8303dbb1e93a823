package org.cntexplorer.format.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.lowering.NamedTensor;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors of every type and layout, against the sums that PyTorch had of them ({@code make_pytorch.py}). */
class TorchTensorsTest {
    private static final Path FOLDER = Path.of("src/test/resources/models/pytorch");

    @ParameterizedTest
    @ValueSource(strings = {"odd.pth", "odd_old.pth"})
    void everyTypeAndLayout(String name) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("odd.json").toFile());
        try (MappedFile file = MappedFile.open(FOLDER.resolve(name))) {
            TorchContents contents = LegacyContainer.begins(file.bytes()) ? LegacyContainer.read(file, Progress.NONE) : ZipContainer.read(file, Progress.NONE);
            TorchTensors tensors = new TorchTensors(name, contents.storages(), file.arena(), file.size(), Progress.NONE);
            List<String> warnings = new ArrayList<>();
            FoundState state = new StateFinder(name, tensors, warnings).find(contents.root());
            Map<String, Tensor> found = new LinkedHashMap<>();
            for (NamedTensor tensor : state.tensors()) {
                found.put(tensor.name(), tensor.tensor());
            }
            assertThat(found).hasSize(expected.size()).hasSizeGreaterThan(20);
            found.forEach((key, tensor) -> {
                double sum = 0;
                double weighted = 0;
                for (long i = 0; i < tensor.size(); i++) {
                    sum += tensor.get(i);
                    weighted += i * tensor.get(i);
                }
                assertThat(tensor.shape()).as(key).containsExactly(new ObjectMapper().convertValue(expected.path(key).path("shape"), long[].class));
                assertThat(sum).as(key).isCloseTo(expected.path(key).path("sum").asDouble(), within(1e-9));
                assertThat(weighted).as(key).isCloseTo(expected.path(key).path("weighted").asDouble(), within(1e-9));
            });
            assertThat(warnings).containsExactly("The tensor \"cplx\" holds complex numbers, which no weights are read from, and was left out.",
                    "The tensor \"quantised\" is quantised to whole numbers, which this version does not read, and was left out.",
                    "The tensor \"sparse\" is sparse, which this version does not read, and was left out.");
            assertThat(found.get("view").data().address()).as("row 2 of it, in place")
                    .isEqualTo(found.get("tied").data().address() + 12 * 4);
            assertThat(found.get("tied").data().address()).as("in the mapped file").isBetween(file.bytes().address(), file.bytes().address() + file.size());
        }
    }
}
