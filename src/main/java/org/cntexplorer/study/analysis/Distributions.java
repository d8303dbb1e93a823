package org.cntexplorer.study.analysis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.store.Quantity;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StoredStrengths;
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
        return of(store, cohort, EnumSet.of(of), layer, groups, filter, progress).get(of);
    }

    /** The same of several at once, for which the store is gone through once. */
    public static Map<Sampled, List<GroupSample>> of(StudyStore store, Cohort cohort, Set<Sampled> all, int layer, List<NetworkGroup> groups,
            OutlierFilter filter, Progress progress) throws StudyStoreException {
        Pooling pooling = new Pooling(store, cohort, groups, progress);
        all.stream().filter(of -> of != Sampled.FLUCTUATION).forEach(pooling::want);
        pooling.pool(layer);
        Map<Sampled, List<GroupSample>> samples = new EnumMap<>(Sampled.class);
        for (Sampled of : all) {
            samples.put(of, of == Sampled.FLUCTUATION ? fluctuations(cohort, layer, groups, filter) : pooling.samples(of, filter));
        }
        return samples;
    }

    private static List<GroupSample> fluctuations(Cohort cohort, int layer, List<NetworkGroup> groups, OutlierFilter filter) {
        double[] numbers = cohort.numbers(StudyMetric.FLUCTUATION, layer);
        return groups.stream().map(group -> new GroupSample(group, filter.sample(group.name(),
                group.members().stream().mapToDouble(i -> numbers[i]).toArray()))).toList();
    }

    /** Goes through the store once for the exact moments of its networks and once for their grids. */
    private static final class Pooling {
        private final StudyStore store;
        private final List<NetworkGroup> groups;
        private final Progress progress;
        /** By file: which groups the network is in. */
        private final Map<String, List<Integer>> groupsOf = new HashMap<>();
        private final Map<Sampled, List<SamplePool>> pools = new EnumMap<>(Sampled.class);

        Pooling(StudyStore store, Cohort cohort, List<NetworkGroup> groups, Progress progress) {
            this.store = store;
            this.groups = groups;
            this.progress = progress;
            List<StoredNetwork> networks = cohort.networks();
            for (int g = 0; g < groups.size(); g++) {
                for (int member : groups.get(g).members()) {
                    groupsOf.computeIfAbsent(networks.get(member).file(), f -> new ArrayList<>()).add(g);
                }
            }
        }

        void want(Sampled of) {
            pools.put(of, groups.stream().map(group -> new SamplePool()).toList());
        }

        void pool(int layer) throws StudyStoreException {
            for (Sampled of : pools.keySet()) {
                if (of.onData().isPresent()) {
                    store.activityDensities(of.onData().get(), layer, (file, density) -> {
                        if (groupsOf.containsKey(file)) {
                            add(of, file, density.moments(), new SampleGrid(density.stepExponent(), density.firstCell(), density.counts()));
                        }
                    });
                }
            }
            if (pools.keySet().stream().anyMatch(of -> of.quantity().isPresent())) {
                poolLinks(layer);
            }
        }

        private void poolLinks(int layer) throws StudyStoreException {
            Map<String, Map<Quantity, Moments>> moments = new HashMap<>();
            store.layers(layer, (file, stored) -> {
                progress.check();
                if (groupsOf.containsKey(file)) {
                    moments.put(file, stored.moments());
                }
            });
            for (Sampled of : pools.keySet()) {
                if (of.quantity().isEmpty()) {
                    continue;
                }
                Quantity quantity = of.quantity().get();
                store.densities(quantity, layer, (file, density) -> {
                    if (groupsOf.containsKey(file)) {
                        add(of, file, moments.get(file).get(quantity), new SampleGrid(density.stepExponent(), density.firstCell(), density.counts()));
                    }
                });
            }
            if (pools.keySet().stream().anyMatch(of -> of != Sampled.LINK_WEIGHTS && of.quantity().isPresent())) {
                // the strengths of layers that are not very wide are kept as they are
                store.strengths(layer, (file, strengths) -> {
                    if (groupsOf.containsKey(file)) {
                        add(file, strengths);
                    }
                });
            }
        }

        private void add(String file, StoredStrengths strengths) {
            for (Sampled of : pools.keySet()) {
                double[] values = switch (of) {
                    case STRENGTH_IN -> strengths.in();
                    case STRENGTH_OUT -> strengths.out();
                    case STRENGTH -> strengths.total();
                    case LINK_WEIGHTS, FLUCTUATION, ACTIVATION, NEURON_STRENGTH -> new double[0];
                };
                if (values.length > 0) {
                    add(of, file, Moments.of(values), SampleGrid.of(values));
                }
            }
        }

        private void add(Sampled of, String file, Moments moments, SampleGrid grid) {
            progress.check();
            for (int group : groupsOf.get(file)) {
                pools.get(of).get(group).add(moments, grid);
            }
        }

        List<GroupSample> samples(Sampled of, OutlierFilter filter) {
            return IntStream.range(0, groups.size()).mapToObj(g -> {
                SamplePool pool = pools.get(of).get(g);
                return new GroupSample(groups.get(g), filter.sample(groups.get(g).name(), pool.moments(), pool.grid()));
            }).toList();
        }
    }
}
