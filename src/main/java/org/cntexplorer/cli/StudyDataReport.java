package org.cntexplorer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.NetworkMetric;
import org.cntexplorer.study.statistics.RankCorrelation;
import org.cntexplorer.study.store.StoredActivity;
import org.cntexplorer.study.store.StoredNetwork;

/** What the networks of a study do on its data, in words and as JSON. */
final class StudyDataReport {
    private final Map<String, StoredActivity> byFile = new HashMap<>();
    private final List<StudyReport.Part> parts;

    StudyDataReport(List<StudyReport.Part> parts) {
        this.parts = parts;
        for (StudyReport.Part part : parts) {
            for (int i = 0; i < part.cohort().networks().size(); i++) {
                String file = part.cohort().networks().get(i).file();
                part.cohort().activity(i).ifPresent(of -> byFile.put(file, of));
            }
        }
    }

    /** Adds "on_data" to the node of a network that was run, or could not be. */
    void add(StoredNetwork network, ObjectNode node) {
        StoredActivity activity = byFile.get(network.file());
        if (activity == null) {
            return;
        }
        ObjectNode of = JsonNodeFactory.instance.objectNode().put("samples", activity.samples());
        StudyReport.number(of, "accuracy", activity.accuracy());
        StudyReport.number(of, "loss", activity.loss());
        if (!activity.isKnown()) {
            of.put("reason", activity.reason());
        }
        node.set("on_data", of);
    }

    /** A line for each architecture that was run: how many networks, on how many samples, and how well they do. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (StudyReport.Part part : parts) {
            Cohort cohort = part.cohort();
            List<StoredActivity> run = cohort.networks().stream().map(network -> byFile.get(network.file())).filter(of -> of != null && of.isKnown()).toList();
            if (run.isEmpty()) {
                continue;
            }
            text.append(String.format(Locale.ROOT, "%nOn data, %s: %,d of %,d networks run on %,d samples", cohort.architecture(), run.size(),
                    cohort.networks().size(), run.stream().mapToLong(StoredActivity::samples).max().orElseThrow()));
            double[] accuracies = cohort.numbers(NetworkMetric.ACCURACY);
            double[] known = Arrays.stream(accuracies).filter(Double::isFinite).toArray();
            if (known.length > 0) {
                text.append(String.format(Locale.ROOT, ", accuracy %.4f to %.4f", Arrays.stream(known).min().orElseThrow(), Arrays.stream(known).max().orElseThrow()));
                part.split().ifPresent(split -> {
                    RankCorrelation with = RankCorrelation.of(accuracies, cohort.label(split.label()));
                    if (with.whyNot().isEmpty()) {
                        text.append(String.format(Locale.ROOT, ", whose rank correlation with the label %s is %.4f", split.label(), with.rho()));
                    }
                });
            }
            text.append(".\n");
        }
        return text.toString();
    }
}
