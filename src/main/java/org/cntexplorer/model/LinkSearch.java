package org.cntexplorer.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/** Finds the strongest among some links of a connection of any kind. */
final class LinkSearch {
    /** Of neurons whose links are looked at side by side. */
    private static final int BANDS = 64;

    private LinkSearch() {}

    static Links strongest(Connection connection, int count, double least, LinkFilter filter, Progress progress) {
        if (filter == LinkFilter.ALL) {
            return connection.atLeast(least, count, progress);
        }
        int wanted = (int) Math.min(Math.max(count, 0), connection.links());
        if (connection instanceof DenseConnection dense) {
            return DenseOperator.of(dense).strongest(wanted, least, filter, progress);
        }
        Optional<OrderedLinks> ordered = OrderedLinks.of(connection);
        return ordered.isPresent() ? ordered.get().strongest(connection.index(), wanted, least, filter, progress)
                : scanned(connection, wanted, least, filter, progress);
    }

    private static Links scanned(Connection connection, int wanted, double least, LinkFilter filter, Progress progress) {
        Strongest kept = new Strongest(wanted, 0, false);
        connection.eachAtLeast(least, progress, (source, target, weight) -> {
            if (Math.abs(weight) >= kept.threshold() && filter.wants(source, target, weight)) {
                kept.offer(weight, source, target);
            }
        });
        progress.check();
        return Links.of(connection.index(), kept, true);
    }

    /** See {@link Connection#strongestOfNeurons}. */
    static Links strongestOfNeurons(Connection connection, int count, int most, LinkFilter filter, Progress progress) {
        if (count <= 0 || most <= 0) {
            return strongest(connection, 0, 0, filter, progress);
        }
        Optional<OrderedLinks> ordered = OrderedLinks.of(connection);
        return ordered.isPresent() ? NeuronTurns.strongest(connection, ordered.get(), count, most, filter, progress)
                : NeuronRest.strongest(connection, count, most, filter, progress);
    }

    /** The strongest links of one neuron, see {@link Connection#strongestOf}. */
    static Links strongestOf(Connection connection, int neuron, boolean entering, int count) {
        Strongest kept = new Strongest(count, Float.MIN_VALUE, false);
        if (connection instanceof Composed composed && entering) {
            Links ofUnits = composed.operator().into(neuron);
            double largest = composed.input().largestShare();
            for (int i = 0; i < ofUnits.count(); i++) {
                float weight = ofUnits.weight()[i];
                // most windows hold nothing that is strong enough, and need not be put in order of their neurons
                if (Math.abs((float) (weight * largest)) >= kept.threshold()) {
                    composed.expand(ofUnits.source()[i], neuron, weight, (source, target, w) -> kept.offer(w, source, target));
                }
            }
        } else {
            Links all = entering ? connection.into(neuron) : connection.outOf(neuron);
            for (int i = 0; i < all.count(); i++) {
                kept.offer(all.weight()[i], all.source()[i], all.target()[i]);
            }
        }
        return Links.of(connection.index(), kept, true);
    }

    /** See {@link Connection#strongestOf}; on all cores, of a matrix' columns those that stand near one another are read together. */
    static Links[] strongestOf(Connection connection, int[] neurons, boolean entering, int count, Progress progress) {
        Links[] found = new Links[neurons.length];
        if (connection instanceof DenseConnection dense) {
            int[] place = places(neurons, entering ? dense.targets() : dense.sources());
            DenseNeurons.of(dense).each(entering, neuron -> place[neuron] >= 0, progress, (neuron, links) ->
                    found[place[neuron]] = links.where((source, target, w) -> w != 0).strongest(count));
        } else if (connection instanceof Composed composed && composed.operator() instanceof DenseConnection dense && !entering) {
            leaving(composed, dense, neurons, count, found, progress);
        } else {
            Bands.ALL_CORES.run(neurons.length, Math.min(neurons.length, BANDS), progress, (band, from, to) -> {
                for (int i = from; i < to; i++) {
                    progress.check();
                    found[i] = strongestOf(connection, neurons[i], entering, count);
                }
            });
        }
        progress.check();
        return found;
    }

    private static int[] places(int[] neurons, int all) {
        int[] place = new int[all];
        Arrays.fill(place, -1);
        for (int i = 0; i < neurons.length; i++) {
            place[neurons[i]] = i;
        }
        return place;
    }

    /** The links of a neuron are its share of those of the units that it is in. */
    private static void leaving(Composed composed, DenseConnection dense, int[] neurons, int count, Links[] found, Progress progress) {
        Averaging input = composed.input();
        int[] place = places(neurons, composed.sources());
        Strongest[] kept = new Strongest[neurons.length];
        BitSet units = new BitSet();
        for (int i = 0; i < neurons.length; i++) {
            kept[i] = new Strongest(count, Float.MIN_VALUE, false);
            for (int unit : input.unitsOf(neurons[i])) {
                units.set(unit);
            }
        }
        DenseNeurons.of(dense).each(false, units::get, progress, (unit, links) -> {
            for (int k = 0; k < input.count(unit); k++) {
                int neuron = input.neuron(unit, k);
                if (place[neuron] >= 0) {
                    double share = input.share(unit, k);
                    Strongest own = kept[place[neuron]];
                    synchronized (own) {
                        for (int i = 0; i < links.count(); i++) {
                            own.offer((float) (links.weight()[i] * share), neuron, links.target()[i]);
                        }
                    }
                }
            }
        });
        for (int i = 0; i < neurons.length; i++) {
            found[i] = Links.of(composed.index(), kept[i], true);
        }
    }
}
