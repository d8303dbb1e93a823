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
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.Golden;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no models, cut short, or damaged. */
@Tag("hostile")
class HostileFilesTest {
    private static final Path MODELS = Path.of("src/test/resources/models");

    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "npy", "npz", "h5", "hdf5", "keras", "safetensors", "safetensors.index.json", "bin", ""})
    void anHtmlPage(String ending) throws Exception {
        String page = "<!DOCTYPE html>\n<html><head><title>model.onnx</title></head><body>" + "<p>Sign in</p>".repeat(500) + "</body></html>";
        assertThat(refusal(file("model." + ending, page.getBytes(StandardCharsets.UTF_8)))).contains("is an HTML page, not a model");
    }

    @Test
    void anHtmlPageThatWasPublishedAsAModel() throws Exception {
        assertThat(refusal(Golden.path("models/ww_bvlcalexnet-9.onnx"))).contains("is an HTML page, not a model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "model.npy", "model.npz", "model.h5", "model.safetensors", "model"})
    void emptyAndTiny(String name) throws Exception {
        assertThat(refusal(file(name))).isEqualTo(name + " is empty (0 bytes); save or download the model again.");
        for (byte b : new byte[] {0, 8, (byte) 0x93, 'P', (byte) 0x89, -1}) {
            refusal(file(name, b));
        }
    }

    @Test
    void aFolderAndNothing() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("model.onnx"));
        assertThat(refusal(inner)).isEqualTo(inner + " is a folder; open a model file in it instead.");
        Path none = folder.resolve("none.npy");
        assertThat(refusalOfNothing(none)).isEqualTo("There is no file " + none + "; check the path.");
    }

    private static String refusalOfNothing(Path path) {
        try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
            throw new AssertionError(network + " was opened");
        } catch (ModelFormatException e) {
            return e.getMessage();
        }
    }

    static Stream<String> models() {
        return Stream.of("gemm-transposed.onnx", "matmul-add.onnx", "gemm-f64-listed.onnx", "pickled-2.npy", "pickled-3.npy", "pickled-5.npy",
                "matrix.npy", "named.npz", "numbered.npz", "sequential.h5", "chunked.h5", "latest.h5", "weights-only.h5",
                "sequential.keras", "packed.keras", "functional.keras", "f32.safetensors");
    }

    @ParameterizedTest
    @MethodSource("models")
    void cutShort(String name) throws Exception {
        byte[] whole = Files.readAllBytes(MODELS.resolve(name));
        int step = Math.max(1, whole.length / 40);
        for (int length = 1; length < whole.length; length += length < 64 ? 7 : step) {
            refusal(file(name, Arrays.copyOf(whole, length)));
        }
        refusal(file(name, Arrays.copyOf(whole, whole.length - 1)));
    }

    /** A byte that is changed may leave a sound model; it never gives anything but a network or a refusal. */
    @ParameterizedTest
    @MethodSource("models")
    void damaged(String name) throws Exception {
        Random random = new Random(20261121);
        byte[] whole = Files.readAllBytes(MODELS.resolve(name));
        for (int round = 0; round < 60; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i <= round % 4; i++) {
                bytes[random.nextInt(round % 3 == 0 ? whole.length : Math.min(2000, whole.length))] = (byte) random.nextInt(256);
            }
            Path path = file(name, bytes);
            soon(path, () -> {
                try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                    network.connections().forEach(connection -> connection.moments(Progress.NONE));
                } catch (ModelFormatException e) {
                    assertThat(e.getMessage()).endsWith(".").doesNotContainPattern("[.!?] [A-Z]");
                }
            });
            assertUnmapped(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0093NUMPY\1\0", "\u0093NUMPY\3\0", "PK\3\4", "\u0089HDF\r\n\u001a\n", "\10\10\22\7", "\10\10\72", "\u0080\2", "\100\0\0\0\0\0\0\0{\""})
    void randomBytes(String beginning) throws Exception {
        Random random = new Random(1);
        for (String ending : List.of("onnx", "npy", "npz", "h5", "keras", "safetensors", "dat")) {
            for (int size : new int[] {7, 100, 5_000, 300_000}) {
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                byte[] start = beginning.getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(start, 0, bytes, 0, Math.min(size, start.length));
                refusal(file("random." + ending, bytes));
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpenModelIsMappedAndAClosedOneIsNot() throws Exception {
        for (String name : models().toList()) {
            try (Network network = ModelFiles.open(MODELS.resolve(name), OpenOptions.NONE, Progress.NONE)) {
                assertThat(network.layers()).isNotEmpty();
                assertThat(isMapped(MODELS.resolve(name))).isTrue();
            }
            assertThat(isMapped(MODELS.resolve(name))).isFalse();
        }
    }

    @Test
    void weightsThatAreNoNumbersAreCounted() throws Exception {
        try (Network network = ModelFiles.open(MODELS.resolve("nan.npy"), OpenOptions.NONE, Progress.NONE)) {
            Moments moments = network.connection(0).moments(Progress.NONE);
            assertThat(moments.nonFinite()).isEqualTo(2);
            assertThat(moments.n()).isEqualTo(158);
            assertThat(moments.mean()).isFinite();
        }
    }
}
