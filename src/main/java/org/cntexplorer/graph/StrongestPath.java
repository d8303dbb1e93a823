package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.GreatestProducts;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * The path from one neuron to another whose |w| have the greatest product, found layer by layer in one pass over each connection between them.
 * It goes forward, also over skips, whose links have weight 1; a recurrent link is a step in time, and is taken only between two neurons of the
 * same layer. What depends on the data, such as attention, has no links and lets no path through.
 */
public final class StrongestPath {
    private final Network network;
    private final Neuron from;
    private final Neuron to;
    private final Optional<ShownGate> gate;
    /** Layers that lie on some way between the two. */
    private final BitSet between;
    /** The greatest product from the first neuron to each neuron of a layer, in units of 2^exponent. */
    private final double[][] greatest;
    private final long[] exponent;

    private StrongestPath(Network network, Neuron from, Neuron to, Optional<ShownGate> gate) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.gate = gate;
        this.between = layersBetween();
        this.greatest = new double[network.layers().size()][];
        this.exponent = new long[network.layers().size()];
    }

    /** The strongest path between two neurons, whichever comes first; empty where no links lead from one to the other. */
    public static Optional<NeuronPath> between(Network network, Neuron one, Neuron other, Progress progress) {
        return between(network, one, other, Optional.empty(), progress);
    }

    /** @param gate the gate whose links alone are there of those that enter its layer */
    public static Optional<NeuronPath> between(Network network, Neuron one, Neuron other, Optional<ShownGate> gate, Progress progress) {
        boolean forward = one.layer() <= other.layer();
        return new StrongestPath(network, forward ? one : other, forward ? other : one, gate).find(progress);
    }

    private BitSet layersBetween() {
        BitSet after = new BitSet();
        after.set(from.layer());
        for (int layer = from.layer() + 1; layer <= to.layer(); layer++) {
            after.set(layer, network.into(layer).stream().anyMatch(c -> c.from() < c.to() && after.get(c.from())));
        }
        BitSet between = new BitSet();
        between.set(to.layer());
        for (int layer = to.layer() - 1; layer >= from.layer(); layer--) {
            between.set(layer, after.get(layer) && network.outOf(layer).stream().anyMatch(c -> c.from() < c.to() && between.get(c.to())));
        }
        return between;
    }

    private List<Connection> into(int layer) {
        return network.into(layer).stream().filter(c -> c.from() < layer && between.get(c.from())).map(c -> ShownGate.of(c, gate)).toList();
    }

    private Optional<NeuronPath> find(Progress progress) {
        if (from.layer() == to.layer()) {
            return recurrent();
        }
        greatest[from.layer()] = new double[network.layer(from.layer()).neurons()];
        greatest[from.layer()][from.index()] = 1;
        int last = to.layer() - from.layer();
        for (int layer = from.layer() + 1; layer <= to.layer(); layer++) {
            if (between.get(layer)) {
                Progress part = progress.part((layer - from.layer() - 1.0) / last, (double) (layer - from.layer()) / last);
                part.report(0, "Paths to " + network.layer(layer).name());
                reach(layer, part);
            }
        }
        return greatest[to.layer()] == null || greatest[to.layer()][to.index()] == 0 ? Optional.empty() : Optional.of(back(progress));
    }

    private Optional<NeuronPath> recurrent() {
        NeuronPath.Step best = null;
        for (Connection connection : network.into(to.layer())) {
            if (connection.from() == to.layer()) {
                Links links = ShownGate.of(connection, gate).into(to.index()).where((source, target, w) -> source == from.index() && w != 0).strongest(1);
                if (links.count() > 0 && (best == null || Math.abs(links.weight()[0]) > Math.abs(best.weight()))) {
                    best = new NeuronPath.Step(connection.index(), from, to, links.weight()[0]);
                }
            }
        }
        return Optional.ofNullable(best).map(step -> new NeuronPath(List.of(step)));
    }

    private void reach(int layer, Progress progress) {
        double[] all = new double[network.layer(layer).neurons()];
        long scale = Long.MIN_VALUE;
        for (Connection connection : into(layer)) {
            if (greatest[connection.from()] == null) {
                continue;
            }
            double[] products = GreatestProducts.of(connection, greatest[connection.from()], progress);
            long own = exponent[connection.from()];
            if (own > scale) {
                scale(all, scale == Long.MIN_VALUE ? 0 : scale - own);
                scale = own;
            } else {
                scale(products, own - scale);
            }
            for (int i = 0; i < all.length; i++) {
                all[i] = Math.max(all[i], products[i]);
            }
        }
        double most = 0;
        for (double product : all) {
            most = product > most && product < Double.POSITIVE_INFINITY ? product : most;
        }
        if (most > 0) {
            // powers of two change no digit, and keep the products of a hundred layers from vanishing
            int shift = Math.getExponent(most);
            scale(all, -shift);
            greatest[layer] = all;
            exponent[layer] = scale + shift;
        }
    }

    private static void scale(double[] numbers, long by) {
        if (by != 0) {
            int power = (int) Math.clamp(by, -3_000L, 3_000L);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Math.scalb(numbers[i], power);
            }
        }
    }

    /** From the last neuron back, each time over the link that its product comes from. */
    private NeuronPath back(Progress progress) {
        List<NeuronPath.Step> steps = new ArrayList<>();
        Neuron at = to;
        while (!at.equals(from)) {
            progress.check();
            NeuronPath.Step best = null;
            double bestProduct = 0;
            for (Connection connection : into(at.layer())) {
                double[] before = greatest[connection.from()];
                if (before == null) {
                    continue;
                }
                Links links = connection.into(at.index());
                for (int i = 0; i < links.count(); i++) {
                    double product = Math.scalb(Math.abs(links.weight()[i]) * before[links.source()[i]],
                            (int) Math.clamp(exponent[connection.from()] - exponent[at.layer()], -3_000L, 3_000L));
                    if (product > bestProduct) {
                        bestProduct = product;
                        best = new NeuronPath.Step(connection.index(), new Neuron(connection.from(), links.source()[i]), at, links.weight()[i]);
                    }
                }
            }
            if (best == null) {
                throw new IllegalStateException("no link into " + at + ", which a path reaches");
            }
            steps.addFirst(best);
            at = best.from();
        }
        return new NeuronPath(steps);
    }
}
