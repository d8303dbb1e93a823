package org.cntexplorer.study.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/**
 * What is known of the networks of a study: a few hundred bytes for each layer, whatever their size.
 *
 * @param networks all files, also those that were left out, in natural order of their names
 * @param cohorts the measured ones by architecture; that of the most networks first
 */
public record Study(List<StoredNetwork> networks, List<Cohort> cohorts) {
    public Study {
        networks = List.copyOf(networks);
        cohorts = List.copyOf(cohorts);
    }

    /** Where a network of the store went. */
    private record Place(Cohort.Builder cohort, int index) {}

    /**
     * Reads all networks of a store.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static Study read(StudyStore store, Progress progress) throws StudyStoreException {
        // not in the order in which they were finished, which is another one in every run
        List<StoredNetwork> networks = store.networks().stream().sorted((a, b) -> NaturalOrder.OF_FILES.compare(a.file(), b.file())).toList();
        Map<String, List<StoredNetwork>> architectures = new LinkedHashMap<>();
        for (StoredNetwork network : networks) {
            if (network.status() == NetworkStatus.MEASURED) {
                architectures.computeIfAbsent(network.architecture(), a -> new ArrayList<>()).add(network);
            }
        }
        Map<String, Place> places = new HashMap<>();
        List<Cohort.Builder> builders = new ArrayList<>();
        for (List<StoredNetwork> cohort : architectures.values()) {
            Cohort.Builder builder = new Cohort.Builder(cohort);
            builders.add(builder);
            for (int i = 0; i < cohort.size(); i++) {
                places.put(cohort.get(i).file(), new Place(builder, i));
            }
        }
        store.layers((file, layer) -> {
            progress.check();
            Place place = places.get(file);
            // one that another thread has put since
            if (place != null) {
                place.cohort().add(place.index(), layer);
            }
        });
        store.activity().forEach((file, activity) -> {
            Place place = places.get(file);
            if (place != null) {
                place.cohort().add(place.index(), activity);
            }
        });
        for (String file : store.filesWithActivityDensities().orElse(Set.of())) {
            Optional.ofNullable(places.get(file)).ifPresent(place -> place.cohort().addDensities());
        }
        List<Cohort> cohorts = builders.stream().map(Cohort.Builder::build)
                .sorted(Comparator.comparing((Cohort cohort) -> -cohort.networks().size())).toList();
        return new Study(networks, cohorts);
    }
}
