package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** What is drawn into pixels. */
class PainterTest {
    private static double fine(double fittedScale, double zoom, double ratio) {
        return Painter.fine(new Painter.Frame(0, 0, fittedScale * zoom * ratio, ratio, zoom, 100, 100));
    }

    @Test
    void linesAreThinnerInAGraphThatIsSmallThoughItFillsTheView() {
        assertThat(fine(3.5, 1, 1)).isEqualTo(1);
        assertThat(fine(0.9, 1, 1)).isCloseTo(0.75, within(1e-9));
        assertThat(fine(0.9, 7, 2)).as("by the graph, not by zoom or screen").isCloseTo(0.75, within(1e-9));
        assertThat(fine(0.1, 1, 1)).isEqualTo(0.5);
    }

    @Test
    void lanesThatLieCloseTogetherAreLinesApart() {
        Network network = RandomNetwork.everyToEvery(5, 60, 3);
        GraphLayout layout = GraphLayout.layered(network, true);
        GraphScene scene = GraphScene.of(network, NodeStrength.of(network, Convention.DEFAULT, Progress.NONE), layout,
                VisibleLinks.of(network, LinkChoice.strongest(9), Progress.NONE), NeuronQuantity.STRENGTH, Set.of());
        Drawing drawing = Drawing.of(scene, Emphasis.NONE, Palette.LIGHT, Progress.NONE);
        assertThat(layout.routes().room(network.connections().stream().filter(c -> c.from() == 3 && c.to() == 7).findFirst().orElseThrow().index())).isLessThan(3);
        double scale = 2.1;
        int width = (int) (layout.width() * scale);
        int height = (int) (layout.block(0).top() * scale);
        int[] pixels = new int[width * height];
        // lines of full width would be wider than their lanes
        new Painter(1).paint(drawing, Detail.NONE, new Painter.Frame(0, 0, scale, 3, 6, width, height), pixels, () -> false);
        // between two blocks in the middle of the first row, above all of them
        int middle = layout.rows().getFirst().layers().get(layout.rows().getFirst().layers().size() / 2);
        int x = (int) ((layout.block(middle).right() + layout.block(middle + 1).left()) / 2 * scale);
        double top = layout.block(0).top() - 8;
        int[] alpha = new int[(int) (top * scale)];
        for (int y = 0; y < alpha.length; y++) {
            alpha[y] = pixels[y * width + x] >>> 24;
        }
        int lines = 0;
        for (int y = 1; y < alpha.length; y++) {
            lines += alpha[y] > 40 && alpha[y - 1] <= 40 ? 1 : 0;
        }
        assertThat(lines).as("lanes with room between them").isGreaterThanOrEqualTo(4);
        assertThat(Arrays.stream(alpha).filter(a -> a < 40).count()).isGreaterThan(alpha.length / 4);
    }
}
