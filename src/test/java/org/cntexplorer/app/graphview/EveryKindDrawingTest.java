package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cntexplorer.EveryKind;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
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
        assertThat(model.countTextProperty().get()).isEqualTo(String.format("%,d of %,d links shown", network.links() + 6, network.links() + 6));
        for (NeuronQuantity quantity : NeuronQuantity.values()) {
            workspace.quantityProperty().set(quantity);
            Drawing drawing = model.drawingProperty().get();
            assertThat((long) drawing.lines().count()).isEqualTo(network.links() + 6);
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

    @Test
    void theSliderGoesFromNoneToAllByNumberAndByWeight() {
        OpenNetwork.in(workspace, EveryKind.network());
        for (boolean byThreshold : new boolean[] {false, true}) {
            model.byThresholdProperty().set(byThreshold);
            for (double position : new double[] {0, 0.3, 0.7, 1}) {
                model.linkPositionProperty().set(position);
                model.applyLinks();
                assertThat(workspace.linksProperty().get().shown()).isBetween(0L, workspace.linksProperty().get().existing());
            }
            assertThat(workspace.linksProperty().get().shown()).isEqualTo(workspace.linksProperty().get().existing());
        }
    }

    @Test
    void aNetworkOfBlocksAloneHasAGraphWithoutLinks() {
        OpenNetwork.in(workspace, new Network("blocks", "test",
                List.of(new Layer(0, "input", "input", Shape.of(3), ""), new Layer(1, "attention", "attention", Shape.of(4), "")),
                List.of(new Block(0, "attention", "attention", 0, 1, 3, 4)), List.of(), () -> { }));
        for (double position : new double[] {0, 0.5, 1}) {
            model.linkPositionProperty().set(position);
            model.applyLinks();
        }
        workspace.linkChoiceProperty().set(new LinkChoice.AtLeast(0.5, 100));
        workspace.selection().set(new Neuron(1, 3));
        assertThat(model.drawingProperty().get().lines().count()).isZero();
        assertThat(model.countTextProperty().get()).isEqualTo("0 of 0 links shown");
    }
}
