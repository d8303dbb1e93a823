package org.cntexplorer.study.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.cntexplorer.study.store.StoredActivity;

/** A number that each network of a study has as a whole: how well it does on the study's data. NaN where it was not run on any. */
public enum NetworkMetric {
    /** Share of the labelled samples that are taken for what they are. */
    ACCURACY("accuracy on the data", StoredActivity::accuracy),
    /** Mean cross entropy. */
    LOSS("loss on the data", StoredActivity::loss);

    private final String words;
    private final ToDoubleFunction<StoredActivity> number;

    NetworkMetric(String words, ToDoubleFunction<StoredActivity> number) {
        this.words = words;
        this.number = number;
    }

    /** Those that some of the networks have: none of samples without classes. */
    public static List<NetworkMetric> in(Cohort cohort) {
        return Stream.of(values()).filter(metric -> Arrays.stream(cohort.numbers(metric)).anyMatch(number -> !Double.isNaN(number))).toList();
    }

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }

    double of(StoredActivity activity) {
        return number.applyAsDouble(activity);
    }
}
