package org.cntexplorer.figure.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cntexplorer.figure.CurvesFigure;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.MatrixFigure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.SeparationFigure;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.Divergence;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Distributions;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.Grouping;
import org.cntexplorer.study.analysis.LearningRun;
import org.cntexplorer.study.analysis.NetworkGroup;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.statistics.SeparationTable;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/**
 * All figures of the networks of one architecture, a panel a layer (paper B): distributions of link weights, strengths and fluctuation in
 * groups, as curves, ridges and violins; divergences between the groups; what separates; and runs of checkpoints, where there are any. Of the
 * networks no more is in memory than what is drawn.
 *
 * @param grouping of the networks for the distributions
 * @param separation what is ranked, if two groups are compared
 */
public record StudyFigures(StudyStore store, Cohort cohort, Grouping grouping, OutlierFilter filter, Optional<SeparationTable> separation) {
    /** Rows of the ranking that are drawn. */
    public static final int MOST_ROWS = 20;
    /** Runs of checkpoints that are drawn, in order: more would be hundreds of files. */
    public static final int MOST_RUNS = 8;

    /** What groups are compared by. */
    private static final Set<Sampled> DIVERGING = EnumSet.of(Sampled.LINK_WEIGHTS, Sampled.STRENGTH);

    /** Takes one figure after another. */
    public interface Sink {
        /** @param name of a file for it, without its ending: "link-weights-curves" */
        void take(String name, Figure figure) throws IOException;
    }

    /**
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     * @throws IOException where the sink fails
     */
    public void each(Progress progress, Sink sink) throws StudyStoreException, IOException {
        List<NetworkGroup> groups = grouping.of(cohort);
        Map<Sampled, List<PanelsFigure.Panel>> curves = new EnumMap<>(Sampled.class);
        Map<Sampled, List<PanelsFigure.Panel>> divergences = new EnumMap<>(Sampled.class);
        double n = cohort.layers().size();
        for (Cohort.CohortLayer layer : cohort.layers()) {
            Progress part = progress.part(0.6 * layer.layer() / n, 0.6 * (layer.layer() + 1) / n);
            part.report(0, "Distributions in " + layer.words());
            // the store is gone through once for all that is shown of a layer, and of the samples only what is drawn is kept
            Distributions.of(store, cohort, EnumSet.allOf(Sampled.class), layer.layer(), groups, filter, part).forEach((of, samples) -> {
                // not the input's link weights, of which there are none, nor its in-strengths, which are all 0
                if (samples.stream().anyMatch(sample -> !sample.sample().isEmpty())) {
                    curves.computeIfAbsent(of, o -> new ArrayList<>()).add(new PanelsFigure.Panel(layer.words(), curves(of, layer, samples)));
                    if (DIVERGING.contains(of) && groups.size() > 1) {
                        divergences.computeIfAbsent(of, o -> new ArrayList<>()).add(new PanelsFigure.Panel(layer.words(), divergence(of, layer, samples, part)));
                    }
                }
            });
        }
        for (Sampled of : curves.keySet()) {
            progress.report(0.6, "Figures of " + of.words());
            for (CurvesFigure.Form form : CurvesFigure.Form.values()) {
                sink.take(file(of.words() + " " + form), StudyPanels.together(StudyPanels.title(of.words()), curves.get(of).stream()
                        .map(panel -> new PanelsFigure.Panel(panel.name(), ((CurvesFigure) panel.figure()).with(form))).toList()).orElseThrow());
            }
        }
        for (Sampled of : divergences.keySet()) {
            sink.take(file("divergence " + of.words()), StudyPanels.together(between(of), divergences.get(of)).orElseThrow());
        }
        if (separation.isPresent() && !separation.get().rows().isEmpty()) {
            sink.take("separation", SeparationFigure.of(separation.get(), MOST_ROWS));
        }
        learning(progress.part(0.8, 1), sink);
    }

    private CurvesFigure curves(Sampled of, Cohort.CohortLayer layer, List<GroupSample> samples) {
        return StudyPanels.curves(of, layer, grouping.label(), samples.parallelStream().map(sample -> StudyPanels.curve(of, sample)).toList(),
                CurvesFigure.Form.CURVES, OptionalInt.empty());
    }

    private static MatrixFigure divergence(Sampled of, Cohort.CohortLayer layer, List<GroupSample> samples, Progress progress) {
        Divergence.Kind kind = Divergence.Kind.JEFFREYS;
        return StudyPanels.divergence(between(of), layer, Divergence.of(samples.stream().map(GroupSample::sample).toList(), kind, progress), kind);
    }

    private static String between(Sampled of) {
        return "Divergence of " + of.words() + " between groups of networks";
    }

    private void learning(Progress progress, Sink sink) throws StudyStoreException, IOException {
        Optional<String> along = LearningRun.order(cohort);
        if (along.isEmpty()) {
            return;
        }
        List<LearningRun> runs;
        try {
            runs = LearningRun.of(cohort, along.get()).stream().filter(run -> run.members().size() > 1).limit(MOST_RUNS).toList();
        } catch (ModelFormatException e) {
            throw new IllegalStateException("an order that no network has", e);
        }
        if (!runs.isEmpty()) {
            new RunFigures(store, cohort, runs).each(progress, sink);
        }
    }

    /** As a part of a file's name: no longer than every disk takes. */
    public static String file(String words) {
        String name = words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return name.length() > 100 ? name.substring(0, 90) + "-" + Integer.toHexString(words.hashCode()) : name;
    }
}
