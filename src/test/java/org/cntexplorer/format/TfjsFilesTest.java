package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.assertUnmapped;
import static org.cntexplorer.format.Refusal.isMapped;
import static org.cntexplorer.format.Refusal.refusal;
import static org.cntexplorer.format.Refusal.soon;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of TensorFlow.js, which are a folder of files: cut short, damaged, and with files that are elsewhere. */
@Execution(ExecutionMode.CONCURRENT)
class TfjsFilesTest {
    private static final Path MODELS = Path.of("src/test/resources/models");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws Exception {
        try (Stream<Path> files = Files.list(MODELS)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("tfjs-")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private static Network open(Path path) throws ModelFormatException {
        return ModelFiles.open(path, OpenOptions.NONE, Progress.NONE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void weightsStayInTheirFileWhichIsClosedWithTheModel() throws Exception {
        Path shard = folder.resolve("tfjs-converted-shard1of1.bin");
        try (Network network = open(folder.resolve("tfjs-converted.json"))) {
            assertThat(isMapped(shard)).isTrue();
            DenseConnection first = (DenseConnection) network.connection(0);
            DenseConnection last = (DenseConnection) network.connection(2);
            // 16·10 + 10 + 10·6 + 6 numbers of four bytes lie between them
            assertThat(last.matrix().data().address() - first.matrix().data().address()).isEqualTo(4 * 236);
        }
        assertUnmapped(shard);
        assertUnmapped(folder.resolve("tfjs-converted.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tfjs-converted-shard1of1.bin", "tfjs-sharded-shard2of4.bin", "tfjs-sharded-shard4of4.bin", "tfjs-quantised-shard6of6.bin"})
    void aShardCutShort(String name) throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        Path model = folder.resolve(name.substring(0, name.lastIndexOf("-shard")) + ".json");
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
            assertThat(refusal(model)).contains("download or copy them again");
            assertUnmapped(folder.resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tfjs-converted.json", "tfjs-saved.json", "tfjs-quantised.json"})
    void aDescriptionCutShort(String name) throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        for (int length = 1; length < whole.length; length += 29) {
            Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
            refusal(folder.resolve(name));
        }
    }

    /** A byte that is changed may leave a sound model; it never gives anything but a network or a refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"tfjs-converted.json", "tfjs-sharded.json", "tfjs-quantised.json"})
    void aDamagedDescription(String name) throws Exception {
        Random random = new Random(20261121);
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        for (int round = 0; round < 150; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i <= round % 3; i++) {
                int at = random.nextInt(whole.length);
                // digits for digits, so that the text stays JSON and its numbers lie
                bytes[at] = (byte) (Character.isDigit(bytes[at]) ? '0' + random.nextInt(10) : round % 2 == 0 ? bytes[at] : random.nextInt(256));
            }
            Path path = Files.write(folder.resolve(name), bytes);
            soon(path, () -> {
                try (Network network = open(path)) {
                    network.connections().forEach(connection -> connection.moments(Progress.NONE));
                } catch (ModelFormatException e) {
                    assertThat(e.getMessage()).endsWith(".").doesNotContainPattern("[.!?] [A-Z]");
                }
            });
            assertUnmapped(path);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkOutOfTheFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.move(folder.resolve("tfjs-converted-shard1of1.bin"), elsewhere.resolve("weights.bin"));
        Files.move(folder.resolve("tfjs-converted.json"), inside.resolve("tfjs-converted.json"));
        Files.createSymbolicLink(inside.resolve("tfjs-converted-shard1of1.bin"), elsewhere.resolve("weights.bin"));
        assertThat(refusal(inside.resolve("tfjs-converted.json"))).contains("is a link or no plain file and is not opened");
    }

    /** One file of a megabyte listed a thousand times, for one matrix of half a gigabyte. */
    @Test
    void filesThatAreListedManyTimes() throws Exception {
        Files.write(folder.resolve("a.bin"), new byte[1 << 20]);
        String paths = String.join(",", Collections.nCopies(1000, "\"a.bin\""));
        String layer = "{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 131072, \"batch_input_shape\": [null, 1000]}}";
        Path model = Files.writeString(folder.resolve("many.json"), "{\"modelTopology\": {\"class_name\": \"Sequential\", \"config\": [" + layer
                + "]}, \"weightsManifest\": [{\"paths\": [" + paths + "], \"weights\": [{\"name\": \"d/kernel\", \"shape\": [1000, 131072], \"dtype\": \"float32\"}]}]}");
        assertThat(refusal(model)).contains("makes more of its files than they hold");
    }

    @Test
    void aDescriptionWithoutWeightsOrModel() throws Exception {
        for (String text : List.of("{\"modelTopology\": {}}", "{\"modelTopology\": {}, \"weightsManifest\": [{\"paths\": [], \"weights\": []}]}")) {
            assertThat(refusal(Files.writeString(folder.resolve("empty.json"), text))).isEqualTo("empty.json lists no weights; save the whole model.");
        }
        assertThat(refusal(Files.writeString(folder.resolve("only.json"), "{\"weightsManifest\": []}"))).contains("without the model's modelTopology");
        String deep = "{\"modelTopology\":" + "[".repeat(100_000);
        assertThat(refusal(Files.writeString(folder.resolve("deep.json"), deep))).contains("cut short or damaged");
        byte[] long17 = ("{\"modelTopology\": {}" + " ".repeat(17 << 20) + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(Files.write(folder.resolve("long.json"), long17))).contains("no layers model's has more than 16777216");
        assertThat(refusal(Files.writeString(folder.resolve("other.json"), "{\"name\": \"package\"}"))).contains("is a JSON text");
    }
}
