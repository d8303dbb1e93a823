package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.CloseNumbers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Wiring;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transformers whose files hold weights alone: wired as the same networks are whose wiring is known, with the same numbers. */
class TransformerWeightsTest {
    @TempDir
    private Path folder;

    private static final Path FOLDER = Path.of("src/test/resources/transformers");

    private static Network open(String file) throws Exception {
        return ModelFiles.open(FOLDER.resolve(file), OpenOptions.NONE, Progress.NONE);
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "distilbert", "gpt2", "llama", "qwen", "t5", "vit", "timm", "neox", "phi3", "experts"})
    void everyLayerHasTheSumsThatItsRowsAndColumnsGive(String name) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()).get(name);
        for (String ending : List.of(".safetensors", ".bin")) {
            try (Network network = open(name + ending)) {
                NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
                assertThat(network.layers()).extracting(Layer::name).containsExactlyInAnyOrderElementsOf(expected.get("layers")::fieldNames);
                for (Layer layer : network.layers()) {
                    JsonNode sums = expected.get("layers").get(layer.name());
                    assertThat(strength.layer(layer.index()).in()).as("into " + layer.name()).satisfies(closeTo(numbers(sums.get("in")), 1e-6));
                    assertThat(strength.layer(layer.index()).out()).as("out of " + layer.name()).satisfies(closeTo(numbers(sums.get("out")), 1e-6));
                }
                assertThat(network.links()).isEqualTo(expected.get("links").asLong());
                assertThat(network.parameters()).isEqualTo(expected.get("parameters").asLong());
                // a head that shares the numbers of the embedding is in the one file and not in the other
                boolean named = expected.get("tied").asBoolean() && ending.equals(".bin");
                assertThat(network.warnings()).containsExactlyInAnyOrderElementsOf(StreamSupport.stream(expected.get("warnings").spliterator(), false)
                        .map(JsonNode::asText).filter(warning -> !named || !warning.startsWith("No head")).toList());
            }
        }
    }

    /** Sums into and out of each layer; where queries, keys and values are one layer in the one and three in the other, they are told together. */
    private static Map<String, double[]> sums(Network network) {
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            var own = strength.layer(layer.index());
            String name = layer.kind().equals("input") ? "input" : layer.name().replaceFirst("(self_attention) attention$", "$1")
                    .replaceFirst("(self_attention)\\.(in_proj|query|key|value)$", "$1 projections");
            double[] both = IntStream.range(0, layer.neurons() * 2).mapToDouble(i -> i % 2 == 0 ? own.in()[i / 2] : own.out()[i / 2]).toArray();
            sums.merge(name, both, (one, other) -> DoubleStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray());
        }
        return sums;
    }

    @ParameterizedTest
    @CsvSource({"vit_b_state.pth, vit_b.onnx", "alone_state.pth, alone_module.pt", "encoder_state.pth, encoder_module.pt"})
    void weightsAloneAreAsTheSameNetworkWithItsWiring(String weights, String whole) throws Exception {
        try (Network one = open(weights); Network other = open(whole)) {
            Map<String, double[]> found = sums(one);
            Map<String, double[]> expected = sums(other);
            assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
            found.forEach((name, both) -> assertThat(both).as(name).satisfies(closeTo(expected.get(name), 1e-6)));
            assertThat(one.links()).isEqualTo(other.links());
            assertThat(one.parameters()).isEqualTo(other.parameters());
        }
    }

    @Test
    void aDecoderTakesWhatTheEncoderGives() throws Exception {
        try (Network network = open("both_state.pth")) {
            Map<String, Layer> layers = network.layers().stream().collect(Collectors.toMap(Layer::name, layer -> layer));
            for (int i = 0; i < 2; i++) {
                for (String part : List.of("key", "value")) {
                    Layer taker = layers.get("decoder.layers." + i + ".multihead_attn." + part);
                    assertThat(network.connections()).filteredOn(c -> c.to() == taker.index()).singleElement()
                            .satisfies(c -> assertThat(c.from()).isEqualTo(layers.get("encoder.norm").index()));
                }
            }
            // two layers of four matrices of attention and two dense ones, and two with twice as many of the first
            assertThat(network.links()).isEqualTo(2 * (4 * 64 + 2 * 96 + 2 * 8) + 2 * (8 * 64 + 2 * 96 + 3 * 8) + 2 * 8);
        }
    }

    /** Arrays of ones, in a file of weights alone. */
    private Path ones(String name, Map<String, List<Integer>> shapes) throws Exception {
        ObjectNode header = new ObjectMapper().createObjectNode();
        int at = 0;
        for (Map.Entry<String, List<Integer>> shape : shapes.entrySet()) {
            ObjectNode array = header.putObject(shape.getKey()).put("dtype", "F32");
            shape.getValue().forEach(array.putArray("shape")::add);
            int end = at + 4 * shape.getValue().stream().reduce(1, (a, b) -> a * b);
            array.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + at).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
        while (bytes.hasRemaining()) {
            bytes.putFloat(1);
        }
        return Files.write(folder.resolve(name + ".safetensors"), bytes.array());
    }

    @Test
    void anAttentionOfOtherNamesIsDenseLayersBetweenBlocks() throws Exception {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        shapes.put("layers.0.attention.query.weight", List.of(8, 6));
        shapes.put("layers.0.attention.memory.weight", List.of(5, 6));
        shapes.put("layers.0.linear.weight", List.of(4, 9));
        try (Network network = ModelFiles.open(ones("other", shapes), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.links()).isEqualTo(8 * 6 + 5 * 6 + 4 * 9);
            assertThat(network.warnings()).anyMatch(warning -> warning.contains("a block stands between them"));
            assertThat(network.wiring().orElseThrow().steps()).extracting(Wiring.Step::name).contains("layers.0.attention.query", "layers.0.linear");
        }
    }

    @Test
    void valuesThatFitNotWhatIsMadeOfThemMeetInABlock() throws Exception {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        List.of("q", "k", "v").forEach(part -> shapes.put("attn." + part + "_proj.weight", List.of(part.equals("q") ? 8 : 5, 8)));
        shapes.put("attn.o_proj.weight", List.of(8, 8));
        try (Network network = ModelFiles.open(ones("odd", shapes), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.links()).isEqualTo(2 * 64 + 2 * 40);
            assertThat(network.connections()).filteredOn(c -> !c.counted()).hasSize(3);
            assertThat(network.warnings()).anyMatch(warning -> warning.startsWith("The operator attention whose values are not as wide"));
        }
    }

    @Test
    void anImagesSizeIsWhatThePersonSays() throws Exception {
        try (Network network = ModelFiles.open(FOLDER.resolve("vit.safetensors"), new OpenOptions(Optional.of(Shape.of(3, 8, 16))), Progress.NONE)) {
            assertThat(network.layer(0).neurons()).isEqualTo(3 * 8 * 16);
            assertThat(network.layer(1).neurons()).isEqualTo(8 * 8);
            assertThat(network.connection(0).links()).isEqualTo(8L * 8 * 3 * 16);
        }
    }
}
