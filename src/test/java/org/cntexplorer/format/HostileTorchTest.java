package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of PyTorch that lie, call, never end, or are something else: one sentence each, soon, and nothing is run. */
@Tag("hostile")
class HostileTorchTest {
    private static final Path MODELS = Path.of("src/test/resources/models");

    @TempDir
    Path folder;

    private record Entry(String name, byte[] bytes, boolean packed) {
        static Entry stored(String name, byte[] bytes) {
            return new Entry(name, bytes, false);
        }

        static Entry text(String name, String text) {
            return stored(name, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path zip(String name, Entry... entries) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry entry : entries) {
                ZipEntry head = new ZipEntry(entry.name());
                if (!entry.packed()) {
                    CRC32 sum = new CRC32();
                    sum.update(entry.bytes());
                    head.setMethod(ZipEntry.STORED);
                    head.setSize(entry.bytes().length);
                    head.setCrc(sum.getValue());
                }
                zip.putNextEntry(head);
                zip.write(entry.bytes());
                zip.closeEntry();
            }
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private Path state(String name, Pickles pickle, byte... storage) throws Exception {
        return zip(name, Entry.stored("m/data.pkl", pickle.stop()), Entry.stored("m/data/0", storage), Entry.text("m/version", "3\n"));
    }

    /** A tensor of a storage of this type and this many numbers. */
    private static Pickles tensor(Pickles pickle, String type, long numbers, long offset, long[] extents, long[] strides) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").op('(', '(').text("storage").global("torch", type).text("0").text("cpu");
        whole(pickle, numbers).op('t', 'Q');
        whole(pickle, offset);
        for (long[] tuple : new long[][] {extents, strides}) {
            pickle.op('(');
            for (long number : tuple) {
                whole(pickle, number);
            }
            pickle.op('t');
        }
        return pickle.op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    private static Pickles whole(Pickles pickle, long number) {
        return pickle.op(0x8a, 8).i8(number);
    }

    private static Pickles dictionary() {
        return Pickles.protocol(2).op('}', '(');
    }

    /** fc.weight 2×3, which is sound, with these extents instead. */
    private static Pickles fc(String type, long numbers, long offset, long[] extents, long... strides) {
        return tensor(dictionary().text("fc.weight"), type, numbers, offset, extents, strides).op('u');
    }

    @Test
    void whatIsSoundOpens() throws Exception {
        Path path = state("sound.pth", fc("FloatStorage", 6, 0, new long[] {2, 3}, 3, 1), new byte[24]);
        try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.links()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2,4     | 4,1   | 0  | number 8 should lie in the storage "0", which has 6
            2,3     | 3,1   | 1  | number 7 should lie in the storage
            2,3     | 3,1   | -1 | impossible offset or strides
            2,3     | 3     | 0  | impossible offset or strides
            2,3     | -3,1  | 0  | negative strides
            -2,-3   | 3,1   | 0  | impossible extents
            4294967296,4294967296 | 1,1 | 0 | impossible extents
            2,3     | 4611686018427387904,1 | 0 | number 4611686018427387907 should lie in the storage
            3,3     | 9223372036854775807,1 | 0 | impossible extents
            2,3     | 3,1   | 9223372036854775807 | impossible extents
            1048576,1048576 | 0,0 | 0 | repeats few numbers as tensors of more than
            """)
    void extentsThatLie(String extents, String strides, long offset, String what) throws Exception {
        long[] shape = Stream.of(extents.split(",")).mapToLong(Long::parseLong).toArray();
        long[] steps = Stream.of(strides.split(",")).mapToLong(Long::parseLong).toArray();
        assertThat(refusal(state("lies.pth", fc("FloatStorage", 6, offset, shape, steps), new byte[24]))).contains(what);
    }

    @Test
    void storagesThatLie() throws Exception {
        long[] shape = {2, 3};
        assertThat(refusal(state("type.pth", fc("StrangeStorage", 6, 0, shape, 3, 1), new byte[24]))).contains("a tensor whose numbers are");
        assertThat(refusal(state("negative.pth", fc("FloatStorage", -6, 0, shape, 3, 1), new byte[24]))).contains("a tensor whose numbers are");
        assertThat(refusal(zip("none.pth", Entry.stored("m/data.pkl", fc("FloatStorage", 6, 0, shape, 3, 1).stop()))))
                .contains("refers to the storage \"0\", but holds no m/data/0");
        assertThat(refusal(state("short.pth", fc("FloatStorage", 6, 0, shape, 3, 1), new byte[20]))).contains("which has 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"posix system", "builtins exec", "subprocess Popen", "runpy run_path", "webbrowser open"})
    void aPickleThatCalls(String callee) throws Exception {
        Path marker = folder.resolve("was-executed");
        String[] parts = callee.split(" ");
        Pickles alone = Pickles.protocol(2).global(parts[0], parts[1]).text("touch " + marker).op(0x85, 'R');
        assertThat(refusal(state("call.pt", alone))).contains("asks Python to call " + parts[0] + "." + parts[1]).contains("nothing was run");
        Pickles beside = tensor(dictionary().text("fc.weight"), "FloatStorage", 6, 0, new long[] {2, 3}, new long[] {3, 1})
                .text("x").global(parts[0], parts[1]).text("touch " + marker).op(0x85, 'R', 'u');
        try (Network network = ModelFiles.open(state("beside.pt", beside, new byte[24]), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).anyMatch(warning -> warning.contains("asks Python to call " + parts[0] + "." + parts[1]) && warning.contains("nothing was run"));
        }
        assertThat(marker).doesNotExist();
    }

    static Stream<Pickles> bombs() {
        Pickles laughs = Pickles.protocol(2).op('}', 'q', 0);
        for (int level = 1; level < 200; level++) {
            laughs.op('}', '(').text("a").op('h', level - 1).text("b").op('h', level - 1).text("c").op('h', level - 1).op('u', 'q', level);
        }
        return Stream.of(laughs,
                // a dictionary under its own key, and a list that holds itself
                Pickles.protocol(2).op('}', 'q', 0).text("state_dict").op('h', 0, 's'), Pickles.protocol(2).op(']', 'q', 0, 'h', 0, 'a'),
                // a module that holds itself, and modules that hold the one before twice
                module(Pickles.protocol(2), "m", "h0"), modules(60), modules(100_000 / 40),
                Pickles.protocol(2).times(500_000, '}').times(1, 'N'), Pickles.protocol(2), dictionary().text("fc.weight").op('N', 'u'),
                Pickles.protocol(2).op('N', 'Q'), dictionary().text("w").op('(', 't', 'Q', 'u'));
    }

    /** An empty module but for the modules in it, which {@code holding} puts on the stack. */
    private static Pickles module(Pickles pickle, String name, String holding) {
        pickle.global("torch.nn.modules.container", "Sequential").op(')', 0x81, 'q', 0, '}', '(').text("_parameters").op('}').text("_modules").op('}', '(')
                .text(name).op('h', 0, 'u');
        return pickle.op('u', 'b');
    }

    /** Each level holds the one below it twice. */
    private static Pickles modules(int levels) {
        Pickles pickle = Pickles.protocol(2);
        for (int level = 0; level < levels; level++) {
            pickle.global("torch.nn.modules.container", "Sequential").op(')', 0x81, '}', '(').text("_parameters").op('}').text("_modules").op('}', '(');
            if (level > 0) {
                pickle.text("a").op('j').i4(level - 1).text("b").op('j').i4(level - 1);
            }
            pickle.op('u', 'u', 'b', 'r').i4(level);
        }
        return pickle;
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBomb(Pickles pickle) throws Exception {
        refusal(state("bomb.pt", pickle));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp_state.pth", "mlp_state_old.pth", "lstm_module.pt", "gru_module_old.pt", "rnn_script.pt"})
    void cutShort(String name) throws Exception {
        byte[] whole = Files.readAllBytes(MODELS.resolve("pytorch").resolve(name));
        for (int i = 1; i < 20; i++) {
            refusal(Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length * i / 20)));
        }
    }

    @Test
    void aPackedPickleOfGigabytes() throws Exception {
        assertThat(refusal(zip("packed.pt", new Entry("m/data.pkl", new byte[300 << 20], true)))).contains("100 times its size");
        assertThat(refusal(zip("order.pt", Entry.stored("m/data.pkl", dictionary().op('u').stop()), new Entry("m/byteorder", new byte[1 << 20], true))))
                .contains("m/byteorder has 1048576 bytes");
    }

    private static final String HEAD = "class Net(Module):\n  __parameters__ = []\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n";

    @ParameterizedTest
    @ValueSource(strings = {"", "    return", "    return (x", "    while True:\n      x = torch.relu(x)\n", "    return (self).forward(x, )\n", "    y = ) (\n",
            "    for i in range(1000000000):\n      x = torch.relu(x)\n", "    if torch.gt(x, 0):\n      x = 1\n    else:\n      x = 2\n", "    return x.y[0](1)\n",
            "    return torch.conv2d(x, x, None, [0, 0], [-1, -1], [0, 0], 0)\n", "    a, b, = torch.chunk(x, -1, 99)\n", "    return \"unended\n"})
    void codeThatCannotBeFollowed(String body) throws Exception {
        byte[] root = Pickles.protocol(2).global("__torch__", "Net").op(')', 0x81, '}', 'b').stop();
        refusal(zip("code.pt", Entry.stored("m/data.pkl", root), Entry.text("m/code/__torch__.py", HEAD + body)));
    }

    @Test
    void codeWithoutBottom() throws Exception {
        byte[] root = Pickles.protocol(2).global("__torch__", "Net").op(')', 0x81, '}', 'b').stop();
        for (String deep : new String[] {"    return " + "(".repeat(1_000_000), "    return x" + ".x".repeat(1_000_000), "    return " + "torch.relu(".repeat(100_000),
                "    x = torch.relu(x)\n".repeat(50_000), "    if True:\n".repeat(10), "    return " + "-".repeat(500_000)}) {
            refusal(zip("deep.pt", Entry.stored("m/data.pkl", root), Entry.text("m/code/__torch__.py", HEAD + deep)));
        }
        StringBuilder nested = new StringBuilder(HEAD);
        for (int i = 0; i < 3000; i++) {
            nested.append(" ".repeat(4 + i)).append("if True:\n");
        }
        refusal(zip("nested.pt", Entry.stored("m/data.pkl", root), Entry.text("m/code/__torch__.py", nested.toString())));
    }

    @Test
    void legacyContainersThatLie() throws Exception {
        byte[] sound = Files.readAllBytes(MODELS.resolve("pytorch/mlp_state_old.pth"));
        for (int at = 14; at < 600; at += 7) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x55;
            Path path = Files.write(folder.resolve("damaged.pth"), damaged);
            assertTimeoutPreemptively(Refusal.SOON, () -> {
                try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                    assertThat(network.links()).isPositive();
                } catch (ModelFormatException e) {
                    assertThat(e.getMessage()).endsWith(".").contains("damaged.pth");
                }
            });
        }
        Pickles magic = Pickles.protocol(2).op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        other.writeBytes(magic.stop());
        other.writeBytes(Pickles.protocol(2).op('M', 0xea, 0x03).stop());
        assertThat(refusal(Files.write(folder.resolve("protocol.pth"), other.toByteArray()))).contains("protocol 1002");
        ByteArrayOutputStream lying = new ByteArrayOutputStream();
        lying.writeBytes(Pickles.protocol(2).op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).stop());
        lying.writeBytes(Pickles.protocol(2).op('M', 0xe9, 0x03).stop());
        lying.writeBytes(Pickles.protocol(2).op('}').stop());
        lying.writeBytes(fc("FloatStorage", 6, 0, new long[] {2, 3}, 3, 1).stop());
        lying.writeBytes(Pickles.protocol(2).op(']').text("0").op('a').stop());
        lying.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array());
        assertThat(refusal(Files.write(folder.resolve("lying.pth"), lying.toByteArray()))).contains("ends in the middle of its storage \"0\"");
    }

    @Test
    void whatIsSomethingElse() throws Exception {
        assertThat(refusal(Files.writeString(folder.resolve("page.pt"), "<!DOCTYPE html><html><head></head></html>"))).contains("is an HTML page");
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        tar[0] = 's';
        assertThat(refusal(Files.write(folder.resolve("old.pth"), tar))).contains("is a tar archive, as PyTorch 0.1 wrote");
        assertThat(refusal(Files.write(folder.resolve("plain.pt"), Pickles.protocol(2).op('}').stop()))).contains("is a Python pickle, not what torch.save writes");
        assertThat(refusal(zip("exported.pt2", Entry.text("m/archive_format", "pt2"), Entry.text("m/models/model.json", "{}")))).contains("a program of torch.export");
        assertThat(refusal(zip("first.pt", Entry.text("m/model.json", "{}"), Entry.text("m/tensors/0", "")))).contains("TorchScript file of PyTorch 1.0 or 1.1");
        Path safetensors = Files.copy(MODELS.resolve("f32.safetensors"), folder.resolve("really.pt"));
        try (Network network = ModelFiles.open(safetensors, OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.format()).isEqualTo("safetensors");
        }
        Path keras = Files.copy(MODELS.resolve("sequential.h5"), folder.resolve("really.pth"));
        try (Network network = ModelFiles.open(keras, OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.format()).startsWith("Keras");
        }
    }
}
