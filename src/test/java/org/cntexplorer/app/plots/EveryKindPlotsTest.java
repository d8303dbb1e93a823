package org.cntexplorer.app.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cntexplorer.EveryKind;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.junit.jupiter.api.Test;

/** The plots of a network with connections of every kind: of what has weights. */
class EveryKindPlotsTest {
    private final Workspace workspace = OpenNetwork.empty();
    private final PlotsViewModel model = new PlotsViewModel(workspace);

    @Test
    void theWeightsOfALayerAreThoseOfTheConnectionsThatHaveSome() {
        OpenNetwork.in(workspace, EveryKind.network());
        assertThat(model.connectionsProperty().get()).containsExactly(EveryKind.CONVOLVED);
        workspace.selection().set(new Neuron(3, 1));
        assertThat(model.connectionsProperty().get()).containsExactly(EveryKind.GATED, EveryKind.RECURRENT);
        workspace.selection().set(new Neuron(4, 1));
        assertThat(model.connectionsProperty().get()).as("the skip has none").containsExactly(EveryKind.PROJECTION);
        workspace.selection().set(new Neuron(6, 0));
        assertThat(model.connectionsProperty().get()).as("only a block enters").containsExactly(EveryKind.PROJECTION);
        workspace.reveal(new Place.OfConnection(EveryKind.SKIP));
        assertThat(model.weightsProperty().get().connections()).hasSize(1);
        assertThat(model.weightsProperty().get().connections().getFirst().moments().n()).isZero();
    }

    @Test
    void aNetworkWithoutWeightsHasNoPlotOfThem() {
        OpenNetwork.in(workspace, new Network("blocks", "test",
                List.of(new Layer(0, "input", "input", Shape.of(3), ""), new Layer(1, "attention", "attention", Shape.of(4), "")),
                List.of(new Block(0, "attention", "attention", 0, 1, 3, 4)), List.of(), () -> { }));
        assertThat(model.connectionsProperty().get()).isEmpty();
        assertThat(model.weightsProperty().get()).isNull();
        assertThat(model.strengthProperty().get()).isNotNull();
    }
}
