package org.cntexplorer.figure.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.TimeFigure;
import org.cntexplorer.figure.TimeHeatFigure;
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
    private static final int BINS = 64;

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
        Optional<TimeFigure.Line> accuracy = cohort.accuracyName().map(label -> new TimeFigure.Line(StudyFigures.title(label), run.label(cohort, label).values()));
        for (StudyMetric metric : List.of(StudyMetric.FLUCTUATION, StudyMetric.STRENGTH_MEAN)) {
            sink.take(file(run, metric.words()), new TimeFigure(title(run, metric.words()), StudyFigures.title(run.along()), StudyFigures.title(metric.words()),
                    times(run), run.layers(cohort, metric).stream().map(line -> new TimeFigure.Line(line.name(), line.values())).toList(), accuracy));
        }
    }

    /** @param layers the samples of the run's checkpoints, layer by layer */
    private void distribution(LearningRun run, List<List<BinnedSample>> layers, StudyFigures.Sink sink) throws IOException {
        List<PanelsFigure.Panel> panels = new ArrayList<>();
        for (Cohort.CohortLayer layer : cohort.layers()) {
            List<BinnedSample> samples = layers.get(layer.layer());
            double low = samples.stream().mapToDouble(sample -> sample.moments().min()).filter(x -> !Double.isNaN(x)).min().orElse(0);
            double high = samples.stream().mapToDouble(sample -> sample.moments().max()).filter(x -> !Double.isNaN(x)).max().orElse(0);
            if (low < high) {
                panels.add(new PanelsFigure.Panel(layer.words(), new TimeHeatFigure(title(run, "strengths of " + layer.words()), StudyFigures.title(run.along()),
                        Sampled.STRENGTH.axis(), "Probability density", times(run), low, high, cells(samples, low, high))));
            }
        }
        if (!panels.isEmpty()) {
            sink.take(file(run, "strength distribution"), StudyFigures.together(title(run, "strengths"), panels));
        }
    }

    /** [checkpoint][bin]: the density in the middle of each bin. */
    private static double[][] cells(List<BinnedSample> samples, double low, double high) {
        double bin = (high - low) / BINS;
        return samples.stream().map(sample -> {
            double[] cells = new double[BINS];
            Arrays.fill(cells, Double.NaN);
            return sample.isEmpty() ? cells : sample.curve(low + bin / 2, bin, BINS).y();
        }).toArray(double[][]::new);
    }

    private static double[] times(LearningRun run) {
        return run.at().stream().mapToDouble(at -> at).toArray();
    }

    private static String file(LearningRun run, String words) {
        return StudyFigures.file("learning " + run.name() + " " + words);
    }

    private static String title(LearningRun run, String words) {
        return StudyFigures.title(words) + (run.name().isEmpty() ? "" : " (" + run.name() + ")");
    }
}
