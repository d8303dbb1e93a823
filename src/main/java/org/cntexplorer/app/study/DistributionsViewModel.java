package org.cntexplorer.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.figure.Curve;
import org.cntexplorer.figure.CurvesFigure;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.study.StudyPanels;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Distributions;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.Grouping;
import org.cntexplorer.study.analysis.NetworkGroup;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** The distributions of groups of networks: a figure of one layer, or of all of them. */
final class DistributionsViewModel {
    /** What the curves are computed from. */
    record Key(StoreHold store, Cohort cohort, Sampled of, List<Integer> layers, Grouping grouping, OutlierFilter filter) {}

    /** Curves of the groups, layer by layer. */
    record Curves(Key key, List<NetworkGroup> groups, List<List<Curve>> layers) {}

    private final StudyViewModel study;
    private final Computed<Key, Curves> curves;
    private final ReadOnlyObjectWrapper<Figure> figure = new ReadOnlyObjectWrapper<>(this, "figure");
    /** Whether the networks of a brushed group are being selected by this. */
    private Optional<String> brushed = Optional.empty();

    DistributionsViewModel(StudyViewModel study) {
        this.study = study;
        curves = new Computed<>("Distributions", study.executor(), study::fail, DistributionsViewModel::compute);
        study.studyProperty().addListener((p, was, is) -> want());
        study.choicesProperty().addListener((p, was, is) -> want());
        curves.valueProperty().addListener((p, was, is) -> show());
        want();
    }

    /** Whether the figure is seen. */
    void look(boolean looking) {
        curves.look(looking);
    }

    /** A {@link CurvesFigure} of one layer, or a {@link PanelsFigure} of all; null where there is nothing to show. */
    ReadOnlyObjectProperty<Figure> figureProperty() {
        return figure.getReadOnlyProperty();
    }

    /** The groups that are shown, in order. */
    List<NetworkGroup> groups() {
        return curves.value() == null ? List.of() : curves.value().groups();
    }

    private void want() {
        StudyChoices choices = study.choices();
        curves.want(study.cohort().isEmpty() || study.store().isEmpty() || choices.bins().label().isEmpty() ? null
                : key(study.store().get(), study.cohort().get(), choices));
        show();
    }

    /** Of choices with a label to group by. */
    static Key key(StoreHold store, Cohort cohort, StudyChoices choices) {
        return new Key(store, cohort, choices.of(), choices.layers(cohort), choices.bins().grouping(), choices.filter());
    }

    static Curves compute(Key key, Progress progress) throws Exception {
        List<NetworkGroup> groups = key.grouping().of(key.cohort());
        return key.store().use(store -> new Curves(key, groups, curves(store, key, groups, progress)));
    }

    private static List<List<Curve>> curves(StudyStore store, Key key, List<NetworkGroup> groups, Progress progress) throws StudyStoreException {
        List<List<Curve>> all = new ArrayList<>();
        int n = key.layers().size();
        for (int i = 0; i < n; i++) {
            progress.report(i / (double) n, key.of().words() + " of layer " + key.layers().get(i));
            all.add(curves(key.of(), Distributions.of(store, key.cohort(), key.of(), key.layers().get(i), groups, key.filter(),
                    progress.part(i / (double) n, (i + 1) / (double) n))));
        }
        return all;
    }

    private static List<Curve> curves(Sampled of, List<GroupSample> samples) {
        return samples.stream().map(sample -> StudyPanels.curve(of, sample)).toList();
    }

    private void show() {
        Curves now = curves.value();
        if (now == null || now.layers().isEmpty() || now.groups().isEmpty()) {
            figure.set(null);
            return;
        }
        figure.set(figure(now, study.choices().form(), highlight(now.groups())));
        if (!brushed.equals(study.choices().brushed())) {
            brushed = study.choices().brushed();
            selectBrushed(now);
        }
    }

    /** All layers in panels, or the only one. */
    static Figure figure(Curves curves, CurvesFigure.Form form, OptionalInt highlight) {
        Sampled of = curves.key().of();
        List<PanelsFigure.Panel> panels = IntStream.range(0, curves.layers().size()).mapToObj(i -> {
            Cohort.CohortLayer layer = curves.key().cohort().layers().get(curves.key().layers().get(i));
            return new PanelsFigure.Panel(layer.words(), StudyPanels.curves(of, layer, curves.key().grouping().label(), curves.layers().get(i), form, highlight));
        }).toList();
        return StudyPanels.together(StudyPanels.title(of.words()), panels).orElseThrow();
    }

    private OptionalInt highlight(List<NetworkGroup> groups) {
        return study.choices().brushed().stream().flatMapToInt(name -> IntStream.range(0, groups.size()).filter(i -> groups.get(i).name().equals(name)))
                .findFirst();
    }

    private void selectBrushed(Curves now) {
        OptionalInt group = highlight(now.groups());
        study.selectedProperty().set(group.isEmpty() ? List.of()
                : now.groups().get(group.getAsInt()).members().stream().map(i -> now.key().cohort().networks().get(i).file()).toList());
    }

    /** Lets a group stand out, and selects its networks; the same again takes that back. @param curve index of the group */
    void brush(int curve) {
        if (curve >= 0 && curve < groups().size()) {
            Optional<String> name = Optional.of(groups().get(curve).name());
            study.choose(study.choices().brushing(name.equals(study.choices().brushed()) ? Optional.empty() : name));
        }
    }

    /** The group beside the one that stands out. @param step 1 for the next, −1 for the one before */
    void brushNext(int step) {
        int n = groups().size();
        if (n > 0) {
            int now = highlight(groups()).orElse(step > 0 ? -1 : n);
            study.choose(study.choices().brushing(Optional.of(groups().get(Math.clamp(now + step, 0, n - 1)).name())));
        }
    }

    void brushNone() {
        study.choose(study.choices().brushing(Optional.empty()));
    }

    /** "0.9–1.0: 12 networks". */
    String words(int curve) {
        NetworkGroup group = groups().get(curve);
        return study.choices().bins().label() + " " + group.name() + ": " + Names.networks(group.members().size());
    }
}
