package org.cntexplorer.model;

import java.util.Optional;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/** Finds the strongest among some links of a connection of any kind. */
final class LinkSearch {
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

    /** See {@link Connection#strongestOf}. */
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
}
