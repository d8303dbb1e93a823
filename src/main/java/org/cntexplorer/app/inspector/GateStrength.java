package org.cntexplorer.app.inspector;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Weighting;

/**
 * What reaches one gate of a recurrent unit.
 *
 * @param fromInput in-strength by links from other layers
 * @param fromItself in-strength by links from its own layer
 * @param bias 0 where it has none
 */
record GateStrength(String gate, double fromInput, double fromItself, double bias) {
    /** Of every gate of a neuron, in order; none where it has no gates. */
    static List<GateStrength> of(Network network, Neuron neuron, Weighting weighting) {
        List<Gated> gated = network.into(neuron.layer()).stream().filter(Gated.class::isInstance).map(Gated.class::cast).toList();
        List<GateStrength> gates = new ArrayList<>();
        int count = gated.isEmpty() ? 0 : gated.getFirst().gates().size();
        for (int g = 0; g < count; g++) {
            double input = 0;
            double itself = 0;
            double bias = 0;
            for (Gated connection : gated) {
                if (g < connection.gates().size()) {
                    double sum = sum(connection.into(neuron.index(), g), weighting);
                    input += connection.from() == connection.to() ? 0 : sum;
                    itself += connection.from() == connection.to() ? sum : 0;
                    Connection rows = connection.rows();
                    bias += rows.biasOf(g * connection.targets() + neuron.index()).orElse(0);
                }
            }
            gates.add(new GateStrength(gated.getFirst().gates().get(g), input, itself, bias));
        }
        return gates;
    }

    private static double sum(Links links, Weighting weighting) {
        double sum = 0;
        for (float weight : links.weight()) {
            sum += weighting.of(weight);
        }
        return sum;
    }
}
