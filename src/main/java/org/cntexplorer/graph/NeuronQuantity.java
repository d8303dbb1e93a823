package org.cntexplorer.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Weighting;

/** A number that every neuron has, and by which neurons may be coloured. */
public enum NeuronQuantity {
    STRENGTH("Strength", true, "strength", "s", "total"), IN_STRENGTH("In-strength", true, "in"), OUT_STRENGTH("Out-strength", true, "out"),
    ABSOLUTE_STRENGTH("|Strength|", false), BIAS("Bias", true, "bias", "b"),
    /** a of the data that is shown. */
    ACTIVATION("Activation", false),
    /** z of the data that is shown: the in-strength of the graph whose links carry w·a. */
    NEURON_STRENGTH("Neuron strength", true),
    /** a·s_out of the data that is shown: the out-strength of that graph. */
    NEURON_OUT_STRENGTH("Neuron out-strength", true);

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

    /** Whether it is a number of what flows through the network, for which data must be open. */
    public boolean ofFlow() {
        return this == ACTIVATION || this == NEURON_STRENGTH || this == NEURON_OUT_STRENGTH;
    }

    /** Those that a network has by itself. */
    public static List<NeuronQuantity> ofNetworks() {
        return Arrays.stream(values()).filter(quantity -> !quantity.ofFlow()).toList();
    }

    /** The value of every neuron of a layer, nothing flowing through the network. */
    public double[] of(Network network, NodeStrength strength, int layer) {
        return of(network, strength, Optional.empty(), layer);
    }

    /** The value of every neuron of a layer; 0 for the bias of a neuron that has none, and where nothing flows. */
    public double[] of(Network network, NodeStrength strength, Optional<SignalFlow> flow, int layer) {
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
            case ACTIVATION -> flow(flow.map(SignalFlow::activations), network, layer);
            case NEURON_STRENGTH -> flow(flow.map(SignalFlow::sums), network, layer);
            case NEURON_OUT_STRENGTH -> {
                double[] out = flow(flow.map(SignalFlow::activations), network, layer);
                double[] each = strength.layer(layer).out();
                for (int n = 0; n < out.length; n++) {
                    out[n] *= each[n];
                }
                yield out;
            }
        };
    }

    private static double[] flow(Optional<List<float[]>> numbers, Network network, int layer) {
        return SignalFlow.of(numbers.map(all -> all.get(layer)).orElse(new float[0]), network.layer(layer).neurons());
    }

    /** Moments of the values of a layer, up to the sign of each; @param values what {@link #of} gives */
    Moments moments(NodeStrength strength, int layer, double[] values) {
        return switch (this) {
            case STRENGTH, ABSOLUTE_STRENGTH -> strength.layer(layer).totalMoments();
            case IN_STRENGTH, OUT_STRENGTH, BIAS, ACTIVATION, NEURON_STRENGTH, NEURON_OUT_STRENGTH -> Moments.of(values);
        };
    }
}
