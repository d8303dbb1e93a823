package org.cntexplorer.app.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.TimeFigure;
import org.cntexplorer.figure.study.StudyPanels;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.CheckpointRun;
import org.cntexplorer.study.LeftOut;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Distributions;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.LearningRun;
import org.cntexplorer.study.analysis.LearningRun.NeuronPlace;
import org.cntexplorer.study.analysis.LearningRun.Trajectory;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.store.StudyStore;

/** How a network learns: trajectories of its layers and of chosen neurons over the checkpoints of a run, and how its distributions change. */
final class LearningViewModel {
    private static final int BINS = 80;
    private static final int MOST_NEURONS = 12;
    private static final String NO_NEURON = "No such neuron is kept; write layer and number, both from 0, as in 1:0, of a layer of at most 65,536 neurons.";
    private static final Pattern NEURON = Pattern.compile("(\\d{1,4})\\s*:\\s*(\\d{1,9})");

    private record Key(StoreHold store, Path folder, Cohort cohort, StudyChoices.Lesson lesson, Sampled of, List<Integer> layers, OutlierFilter filter) {}

    /**
     * What was found.
     *
     * @param runs all of the cohort
     * @param run the one that is shown
     * @param layers trajectories of a metric in the layers, or of the chosen neurons, with the accuracy beside
     * @param heat how the distributions change, layer by layer
     * @param files the same run as files, to be opened one after the other
     * @param leftOut in words, which networks are in no run, or that no such neuron is kept; empty where there is nothing to say
     */
    record Found(List<LearningRun> runs, LearningRun run, TimeFigure layers, Figure heat, CheckpointRun files, String leftOut) {}

    private final StudyViewModel study;
    private final Computed<Key, Found> found;

    LearningViewModel(StudyViewModel study) {
        this.study = study;
        found = new Computed<>("Learning", study.executor(), study::fail, LearningViewModel::compute);
        study.studyProperty().addListener((p, was, is) -> want());
        study.choicesProperty().addListener((p, was, is) -> want());
        want();
    }

    /** Whether the figures are seen. */
    void look(boolean looking) {
        found.look(looking);
    }

    /** Null where there is no run. */
    ReadOnlyObjectProperty<Found> foundProperty() {
        return found.valueProperty();
    }

    private void want() {
        StudyChoices choices = study.choices();
        found.want(study.cohort().isEmpty() || study.store().isEmpty() || choices.lesson().along().isEmpty() ? null
                : new Key(study.store().get(), study.folder(), study.cohort().get(), choices.lesson(), choices.of(), choices.layers(study.cohort().get()),
                        choices.filter()));
    }

    private static Found compute(Key key, Progress progress) throws Exception {
        List<LearningRun> runs = LearningRun.of(key.cohort(), key.lesson().along());
        LearningRun run = runs.stream().filter(of -> of.name().equals(key.lesson().run())).findFirst().orElse(runs.getFirst());
        CheckpointRun.Runs files = files(key);
        return key.store().use(store -> {
            TimeFigure layers = trajectories(store, key, run, progress.part(0, 0.3));
            return new Found(runs, run, layers, heat(store, key, run, progress.part(0.3, 1)), files.runs().get(runs.indexOf(run)),
                    layers.lines().isEmpty() ? NO_NEURON : words(files.leftOut()));
        });
    }

    private static String words(List<LeftOut> leftOut) {
        return leftOut.isEmpty() ? "" : (leftOut.size() == 1 ? "" : Names.networks(leftOut.size()) + " are in no run, the first since ")
                + leftOut.getFirst().reason();
    }

    private static CheckpointRun.Runs files(Key key) throws ModelFormatException {
        List<Member> members = key.cohort().population().members().stream()
                .map(member -> new Member(key.folder().resolve(member.file()), member.name(), member.labels())).toList();
        return CheckpointRun.of(new Population(key.folder(), members, List.of(), List.of()), key.lesson().along());
    }

    private static boolean isKnown(Trajectory of) {
        return Arrays.stream(of.values()).anyMatch(x -> !Double.isNaN(x));
    }

    private static TimeFigure trajectories(StudyStore store, Key key, LearningRun run, Progress progress) throws Exception {
        List<NeuronPlace> neurons = neurons(key.lesson().neurons());
        List<Trajectory> lines = neurons.isEmpty() ? run.layers(key.cohort(), key.lesson().metric())
                : run.neurons(store, key.cohort(), neurons, progress).stream().filter(LearningViewModel::isKnown).toList();
        String what = neurons.isEmpty() ? key.lesson().metric().words() : "strength of chosen neurons";
        return StudyPanels.trajectories(key.cohort(), run, what, lines);
    }

    /** "2:5, 3:0": what is no layer and number is passed over. */
    static List<NeuronPlace> neurons(String written) {
        List<NeuronPlace> places = new ArrayList<>();
        Matcher found = NEURON.matcher(written);
        while (found.find() && places.size() < MOST_NEURONS) {
            places.add(new NeuronPlace(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))));
        }
        return places;
    }

    private static Figure heat(StudyStore store, Key key, LearningRun run, Progress progress) throws Exception {
        // of one number for each network there is no distribution to follow
        Sampled of = key.of() == Sampled.FLUCTUATION ? Sampled.STRENGTH : key.of();
        List<PanelsFigure.Panel> panels = new ArrayList<>();
        int n = key.layers().size();
        for (int i = 0; i < n; i++) {
            Cohort.CohortLayer layer = key.cohort().layers().get(key.layers().get(i));
            List<BinnedSample> samples = Distributions.of(store, key.cohort(), of, layer.layer(), run.groups(), key.filter(),
                    progress.part(i / (double) n, (i + 1) / (double) n)).stream().map(GroupSample::sample).toList();
            StudyPanels.heat(of, layer, run, samples).ifPresent(heat -> panels.add(new PanelsFigure.Panel(layer.words(), heat)));
        }
        return StudyPanels.together(StudyPanels.title(of.words()) + StudyPanels.learning(run), panels).orElse(null);
    }
}
