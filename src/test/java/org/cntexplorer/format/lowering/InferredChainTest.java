package org.cntexplorer.format.lowering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Wiring;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains that were inferred, arranged otherwise. */
@Execution(ExecutionMode.CONCURRENT)
class InferredChainTest {
    private static final Path MLP = Path.of("src/test/resources/models/pickled-4.npy");

    private static Network open(Wiring wiring) throws ModelFormatException {
        return ModelFiles.open(MLP, wiring == null ? OpenOptions.NONE : OpenOptions.NONE.withWiring(wiring), Progress.NONE);
    }

    private static Wiring inferred() throws ModelFormatException {
        try (Network network = open(null)) {
            return network.wiring().orElseThrow();
        }
    }

    private static List<Integer> sizes(Network network) {
        return network.layers().stream().map(layer -> layer.neurons()).toList();
    }

    @Test
    void theInferredChainIsTold() throws Exception {
        try (Network network = open(null)) {
            Wiring wiring = network.wiring().orElseThrow();
            assertEquals(network.connections().stream().map(Connection::name).toList(), wiring.steps().stream().map(Wiring.Step::name).toList());
            assertTrue(wiring.steps().stream().allMatch(step -> step.used() && step.kind() == Wiring.Kind.DENSE && !step.flipped()));
        }
    }

    @Test
    void theSameWiringGivesTheSameNetwork() throws Exception {
        try (Network first = open(null); Network again = open(inferred())) {
            assertEquals(sizes(first), sizes(again));
            assertEquals(first.warnings(), again.warnings());
        }
    }

    @Test
    void aLayerLeftOutIsGoneAndABlockStandsWhereTheRestDoesNotFit() throws Exception {
        Wiring all = inferred();
        try (Network whole = open(null); Network network = open(all.with(1, all.steps().get(1).withUse(false)))) {
            long missing = whole.connection(1).links();
            assertEquals(whole.links() - missing, network.links());
            assertEquals(all.steps().size() - 1, network.connections().stream().filter(Connection::counted).count());
            boolean fits = whole.connection(1).sources() == whole.connection(1).targets();
            assertEquals(fits ? 0 : 1, network.connections().stream().filter(c -> !c.counted()).count());
            assertTrue(network.warnings().contains("The layers are arranged by hand."));
            assertEquals(all.steps().size(), network.wiring().orElseThrow().steps().size());
        }
    }

    @Test
    void layersMayChangePlaces() throws Exception {
        Wiring all = inferred();
        try (Network whole = open(null); Network network = open(all.moved(0, 1))) {
            List<Connection> counted = network.connections().stream().filter(Connection::counted).toList();
            assertEquals(List.of(all.steps().get(1).name(), all.steps().get(0).name()), counted.stream().limit(2).map(Connection::name).toList());
            assertEquals(whole.links(), network.links());
            assertArrayEquals(whole.connection(0).into(0).weight(), counted.get(1).into(0).weight());
        }
    }

    @Test
    void aMatrixReadTheOtherWayRoundSwapsItsNeurons() throws Exception {
        Wiring all = inferred();
        Wiring.Step only = all.steps().getFirst();
        List<Wiring.Step> steps = Stream.concat(Stream.of(only.turned()), all.steps().stream().skip(1).map(step -> step.withUse(false))).toList();
        try (Network whole = open(null); Network turned = open(new Wiring(steps))) {
            assertEquals(List.of(whole.layer(1).neurons(), whole.layer(0).neurons()), sizes(turned));
            assertArrayEquals(whole.connection(0).outOf(2).weight(), turned.connection(0).into(2).weight());
        }
    }

    @Test
    void nothingLeftInIsRefusedInOneSentence() throws Exception {
        Wiring all = inferred();
        Wiring none = new Wiring(all.steps().stream().map(step -> step.withUse(false)).toList());
        try (Network network = open(none)) {
            throw new AssertionError("opened " + network);
        } catch (ModelFormatException e) {
            assertEquals("pickled-4.npy: all layers are left out; leave at least one in.", e.getMessage());
        }
    }

    private static Network transformer(String file, Wiring wiring) throws ModelFormatException {
        return ModelFiles.open(Path.of("src/test/resources/transformers", file), wiring == null ? OpenOptions.NONE : OpenOptions.NONE.withWiring(wiring),
                Progress.NONE);
    }

    private static Connection into(Network network, String layer) {
        int at = network.layers().stream().filter(l -> l.name().equals(layer)).findFirst().orElseThrow().index();
        return network.connections().stream().filter(c -> c.to() == at && c.counted()).findFirst().orElseThrow();
    }

    @Test
    void aResidualBlockGoesAsAWhole() throws Exception {
        try (Network whole = transformer("gpt2.safetensors", null)) {
            Wiring all = whole.wiring().orElseThrow();
            assertEquals(List.of("wte", "h.0.attn", "h.0.mlp", "h.1.attn", "h.1.mlp", "ln_f", "lm_head"), all.steps().stream().map(Wiring.Step::name).toList());
            assertEquals(2, all.find("h.0.mlp.c_fc"));
            assertEquals(1, all.find("h.0.ln_1"));
            try (Network network = transformer("gpt2.safetensors", all.moved(3, 2))) {
                // what is added goes with what it is added to
                assertEquals("h.0.attn.c_proj", network.layer(into(network, "h.1.ln_1").from()).name());
                assertEquals("h.1.attn.c_proj", network.layer(into(network, "h.0.ln_2").from()).name());
                assertEquals(List.of("h.0.attn.c_proj", "h.1.attn.c_proj"), network.connections().stream()
                        .filter(c -> c.kind().equals("skip") && (network.layer(c.to()).name().startsWith("h.1.attn") || network.layer(c.to()).name().startsWith("h.0.mlp")))
                        .map(c -> network.layer(c.from()).name()).toList());
                assertEquals(whole.links(), network.links());
            }
            try (Network network = transformer("gpt2.safetensors", all.with(1, all.steps().get(1).withUse(false)))) {
                assertEquals(whole.links() - 8 - 3 * 64 - 64, network.links());
                assertEquals("wte", network.layer(into(network, "h.0.ln_2").from()).name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2.safetensors", "bert.safetensors", "llama.safetensors", "t5.safetensors", "vit.safetensors", "both_state.pth", "alone_state.pth", "../models/pytorch/resnet_module.pt",
            "../models/pytorch/text_state.pth", "../models/pytorch/cnn_state.pth"})
    void everyArrangementOpens(String file) throws Exception {
        Wiring all;
        try (Network whole = transformer(file, null)) {
            all = whole.wiring().orElseThrow();
        }
        for (int from = 0; from < all.steps().size(); from++) {
            List<Wiring> others = new ArrayList<>();
            if (all.steps().size() > 1) {
                others.add(all.with(from, all.steps().get(from).withUse(false)));
            }
            for (int to = 0; to < all.steps().size(); to++) {
                others.add(all.moved(from, to));
            }
            for (Wiring other : others) {
                try (Network network = transformer(file, other)) {
                    assertEquals(other, network.wiring().orElseThrow());
                    assertTrue(network.links() > 0);
                }
            }
        }
    }
}
