package org.cntexplorer.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cntexplorer.EveryKind;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** The inspector's answers about a network with connections of every kind. */
class EveryKindInspectionTest {
    private final Network network = EveryKind.network();

    private Inspection inspect(Neuron neuron, Convention convention) {
        Numbers numbers = new Numbers(network, convention, NodeStrength.of(network, convention, Progress.NONE), LinkWeights.of(network, Progress.NONE));
        return Inspecting.of(numbers, List.of(neuron), true, Progress.NONE);
    }

    @Test
    void whatIsListedAddsUpToTheStrength() {
        for (boolean skips : new boolean[] {false, true}) {
            for (Layer layer : network.layers()) {
                for (int k = 0; k < layer.neurons(); k++) {
                    int neuron = k;
                    Inspection found = inspect(new Neuron(layer.index(), k), Convention.DEFAULT.withSkips(skips));
                    assertThat(found.in()).isCloseTo(sum(found.incoming()) + found.bias().orElse(0), within(1e-5));
                    assertThat(found.out()).isCloseTo(sum(found.outgoing()), within(1e-5));
                    assertThat(found.incoming().links()).isEqualTo(network.into(layer.index()).stream().mapToLong(c -> c.into(neuron).count()).sum());
                    assertThat(found.incoming().strongest()).hasSize((int) Math.min(Inspection.LISTED, found.incoming().links()));
                    assertThat(InspectorWords.table(found)).containsEntry("links in", Long.toString(found.incoming().links()));
                }
            }
        }
    }

    private static double sum(Inspection.Side side) {
        return side.counted() == 0 ? 0 : side.moments().mean() * side.moments().n();
    }

    @Test
    void aSkipIsListedButIsNoWeightOfTheNeuron() {
        Inspection usual = inspect(new Neuron(4, 2), Convention.DEFAULT);
        assertThat(usual.incoming().links()).isEqualTo(6);
        assertThat(usual.incoming().counted()).isEqualTo(5);
        assertThat(usual.incoming().strongest()).anyMatch(row -> row.other().equals(new Neuron(3, 2)) && row.weight() == 1);
        assertThat(inspect(new Neuron(4, 2), Convention.DEFAULT.withSkips(true)).incoming().counted()).isEqualTo(6);
        // only a block leads to attention
        assertThat(inspect(new Neuron(6, 0), Convention.DEFAULT).incoming().links()).isZero();
    }

    /** Pooling windows overlap: several links from one pixel are one colour of the picture. */
    @Test
    void thePictureShowsWhatAPixelCarriesAltogether() {
        Inspection found = inspect(new Neuron(2, 1), Convention.DEFAULT);
        Connection pooled = network.connection(EveryKind.POOLED);
        double[] carried = new double[48];
        var into = pooled.into(1);
        assertThat(into.count()).isGreaterThan(48);
        for (int i = 0; i < into.count(); i++) {
            carried[into.source()[i]] += into.weight()[i];
        }
        WeightImage picture = found.picture().orElseThrow();
        assertThat(picture.limit()).isCloseTo(java.util.Arrays.stream(carried).map(Math::abs).max().orElseThrow(), within(1e-6));
    }
}
