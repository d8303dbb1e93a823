package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphLayouts;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Graphs on paper in every layout. */
@Execution(ExecutionMode.CONCURRENT)
class LaidOutFigureTest {
    @TempDir
    private Path folder;

    private static GraphScene scene(Network network, LayoutChoice choice) {
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        VisibleLinks links = VisibleLinks.of(network, LinkChoice.strongest(1_000), Progress.NONE);
        GraphLayout layout = new GraphLayouts(network).of(choice, true, List.of(), Optional.of(strength), links, Progress.NONE);
        return GraphScene.of(network, strength, layout, links, NeuronQuantity.STRENGTH, Set.of());
    }

    private String svg(GraphScene scene) throws Exception {
        Path file = folder.resolve("graph.svg");
        FigureFile.write(GraphFigure.of(scene), FigureOptions.DEFAULT, file, Progress.NONE);
        return Files.readString(file);
    }

    private static int count(String text, String what) {
        return text.split(what, -1).length - 1;
    }

    @Test
    void linksThatHaveNoPlaceAreNotDrawn() throws Exception {
        Network network = RandomNetwork.dense(1, 20, 15, 10);
        String whole = svg(scene(network, LayoutChoice.DEFAULT));
        String around = svg(scene(network, LayoutChoice.DEFAULT.with(LayoutChoice.Kind.FORCE, List.of(new Neuron(2, 4)))));
        // all links; and the fifteen into one neuron of the last layer
        int scale = count(whole, "<line") - 450;
        assertThat(scale).isPositive();
        assertThat(count(around, "<line")).isEqualTo(15 + scale);
        assertThat(whole).contains("dense 2");
        // neurons of all layers stand among one another there, and no title says whose they are
        assertThat(around).doesNotContain("dense 2");
    }

    @Test
    void layersTooManyForUprightTitlesHaveSlantedOnesWithTheirWholeNames() throws Exception {
        int[] sizes = new int[20];
        Arrays.fill(sizes, 40);
        Path file = folder.resolve("long.svg");
        FigureFile.write(GraphFigure.of(scene(RandomNetwork.named(1, "projection %d", sizes), LayoutChoice.DEFAULT)), new FigureOptions(180, 7, 300), file, Progress.NONE);
        String text = Files.readString(file);
        for (int layer = 1; layer < 20; layer++) {
            // not the whole file as the message
            assertThat(text.contains(">projection " + layer + "<")).as("name of layer %d", layer).isTrue();
        }
        assertThat(count(text, "rotate\\(-60\\)")).isGreaterThanOrEqualTo(20);
    }

    @Test
    void everyKindOfLayerAndLinkIsDrawnInEveryLayout() throws Exception {
        Network network = EveryKind.network();
        for (LayoutChoice.Kind kind : LayoutChoice.Kind.values()) {
            for (LayoutChoice.Order order : LayoutChoice.Order.values()) {
                assertThat(svg(scene(network, new LayoutChoice(kind, order)))).contains("<path").doesNotContain("NaN");
            }
        }
    }
}
