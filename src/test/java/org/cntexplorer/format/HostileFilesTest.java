package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cntexplorer.Golden;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no models, or damaged, or made to do harm: one clear sentence each, within two seconds, and the file unmapped. */
class HostileFilesTest {
    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    /** Opens the file, which must be refused; the sentence. */
    private static String refusal(Path path) throws Exception {
        String sentence = assertTimeoutPreemptively(SOON, () -> {
            try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                throw new AssertionError(path + " was opened as " + network);
            } catch (ModelFormatException e) {
                return e.getMessage();
            }
        }, () -> path + " took more than " + SOON);
        assertThat(sentence).as("one sentence").endsWith(".").doesNotContain("\n").doesNotContainPattern("[.!?] [A-Z]").hasSizeGreaterThan(20)
                .contains(path.getFileName().toString());
        assertUnmapped(path);
        return sentence;
    }

    /** Seen on Linux only. */
    private static boolean isMapped(Path path) throws Exception {
        String mapped = path.toRealPath().toString();
        return Files.readAllLines(Path.of("/proc/self/maps")).stream().anyMatch(line -> line.endsWith(mapped));
    }

    private static void assertUnmapped(Path path) throws Exception {
        assertThat(Files.exists(Path.of("/proc/self/maps")) && isMapped(path)).as("mapped").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "npy", "npz", "h5", "hdf5", "bin", ""})
    void anHtmlPage(String ending) throws Exception {
        String page = "<!DOCTYPE html>\n<html><head><title>model.onnx</title></head><body>" + "<p>Sign in</p>".repeat(500) + "</body></html>";
        assertThat(refusal(file("model." + ending, page.getBytes(StandardCharsets.UTF_8)))).contains("is an HTML page, not a model");
    }

    @Test
    void anHtmlPageThatWasPublishedAsAModel() throws Exception {
        assertThat(refusal(Golden.path("models/ww_bvlcalexnet-9.onnx"))).contains("is an HTML page, not a model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "model.npy", "model.npz", "model.h5", "model"})
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
                "matrix.npy", "named.npz", "numbered.npz", "sequential.h5", "chunked.h5", "latest.h5", "weights-only.h5");
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
            assertTimeoutPreemptively(SOON, () -> {
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
    @ValueSource(strings = {"", "\u0093NUMPY\1\0", "\u0093NUMPY\3\0", "PK\3\4", "\u0089HDF\r\n\u001a\n", "\10\10\22\7", "\10\10\72", "\u0080\2"})
    void randomBytes(String beginning) throws Exception {
        Random random = new Random(1);
        for (String ending : List.of("onnx", "npy", "npz", "h5", "dat")) {
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
    void arraysOfFourTerabytes() throws Exception {
        assertThat(refusal(file("plain.npy", Pickles.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1048576, 1048576), }", new byte[64]))))
                .isEqualTo("plain.npy claims an array of 1048576×1048576 numbers, 4398046511104 bytes, and only 64 bytes follow; download or copy it again.");
        assertThat(refusal(file("overflow.npy", Pickles.npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", new byte[8]))))
                .contains("more than any file holds");
        byte[] pickled = Pickles.protocol(2).global("numpy.core.multiarray", "_reconstruct").op('c').raw("numpy\nndarray\n").op('K', 0, 0x85)
                .op('U', 1, 'b', 0x87, 'R', '(', 'K', 1, 'J').i4(1 << 20).op('J').i4(1 << 20).op(0x86).global("numpy", "dtype").text("f4")
                .op('K', 0, 'K', 1, 0x87, 'R', 0x89, 'C', 4, 0, 0, 0, 0, 't', 'b').stop();
        assertThat(refusal(file("pickled.npy", Pickles.npy(pickled)))).contains("an array of 1048576×1048576 numbers in 4 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"posix system", "os system", "builtins exec", "__builtin__ eval", "subprocess Popen", "webbrowser open"})
    void aPickleThatCalls(String callee) throws Exception {
        Path marker = folder.resolve("was-executed");
        String[] parts = callee.split(" ");
        byte[] pickle = Pickles.protocol(2).global(parts[0], parts[1]).text("touch " + marker).op(0x85, 'R').stop();
        assertThat(refusal(file("call.npy", Pickles.npy(pickle)))).contains("asks Python to call " + parts[0] + "." + parts[1]).contains("nothing was run");
        byte[] stacked = Pickles.protocol(4).text(parts[0]).text(parts[1]).op(0x93).text("touch " + marker).op(0x85, 0x81).stop();
        assertThat(refusal(file("made.npy", Pickles.npy(stacked)))).contains("nothing was run");
        byte[] instance = new Pickles().op('(').text("touch " + marker).op('i').raw(parts[0] + "\n" + parts[1] + "\n").stop();
        assertThat(refusal(file("instance.npy", Pickles.npy(instance)))).contains("nothing was run");
        assertThat(marker).doesNotExist();
    }

    static Stream<byte[]> pickleBombs() {
        Pickles laughs = Pickles.protocol(2).op(']', 'q', 0);
        for (int level = 1; level < 200; level++) {
            laughs.op('(').times(50, 'h', level - 1).op('l', 'q', level);
        }
        return Stream.of(
                laughs.stop(),
                // a list that holds itself, a dictionary that is its own value
                Pickles.protocol(2).op(']', 'q', 0, 'h', 0, 'a').stop(),
                Pickles.protocol(2).op('}', 'q', 0, 'K', 1, 'h', 0, 's').stop(),
                // nested lists, tuples and marks
                Pickles.protocol(2).times(500_000, ']').times(499_999, 'a').stop(),
                Pickles.protocol(2).op('N').times(900_000, 0x85).stop(),
                Pickles.protocol(2).times(2_000_000, '(').stop(),
                // copies of copies
                Pickles.protocol(2).op(']').times(3_000_000, '2').stop(),
                // announced lengths
                Pickles.protocol(4).op(0x8d).i8(Long.MAX_VALUE).cut(), Pickles.protocol(4).op(0x8e).i8(-1).cut(),
                Pickles.protocol(5).op(0x96).i8(1L << 62).cut(), Pickles.protocol(3).op('B').i4(-1).cut(),
                Pickles.protocol(2).op('X').i4(Integer.MAX_VALUE).cut(), Pickles.protocol(2).op(0x8b).i4(Integer.MAX_VALUE).cut(),
                Pickles.protocol(2).op(0x8b).i4(4_000_000).raw("9".repeat(4_000_000)).stop(),
                new Pickles().op('L').raw("9".repeat(4_000_000) + "L\n").stop(),
                // a memo of the largest index, frames, no value, no end
                Pickles.protocol(2).op('N', 'r').i4(-1).op('j').i4(-2).stop(), Pickles.protocol(4).op(0x95).i8(Long.MAX_VALUE).op('N').stop(),
                Pickles.protocol(2).stop(), Pickles.protocol(2).op('N').cut(), Pickles.protocol(9).op('N').stop());
    }

    @ParameterizedTest
    @MethodSource("pickleBombs")
    void aPickleBomb(byte[] pickle) throws Exception {
        refusal(file("bomb.npy", Pickles.npy(pickle)));
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
            assertTimeoutPreemptively(SOON, () -> {
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

    @Test
    void everyPublishedModelOpensOrIsRefusedClearly() throws Exception {
        for (Path path : Golden.files("models", "")) {
            if (Files.isRegularFile(path)) {
                assertThat(refusal(path)).contains(path.toString().endsWith("alexnet-9.onnx") ? "HTML page" : "is not drawn by this version");
            }
        }
    }
}
