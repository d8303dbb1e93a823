package org.cntexplorer.figure.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.figure.Curve;
import org.cntexplorer.figure.CurvesFigure;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.MatrixFigure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.TimeFigure;
import org.cntexplorer.figure.TimeHeatFigure;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.Divergence;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.LearningRun;
import org.cntexplorer.study.analysis.Sampled;

/** What is shown of one layer of a study, and several layers side by side: the same in the window and in files. */
public final class StudyPanels {
    /** Cells of a distribution that changes, at each checkpoint. */
    private static final int BINS = 80;

    private StudyPanels() {}

    /**
     * The curve of a group. Of the fluctuation it ends where the numbers end: there is none below 0, and the tails of the kernels would say
     * otherwise.
     */
    public static Curve curve(Sampled of, GroupSample sample) {
        String name = sample.group().name();
        BinnedSample numbers = sample.sample();
        if (of != Sampled.FLUCTUATION || numbers.isEmpty()) {
            return Curve.of(name, sample.group().middle(), numbers);
        }
        double step = (numbers.moments().max() - numbers.moments().min()) / (Curve.POINTS - 1);
        return new Curve(name, sample.group().middle(), numbers.moments(), numbers.curve(numbers.moments().min(), step, Curve.POINTS));
    }

    /** The curves of a layer's groups. @param label that the networks are grouped by */
    public static CurvesFigure curves(Sampled of, Cohort.CohortLayer layer, String label, List<Curve> groups, CurvesFigure.Form form, OptionalInt highlight) {
        return new CurvesFigure(title(of.words()) + " of " + layer.words(), of.axis(), title(label), groups, form, highlight);
    }

    /** @param between "Divergence of strength between groups of networks" */
    public static MatrixFigure divergence(String between, Cohort.CohortLayer layer, Divergence divergence, Divergence.Kind kind) {
        return MatrixFigure.of(between + " in " + layer.words(), divergence, words(kind));
    }

    /** As it stands at the bar of colours. */
    public static String words(Divergence.Kind kind) {
        return switch (kind) {
            case JEFFREYS -> "Jeffreys divergence (nats)";
            case JENSEN_SHANNON -> "Jensen–Shannon divergence (nats)";
            case AUTHORS -> "Divergence as in the authors' code";
        };
    }

    /** Numbers over the checkpoints of a run, with the accuracy beside where the cohort has one. @param what the numbers are */
    public static TimeFigure trajectories(Cohort cohort, LearningRun run, String what, List<LearningRun.Trajectory> lines) {
        Optional<TimeFigure.Line> accuracy = cohort.accuracyName().map(label -> new TimeFigure.Line(title(label), run.label(cohort, label).values()));
        return new TimeFigure(title(what) + learning(run), title(run.along()), title(what), times(run),
                lines.stream().map(line -> new TimeFigure.Line(line.name(), line.values())).toList(), accuracy);
    }

    /**
     * How a distribution changes over the checkpoints of a run, each by its density.
     *
     * @param checkpoints one sample for each
     * @return empty where all of their numbers are the same one
     */
    public static Optional<TimeHeatFigure> heat(Sampled of, Cohort.CohortLayer layer, LearningRun run, List<BinnedSample> checkpoints) {
        double low = checkpoints.stream().mapToDouble(sample -> sample.moments().min()).filter(x -> !Double.isNaN(x)).min().orElse(0);
        double high = checkpoints.stream().mapToDouble(sample -> sample.moments().max()).filter(x -> !Double.isNaN(x)).max().orElse(0);
        if (!(low < high)) {
            return Optional.empty();
        }
        double bin = (high - low) / BINS;
        double[][] cells = checkpoints.stream().map(sample -> {
            double[] unknown = new double[BINS];
            Arrays.fill(unknown, Double.NaN);
            return sample.isEmpty() ? unknown : sample.curve(low + bin / 2, bin, BINS).y();
        }).toArray(double[][]::new);
        return Optional.of(new TimeHeatFigure(title(of.words()) + " of " + layer.words() + learning(run), title(run.along()), of.axis(),
                "Probability density", times(run), low, high, cells));
    }

    private static double[] times(LearningRun run) {
        return run.at().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** " while it learns, seed 3". */
    public static String learning(LearningRun run) {
        return " while it learns" + (run.name().isEmpty() ? "" : ", " + run.name());
    }

    /** The only panel as a figure of its own; empty where there is none. */
    public static Optional<Figure> together(String title, List<PanelsFigure.Panel> panels) {
        return panels.isEmpty() ? Optional.empty() : Optional.of(panels.size() == 1 ? panels.getFirst().figure() : new PanelsFigure(title, panels));
    }

    /** With a capital at its beginning. */
    public static String title(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
