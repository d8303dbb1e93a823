package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * An immutable picture of the graph before it is drawn: what the view shows, what a figure draws and what an exporter writes.
 *
 * @param values for each layer the quantity of every neuron
 * @param signed whether values can be negative: a diverging map of colours then
 * @param flow what flows through the network; its links then have w·a in the place of their weights
 * @param limits where the maps of colours end
 * @param selection the selected neurons; where there are any, whatever is not linked to them is dimmed
 * @param filter outside of whose range neurons are dimmed, with their links
 * @param inside for each layer the neurons inside of it; empty where there is no filter
 */
public record GraphScene(Network network, GraphLayout layout, VisibleLinks links, NodeStrength strength, NeuronQuantity quantity,
                         Optional<SignalFlow> flow, List<double[]> values, boolean signed, ValueLimits limits,
                         Set<Neuron> selection, Optional<NeuronFilter> filter, List<BitSet> inside) {
    public GraphScene {
        values = List.copyOf(values);
        selection = Set.copyOf(selection);
        inside = List.copyOf(inside);
    }

    public static GraphScene of(Network network, NodeStrength strength, GraphLayout layout, VisibleLinks links, NeuronQuantity quantity,
                                Set<Neuron> selection) {
        return of(network, strength, layout, links, quantity, Optional.empty(), selection, Optional.empty(), Progress.NONE);
    }

    /**
     * @param given what flows through the network, shown where the quantity is one of flows and it fits the network
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static GraphScene of(Network network, NodeStrength strength, GraphLayout layout, VisibleLinks links, NeuronQuantity quantity,
                                Optional<SignalFlow> given, Set<Neuron> selection, Optional<NeuronFilter> filter, Progress progress) {
        Optional<SignalFlow> flow = given.filter(some -> some.fits(network));
        List<double[]> values = new ArrayList<>();
        List<Double> largest = new ArrayList<>();
        boolean negative = false;
        for (int l = 0; l < network.layers().size(); l++) {
            values.add(quantity.of(network, strength, flow, l));
            Moments moments = quantity.moments(strength, l, values.get(l));
            negative |= moments.n() > 0 && moments.min() < 0;
            largest.add(largest(moments));
        }
        Optional<SignalFlow> shown = flow.filter(some -> quantity.ofFlow());
        return new GraphScene(network, layout, shown.map(some -> some.carried(links, network)).orElse(links), strength, quantity, shown, values,
                quantity.signed() || negative && quantity.ofFlow(), ValueLimits.of(largest, false), selection, filter,
                filter.map(some -> some.inside(network, strength, flow, progress)).orElse(List.of()));
    }

    /** The quantity by which neurons are coloured, and of what: "Activation · sample 12". */
    public String quantityWords() {
        return quantity.label() + flow.map(some -> " · " + some.what()).orElse(quantity.ofFlow() ? " · no data shown" : "");
    }

    static double largest(Moments moments) {
        return moments.n() == 0 ? 0 : Math.max(Math.abs(moments.min()), Math.abs(moments.max()));
    }

    /** The same with maps of colours that end at {@code least} of each layer or further on: so that two graphs can have one map. */
    public GraphScene upTo(List<Double> least) {
        return with(limits.upTo(least));
    }

    /** The same with colours that have a range for each layer, or one for all. */
    public GraphScene ownRanges(boolean own) {
        return with(limits.own(own));
    }

    private GraphScene with(ValueLimits others) {
        return others == limits ? this : new GraphScene(network, layout, links, strength, quantity, flow, values, signed, others, selection, filter, inside);
    }

    /** Where the map of colours of a layer ends. */
    public double limit(int layer) {
        return limits.of(layer);
    }

    /** The same in other places. */
    public GraphScene on(GraphLayout other) {
        return new GraphScene(network, other, links, strength, quantity, flow, values, signed, limits, selection, filter, inside);
    }

    /** Whether a neuron is not dimmed by the filter. */
    public boolean passes(int layer, int neuron) {
        return inside.isEmpty() || inside.get(layer).get(neuron);
    }

    /** Whether something is dimmed: by a selection or by the filter. */
    public boolean dims() {
        return !selection.isEmpty() || !inside.isEmpty();
    }

    /** What is written on a block: "attention", or the name of an operator that nobody knows. */
    public String blockWord(Block block) {
        if (!block.kind().equals("block")) {
            return block.kind();
        }
        Layer layer = network.layer(block.to());
        return layer.kind().equals("block") ? layer.name() : layer.kind();
    }

    /** What a layer's title says of its kind; "" where its name says it already. */
    public String kindWord(int layer) {
        Layer of = network.layer(layer);
        return of.name().toLowerCase(Locale.ROOT).contains(of.kind().toLowerCase(Locale.ROOT)) ? "" : of.kind();
    }

    /** The radius that a neuron is drawn with, in the layout's unit: it grows with the magnitude of its value and never fills its cell. */
    public double radius(Neuron neuron) {
        double value = Math.abs(values.get(neuron.layer())[neuron.index()]);
        double share = Double.isFinite(value) ? Math.min(value / limit(neuron.layer()), 1) : 0;
        return layout.block(neuron.layer()).pitch(neuron.index()) * (0.24 + 0.23 * Math.sqrt(share));
    }

    /** The largest finite |w| of a connection's links that are shown, by which their widths and opacities are measured; 1 where none is. */
    public double strongestShown(int connection) {
        return connection >= links.connections().size() ? 1 : strongest(links.connections().get(connection));
    }

    /** The largest finite |w| of links of which the strongest come first; 1 where there is none. An infinite one would make all others vanish. */
    public static double strongest(Links links) {
        for (float weight : links.weight()) {
            if (Float.isFinite(weight)) {
                return weight == 0 ? 1 : Math.abs(weight);
            }
        }
        return 1;
    }
}
