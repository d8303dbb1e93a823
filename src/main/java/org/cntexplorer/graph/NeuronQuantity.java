package org.cntexplorer.graph;

import java.util.Arrays;
import java.util.List;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Weighting;

/** A number that every neuron has, and by which neurons may be coloured. */
public enum NeuronQuantity {
    STRENGTH("Strength", true, "strength", "s", "total"), IN_STRENGTH("In-strength", true, "in"), OUT_STRENGTH("Out-strength", true, "out"),
    ABSOLUTE_STRENGTH("|Strength|", false), BIAS("Bias", true, "bias", "b");

    private final String label;
    private final boolean signed;
    private final List<String> words;

    NeuronQuantity(String label, boolean signed, String... words) {
        this.label = label;
        this.signed = signed;
        this.words = List.of(words);
    }

    /** As written on a legend. */
    public String label() {
        return label;
    }

    /** What it is called in a {@link NeuronQuery}, the usual word first; none where another quantity's absolute value is meant. */
    public List<String> words() {
        return words;
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
                    connection.addBias(Weighting.SIGNED, bias);
                }
                yield bias;
            }
        };
    }

    /** Moments of the values of a layer, up to the sign of each; @param values what {@link #of} gives */
    Moments moments(NodeStrength strength, int layer, double[] values) {
        return switch (this) {
            case STRENGTH, ABSOLUTE_STRENGTH -> strength.layer(layer).totalMoments();
            case IN_STRENGTH, OUT_STRENGTH, BIAS -> Moments.of(values);
        };
    }
}
