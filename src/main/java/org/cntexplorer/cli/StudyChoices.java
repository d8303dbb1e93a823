package org.cntexplorer.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Grouping;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Split;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the networks of a study are put into groups: a mixin. */
final class StudyChoices {
    private static final double USUAL_WIDTH = 0.1;
    private static final double USUAL_SHARE = 0.3;
    /** Groups that a figure may have. */
    private static final int MOST_GROUPS = 200;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--by", paramLabel = "LABEL",
            description = "The label that networks are grouped and split by (default: the accuracy, else the first that is a number).")
    private String by;

    @Option(names = "--bins", paramLabel = "WIDTH", description = "Groups of networks: bins of this width (default: 0.1, or a tenth of what there is beyond 0 to 1).")
    private Double width;

    @Option(names = "--quantiles", paramLabel = "N", description = "Groups of networks: so many of equal size.")
    private Integer quantiles;

    @Option(names = "--split", paramLabel = "NUMBER", description = "Compare the networks below this label with the others.")
    private Double split;

    @Option(names = "--split-share", paramLabel = "SHARE",
            description = "Compare this share of the networks with the lowest labels with as many with the highest (default: 0.3).")
    private Double share;

    @Option(names = "--outliers", paramLabel = "M", description = "In distributions leave out what is M standard deviations or more from the mean of its group.")
    private Double outliers;

    /** What is wrong by itself, whatever the networks are. @throws picocli.CommandLine.ParameterException with a sentence */
    void check() {
        Arguments.check(spec, width == null || quantiles == null, "Options --bins and --quantiles are mutually exclusive.");
        Arguments.check(spec, split == null || share == null, "Options --split and --split-share are mutually exclusive.");
        Arguments.check(spec, width == null || width > 0 && Double.isFinite(width), "Option --bins: a width is a number greater than 0, not " + width + ".");
        Arguments.check(spec, quantiles == null || quantiles >= 1 && quantiles <= MOST_GROUPS,
                "Option --quantiles: give 1 to " + MOST_GROUPS + " groups, not " + quantiles + ".");
        Arguments.check(spec, split == null || Double.isFinite(split), "Option --split: " + split + " is no number to split at.");
        Arguments.check(spec, share == null || share > 0 && share <= 0.5, "Option --split-share: a share is more than 0 and at most 0.5, not " + share + ".");
        Arguments.check(spec, outliers == null || outliers > 0, "Option --outliers: M is a number greater than 0, not " + outliers + ".");
    }

    /** @param labels of all networks of the study. @throws picocli.CommandLine.ParameterException where --by is none of them */
    void check(List<String> labels) {
        Arguments.check(spec, by == null || labels.contains(by), "Option --by: no network has the label " + by + "; there "
                + (labels.size() == 1 ? "is " : "are ") + String.join(", ", labels) + ".");
    }

    /** Empty where the networks have no label. */
    Optional<String> label(Cohort cohort) {
        return Optional.ofNullable(by).filter(cohort.labelNames()::contains).or(cohort::accuracyName)
                .or(() -> cohort.numericLabels().stream().findFirst()).or(() -> cohort.labelNames().stream().findFirst());
    }

    /** @throws picocli.CommandLine.ParameterException where there would be too many groups to see anything */
    Grouping grouping(Cohort cohort, String label) {
        if (!cohort.numericLabels().contains(label)) {
            return new Grouping.ByValue(label);
        }
        if (quantiles != null) {
            return new Grouping.ByQuantile(label, quantiles);
        }
        Grouping bins = new Grouping.ByWidth(label, width != null ? width : usualWidth(cohort.label(label)));
        int groups = bins.of(cohort).size();
        Arguments.check(spec, groups <= MOST_GROUPS, "Option --bins: these are " + groups + " bins; give a width of which there are " + MOST_GROUPS + " at most.");
        return bins;
    }

    /** A tenth of the range, or a little more, with one digit. */
    private static double usualWidth(double[] values) {
        double least = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        double greatest = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
        if (least >= 0 && greatest <= 1 || least == greatest) {
            return USUAL_WIDTH;
        }
        double tenth = (greatest - least) / 10;
        double power = Math.pow(10, Math.floor(Math.log10(tenth)));
        return tenth <= power ? power : tenth <= 2 * power ? 2 * power : tenth <= 5 * power ? 5 * power : 10 * power;
    }

    /** Empty where the label is a word. */
    Optional<Split> split(Cohort cohort, String label) {
        if (!cohort.numericLabels().contains(label)) {
            return Optional.empty();
        }
        return Optional.of(split != null ? Split.at(label, split) : Split.outer(cohort, label, share != null ? share : USUAL_SHARE));
    }

    OutlierFilter filter() {
        return outliers == null ? OutlierFilter.NONE : new OutlierFilter(outliers);
    }
}
