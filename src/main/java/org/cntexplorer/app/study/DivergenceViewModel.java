package org.cntexplorer.app.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.MatrixFigure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.study.StudyPanels;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.Divergence;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Distributions;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.Grouping;
import org.cntexplorer.study.analysis.NetworkGroup;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.store.StudyStore;

/** How far distributions are from one another: of groups or of single networks, layer by layer, or of the layers of a network. */
final class DivergenceViewModel {
    /** So many single networks are compared with one another; of more, no cell could be told from its neighbours. */
    static final int MOST_NETWORKS = 60;
    static final List<Divergence.Kind> KINDS = List.of(Divergence.Kind.values());

    /**
     * What the matrices are computed from.
     *
     * @param grouping of the networks; null where no groups are compared
     * @param networks that are compared one by one: files
     */
    record Key(StoreHold store, Cohort cohort, Sampled of, List<Integer> layers, Grouping grouping, OutlierFilter filter, StudyChoices.Pairs pairs,
               List<String> networks) {}

    private final StudyViewModel study;
    private final Computed<Key, Figure> figure;

    DivergenceViewModel(StudyViewModel study) {
        this.study = study;
        figure = new Computed<>("Divergence", study.executor(), study::fail, DivergenceViewModel::compute);
        study.studyProperty().addListener((p, was, is) -> want());
        study.choicesProperty().addListener((p, was, is) -> want());
        study.selectedProperty().addListener((p, was, is) -> want());
        want();
    }

    /** Whether the figure is seen. */
    void look(boolean looking) {
        figure.look(looking);
    }

    /** A {@link MatrixFigure} of one layer, or a {@link PanelsFigure} of all; null where there is nothing to compare. */
    ReadOnlyObjectProperty<Figure> figureProperty() {
        return figure.valueProperty();
    }

    private void want() {
        figure.want(study.cohort().isEmpty() || study.store().isEmpty() ? null
                : key(study.store().get(), study.cohort().get(), study.choices(), study.selectedProperty().get()).orElse(null));
    }

    /** Of what the matrices do not hang on, nothing is in the key, so that they are not computed again. @param selected files */
    static Optional<Key> key(StoreHold store, Cohort cohort, StudyChoices choices, List<String> selected) {
        StudyChoices.Pairs pairs = choices.pairs();
        List<Integer> layers = choices.layers(cohort);
        return switch (pairs.between()) {
            case GROUPS -> choices.bins().label().isEmpty() ? Optional.empty()
                    : Optional.of(new Key(store, cohort, choices.of(), layers, choices.bins().grouping(), choices.filter(), pairs, List.of()));
            case NETWORKS -> Optional.of(new Key(store, cohort, choices.of(), layers, null, choices.filter(), pairs, networks(cohort, selected)));
            case LAYERS -> Optional.of(new Key(store, cohort, choices.of(), choices.withLayer(StudyChoices.ALL_LAYERS).layers(cohort), null, choices.filter(),
                    pairs, List.of()));
        };
    }

    /** Those that are selected, where it is two or more, else all; the first ones of many. */
    static List<String> networks(Cohort cohort, List<String> selected) {
        List<String> all = cohort.networks().stream().map(network -> network.file()).toList();
        Set<String> wanted = Set.copyOf(selected);
        List<String> chosen = all.stream().filter(wanted::contains).toList();
        return (chosen.size() > 1 ? chosen : all).stream().limit(MOST_NETWORKS).toList();
    }

    static Figure compute(Key key, Progress progress) throws Exception {
        return key.store().use(store -> switch (key.pairs().between()) {
            case GROUPS -> byLayer(store, key, key.grouping().of(key.cohort()), progress);
            case NETWORKS -> byLayer(store, key, singles(key), progress);
            case LAYERS -> ofLayers(store, key, progress);
        });
    }

    private static List<NetworkGroup> singles(Key key) {
        Cohort cohort = key.cohort();
        Set<String> wanted = Set.copyOf(key.networks());
        List<Integer> chosen = new ArrayList<>(IntStream.range(0, cohort.networks().size()).filter(i -> wanted.contains(cohort.networks().get(i).file()))
                .boxed().toList());
        String label = cohort.accuracyName().orElse("");
        double[] accuracies = cohort.label(label);
        // alike beside alike
        chosen.sort(Comparator.comparingDouble(i -> accuracies[i]));
        return chosen.stream().map(i -> new NetworkGroup(nameOf(cohort, i, label), accuracies[i], List.of(i))).toList();
    }

    private static String nameOf(Cohort cohort, int network, String label) {
        return cohort.labels(network).get(label).map(of -> of.text()).filter(text -> !text.isEmpty()).orElse(cohort.networks().get(network).name());
    }

    private static Figure byLayer(StudyStore store, Key key, List<NetworkGroup> groups, Progress progress) throws Exception {
        List<PanelsFigure.Panel> panels = new ArrayList<>();
        int n = key.layers().size();
        for (int i = 0; i < n; i++) {
            Cohort.CohortLayer layer = key.cohort().layers().get(key.layers().get(i));
            List<BinnedSample> samples = Distributions.of(store, key.cohort(), key.of(), layer.layer(), groups, key.filter(),
                    progress.part(i / (double) n, (i + 0.7) / n)).stream().map(GroupSample::sample).toList();
            Divergence between = Divergence.of(samples, key.pairs().kind(), progress.part((i + 0.7) / n, (i + 1.0) / n));
            panels.add(new PanelsFigure.Panel(layer.words(), StudyPanels.divergence(title(key), layer, between, key.pairs().kind())));
        }
        return groups.isEmpty() ? null : StudyPanels.together(title(key), panels).orElse(null);
    }

    /** Between the layers of one network, or of all of them pooled. */
    private static Figure ofLayers(StudyStore store, Key key, Progress progress) throws Exception {
        Cohort cohort = key.cohort();
        List<Integer> members = IntStream.range(0, cohort.networks().size()).filter(i -> key.pairs().network().isEmpty()
                || cohort.networks().get(i).file().equals(key.pairs().network())).boxed().toList();
        NetworkGroup group = new NetworkGroup("", Double.NaN, members);
        List<String> names = new ArrayList<>();
        List<BinnedSample> samples = new ArrayList<>();
        for (int layer : key.layers()) {
            progress.report(names.size() / (double) key.layers().size(), title(key));
            names.add(cohort.layers().get(layer).words());
            samples.add(Distributions.of(store, cohort, key.of(), layer, List.of(group), key.filter(), progress).getFirst().sample());
        }
        double[][] matrix = Divergence.of(samples, key.pairs().kind(), progress).matrix();
        return names.isEmpty() ? null : new MatrixFigure(title(key), names, matrix, StudyPanels.words(key.pairs().kind()));
    }

    private static String title(Key key) {
        return "Divergence of " + key.of().words() + " between " + key.pairs().between().words();
    }

    /** As it can be chosen. */
    static String name(Divergence.Kind kind) {
        return switch (kind) {
            case JEFFREYS -> "Jeffreys (nats)";
            case JENSEN_SHANNON -> "Jensen–Shannon (nats)";
            case AUTHORS -> "authors' code";
        };
    }
}
