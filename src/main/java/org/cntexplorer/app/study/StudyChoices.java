package org.cntexplorer.app.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.figure.CurvesFigure.Form;
import org.cntexplorer.metric.Divergence;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.LearningRun;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.analysis.Split;
import org.cntexplorer.study.analysis.StudyMetric;

/**
 * What a person has chosen to see of a study. Every change of it is a step that can be undone.
 *
 * @param architecture of the networks that are shown; those of another are another cohort
 * @param of what the distributions are of
 * @param layer a layer's number, or {@link #ALL_LAYERS}
 * @param outliers standard deviations from the mean beyond which numbers are left out; infinite for none
 * @param brushed name of the group that stands out
 */
record StudyChoices(String architecture, Sampled of, int layer, Form form, Bins bins, double outliers, Optional<String> brushed, Pairs pairs,
                    Sides sides, Lesson lesson) {
    /** Every layer that has what is shown, each in a panel. */
    static final int ALL_LAYERS = -1;
    static final double USUAL_SHARE = 0.3;

    /** Which distributions are compared with one another. */
    enum Between {
        GROUPS("groups of networks"), NETWORKS("single networks"), LAYERS("layers");

        private final String words;

        Between(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * What the divergences are of.
     *
     * @param network between whose layers they are: a file; empty for all networks together
     */
    record Pairs(Between between, Divergence.Kind kind, String network) {}

    /**
     * Which networks are the low and which the high ones.
     *
     * @param byShare whether a share of the networks from each end, not all below and from a number on
     * @param at that number
     */
    record Sides(String label, boolean byShare, double share, double at) {
        Split split(Cohort cohort) {
            return byShare ? Split.outer(cohort, label, share) : Split.at(label, at);
        }
    }

    /**
     * What is followed over the checkpoints of a run.
     *
     * @param along the label that orders checkpoints
     * @param run its name
     * @param neurons as they were written: "2:5, 3:0"
     */
    record Lesson(String along, String run, StudyMetric metric, String neurons) {}

    /** Those that a study begins with. @param cohort perhaps null */
    static StudyChoices of(Cohort cohort) {
        String label = cohort == null ? "" : cohort.accuracyName().or(() -> cohort.numericLabels().stream().findFirst())
                .or(() -> cohort.labelNames().stream().findFirst()).orElse("");
        boolean number = cohort != null && cohort.numericLabels().contains(label);
        Bins bins = number ? Bins.by(label) : Bins.by(label).with(Bins.Kind.VALUE);
        return new StudyChoices(cohort == null ? "" : cohort.architecture(), Sampled.LINK_WEIGHTS, ALL_LAYERS, Form.CURVES, bins,
                OutlierFilter.NONE.deviations(), Optional.empty(), new Pairs(Between.GROUPS, Divergence.Kind.JEFFREYS, ""),
                new Sides(number ? label : cohort == null ? "" : cohort.numericLabels().stream().findFirst().orElse(""), true, USUAL_SHARE, middle(cohort, label)),
                new Lesson(cohort == null ? "" : LearningRun.order(cohort).orElse(""), "", StudyMetric.FLUCTUATION, ""));
    }

    /** Between the least and the greatest label. */
    private static double middle(Cohort cohort, String label) {
        double[] known = cohort == null ? new double[0] : Arrays.stream(cohort.label(label)).filter(Double::isFinite).sorted().toArray();
        return known.length == 0 ? 0.5 : Math.round(50 * (known[0] + known[known.length - 1])) / 100.0;
    }

    /** The numbers of the layers that are shown. */
    List<Integer> layers(Cohort cohort) {
        return layer != ALL_LAYERS && layer < cohort.layers().size() ? List.of(layer)
                : cohort.layers().stream().map(Cohort.CohortLayer::layer).filter(l -> has(cohort, l)).toList();
    }

    /** Whether a layer has what is shown: weights come into all but the input, and some strength everywhere. */
    private boolean has(Cohort cohort, int l) {
        StudyMetric number = switch (of) {
            case LINK_WEIGHTS -> StudyMetric.LINK_WEIGHT_MEAN;
            case STRENGTH_IN -> StudyMetric.IN_STRENGTH_MEAN;
            case STRENGTH_OUT -> StudyMetric.OUT_STRENGTH_MEAN;
            case STRENGTH -> StudyMetric.STRENGTH_MEAN;
            case FLUCTUATION -> StudyMetric.FLUCTUATION;
            // of the input all have the same samples, and no densities are kept
            case ACTIVATION -> l == 0 ? StudyMetric.NEURON_STRENGTH_MEAN : StudyMetric.ACTIVATION_MEAN;
            case NEURON_STRENGTH -> StudyMetric.NEURON_STRENGTH_MEAN;
        };
        return Arrays.stream(cohort.numbers(number, l)).anyMatch(x -> !Double.isNaN(x));
    }

    /** The same, but nothing of data where the networks were not run on any. */
    StudyChoices offeredBy(Cohort cohort) {
        StudyChoices offered = Sampled.in(cohort).contains(of) ? this : with(Sampled.LINK_WEIGHTS);
        return StudyMetric.in(cohort).contains(lesson.metric()) ? offered
                : offered.with(new Lesson(lesson.along(), lesson.run(), StudyMetric.FLUCTUATION, lesson.neurons()));
    }

    OutlierFilter filter() {
        return new OutlierFilter(outliers);
    }

    StudyChoices with(Sampled other) {
        return new StudyChoices(architecture, other, layer, form, bins, outliers, brushed, pairs, sides, lesson);
    }

    StudyChoices withLayer(int other) {
        return new StudyChoices(architecture, of, other, form, bins, outliers, brushed, pairs, sides, lesson);
    }

    StudyChoices with(Form other) {
        return new StudyChoices(architecture, of, layer, other, bins, outliers, brushed, pairs, sides, lesson);
    }

    /** Other groups: none of them is brushed. */
    StudyChoices with(Bins other) {
        return new StudyChoices(architecture, of, layer, form, other, outliers, Optional.empty(), pairs, sides, lesson);
    }

    StudyChoices withOutliers(double deviations) {
        return new StudyChoices(architecture, of, layer, form, bins, deviations, brushed, pairs, sides, lesson);
    }

    StudyChoices brushing(Optional<String> group) {
        return new StudyChoices(architecture, of, layer, form, bins, outliers, group, pairs, sides, lesson);
    }

    StudyChoices with(Pairs other) {
        return new StudyChoices(architecture, of, layer, form, bins, outliers, brushed, other, sides, lesson);
    }

    StudyChoices with(Sides other) {
        return new StudyChoices(architecture, of, layer, form, bins, outliers, brushed, pairs, other, lesson);
    }

    StudyChoices with(Lesson other) {
        return new StudyChoices(architecture, of, layer, form, bins, outliers, brushed, pairs, sides, other);
    }
}
