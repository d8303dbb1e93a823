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
        if (ordered.isPresent()) {
            return NeuronTurns.strongest(connection, ordered.get(), count, most, filter, progress);
        }
        NeuronBounds bounds = NeuronBounds.of(connection, count, filter, progress.part(0, 0.7));
        // what is stored in more digits may be a little less than its float32
        return strongest(connection, most, Math.nextDown(bounds.least()), filter.and(bounds), progress.part(0.7, 1));
    }
}
