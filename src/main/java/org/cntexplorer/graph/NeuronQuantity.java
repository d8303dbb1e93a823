package org.cntexplorer.graph;

import java.util.Arrays;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;

/** A number that every neuron has, and by which neurons may be coloured. */
public enum NeuronQuantity {
    STRENGTH("Strength", true), IN_STRENGTH("In-strength", true), OUT_STRENGTH("Out-strength", true),
    ABSOLUTE_STRENGTH("|Strength|", false), BIAS("Bias", true);

    private final String label;
    private final boolean signed;

    NeuronQuantity(String label, boolean signed) {
        this.label = label;
        this.signed = signed;
    }

    /** As written on a legend. */
    public String label() {
        return label;
    }

    /** Whether it can be negative: a diverging colour map then, a sequential one otherwise. */
    public boolean signed() {
        return signed;
    }

    /** The value of every neuron of a layer; 0 for the bias of a neuron that has none. */
    public double[] of(Network network, NodeStrength strength, int layer) {
        return switch (this) {
            case STRENGTH -> strength.layer(layer).total();
            case IN_STRENGTH -> strength.layer(layer).in();
            case OUT_STRENGTH -> strength.layer(layer).out();
            case ABSOLUTE_STRENGTH -> Arrays.stream(strength.layer(layer).total()).map(Math::abs).toArray();
            case BIAS -> {
                double[] bias = new double[network.layer(layer).neurons()];
                for (Connection connection : network.into(layer)) {
                    connection.bias().ifPresent(b -> {
                        for (int k = 0; k < bias.length; k++) {
                            bias[k] += b.get(k);
                        }
                    });
                }
                yield bias;
            }
        };
    }
}
