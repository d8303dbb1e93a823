package org.cntexplorer.model;

import org.cntexplorer.model.kernel.Strongest;

/** Keeps the strongest of the links of some neurons. */
public final class LinksOfFew {
    private final int connection;
    private final double least;
    private final LinkFilter filter;
    private final Strongest kept;

    /** @param most how many to keep, at most, with |w| ≥ {@code least}, that {@code filter} wants */
    public LinksOfFew(int connection, int most, double least, LinkFilter filter) {
        this.connection = connection;
        this.least = least;
        this.filter = filter;
        this.kept = new Strongest(Math.max(0, most), 0, false);
    }

    public void offer(Links links) {
        for (int i = 0; i < links.count(); i++) {
            float weight = links.weight()[i];
            if (Math.abs(weight) >= least && filter.wants(links.source()[i], links.target()[i], weight)) {
                kept.offer(weight, links.source()[i], links.target()[i]);
            }
        }
    }

    /** Those kept, largest |w| first; ties by source, then target. */
    public Links strongest() {
        return Links.of(connection, kept, true);
    }
}
