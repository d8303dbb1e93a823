package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.OnnxMessage.FLOAT;
import static org.cntexplorer.format.OnnxMessage.graph;
import static org.cntexplorer.format.OnnxMessage.graphOf;
import static org.cntexplorer.format.OnnxMessage.integer;
import static org.cntexplorer.format.OnnxMessage.ints;
import static org.cntexplorer.format.OnnxMessage.model;
import static org.cntexplorer.format.OnnxMessage.node;
import static org.cntexplorer.format.OnnxMessage.numbers;
import static org.cntexplorer.format.OnnxMessage.tensor;
import static org.cntexplorer.format.OnnxMessage.value;
import static org.cntexplorer.format.Refusal.assertUnmapped;
import static org.cntexplorer.format.Refusal.refusal;
import static org.cntexplorer.format.Refusal.soon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX models that are sound protocol buffers and no sound models: extents that lie, offsets past the end, more than there is. */
@Tag("hostile")
class HostileOnnxTest {
    private static final long HUGE = Long.MAX_VALUE;

    @TempDir
    Path folder;

    private Path file(OnnxMessage model) throws Exception {
        return Files.write(folder.resolve("model.onnx"), model.toBytes());
    }

    private String refused(OnnxMessage graph) throws Exception {
        return refusal(file(model(graph)));
    }

    /** A network or a refusal, soon. */
    private void opensOrIsRefused(OnnxMessage model) throws Exception {
        Path path = file(model);
        soon(path, () -> {
            try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                assertThat(network.neurons()).isPositive();
                assertThat(network.warnings()).allSatisfy(warning -> assertThat(warning).doesNotContainPattern("\\p{Cntrl}"));
            } catch (ModelFormatException e) {
                assertThat(e.getMessage()).endsWith(".").contains("model.onnx").doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(602);
            }
        });
        assertUnmapped(path);
    }

    static Stream<OnnxMessage> tensorsThatLie() {
        return Stream.of(tensor("m", FLOAT, 64, -1, 4), tensor("m", FLOAT, 64, 1L << 32, 1L << 32), tensor("m", FLOAT, 64, HUGE, 4),
                tensor("m", FLOAT, 64, 65536, 65536, 65536, 65536), tensor("m", FLOAT, 64, 5, 4), tensor("m", FLOAT, 0, 0, 4),
                tensor("m", 999, 64, 4, 4), tensor("m", FLOAT, 64), tensor("m", FLOAT, 0, 1 << 30, 4), tensor("m", 8, 64, 4, 4),
                outside("0", "-1"), outside("9223372036854775807", "64"), outside("-64", "64"), outside("60", "64"), outside("0", "9223372036854775807"),
                outside("1e3", "x"));
    }

    /** @param offset in a file beside the model, which is the model itself */
    private static OnnxMessage outside(String offset, String length) {
        return new OnnxMessage().number(1, 4).number(1, 4).number(2, FLOAT).text(8, "m").number(14, 1)
                .message(13, new OnnxMessage().text(1, "location").text(2, "beside.data"))
                .message(13, new OnnxMessage().text(1, "offset").text(2, offset)).message(13, new OnnxMessage().text(1, "length").text(2, length));
    }

    @ParameterizedTest
    @MethodSource("tensorsThatLie")
    void aTensorThatLies(OnnxMessage tensor) throws Exception {
        Files.write(folder.resolve("beside.data"), new byte[100]);
        assertThat(refused(graph(Stream.of(node("MatMul", "x m", "y")), 1, 4).message(5, tensor))).contains("m");
    }

    @Test
    void inputsThatLie() throws Exception {
        for (long[] extents : new long[][] {{1, -1}, {1, HUGE}, {1L << 32, 1L << 32}, {65536, 65536}, {Long.MIN_VALUE, 4}, {1, 4, 0}, new long[40]}) {
            opensOrIsRefused(model(graph(Stream.of(node("MatMul", "x w", "y")), extents)));
        }
    }

    /** An input that no layer holds, before anything that must have it. */
    @Test
    void imagesThatLie() throws Exception {
        for (String type : new String[] {"Conv", "Relu", "Shape", "Frobnicate", "Identity", "MaxPool"}) {
            OnnxMessage graph = graph(Stream.of(node(type, type.equals("Conv") ? "image kernel" : "image", "v"), node("MatMul", "v w", "y")), 1, 4)
                    .message(11, value("image", 1, 2147483640, 4, 4)).message(5, tensor("kernel", FLOAT, 4 * 3 * 2 * 4, 3, 2, 2, 2));
            assertThat(refused(graph)).contains("\"image\" has the extents").contains("a layer has 1 to 2,147,483,647 neurons");
        }
    }

    static Stream<OnnxMessage> nodesThatAskForTooMuch() {
        long[] odd = {0, -1, 1L << 31, 1L << 40, HUGE, Long.MIN_VALUE};
        Stream<OnnxMessage> convolutions = Stream.of("strides", "dilations", "pads", "kernel_shape", "output_padding", "output_shape").flatMap(name ->
                Arrays.stream(odd).boxed().flatMap(o -> Stream.of("Conv", "ConvTranspose", "MaxPool", "AveragePool").map(type ->
                        node(type, type.startsWith("Conv") ? "image kernel" : "image", "v",
                                ints(name, o, o, o, o), type.startsWith("Conv") || name.equals("kernel_shape") ? integer("ceil_mode", 1)
                                        : ints("kernel_shape", 2, 2)))));
        Stream<OnnxMessage> groups = Arrays.stream(odd).mapToObj(o -> node("Conv", "image kernel", "v", integer("group", o)));
        Stream<OnnxMessage> axes = Stream.of("Concat", "Flatten", "Softmax", "ReduceMean", "Squeeze", "Unsqueeze", "Split", "Gather", "LayerNormalization",
                "Transpose", "Squeeze", "ArgMax", "GlobalAveragePool", "BatchNormalization").flatMap(type -> Arrays.stream(odd).mapToObj(o ->
                        node(type, "image odd", "v", integer("axis", o), ints("axes", o), ints("perm", o, o, 1, 0))));
        Stream<OnnxMessage> sizes = Stream.of("Reshape", "Expand", "Tile", "Pad", "ConstantOfShape", "Range", "Slice", "Resize", "Upsample", "Split", "OneHot",
                "EyeLike", "Loop", "If", "Scan", "RNN", "LSTM", "GRU", "TopK", "CumSum", "DepthToSpace", "QLinearConv", "DequantizeLinear", "Einsum")
                .flatMap(type -> Stream.of("odd odd odd", "image odd odd odd odd", "big", "image big big", "x odd big"
                ).map(inputs -> node(type, inputs, "v", ints("scales", HUGE), integer("blocksize", HUGE), integer("hidden_size", HUGE), ints("steps", 0))));
        return Stream.of(convolutions, groups, axes, sizes).flatMap(all -> all);
    }

    /** Extents, windows, places and numbers of steps that no memory holds. */
    @Test
    void nodesThatAskForMoreThanThereIs() throws Exception {
        for (OnnxMessage node : nodesThatAskForTooMuch().toList()) {
            OnnxMessage after = node("MatMul", "v w", "y");
            opensOrIsRefused(model(graph(Stream.of(node, after), 1, 4).message(11, value("image", 1, 2, 5, 5))
                    .message(5, tensor("kernel", FLOAT, 4 * 3 * 2 * 4, 3, 2, 2, 2)).message(5, numbers("odd", 1, HUGE, -1, 1L << 31))
                    .message(5, numbers("big", 100_000, 100_000))));
        }
    }

    /** A branch in a branch in a branch, each with a loop of 2⁶² rounds. */
    @Test
    void branchesAndLoopsWithoutEnd() throws Exception {
        OnnxMessage inner = graph(Stream.of(node("MatMul", "x w", "y")), 1, 4);
        for (int depth = 0; depth < 24; depth++) {
            OnnxMessage body = inner;
            inner = depth % 2 == 0 ? graph(Stream.of(node("If", "c", "y", graphOf("then_branch", body), graphOf("else_branch", body))), 1, 4)
                    : graph(Stream.of(node("Loop", "rounds c x", "y", graphOf("body", body))), 1, 4);
            if (inner.toBytes().length > 1 << 20) {
                break;
            }
        }
        opensOrIsRefused(model(inner.message(5, numbers("rounds", 1L << 62)).message(5, tensor("c", 9, 1, 1))));
    }

    /** Numbers outside of the extents, more places than numbers, extents that no memory holds. */
    @Test
    void sparseTensorsThatLie() throws Exception {
        OnnxMessage three = tensor("w", FLOAT, 3 * 4, 3);
        long[][] places = {{0, 1, 12}, {0, 1, -1}, {0, 1}, {HUGE, 0, 1}, {0, 1, 2, 3}};
        long[][] extents = {{4, 3}, {HUGE, HUGE}, {-4, 3}, {1L << 31, 1L << 31}, {}, {1L << 26, 1}, {0}};
        for (long[] of : places) {
            for (long[] dims : extents) {
                OnnxMessage sparse = new OnnxMessage().message(1, three).message(2, numbers("places", of));
                Arrays.stream(dims).forEach(dim -> sparse.number(3, dim));
                OnnxMessage graph = new OnnxMessage().message(1, node("MatMul", "x w", "y")).message(15, sparse).message(11, value("x", 1, 4))
                        .message(12, value("y", 1, 3));
                opensOrIsRefused(model(graph));
            }
        }
    }
}
