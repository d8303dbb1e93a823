package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cntexplorer.EveryKind;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure of a network with connections of every kind, as every kind of file. */
@Execution(ExecutionMode.CONCURRENT)
class EveryKindFigureTest {
    @TempDir
    private Path folder;

    private record Named(String name, Figure figure) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Figure graph(Network network, NodeStrength strength, Set<Neuron> selected) {
        return GraphFigure.of(GraphScene.of(network, strength, GraphLayout.layered(network, true),
                VisibleLinks.of(network, LinkChoice.strongest(100), Progress.NONE), NeuronQuantity.STRENGTH, selected));
    }

    static Stream<Named> figures() {
        Network network = EveryKind.network();
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        LinkWeights weights = LinkWeights.of(network, Progress.NONE);
        List<Integer> layers = IntStream.range(0, 8).boxed().toList();
        return Stream.of(
                new Named("graph", graph(network, strength, Set.of())),
                new Named("graph with a selected neuron of a recurrent layer", graph(network, strength, Set.of(new Neuron(3, 2)))),
                new Named("strengths", StrengthFigure.of(strength, layers, layers.stream().map(l -> network.layer(l).name()).toList(), Set.of(),
                        Optional.empty(), Progress.NONE)),
                new Named("fluctuation", FluctuationFigure.of(network, strength)),
                new Named("weights of all", WeightsFigure.of(network, weights, IntStream.range(0, 9).boxed().toList(), Progress.NONE)),
                new Named("weights of a skip and a block", WeightsFigure.of(network, weights, List.of(EveryKind.SKIP, EveryKind.BLOCK), Progress.NONE)),
                new Named("weights of none", WeightsFigure.of(network, weights, List.of(), Progress.NONE)));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void isWritten(Named named) throws Exception {
        for (String ending : List.of("svg", "pdf", "png")) {
            Path file = folder.resolve("figure." + ending);
            FigureFile.write(named.figure(), new FigureOptions(85, 7, 150), file, Progress.NONE);
            assertThat(Files.size(file)).isGreaterThan(1_000);
        }
        assertThat(Files.readString(folder.resolve("figure.svg"))).doesNotContain("NaN");
        BufferedImage picture = ImageIO.read(folder.resolve("figure.png").toFile());
        Set<Integer> colours = IntStream.range(0, picture.getWidth() * picture.getHeight())
                .mapToObj(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth())).collect(java.util.stream.Collectors.toSet());
        assertThat(colours).hasSizeGreaterThan(2);
    }
}
