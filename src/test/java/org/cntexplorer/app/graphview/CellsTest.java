package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A large layer at every zoom, pixel by pixel: cells from afar, neurons near by, and nothing at once. */
class CellsTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 240;
    private static Drawing drawing;

    @BeforeAll
    static void draw() {
        Network network = RandomNetwork.dense(5, 9_000, 3);
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        VisibleLinks none = VisibleLinks.of(network, LinkChoice.strongest(0), Progress.NONE);
        GraphScene scene = GraphScene.of(network, strength, GraphLayout.layered(network, false), none, NeuronQuantity.STRENGTH, Optional.empty(), Set.of(), Optional.empty(),
                Progress.NONE);
        drawing = Drawing.of(scene, Emphasis.NONE, Palette.LIGHT, Progress.NONE);
    }

    @Test
    void aLayerOfItsOwnRangeHasItsOwnLargestValueInFullColour() {
        Drawing own = Drawing.of(drawing.scene().ownRanges(true), Emphasis.NONE, Palette.LIGHT, Progress.NONE);
        for (int layer = 0; layer < 2; layer++) {
            double[] values = own.scene().values().get(layer);
            double most = IntStream.range(0, values.length).mapToDouble(i -> values[i]).boxed().max(Comparator.comparing(Math::abs)).orElseThrow();
            assertThat(own.shade().of(layer, most, true)).isEqualTo(Palette.LIGHT.diverging(Math.signum(most)).getRGB());
            double share = Math.round(512 * most / drawing.scene().limits().whole()) / 512.0;
            assertThat(drawing.shade().of(layer, most, true)).isEqualTo(Palette.LIGHT.diverging(share).getRGB());
        }
    }

    /** Looks at the middle of the large layer, at so many pixels a neuron. */
    private static int[] picture(double pitch) {
        LayerBlock block = drawing.scene().layout().block(0);
        double scale = pitch / block.pitch();
        int[] pixels = new int[WIDTH * HEIGHT];
        new Painter(1).paint(drawing, Detail.NONE, new Painter.Frame(block.centreX() - WIDTH / 2.0 / scale, block.centreY() - HEIGHT / 2.0 / scale, scale, 1,
                1, WIDTH, HEIGHT), pixels, () -> false);
        return pixels;
    }

    private static int at(int[] pixels, double pitch, double x, double y) {
        LayerBlock block = drawing.scene().layout().block(0);
        double scale = pitch / block.pitch();
        int column = (int) Math.floor((x - block.centreX()) * scale + WIDTH / 2.0);
        int row = (int) Math.floor((y - block.centreY()) * scale + HEIGHT / 2.0);
        return pixels[row * WIDTH + column];
    }

    private static List<Integer> middle(double pitch) {
        LayerBlock block = drawing.scene().layout().block(0);
        double reach = 100 / (pitch / block.pitch());
        return IntStream.range(0, block.neurons()).boxed()
                .filter(i -> Math.hypot(block.x(i) - block.centreX(), block.y(i) - block.centreY()) < reach).toList();
    }

    @Test
    void aLargeLayerHasNoDiscsOfItsOwn() {
        assertThat(drawing.discs().x()).hasSize(3);
        assertThat(drawing.maps()).singleElement().satisfies(cells -> assertThat(cells.colours().length).isLessThan(9_000 + 256));
    }

    @Test
    void everyCellHasTheColourOfItsNeuronUntilNeuronsComeForth() {
        LayerBlock block = drawing.scene().layout().block(0);
        for (double pitch : new double[] {2, 4, 9, 24, 60}) {
            int[] pixels = picture(pitch);
            for (int neuron : middle(pitch)) {
                int colour = drawing.shade().of(0, drawing.scene().values().get(0)[neuron], true);
                assertThat(at(pixels, pitch, block.x(neuron), block.y(neuron))).as("neuron %s, %s pixels wide", neuron, pitch).isEqualTo(colour);
                // the corner of its cell is its own from afar, the ground's near by
                int corner = at(pixels, pitch, block.x(neuron) + 0.46 * block.pitch(), block.y(neuron) + 0.46 * block.pitch());
                if (pitch >= 24) {
                    assertThat(corner).isNotEqualTo(colour);
                } else if (pitch == 4) {
                    assertThat(corner).isEqualTo(colour);
                }
            }
        }
    }

    @Test
    void nothingAppearsAtOnce() {
        int[] before = picture(0.5);
        for (double pitch = 0.51; pitch < 14; pitch *= 1.02) {
            int[] next = picture(pitch);
            // the middle stays where it is; its neurons differ as much as they like, but in the mean of them nothing jumps
            assertThat(brightness(next)).as("at %s pixels", pitch).isBetween(brightness(before) - 6, brightness(before) + 6);
            before = next;
        }
    }

    private static double brightness(int[] pixels) {
        long sum = 0;
        int count = 0;
        for (int y = HEIGHT / 2 - 20; y < HEIGHT / 2 + 20; y++) {
            for (int x = WIDTH / 2 - 12; x < WIDTH / 2 + 12; x++) {
                int p = pixels[y * WIDTH + x];
                sum += (p & 255) + (p >> 8 & 255) + (p >> 16 & 255);
                count++;
            }
        }
        return sum / 3.0 / count;
    }

    @Test
    void neuronsInViewAreThoseWhoseCentresAreSeen() {
        LayerBlock block = drawing.scene().layout().block(0);
        double left = block.centreX() - 3;
        double right = block.centreX() + 2;
        double top = block.centreY() - 4;
        double bottom = block.centreY() + 3;
        List<Neuron> wanted = IntStream.range(0, block.neurons()).filter(i -> block.x(i) >= left && block.x(i) <= right
                && block.y(i) >= top && block.y(i) <= bottom).mapToObj(i -> new Neuron(0, i)).toList();
        double scale = 8 / block.pitch();
        assertThat(InView.of(drawing.scene().layout(), left, top, right, bottom, scale, 6, wanted.size())).get().satisfies(seen ->
                assertThat(seen).containsExactlyInAnyOrderElementsOf(wanted));
        assertThat(InView.of(drawing.scene().layout(), left, top, right, bottom, scale, 6, wanted.size() - 1)).isEmpty();
        assertThat(InView.of(drawing.scene().layout(), left, top, right, bottom, scale / 2, 6, 10_000)).get().satisfies(seen -> assertThat(seen).isEmpty());
    }
}
