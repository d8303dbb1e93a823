package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.SOON;
import static org.cntexplorer.format.Refusal.assertUnmapped;
import static org.cntexplorer.format.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SavedModels of TensorFlow, which are folders of files: their numbers, and what becomes of damaged ones. */
@Execution(ExecutionMode.CONCURRENT)
class SavedModelsTest {
    private static final Path MODELS = Path.of("src/test/resources/savedmodel");
    private static final String INDEX = "variables/variables.index";
    private static final String DATA = "variables/variables.data-00000-of-00001";

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws Exception {
        try (Stream<Path> files = Files.walk(MODELS)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(MODELS.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    private static Network open(Path path) throws ModelFormatException {
        return ModelFiles.open(path, OpenOptions.NONE, Progress.NONE);
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"described/saved_model.pb", "in-the-graph/saved_model.pb", "exported/saved_model.pb", "deep/saved_model.pb",
            "described/" + INDEX, "deep/" + INDEX})
    void strengthsAreThoseOfTheMatrices(String name) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(MODELS.resolve("expected.json").toFile()).get(name.substring(0, name.indexOf('/')));
        try (Network network = open(folder.resolve(name))) {
            assertThat(network.format()).isEqualTo("TensorFlow SavedModel");
            assertThat(network.layers()).extracting(layer -> (double) layer.neurons()).containsExactly(
                    Arrays.stream(numbers(expected.get("sizes"))).boxed().toArray(Double[]::new));
            assertThat(network.parameters()).isEqualTo(expected.get("parameters").asLong());
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            for (int l = 0; l < network.layers().size(); l++) {
                assertThat(strength.layer(l).in()).satisfies(closeTo(numbers(expected.get("strength").get(l).get("in")), 1e-6));
                assertThat(strength.layer(l).out()).satisfies(closeTo(numbers(expected.get("strength").get(l).get("out")), 1e-6));
            }
            boolean inferred = name.startsWith("exported") || name.endsWith(".index");
            assertThat(network.layer(network.layers().size() - 1).activation()).isEqualTo(inferred ? "" : "softmax");
            assertThat(network.warnings()).hasSize(inferred ? 1 : 0);
        }
        assertUnmapped(folder.resolve(name));
    }

    @Test
    void layersHaveTheNamesThatKerasGaveThem() throws Exception {
        try (Network network = open(folder.resolve("described/" + INDEX))) {
            assertThat(network.layers()).extracting(Layer::name).containsExactly("input", "dense", "dense_1");
        }
    }

    @Test
    void aFileThatIsMissing() throws Exception {
        Files.delete(folder.resolve("described").resolve(DATA));
        assertThat(refusal(folder.resolve("described/saved_model.pb"))).contains("variables.data-00000-of-00001, which is not there");
        Files.delete(folder.resolve("deep").resolve(INDEX));
        assertThat(refusal(folder.resolve("deep/saved_model.pb"))).contains("without its weights").contains("\"variables\"");
        assertThat(refusal(folder.resolve("deep").resolve(DATA))).contains("open the .index file beside it");
    }

    @ParameterizedTest
    @ValueSource(strings = {INDEX, DATA, "keras_metadata.pb"})
    void cutShort(String part) throws Exception {
        Path file = folder.resolve("described").resolve(part);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length += length < 32 ? 5 : 23) {
            Files.write(file, Arrays.copyOf(whole, length));
            opensOrIsRefused(folder.resolve("described/saved_model.pb"));
            if (part.equals(INDEX)) {
                refusal(folder.resolve("described/saved_model.pb"));
            }
        }
    }

    private static void opensOrIsRefused(Path path) throws Exception {
        assertTimeoutPreemptively(SOON, () -> {
            try (Network network = open(path)) {
                network.connections().forEach(connection -> connection.moments(Progress.NONE));
            } catch (ModelFormatException e) {
                assertThat(e.getMessage()).endsWith(".").doesNotContainPattern("[.!?] [A-Z]");
            }
        });
        assertUnmapped(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"described/" + INDEX, "described/" + DATA, "described/keras_metadata.pb", "in-the-graph/saved_model.pb", "deep/" + INDEX})
    void damaged(String name) throws Exception {
        Random random = new Random(20261121);
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Path model = folder.resolve(name.substring(0, name.indexOf('/'))).resolve("saved_model.pb");
        for (int round = 0; round < 300; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i <= round % 3; i++) {
                // where a message is, a byte of seven ones makes a length larger
                bytes[random.nextInt(bytes.length)] = round % 2 == 0 ? (byte) random.nextInt(256) : (byte) 0xff;
            }
            Files.write(file, bytes);
            opensOrIsRefused(model);
        }
    }

    /** A file of numbers elsewhere: a table that names so many files is not followed out of its folder. */
    @Test
    void aTableUnderAnotherName() throws Exception {
        Path other = Files.copy(folder.resolve("described").resolve(INDEX), folder.resolve("table.bin"));
        assertThat(refusal(other)).contains("is the table of a checkpoint").contains(".index");
        Path alone = Files.copy(folder.resolve("described").resolve(INDEX), folder.resolve("alone.index"));
        assertThat(refusal(alone)).contains("alone.data-00000-of-00001, which is not there");
    }

    @Test
    void aDescriptionNestedTooDeep() throws Exception {
        Path metadata = folder.resolve("described/keras_metadata.pb");
        for (String text : List.of("{\"config\":".repeat(5000) + "{}" + "}".repeat(5000), "[".repeat(20_000) + "]".repeat(20_000), "{", "null", "7", "[]")) {
            byte[] json = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] object = message(5, json);
            Files.write(metadata, message(1, object));
            opensOrIsRefused(folder.resolve("described/saved_model.pb"));
        }
    }

    private static byte[] message(int field, byte[] content) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.write(field << 3 | 2);
        int length = content.length;
        while (length > 127) {
            out.write(length & 127 | 128);
            length >>= 7;
        }
        out.write(length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
