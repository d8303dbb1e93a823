package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cntexplorer.EveryKind;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.junit.jupiter.api.Test;

/** The drawing of a network with connections of every kind. */
class EveryKindDrawingTest {
    private final Workspace workspace = OpenNetwork.empty();
    private final GraphViewModel model = new GraphViewModel(workspace);

    @Test
    void everyNeuronCanBeSelectedAndEveryLinkNamed() {
        Network network = EveryKind.network();
        OpenNetwork.in(workspace, network);
        assertThat(model.countTextProperty().get()).isEqualTo(String.format("%,d of %,d links, 100 %% of Σ|w|", network.links() + 6, network.links() + 6));
        for (NeuronQuantity quantity : NeuronQuantity.values()) {
            workspace.quantityProperty().set(quantity);
            Drawing drawing = model.drawingProperty().get();
            everyLinkIsDrawn(network, drawing.lines());
            for (float width : drawing.lines().width()) {
                assertThat(width).isPositive().isFinite();
            }
            for (int line = 0; line < drawing.lines().count(); line++) {
                assertThat(GraphWords.link(drawing.scene(), drawing.lines().links().get(drawing.lines().connection()[line]), drawing.lines().number()[line]))
                        .contains(" → ").doesNotContain("NaN");
            }
        }
        for (Layer layer : network.layers()) {
            for (int k = 0; k < layer.neurons(); k++) {
                workspace.selection().set(new Neuron(layer.index(), k));
                assertThat(model.drawingProperty().get().discs().selected().cardinality()).isEqualTo(1);
            }
        }
    }

    /** One by one between neurons; between small maps at least the strongest; fixed links as one; a block between neighbours is no line. */
    private static void everyLinkIsDrawn(Network network, Drawing.Lines lines) {
        Set<List<Integer>> drawn = new HashSet<>();
        for (int line = 0; line < lines.count(); line++) {
            drawn.add(List.of(lines.links().get(lines.connection()[line]).connection(), lines.number()[line]));
        }
        for (int connection : new int[] {EveryKind.GATED, EveryKind.RECURRENT, EveryKind.PROJECTION, EveryKind.SCALED, EveryKind.LAST}) {
            for (int i = 0; i < network.connection(connection).links(); i++) {
                assertThat(drawn).contains(List.of(connection, i));
            }
        }
        assertThat(drawn).contains(List.of(EveryKind.CONVOLVED, 0), List.of(EveryKind.POOLED, 0), List.of(EveryKind.SKIP, -1));
        assertThat(drawn).noneMatch(link -> link.getFirst() == EveryKind.BLOCK || link.getFirst() == EveryKind.SKIP && link.getLast() >= 0);
    }

    @Test
    void linksOfALayerToItselfAreArcsBesideItAndOthersGoAroundTheLayersBetween() {
        Network network = EveryKind.network();
        OpenNetwork.in(workspace, network);
        Drawing drawing = model.drawingProperty().get();
        GraphLayout layout = drawing.scene().layout();
        float rightmost = 0;
        float lowest = 0;
        float highest = Float.MAX_VALUE;
        for (int line = 0; line < drawing.lines().count(); line++) {
            int connection = drawing.lines().links().get(drawing.lines().connection()[line]).connection();
            float x = drawing.lines().ends()[4 * line];
            float y = drawing.lines().ends()[4 * line + 1];
            if (connection == EveryKind.RECURRENT) {
                assertThat((double) x).isBetween(layout.block(3).left(), layout.block(4).left());
                rightmost = Math.max(rightmost, x);
            } else if (connection == EveryKind.PROJECTION && x >= layout.block(3).left() && x <= layout.block(3).right()) {
                lowest = Math.max(lowest, y);
                highest = Math.min(highest, y);
            }
        }
        assertThat((double) rightmost).isGreaterThan(layout.block(3).right() + 2);
        boolean above = lowest < layout.block(3).top();
        boolean below = highest > layout.block(3).bottom();
        assertThat(above || below).as("the way over layer 3").isTrue();
    }

    @Test
    void anOpenChannelStandsLargeAndItsPixelsAreNeurons() {
        Network network = EveryKind.network();
        OpenNetwork.in(workspace, network);
        Drawing closed = model.drawingProperty().get();
        workspace.toggle(new Channel(1, 2));
        Drawing open = model.drawingProperty().get();
        assertThat(open.discs().x().length).isEqualTo(closed.discs().x().length + 16);
        LayerBlock block = open.scene().layout().block(1);
        for (int pixel = 32; pixel < 48; pixel++) {
            assertThat(open.scene().layout().neuronAt(block.x(pixel), block.y(pixel), 0)).contains(new Neuron(1, pixel));
            assertThat(block.pitch(pixel)).isGreaterThan(1.2 * block.pitch(0));
        }
        workspace.selection().set(new Neuron(1, 37));
        int own = 0;
        Drawing.Lines lines = model.drawingProperty().get().lines();
        for (int line = 0; line < lines.count(); line++) {
            own += lines.ends()[4 * line + 2] == block.x(37) && lines.ends()[4 * line + 3] == block.y(37) ? 1 : 0;
        }
        assertThat(own).isGreaterThanOrEqualTo(network.connection(EveryKind.CONVOLVED).into(37).count());
        workspace.toggle(new Channel(1, 2));
        assertThat(model.drawingProperty().get().scene().layout().block(1).open()).isEmpty();
    }

    @Test
    void theSliderGoesFromNoneToAllByNumberAndByWeight() {
        OpenNetwork.in(workspace, EveryKind.network());
        for (LinkRule rule : LinkRule.values()) {
            model.links().pick(rule);
            for (double position : new double[] {0, 0.3, 0.7, 1}) {
                model.links().positionProperty().set(position);
                model.links().apply();
                assertThat(workspace.linksProperty().get().shown()).isBetween(0L, workspace.linksProperty().get().existing());
            }
            // at the end all that the rule is about: no fixed links among all connections, none whose neuron has but one in a backbone
            long whole = workspace.linksProperty().get().existing() - (rule == LinkRule.OVERALL ? 6 : rule == LinkRule.BACKBONE ? 12 : 0);
            assertThat(workspace.linksProperty().get().shown()).as("%s", rule).isEqualTo(whole);
        }
    }

    @Test
    void aNetworkOfBlocksAloneHasAGraphWithoutLinks() {
        OpenNetwork.in(workspace, new Network("blocks", "test",
                List.of(new Layer(0, "input", "input", Shape.of(3), ""), new Layer(1, "attention", "attention", Shape.of(4), "")),
                List.of(new Block(0, "attention", "attention", 0, 1, 3, 4)), List.of(), () -> { }));
        for (double position : new double[] {0, 0.5, 1}) {
            model.links().positionProperty().set(position);
            model.links().apply();
        }
        workspace.linkChoiceProperty().set(LinkChoice.atLeast(0.5, 100));
        workspace.selection().set(new Neuron(1, 3));
        assertThat(model.drawingProperty().get().lines().count()).isZero();
        assertThat(model.countTextProperty().get()).isEqualTo("0 of 0 links shown");
    }
}
