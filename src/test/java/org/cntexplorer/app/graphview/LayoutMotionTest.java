package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;

class LayoutMotionTest {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;
    private final Workspace workspace = OpenNetwork.empty();
    private final GraphViewModel model = new GraphViewModel(workspace);

    private Drawing drawing(LayoutChoice choice) {
        workspace.view().lay(choice);
        return model.drawingProperty().get();
    }

    private static Viewpoint fitted(Drawing drawing) {
        return Viewpoint.fit(drawing.scene().layout(), WIDTH, HEIGHT);
    }

    private static float[] ends(Drawing drawing, int connection, int number, Viewpoint seen) {
        Drawing.Lines lines = drawing.lines();
        float[] ends = null;
        for (int i = 0; i < lines.count(); i++) {
            if (lines.connection()[i] == connection && lines.number()[i] == number) {
                ends = ends == null ? new float[] {lines.ends()[4 * i], lines.ends()[4 * i + 1], 0, 0} : ends;
                ends[2] = lines.ends()[4 * i + 2];
                ends[3] = lines.ends()[4 * i + 3];
            }
        }
        return new float[] {(float) seen.toScreenX(ends[0], WIDTH), (float) seen.toScreenY(ends[1], HEIGHT), (float) seen.toScreenX(ends[2], WIDTH),
            (float) seen.toScreenY(ends[3], HEIGHT)};
    }

    @Test
    void beginsWhereTheOneLayoutIsSeenAndEndsWhereTheOtherIs() {
        Network network = RandomNetwork.dense(3, 20, 15, 10);
        OpenNetwork.in(workspace, network);
        Drawing from = drawing(LayoutChoice.DEFAULT);
        Drawing to = drawing(new LayoutChoice(LayoutChoice.Kind.RADIAL, LayoutChoice.Order.STRENGTH));
        assertThat(to.scene().layout()).isNotSameAs(from.scene().layout());
        Viewpoint was = fitted(from);
        Viewpoint is = fitted(to);
        LayoutMotion motion = new LayoutMotion(from, was, to, is);
        assertThat(motion.canMove()).isTrue();
        Drawing first = motion.at(0);
        Drawing half = motion.at(0.5);
        Drawing last = motion.at(1);
        int at = 0;
        for (int layer = 0; layer < 3; layer++) {
            for (int i = 0; i < network.layer(layer).neurons(); i++, at++) {
                Neuron neuron = new Neuron(layer, i);
                double startX = was.toScreenX(from.scene().layout().x(neuron), WIDTH);
                double endX = is.toScreenX(to.scene().layout().x(neuron), WIDTH);
                assertThat(is.toScreenX(first.discs().x()[at], WIDTH)).isCloseTo(startX, within(0.01));
                assertThat(is.toScreenX(half.discs().x()[at], WIDTH)).isCloseTo((startX + endX) / 2, within(0.01));
                assertThat(is.toScreenX(last.discs().x()[at], WIDTH)).isCloseTo(endX, within(0.01));
                assertThat(last.discs().colour()[at]).isEqualTo(to.discs().colour()[at]);
            }
        }
        for (int connection = 0; connection < 2; connection++) {
            for (int number = 0; number < from.lines().links().get(connection).count(); number += 7) {
                assertThat(ends(first, connection, number, is)).containsExactly(ends(from, connection, number, was), within(0.05f));
                assertThat(ends(last, connection, number, is)).containsExactly(ends(to, connection, number, is), within(0.05f));
            }
        }
        // can be drawn as any drawing can
        int[] pixels = new int[WIDTH * HEIGHT];
        new Painter(1).paint(half, Detail.NONE, new Painter.Frame(0, 0, is.scale(), 1, 1, WIDTH, HEIGHT), pixels, () -> false);
        assertThat(pixels).matches(all -> java.util.Arrays.stream(all).anyMatch(p -> p != 0));
    }

    @Test
    void whatHasNoPlaceInTheOtherLayoutFades() {
        Network network = RandomNetwork.dense(3, 20, 15, 10);
        OpenNetwork.in(workspace, network);
        Drawing from = drawing(LayoutChoice.DEFAULT);
        Drawing to = drawing(LayoutChoice.DEFAULT.with(LayoutChoice.Kind.FORCE, List.of(new Neuron(2, 4))));
        assertThat(to.discs().x().length).isLessThan(45);
        LayoutMotion motion = new LayoutMotion(from, fitted(from), to, fitted(to));
        assertThat(motion.canMove()).isTrue();
        assertThat(motion.at(0.5).discs().x()).hasSize(45);
        Map<Integer, Integer> sizes = new HashMap<>();
        for (float radius : motion.at(1).discs().radius()) {
            sizes.merge(radius > 0 ? 1 : 0, 1, Integer::sum);
        }
        assertThat(sizes).containsEntry(1, to.discs().x().length).containsEntry(0, 45 - to.discs().x().length);
        Drawing.Lines last = motion.at(1).lines();
        int seen = 0;
        for (int colour : last.colour()) {
            seen += colour != 0 ? 1 : 0;
        }
        assertThat(seen).isEqualTo(to.lines().count()).isLessThan(from.lines().count());
    }

    @Test
    void smallMapsAreNotFollowed() {
        OpenNetwork.in(workspace, EveryKind.network());
        Drawing from = drawing(LayoutChoice.DEFAULT);
        Drawing to = drawing(LayoutChoice.DEFAULT.with(LayoutChoice.Kind.RADIAL, List.of()));
        assertThat(new LayoutMotion(from, fitted(from), to, fitted(to)).canMove()).isFalse();
    }
}
