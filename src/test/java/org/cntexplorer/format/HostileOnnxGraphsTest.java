package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.OnnxMessage.FLOAT;
import static org.cntexplorer.format.OnnxMessage.graph;
import static org.cntexplorer.format.OnnxMessage.model;
import static org.cntexplorer.format.OnnxMessage.node;
import static org.cntexplorer.format.OnnxMessage.numbers;
import static org.cntexplorer.format.OnnxMessage.value;
import static org.cntexplorer.format.Refusal.assertUnmapped;
import static org.cntexplorer.format.Refusal.refusal;
import static org.cntexplorer.format.Refusal.soon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX graphs that are large, run in circles or call without end, names that are no names, and weights that are kept elsewhere. */
@Tag("hostile")
class HostileOnnxGraphsTest {
    private static final int MANY = 100_000;
    private static final String EXTERNAL = "the tensor \"m\" lies in another file, ";

    @TempDir
    Path folder;

    /** What is measured is what a file costs, not the loading of the program. */
    @BeforeAll
    static void load() throws Exception {
        ModelFiles.open(Path.of("src/test/resources/models/matmul-add.onnx"), OpenOptions.NONE, Progress.NONE).close();
    }

    private Path file(OnnxMessage model) throws Exception {
        return Files.write(folder.resolve("model.onnx"), model.toBytes());
    }

    /** What an opened network tells; or the sentence of the refusal. */
    private String outcome(OnnxMessage model) throws Exception {
        Path path = file(model);
        String outcome = soon(() -> {
            try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                assertThat(Stream.of(network.warnings().stream(), network.layers().stream().map(Layer::name), network.connections().stream().map(Connection::name))
                        .flatMap(texts -> texts)).allSatisfy(text -> assertThat(text).doesNotContainPattern("[\\p{Cntrl}\u202e\u2028]").hasSizeLessThan(602));
                return "opened with " + network.layers().size() + " layers";
            } catch (ModelFormatException e) {
                assertThat(e.getMessage()).endsWith(".").contains("model.onnx").doesNotContainPattern("[\\p{Cntrl}\u202e\u2028]").doesNotContainPattern("[.!?] [A-Z]")
                        .hasSizeLessThan(602);
                return e.getMessage();
            }
        }, "a model");
        assertUnmapped(path);
        return outcome;
    }

    /** x through a product of its own, then through so many nodes in a row to y. */
    private static Stream<OnnxMessage> chain(int nodes, IntFunction<OnnxMessage> node) {
        return Stream.of(Stream.of(node("MatMul", "x w", "v0")), IntStream.range(0, nodes - 2).mapToObj(node), Stream.of(node("Identity", "v" + (nodes - 2), "y")))
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Relu|opened with 2 layers", "Cast|opened with 2 layers", "Transpose|opened with 2 layers", "Frobnicate|more than 10000 layers",
            "ReduceMean|opened with 2 layers"})
    void aHundredThousandNodesInARow(String type, String expected) throws Exception {
        assertThat(outcome(model(graph(chain(MANY, i -> node(type, "v" + i, "v" + (i + 1))), 1, 4)))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "MatMul| w|more than 10000 layers", "Add| x|opened with 2 layers", "Mul| b|opened with 2 layers", "Reshape| s|opened with 2 layers",
            "Concat| x|too large"})
    void aHundredThousandNodesOfSeveralInputs(String type, String others, String expected) throws Exception {
        OnnxMessage graph = graph(chain(MANY, i -> node(type, "v" + i + " " + others, "v" + (i + 1), type.equals("Concat") ? new OnnxMessage[] {OnnxMessage.integer("axis", 1)}
                : new OnnxMessage[0])), 1, 4).message(5, numbers("s", 4, 1)).message(5, OnnxMessage.tensor("b", FLOAT, 16, 4));
        assertThat(outcome(model(graph))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Relu h|Concat|opened with 2 layers", "Relu h|Sum|opened with 3 layers",
            "Frobnicate h|Concat|more than 10000 layers"})
    void oneValueThatAHundredThousandNodesTake(String taker, String join, String expected) throws Exception {
        String[] parts = taker.split(" ", 2);
        Stream<OnnxMessage> takers = IntStream.range(0, MANY - 2).mapToObj(i -> node(parts[0], parts[1], "r" + i));
        String all = IntStream.range(0, MANY - 2).mapToObj(i -> "r" + i).collect(Collectors.joining(" "));
        OnnxMessage[] axis = join.equals("Concat") ? new OnnxMessage[] {OnnxMessage.integer("axis", 1)} : new OnnxMessage[0];
        assertThat(outcome(model(graph(Stream.of(Stream.of(node("MatMul", "x w", "h")), takers, Stream.of(node(join, all, "y", axis))).flatMap(s -> s), 1, 4))))
                .contains(expected);
    }

    @Test
    void moreNodesThanThatAreRefused() throws Exception {
        assertThat(refusal(file(model(graph(chain(MANY + 1, i -> node("Relu", "v" + i, "v" + (i + 1))), 1, 4))))).contains("has 100001 operators");
    }

    @Test
    void nodesInTheWrongOrder() throws Exception {
        List<OnnxMessage> nodes = chain(MANY, i -> node("Relu", "v" + i, "v" + (i + 1))).toList();
        assertThat(outcome(model(graph(nodes.reversed().stream(), 1, 4)))).isEqualTo("opened with 2 layers");
    }

    @Test
    void nodesInACircle() throws Exception {
        assertThat(refusal(file(model(graph(Stream.of(node("MatMul", "y w", "y")), 1, 4))))).contains("no layer with weights");
        assertThat(refusal(file(model(graph(Stream.of(node("Add", "x b", "a"), node("MatMul", "a w", "b"), node("Relu", "b", "y")), 1, 4)))))
                .contains("no layer with weights");
        Stream<OnnxMessage> circle = IntStream.range(0, MANY - 1).mapToObj(i -> node("MatMul", "v" + i + " w", "v" + (i + 1) % (MANY - 1)));
        assertThat(refusal(file(model(graph(Stream.concat(circle, Stream.of(node("Relu", "v0", "y"))), 1, 4))))).contains("no layer with weights");
        // what the circle does not reach is drawn
        assertThat(outcome(model(graph(Stream.of(node("Add", "x b", "a"), node("Relu", "a", "b"), node("MatMul", "x w", "y")), 1, 4)))).isEqualTo("opened with 2 layers");
    }

    /** A function of one input and one output, in the domain d. */
    private static OnnxMessage function(String name, Stream<OnnxMessage> nodes) {
        return new OnnxMessage().text(1, name).text(4, "a").text(5, "r").messages(7, nodes).text(10, "d");
    }

    private static OnnxMessage call(String function, String input, String output) {
        return node(function, input, output).text(7, "d");
    }

    @Test
    void functionsThatCallEachOtherInACircle() throws Exception {
        OnnxMessage itself = model(graph(Stream.of(node("MatMul", "x w", "h"), call("f", "h", "y")), 1, 4))
                .message(25, function("f", Stream.of(call("f", "a", "r"))));
        assertThat(outcome(itself)).isNotEmpty();
        OnnxMessage others = model(graph(Stream.of(node("MatMul", "x w", "h"), call("f", "h", "y")), 1, 4))
                .message(25, function("f", Stream.of(call("g", "a", "r")))).message(25, function("g", Stream.of(call("h", "a", "b"), node("Relu", "b", "r"))))
                .message(25, function("h", Stream.of(call("f", "a", "r"))));
        assertThat(outcome(others)).isNotEmpty();
        // each of them twice, and the weights in the circle
        OnnxMessage twice = model(graph(Stream.of(node("MatMul", "x w", "h"), call("f", "h", "y")), 1, 4))
                .message(25, function("f", Stream.of(call("g", "a", "b"), call("g", "b", "r"))))
                .message(25, function("g", Stream.of(call("f", "a", "b"), call("f", "b", "r"))));
        assertThat(outcome(twice)).isNotEmpty();
    }

    /** Each calls the next one several times: a small file that stands for 2²⁵, or for 10²⁵, nodes. */
    @ParameterizedTest
    @ValueSource(ints = {2, 10})
    void functionsThatCallOneAnotherWithoutEnd(int calls) throws Exception {
        for (String last : new String[] {"Relu", "Frobnicate"}) {
            OnnxMessage model = model(graph(Stream.of(node("MatMul", "x w", "h"), call("f0", "h", "y")), 1, 4));
            for (int depth = 0; depth < 25; depth++) {
                String next = "f" + (depth + 1);
                model.message(25, function("f" + depth, IntStream.range(0, calls).mapToObj(i -> call(next, i == 0 ? "a" : "b" + i, i == calls - 1 ? "r" : "b" + (i + 1)))));
            }
            model.message(25, function("f25", Stream.of(node(last, "a", "r"))));
            assertThat(outcome(model)).isNotEmpty();
        }
    }

    private String kept(String location, String offset) throws Exception {
        OnnxMessage tensor = new OnnxMessage().number(1, 4).number(1, 4).number(2, FLOAT).text(8, "m").number(14, 1)
                .message(13, new OnnxMessage().text(1, "location").text(2, location)).message(13, new OnnxMessage().text(1, "offset").text(2, offset));
        return refusal(file(model(graph(Stream.of(node("MatMul", "x m", "y")), 1, 4).message(5, tensor))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/dev/zero|\"/dev/zero\", outside of the model's folder, which is not opened",
            "/etc/passwd|\"/etc/passwd\", outside of the model's folder, which is not opened",
            "../beside.data|\"../beside.data\", outside of the model's folder, which is not opened",
            "inner/../../beside.data|outside of the model's folder, which is not opened",
            "''|\"\", outside of the model's folder, which is not opened",
            ".|outside of the model's folder, which is not opened",
            "missing.data|missing.data, which is not there",
            "inner|inner, which is a link or no plain file and is not opened",
            "empty.data|empty.data, at byte 0, but that file has only 0 bytes"})
    void weightsThatAreKeptElsewhere(String location, String expected) throws Exception {
        Files.createDirectories(folder.resolve("inner"));
        Files.createFile(folder.resolve("empty.data"));
        assertThat(kept(location, "0")).contains(EXTERNAL).contains(expected);
    }

    @Test
    void weightsPastTheEnd() throws Exception {
        Files.write(folder.resolve("beside.data"), new byte[100]);
        assertThat(kept("beside.data", "37")).contains(EXTERNAL + "beside.data, at byte 37, but that file has only 100 bytes");
        assertThat(kept("beside.data", String.valueOf(Long.MAX_VALUE))).contains("but that file has only 100 bytes");
        assertThat(kept("beside.data", "-4")).contains("at a place that is no number (\"-4\")");
        assertThat(kept("beside\u0000.data", "0")).contains("cannot be read").doesNotContain("\u0000");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void linksToDevices() throws Exception {
        Files.createSymbolicLink(folder.resolve("zeros.data"), Path.of("/dev/zero"));
        assertThat(kept("zeros.data", "0")).contains("zeros.data, which is a link or no plain file and is not opened");
    }

    /** Weights under a name, a layer under it, and an unknown operator of it. */
    private OnnxMessage named(String name) {
        OnnxMessage tensor = OnnxMessage.tensor(name, FLOAT, 64, 4, 4);
        OnnxMessage product = new OnnxMessage().text(1, "x").text(1, name).text(2, name + "h").text(3, name).text(4, "MatMul");
        OnnxMessage unknown = new OnnxMessage().text(1, name + "h").text(2, name + "u").text(3, name).text(4, name);
        OnnxMessage after = new OnnxMessage().text(1, name + "u").text(1, "w").text(2, "y").text(3, name).text(4, "MatMul");
        return model(graph(Stream.of(product, unknown, after), 1, 4).message(5, tensor).message(13, value(name + "u", 1, 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u001b[31mb", "a\r\nb", "a\u0000b", "a\tb", "\u0007", "a\u202eb", "a\u2028b", "a\u200bb", "\n", "a\u0085b"})
    void namesOfControlCharacters(String name) throws Exception {
        assertThat(outcome(named(name))).isEqualTo("opened with 4 layers");
        OnnxMessage misfit = OnnxMessage.tensor(name, FLOAT, 60, 4, 4);
        OnnxMessage product = new OnnxMessage().text(1, "x").text(1, name).text(2, "y").text(3, name).text(4, "MatMul");
        assertThat(refusal(file(model(graph(Stream.of(product), 1, 4).message(5, misfit))))).contains("has 60 bytes, not the 64").contains("·")
                .doesNotContainPattern("[\\p{Cntrl}\u202e\u2028\u200b]");
    }

    @Test
    void namesOfAMegabyte() throws Exception {
        String name = "long/name.".repeat(100_000);
        assertThat(outcome(named(name))).isEqualTo("opened with 4 layers");
        OnnxMessage misfit = OnnxMessage.tensor(name, FLOAT, 60, 4, 4);
        OnnxMessage product = new OnnxMessage().text(1, "x").text(1, name).text(2, "y").text(3, name).text(4, "MatMul");
        assertThat(outcome(model(graph(Stream.of(product), 1, 4).message(5, misfit)))).contains("long/name.");
        String dots = ".".repeat(1_000_000);
        assertThat(outcome(named(dots))).isEqualTo("opened with 4 layers");
        String digits = "0".repeat(1_000_000);
        assertThat(outcome(named(digits))).isEqualTo("opened with 4 layers");
    }
}
