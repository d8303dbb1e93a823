package org.cntexplorer.figure.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Distributions;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.LearningRun;
import org.cntexplorer.study.analysis.NetworkGroup;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.analysis.StudyMetric;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** How some runs learn: fluctuation and mean strength of each layer over the checkpoints, and the distribution of the strengths. */
record RunFigures(StudyStore store, Cohort cohort, List<LearningRun> runs) {
    void each(Progress progress, StudyFigures.Sink sink) throws StudyStoreException, IOException {
        // the store is gone through once for all runs, not once for each
        List<NetworkGroup> checkpoints = runs.stream().flatMap(run -> run.groups().stream()).toList();
        List<List<BinnedSample>> strengths = new ArrayList<>();
        double n = cohort.layers().size();
        for (Cohort.CohortLayer layer : cohort.layers()) {
            progress.report(layer.layer() / n, "Runs of checkpoints: strengths of " + layer.words());
            strengths.add(Distributions.of(store, cohort, Sampled.STRENGTH, layer.layer(), checkpoints, OutlierFilter.NONE,
                    progress.part(layer.layer() / n, (layer.layer() + 1) / n)).stream().map(GroupSample::sample).toList());
        }
        int from = 0;
        for (LearningRun run : runs) {
            int first = from;
            int to = first + run.members().size();
            trajectories(run, sink);
            distribution(run, strengths.stream().map(layer -> layer.subList(first, to)).toList(), sink);
            from = to;
        }
    }

    private void trajectories(LearningRun run, StudyFigures.Sink sink) throws IOException {
        for (StudyMetric metric : List.of(StudyMetric.FLUCTUATION, StudyMetric.STRENGTH_MEAN)) {
            sink.take(file(run, metric.words()), StudyPanels.trajectories(cohort, run, metric.words(), run.layers(cohort, metric)));
        }
    }

    /** @param layers the samples of the run's checkpoints, layer by layer */
    private void distribution(LearningRun run, List<List<BinnedSample>> layers, StudyFigures.Sink sink) throws IOException {
        List<PanelsFigure.Panel> panels = new ArrayList<>();
        for (Cohort.CohortLayer layer : cohort.layers()) {
            StudyPanels.heat(Sampled.STRENGTH, layer, run, layers.get(layer.layer()))
                    .ifPresent(heat -> panels.add(new PanelsFigure.Panel(layer.words(), heat)));
        }
        Optional<Figure> all = StudyPanels.together(StudyPanels.title(Sampled.STRENGTH.words()) + StudyPanels.learning(run), panels);
        if (all.isPresent()) {
            sink.take(file(run, "strength distribution"), all.get());
        }
    }

    private static String file(LearningRun run, String words) {
        return StudyFigures.file("learning " + run.name() + " " + words);
    }
}
