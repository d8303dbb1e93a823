package org.cntexplorer.study.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.cntexplorer.study.Label;
import org.cntexplorer.study.statistics.SeparationTable;

/**
 * Two groups of a cohort's networks that are compared: those with a low label and those with a high one; what lies between is in neither.
 *
 * @param label a numeric one, usually the accuracy
 * @param lowTo the greatest label of the low group
 * @param highFrom the least label of the high group; greater than {@code lowTo}
 */
public record Split(String label, double lowTo, double highFrom) {
    public Split {
        if (!(lowTo < highFrom)) {
            throw new IllegalArgumentException("The high group begins above the low one, not " + lowTo + " to " + highFrom + ".");
        }
    }

    /** Below a number, and from it on. */
    public static Split at(String label, double number) {
        // + 0.0: nothing lies between −0 and 0
        return new Split(label, Math.nextDown(number + 0.0), number + 0.0);
    }

    /**
     * The networks with the lowest labels and as many with the highest. Where equal labels stand at the border of the two, they are in the low
     * group; where all are equal the high group is empty.
     *
     * @param share of the networks that each group has, greater than 0 and at most ½
     */
    public static Split outer(Cohort cohort, String label, double share) {
        if (!(share > 0 && share <= 0.5)) {
            throw new IllegalArgumentException("Each of two groups has a share between 0 and 0.5 of the networks, not " + share + ".");
        }
        double[] values = Arrays.stream(cohort.label(label)).filter(Double::isFinite).sorted().toArray();
        if (values.length == 0) {
            return at(label, 0);
        }
        int each = Math.max(1, (int) (share * values.length + 1e-9));
        double lowTo = values[Math.min(each, values.length) - 1];
        double highFrom = values[Math.max(0, values.length - each)];
        return new Split(label, lowTo, Math.max(highFrom, Math.nextUp(lowTo)));
    }

    /** Indices of the cohort's networks in the low group. */
    public List<Integer> low(Cohort cohort) {
        return where(cohort, value -> value <= lowTo);
    }

    /** Indices of the cohort's networks in the high group. */
    public List<Integer> high(Cohort cohort) {
        return where(cohort, value -> value >= highFrom);
    }

    private List<Integer> where(Cohort cohort, DoublePredicate is) {
        double[] values = cohort.label(label);
        return IntStream.range(0, values.length).filter(i -> is.test(values[i])).boxed().toList();
    }

    /** What the groups are called in sentences. */
    public SeparationTable.Groups words(Cohort cohort) {
        return cohort.accuracyName().filter(label::equals).isPresent() ? SeparationTable.Groups.ACCURACY
                : new SeparationTable.Groups("the networks of low " + label, "the networks of high " + label);
    }

    /** "accuracy below 0.5 against 0.5 and more", or "accuracy up to 0.3 against 0.9 and more". */
    public String text() {
        String from = new Label.Number(highFrom).text();
        return label + (Math.nextUp(lowTo) == highFrom ? " below " + from : " up to " + new Label.Number(lowTo).text()) + " against " + from + " and more";
    }
}
