package org.cntexplorer.figure.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.figure.Curve;
import org.cntexplorer.figure.CurvesFigure;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.MatrixFigure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.SeparationFigure;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.BinnedSample;
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
 * groups, as curves, ridges and violins; divergences between the groups; what separates; and runs of checkpoints, where there are any. They
 * are made one after another, so that no more than one is in memory.
 *
 * @param grouping of the networks for the distributions
 * @param separation what is ranked, if two groups are compared
 */
public record StudyFigures(StudyStore store, Cohort cohort, Grouping grouping, OutlierFilter filter, Optional<SeparationTable> separation) {
    /** Rows of the ranking that are drawn. */
    public static final int MOST_ROWS = 20;
    /** Runs of checkpoints that are drawn, in order: more would be hundreds of files. */
    public static final int MOST_RUNS = 8;

    /** Takes one figure after another. */
    public interface Sink {
        /** @param name of a file for it, without its ending: "link-weights-curves" */
        void take(String name, Figure figure) throws IOException;
    }

    /** The samples of a layer's groups. */
    private record OfLayer(Cohort.CohortLayer layer, List<GroupSample> samples) {}

    /**
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     * @throws IOException where the sink fails
     */
    public void each(Progress progress, Sink sink) throws StudyStoreException, IOException {
        List<NetworkGroup> groups = grouping.of(cohort);
        Sampled[] all = Sampled.values();
        for (int i = 0; i < all.length; i++) {
            Sampled of = all[i];
            progress.report(0.8 * i / all.length, "Figures of " + of.words());
            List<OfLayer> layers = layers(of, groups, progress.part(0.8 * i / all.length, 0.8 * (i + 0.5) / all.length));
            if (!layers.isEmpty()) {
                distributions(of, layers, sink);
                if (groups.size() > 1 && (of == Sampled.LINK_WEIGHTS || of == Sampled.STRENGTH)) {
                    divergences(of, layers, progress.part(0.8 * (i + 0.5) / all.length, 0.8 * (i + 1) / all.length), sink);
                }
            }
        }
        if (separation.isPresent() && !separation.get().rows().isEmpty()) {
            sink.take("separation", SeparationFigure.of(separation.get(), MOST_ROWS));
        }
        learning(progress.part(0.85, 1), sink);
    }

    /** Those layers that have anything to show: not the input's link weights, of which there are none, nor its in-strengths, which are all 0. */
    private List<OfLayer> layers(Sampled of, List<NetworkGroup> groups, Progress progress) throws StudyStoreException {
        List<OfLayer> all = new ArrayList<>();
        double n = cohort.layers().size();
        for (Cohort.CohortLayer layer : cohort.layers()) {
            List<GroupSample> samples = Distributions.of(store, cohort, of, layer.layer(), groups, filter, progress.part(layer.layer() / n, (layer.layer() + 1) / n));
            if (samples.stream().anyMatch(sample -> !sample.sample().isEmpty())) {
                all.add(new OfLayer(layer, samples));
            }
        }
        return all;
    }

    private void distributions(Sampled of, List<OfLayer> layers, Sink sink) throws IOException {
        List<PanelsFigure.Panel> panels = layers.stream().map(layer -> new PanelsFigure.Panel(layer.layer().words(),
                new CurvesFigure(title(of.words() + " of " + layer.layer().words()), of.axis(), title(grouping.label()), layer.samples().stream()
                        .map(sample -> Curve.of(sample.group().name(), sample.group().middle(), sample.sample())).toList(), CurvesFigure.Form.CURVES))).toList();
        for (CurvesFigure.Form form : CurvesFigure.Form.values()) {
            sink.take(file(of.words() + " " + form), together(title(of.words()), panels.stream()
                    .map(panel -> new PanelsFigure.Panel(panel.name(), ((CurvesFigure) panel.figure()).with(form))).toList()));
        }
    }

    private static void divergences(Sampled of, List<OfLayer> layers, Progress progress, Sink sink) throws IOException {
        List<PanelsFigure.Panel> panels = new ArrayList<>();
        for (OfLayer layer : layers) {
            List<BinnedSample> samples = layer.samples().stream().map(GroupSample::sample).toList();
            panels.add(new PanelsFigure.Panel(layer.layer().words(), MatrixFigure.of(title("divergence of " + of.words() + " in " + layer.layer().words()),
                    Divergence.of(samples, Divergence.Kind.JEFFREYS, progress), "Jeffreys divergence (nats)")));
        }
        sink.take(file("divergence " + of.words()), together(title("divergence of " + of.words() + " between groups"), panels));
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

    /** The only panel as a figure of its own. */
    static Figure together(String title, List<PanelsFigure.Panel> panels) {
        return panels.size() == 1 ? panels.getFirst().figure() : new PanelsFigure(title, panels);
    }

    /** With a capital at its beginning. */
    static String title(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** As a part of a file's name: no longer than every disk takes. */
    static String file(String words) {
        String name = words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return name.length() > 100 ? name.substring(0, 90) + "-" + Integer.toHexString(words.hashCode()) : name;
    }
}
