package org.cntexplorer.model;

import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/** Finds the strongest among some links of a connection of any kind. */
final class LinkSearch {
    private LinkSearch() {}

    static Links strongest(Connection connection, int count, double least, LinkFilter filter, Progress progress) {
        if (filter == LinkFilter.ALL) {
            return connection.atLeast(least, count, progress);
        }
        return switch (connection) {
            case DenseConnection dense -> DenseOperator.of(dense).strongest(count, least, filter, progress);
            case Convolution _, Composed _, Gated _, OneToOne _, Block _ -> {
                Strongest kept = new Strongest((int) Math.min(Math.max(count, 0), connection.links()), 0, false);
                connection.eachAtLeast(least, progress, (source, target, weight) -> {
                    if (Math.abs(weight) >= kept.threshold() && filter.wants(source, target, weight)) {
                        kept.offer(weight, source, target);
                    }
                });
                progress.check();
                yield Links.of(connection.index(), kept, true);
            }
        };
    }
}
