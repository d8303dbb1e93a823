package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;

/**
 * What flows through a network that is given something: a sample, or the mean over some samples, or the difference of two of these. The graph's links
 * then carry w·a, and a neuron's strength is that of this graph: incoming its sums z, biases counted, outgoing a·s_out (metrics.md §3). All of it is
 * linear in z and a, so that means and differences of flows are flows.
 *
 * @param what of what: "sample 12", "mean of class 3", "class 3 − class 5"
 * @param activations for each layer the activation of every neuron; no numbers where it is not known
 * @param sums for each layer the sums of every neuron; no numbers where it has none, as the input
 */
public record SignalFlow(String what, List<float[]> activations, List<float[]> sums) {
    public SignalFlow {
        activations = List.copyOf(activations);
        sums = List.copyOf(sums);
        if (activations.size() != sums.size()) {
            throw new IllegalArgumentException(activations.size() + " layers of activations, " + sums.size() + " of sums");
        }
    }

    /** This flow less another through a network of the same layers. */
    public SignalFlow minus(SignalFlow other) {
        return new SignalFlow(what + " − " + other.what, difference(activations, other.activations), difference(sums, other.sums));
    }

    private static List<float[]> difference(List<float[]> from, List<float[]> less) {
        if (from.size() != less.size()) {
            throw new IllegalArgumentException(from.size() + " layers less " + less.size());
        }
        List<float[]> all = new ArrayList<>();
        for (int l = 0; l < from.size(); l++) {
            float[] one = from.get(l).clone();
            for (int n = 0; n < one.length; n++) {
                one[n] -= less.get(l)[n];
            }
            all.add(one);
        }
        return all;
    }

    /** Whether its layers are a network's. */
    public boolean fits(Network network) {
        boolean fits = activations.size() == network.layers().size();
        for (int l = 0; fits && l < activations.size(); l++) {
            int neurons = network.layer(l).neurons();
            fits = (activations.get(l).length == 0 || activations.get(l).length == neurons) && (sums.get(l).length == 0 || sums.get(l).length == neurons);
        }
        return fits;
    }

    /** A connection's links with what they carry in the place of their weights, w·a of their sources; largest |w·a| first. */
    public Links carried(Links links, Connection connection) {
        float[] from = activations.get(connection.from());
        float[] carried = new float[links.count()];
        for (int i = 0; i < carried.length; i++) {
            carried[i] = from.length == 0 ? 0 : links.weight()[i] * from[links.source()[i]];
        }
        return new Links(links.connection(), links.source(), links.target(), carried).strongest(carried.length);
    }

    /** The same links that are shown, with what they carry. */
    public VisibleLinks carried(VisibleLinks links, Network network) {
        List<Links> carried = links.connections().stream().map(some -> carried(some, network.connection(some.connection()))).toList();
        return new VisibleLinks(carried, links.existing(), links.mass(), links.cut(), links.focus());
    }

    /** The numbers of a layer, 0 where they are not known. */
    static double[] of(float[] numbers, int neurons) {
        double[] all = new double[neurons];
        for (int n = 0; n < Math.min(neurons, numbers.length); n++) {
            all[n] = numbers[n];
        }
        return all;
    }
}
