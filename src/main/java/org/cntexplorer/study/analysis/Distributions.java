package org.cntexplorer.study.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.store.Quantity;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** What the numbers of groups of networks are like: from what the store has of each network, one at a time. */
public final class Distributions {
    private Distributions() {}

    /**
     * The pooled numbers of each group.
     *
     * @param groups of the cohort; a network may be in several
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static List<GroupSample> of(StudyStore store, Cohort cohort, Sampled of, int layer, List<NetworkGroup> groups, OutlierFilter filter,
            Progress progress) throws StudyStoreException {
        if (of.quantity().isEmpty()) {
            double[] numbers = cohort.numbers(StudyMetric.FLUCTUATION, layer);
            return groups.stream().map(group -> new GroupSample(group, filter.sample(group.name(),
                    group.members().stream().mapToDouble(i -> numbers[i]).toArray()))).toList();
        }
        List<SamplePool> pools = groups.stream().map(group -> new SamplePool()).toList();
        new Pooling(store, cohort, pools, groups, progress).pool(of.quantity().get(), layer);
        return IntStream.range(0, pools.size()).mapToObj(i -> new GroupSample(groups.get(i),
                filter.sample(groups.get(i).name(), pools.get(i).moments(), pools.get(i).grid()))).toList();
    }

    /** Goes through the store once for the exact moments of its networks and once for their grids. */
    private static final class Pooling {
        private final StudyStore store;
        private final Progress progress;
        private final Map<String, List<SamplePool>> poolsOf = new HashMap<>();

        Pooling(StudyStore store, Cohort cohort, List<SamplePool> pools, List<NetworkGroup> groups, Progress progress) {
            this.store = store;
            this.progress = progress;
            List<StoredNetwork> networks = cohort.networks();
            for (int g = 0; g < groups.size(); g++) {
                for (int member : groups.get(g).members()) {
                    poolsOf.computeIfAbsent(networks.get(member).file(), f -> new ArrayList<>()).add(pools.get(g));
                }
            }
        }

        void pool(Quantity of, int layer) throws StudyStoreException {
            Map<String, Moments> moments = new HashMap<>();
            store.layers((file, stored) -> {
                progress.check();
                if (stored.layer() == layer && poolsOf.containsKey(file)) {
                    moments.put(file, stored.moments().get(of));
                }
            });
            store.densities(of, layer, (file, density) -> add(file, moments.get(file),
                    new SampleGrid(density.stepExponent(), density.firstCell(), density.counts())));
            if (of != Quantity.LINK_WEIGHTS) {
                // the strengths of layers that are not very wide are kept as they are
                store.strengths(layer, (file, strengths) -> {
                    double[] values = switch (of) {
                        case STRENGTH_IN -> strengths.in();
                        case STRENGTH_OUT -> strengths.out();
                        default -> strengths.total();
                    };
                    if (poolsOf.containsKey(file)) {
                        add(file, Moments.of(values), SampleGrid.of(values));
                    }
                });
            }
        }

        private void add(String file, Moments moments, SampleGrid grid) {
            progress.check();
            for (SamplePool pool : poolsOf.getOrDefault(file, List.of())) {
                pool.add(moments, grid);
            }
        }
    }
}
