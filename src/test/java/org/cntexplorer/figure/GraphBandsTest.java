package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.graph.SignalFlows;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The weight between layers on paper, and links where there are many. */
@Execution(ExecutionMode.CONCURRENT)
class GraphBandsTest {
    private static final GraphPlace PLACE = new GraphPlace(20, 10, 3);

    @TempDir
    private Path folder;

    private final Network network = RandomNetwork.dense(3, 60, 50, 40);

    private GraphScene scene(int links) {
        return scene(network, links);
    }

    private static GraphScene scene(Network network, int links) {
        return GraphScene.of(network, NodeStrength.of(network, Convention.DEFAULT, Progress.NONE), GraphLayout.layered(network, true),
                VisibleLinks.of(network, LinkChoice.strongest(links), Progress.NONE), NeuronQuantity.STRENGTH, Set.of());
    }

    private String svg(Figure figure) throws Exception {
        Path file = folder.resolve("graph.svg");
        FigureFile.write(figure, FigureOptions.DEFAULT, file, Progress.NONE);
        return Files.readString(file);
    }

    /** How much ink the bands leave on each column of pixels. */
    private static double[] ink(GraphScene scene, DensityBands bands) {
        int width = (int) Math.ceil(PLACE.x(scene.layout().width())) + 20;
        int height = (int) Math.ceil(PLACE.y(scene.layout().height())) + 20;
        BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = page.createGraphics();
        new GraphBands(scene, bands, Palette.LIGHT, PLACE).draw(g, Progress.NONE);
        g.dispose();
        double[] ink = new double[width];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                ink[x] += (page.getRGB(x, y) >>> 24) / 255.;
            }
        }
        return ink;
    }

    @Test
    void bandsLieBetweenTheirLayersAndNowhereElse() {
        GraphScene scene = scene(20);
        double[] ink = ink(scene, DensityBands.of(scene, Progress.NONE));
        for (int l = 0; l < 2; l++) {
            double right = PLACE.x(scene.layout().block(l).right());
            double left = PLACE.x(scene.layout().block(l + 1).left());
            for (int x = (int) right + 4; x < (int) left - 4; x++) {
                assertThat(ink[x]).as("column %d between layers %d and %d", x, l, l + 1).isGreaterThan(5);
            }
        }
        for (int x = 0; x < PLACE.x(scene.layout().block(0).left()) - 2; x++) {
            assertThat(ink[x]).isZero();
        }
        for (int x = (int) PLACE.x(scene.layout().block(2).right()) + 3; x < ink.length; x++) {
            assertThat(ink[x]).isZero();
        }
    }

    @Test
    void thereIsNoBandWhereTheLinksShownTellAllOfTheWeight() throws Exception {
        assertThat(svg(GraphFigure.of(scene(20)))).contains("<image");
        assertThat(svg(GraphFigure.of(scene(3_000)))).doesNotContain("<image");
    }

    @Test
    void bandsThatAreKnownAlreadyLookAsThoseThatAreFoundForTheFigure() throws Exception {
        GraphScene scene = scene(20);
        Optional<DensityBands> known = Optional.of(DensityBands.of(scene, Progress.NONE));
        assertThat(svg(new GraphFigure(scene, List.of(), known))).isEqualTo(svg(GraphFigure.of(scene)));
        // those of another layout would lie elsewhere
        Optional<DensityBands> others = Optional.of(DensityBands.of(network, GraphLayout.layered(network, false), Optional.empty(), Progress.NONE));
        assertThat(new GraphFigure(scene, List.of(), others).bands()).isEmpty();
    }

    @Test
    void ofASignalTheRibbonsTellTheSignalAndTheLegendSaysSo() throws Exception {
        GraphScene weights = scene(20);
        Optional<SignalFlow> flow = Optional.of(SignalFlows.random("sample 7", network, 3));
        GraphScene scene = GraphScene.of(network, weights.strength(), weights.layout(), VisibleLinks.of(network, LinkChoice.strongest(20), Progress.NONE),
                NeuronQuantity.ACTIVATION, flow, Set.of(), Optional.empty(), Progress.NONE);
        Optional<DensityBands> ofWeights = Optional.of(DensityBands.of(weights, Progress.NONE));
        assertThat(new GraphFigure(scene, List.of(), ofWeights).bands()).as("those of the weights").isEmpty();
        String svg = svg(GraphFigure.of(scene));
        assertThat(svg).contains("sample 7", "ribbons: Σ|w·a|");
        assertThat(svg(new GraphFigure(scene, List.of(), Optional.of(DensityBands.of(scene, Progress.NONE))))).isEqualTo(svg);
        assertThat(svg(GraphFigure.of(weights))).doesNotContain("ribbons");
        assertThat(svg).doesNotContain("each layer its own range").contains(TickFormat.number(scene.limits().whole()));
        // a number would be that of one layer alone
        assertThat(svg(GraphFigure.of(scene.ownRanges(true)))).contains("each layer its own range", ">max<")
                .doesNotContain(TickFormat.number(scene.limits().whole()));
        // half of the sources carry nothing, and those that carry differ: another ink on each column
        assertThat(ink(scene, DensityBands.of(scene, Progress.NONE))).isNotEqualTo(ink(scene, ofWeights.get()));
    }

    /** No look is as faint by itself; links are where thousands of stronger ones cover the room. */
    @Test
    void weakLinksStepBackWhereStrongerOnesCoverTheRoom() throws Exception {
        double least = LinkLook.of(0, 14_400).opacity();
        assertThat(faintest(svg(GraphFigure.of(scene(RandomNetwork.dense(4, 120, 120), 14_400))))).isLessThan(0.6 * least);
        assertThat(faintest(svg(GraphFigure.of(scene(20))))).isGreaterThanOrEqualTo(least);
    }

    private static double faintest(String svg) {
        return Pattern.compile("stroke-opacity=\"([0-9.]+)\"").matcher(svg).results()
                .mapToDouble(found -> Double.parseDouble(found.group(1))).min().orElseThrow();
    }
}
