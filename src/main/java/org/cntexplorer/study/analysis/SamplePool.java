package org.cntexplorer.study.analysis;

import java.util.TreeMap;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;

/** Puts grids of many samples together into one sample, in a memory that does not depend on how many there are. For one thread at a time. */
final class SamplePool {
    private final TreeMap<Integer, SampleGrid> byExponent = new TreeMap<>();
    private Moments moments = Moments.EMPTY;

    /**
     * @param of the moments of the same sample, exact
     */
    void add(Moments of, SampleGrid grid) {
        moments = moments.and(of);
        if (!grid.isEmpty()) {
            byExponent.merge(grid.exponent(), grid, SampleGrid::and);
        }
    }

    /** Of all that was added. */
    Moments moments() {
        return moments;
    }

    /**
     * On cells that suit the whole: a sample that is much wider than the whole, and so on wider cells, is spread over the narrower ones, for
     * its cells would be teeth in the density.
     */
    SampleGrid grid() {
        if (moments.n() == 0) {
            return SampleGrid.EMPTY;
        }
        int exponent = SampleGrid.exponentOf(moments);
        SampleGrid all = SampleGrid.EMPTY;
        for (SampleGrid grid : byExponent.values()) {
            all = all.and(grid.on(exponent));
        }
        return all;
    }

    /** The whole as a sample that has a density. */
    BinnedSample sample(String name) {
        return BinnedSample.of(name, moments, grid());
    }
}
