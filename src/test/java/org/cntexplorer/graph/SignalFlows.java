package org.cntexplorer.graph;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.model.Network;

/** Signals for tests. */
public final class SignalFlows {
    private SignalFlows() {}

    /** Of each neuron a number that belongs to no other; half of them 0, as behind a rectifier. */
    public static SignalFlow random(String what, Network network, long seed) {
        Random random = new Random(seed);
        Stream<float[]> activations = network.layers().stream().map(layer -> {
            float[] all = new float[layer.neurons()];
            for (int i = 0; i < all.length; i++) {
                all[i] = (float) Math.max(0, random.nextGaussian());
            }
            return all;
        });
        return new SignalFlow(what, activations.toList(), network.layers().stream().map(layer -> new float[0]).toList());
    }
}
