package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.assertUnmapped;
import static org.cntexplorer.format.Refusal.refusal;
import static org.cntexplorer.format.Refusal.soon;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip files, protocol buffers and HDF5 files that lie of their sizes, unpack without end, or hold themselves. */
@Tag("hostile")
class HostileContainersTest {
    private static final Path MODELS = Path.of("src/test/resources/models");

    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] zip(String name, long zeros) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(Pickles.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, " + zeros / 4 + "), }"));
            byte[] block = new byte[1 << 20];
            for (long left = zeros; left > 0; left -= block.length) {
                zip.write(block, 0, (int) Math.min(left, block.length));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aZipBomb() throws Exception {
        byte[] bomb = zip("W0.npy", 300L << 20);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(refusal(file("bomb.npz", bomb))).contains("would unpack to more than 100 times its size");
    }

    /** Three thousand names for the same packed bytes. */
    @Test
    void aZipWhoseEntriesLieOverOneAnother() throws Exception {
        byte[] one = zip("W0.npy", 30L << 20);
        int directory = one.length - 22 - 46 - "W0.npy".length();
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(one, 0, directory);
        for (int i = 0; i < 3000; i++) {
            many.write(one, directory, one.length - 22 - directory);
        }
        byte[] end = Arrays.copyOfRange(one, one.length - 22, one.length);
        ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) 3000).putShort(10, (short) 3000);
        many.writeBytes(end);
        assertThat(refusal(file("overlap.npz", many.toByteArray()))).contains("would unpack to more than 100 times its size");
    }

    @Test
    void aZipThatLiesOfItsSize() throws Exception {
        byte[] honest = zip("W0.npy", 4000);
        int directory = honest.length - 22 - 46 - "W0.npy".length();
        for (int size : new int[] {0, 100, 1 << 20, Integer.MAX_VALUE, -2}) {
            byte[] lie = honest.clone();
            ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, size);
            refusal(file("lie.npz", lie));
        }
    }

    private static byte[] keras(byte[] config, byte[] weights) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write(config);
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            zip.write(weights);
        }
        return bytes.toByteArray();
    }

    @Test
    void anArchiveOfKerasThatUnpacksWithoutEnd() throws Exception {
        byte[] hdf5 = Arrays.copyOf(Files.readAllBytes(MODELS.resolve("sequential.h5")), 300 << 20);
        byte[] bomb = keras("{}".getBytes(), hdf5);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(refusal(file("bomb.keras", bomb))).contains("would unpack to more than 100 times its size");
        byte[] blank = new byte[65 << 20];
        Arrays.fill(blank, (byte) ' ');
        assertThat(refusal(file("blank.keras", keras(blank, new byte[10])))).contains("its config.json has 68157440 bytes");
        assertThat(refusal(file("inner.keras", keras("{\"class_name\": \"Sequential\", \"config\": {\"layers\": []}}".getBytes(),
                Files.readAllBytes(MODELS.resolve("circular.h5")))))).contains("names no layers");
    }

    /** A model of a hundred calls of a model of a hundred calls, and so on: a small text that stands for 10²⁰ layers. */
    @Test
    void anArchiveOfKerasThatCallsModelsWithoutEnd() throws Exception {
        String call = "[[\"in\", 0, 0, {}]]";
        String nodes = String.join(",", java.util.Collections.nCopies(100, call));
        String model = "{\"class_name\": \"Dropout\", \"name\": \"m\", \"config\": {\"name\": \"m\"}, \"inbound_nodes\": [" + nodes + "]}";
        for (int depth = 0; depth < 10; depth++) {
            model = "{\"class_name\": \"Functional\", \"name\": \"m\", \"config\": {\"name\": \"m\", \"layers\": [{\"class_name\": \"InputLayer\", "
                    + "\"name\": \"in\", \"config\": {\"name\": \"in\", \"batch_shape\": [null, 16]}, \"inbound_nodes\": []}, " + model
                    + "], \"input_layers\": [[\"in\", 0, 0]], \"output_layers\": [[\"m\", 0, 0]]}, \"inbound_nodes\": [" + nodes + "]}";
        }
        byte[] weights = Files.readAllBytes(MODELS.resolve("sequential.h5"));
        assertThat(refusal(file("calls.keras", keras(model.getBytes(), weights)))).contains("calls more than 20000 layers");
    }

    @Test
    void aProtocolBufferOfHugeLengths() throws Exception {
        byte[] graph = {8, 8, 0x3a, -1, -1, -1, -1, -1, -1, -1, -1, 0x7f};
        assertThat(refusal(file("graph.onnx", graph))).contains("was cut short");
        // a graph whose tensor claims more bytes than the graph has
        byte[] tensor = {8, 8, 0x3a, 9, 0x2a, 7, 0x4a, -1, -1, -1, -1, 7, 0, 0x42, 0};
        assertThat(refusal(file("tensor.onnx", tensor))).contains("is a damaged ONNX file");
    }

    /** Attributes that hold graphs, whose nodes have attributes that hold graphs, and so on. */
    @Test
    void aProtocolBufferWithoutBottom() throws Exception {
        byte[] graph = {};
        for (int depth = 0; depth < 2000; depth++) {
            graph = field(1, field(5, field(6, graph)));
        }
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        model.writeBytes(new byte[] {8, 8});
        model.writeBytes(field(7, graph));
        model.writeBytes(field(8, new byte[] {16, 13}));
        assertThat(refusal(file("deep.onnx", model.toByteArray()))).contains("is a damaged ONNX file");
    }

    @Test
    void aGraphOfEmptyNodes() throws Exception {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        model.writeBytes(new byte[] {8, 8});
        byte[] nodes = new byte[1_000_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0a;
        }
        model.writeBytes(field(7, nodes));
        model.writeBytes(field(8, new byte[] {16, 13}));
        assertThat(refusal(file("nodes.onnx", model.toByteArray()))).contains("has 500000 operators");
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(number << 3 | 2);
        int length = content.length;
        for (; length >= 0x80; length >>>= 7) {
            out.write(length & 0x7f | 0x80);
        }
        out.write(length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    @Test
    void aDamagedSuperblock() throws Exception {
        byte[] whole = Files.readAllBytes(MODELS.resolve("sequential.h5"));
        for (int at = 8; at < 96; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) 0xff;
            Path path = file("sequential.h5", bytes);
            soon(path, () -> {
                try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                    // bytes that no reader looks at
                    assertThat(network.layers()).hasSize(4);
                } catch (ModelFormatException e) {
                    assertThat(e.getMessage()).endsWith(".").contains("HDF5");
                }
            });
            assertUnmapped(path);
        }
    }

    /** Groups that hold themselves ten times over, links to a device and to themselves, four terabytes of nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"circular.h5", "links.h5", "unpacks-to-4-tb.h5", "unwritten.h5"})
    void hdf5ThatLeadsNowhere(String name) throws Exception {
        refusal(MODELS.resolve(name));
    }
}
