package org.cntexplorer.format.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One network as a state_dict, a module, a script and a trace: the same layers, links and numbers, and as many taps as PyTorch counts. */
class TorchFormsTest {
    private static final Path FOLDER = Path.of("src/test/resources/models/pytorch");

    private record Found(String file, List<String> layers, long links, long taps, List<double[]> in, List<double[]> out) {}

    private static Found open(String file) throws Exception {
        try (Network network = ModelFiles.open(FOLDER.resolve(file), OpenOptions.NONE, Progress.NONE)) {
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            List<double[]> in = new ArrayList<>();
            List<double[]> out = new ArrayList<>();
            strength.layers().forEach(layer -> {
                in.add(layer.in());
                out.add(layer.out());
            });
            // pooling before a convolution multiplies its links
            long taps = network.connections().stream().filter(c -> c instanceof org.cntexplorer.model.Convolution).mapToLong(Connection::links).sum();
            return new Found(file, network.layers().stream().skip(1).map(TorchFormsTest::describe).toList(), network.links(), taps, in, out);
        }
    }

    private static String describe(Layer layer) {
        return layer.name().replaceFirst("^add ", " ") + " " + layer.kind() + " " + layer.shape();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet", "text", "encoder", "convae", "unet"})
    void agree(String name) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("forms.json").toFile()).path(name);
        assertThat(expected.path("files").size()).isGreaterThan(1);
        Found first = null;
        for (JsonNode file : expected.path("files")) {
            Found found = open(file.asText());
            first = first == null ? found : first;
            assertThat(found.layers()).as(found.file()).containsExactlyElementsOf(first.layers());
            assertThat(found.links()).as(found.file()).isEqualTo(first.links());
            for (int layer = 0; layer < first.in().size(); layer++) {
                assertThat(found.in().get(layer)).as(found.file() + " " + layer).satisfies(closeTo(first.in().get(layer), 1e-6));
                assertThat(found.out().get(layer)).as(found.file() + " " + layer).satisfies(closeTo(first.out().get(layer), 1e-6));
            }
        }
        if (name.equals("convae")) {
            assertThat(first.taps()).isEqualTo(expected.path("taps").asLong()).isEqualTo(first.links());
        }
    }
}
