package org.cntexplorer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.figure.study.StudyPanels;
import org.cntexplorer.study.Label;
import org.cntexplorer.study.LeftOut;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Grouping;
import org.cntexplorer.study.analysis.NetworkGroup;
import org.cntexplorer.study.analysis.Separations;
import org.cntexplorer.study.analysis.Split;
import org.cntexplorer.study.run.Outcome;
import org.cntexplorer.study.statistics.Separation;
import org.cntexplorer.study.statistics.SeparationTable;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StoredNetwork;

/**
 * What a study found, as JSON, with all digits, or in words and tables for the eye.
 *
 * @param networks all files of the store
 * @param parts one for each architecture, that of the most networks first
 */
record StudyReport(Population population, Outcome outcome, List<StoredNetwork> networks, List<Part> parts) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_ROWS = 20;
    private static final int MOST_PROBLEMS = 20;

    /**
     * The networks of one architecture.
     *
     * @param grouping empty where they have no label
     * @param split empty where their label is no number
     * @param separation empty where there is no split, or too few networks on one side of it
     */
    record Part(Cohort cohort, Optional<Grouping> grouping, Optional<Split> split, Optional<SeparationTable> separation) {}

    /** One object, indented; a number that there is not is null. */
    String json() {
        ObjectNode root = NODES.objectNode();
        ArrayNode files = root.putArray("networks");
        StudyDataReport onData = new StudyDataReport(parts);
        for (StoredNetwork network : networks) {
            ObjectNode node = network(network);
            onData.add(network, node);
            files.add(node);
        }
        ArrayNode cohorts = root.putArray("cohorts");
        ArrayNode separation = root.putArray("separation");
        for (Part part : parts) {
            cohorts.add(cohort(part));
            part.separation().ifPresent(table -> table.rows().forEach(row -> separation.add(row(part.cohort(), table, row))));
        }
        ArrayNode verdict = root.putArray("verdict");
        parts.stream().flatMap(part -> part.separation().stream().flatMap(table -> Separations.verdict(part.cohort(), table).stream()))
                .map(StudyReport::sentence).forEach(verdict::add);
        root.put("measured", outcome.measured()).put("kept", outcome.kept());
        ArrayNode leftOut = root.putArray("left_out");
        population.leftOut().forEach(file -> leftOut.addObject().put("file", file.name()).put("reason", file.reason()));
        ArrayNode warnings = root.putArray("warnings");
        warnings().forEach(warnings::add);
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode network(StoredNetwork network) {
        ObjectNode node = NODES.objectNode().put("file", network.file());
        number(node, "accuracy", Cohort.labels(network).accuracy().orElse(Double.NaN));
        node.put("status", network.status().word()).put("architecture", network.architecture().isEmpty() ? null : network.architecture());
        if (!network.reason().isEmpty()) {
            node.put("reason", network.reason());
        }
        ObjectNode labels = node.putObject("labels");
        for (StoredLabel label : network.labels()) {
            if (label.number() != null) {
                number(labels, label.label(), label.number());
            } else {
                labels.put(label.label(), label.word());
            }
        }
        return node;
    }

    private static ObjectNode cohort(Part part) {
        Cohort cohort = part.cohort();
        ObjectNode node = NODES.objectNode().put("architecture", cohort.architecture()).put("networks", cohort.networks().size());
        ArrayNode groups = node.putArray("groups");
        part.grouping().ifPresent(grouping -> {
            node.put("label", grouping.label());
            for (NetworkGroup group : grouping.of(cohort)) {
                groups.addObject().put("name", group.name()).put("networks", group.members().size());
            }
        });
        part.split().filter(split -> part.separation().isPresent()).ifPresent(split -> node.put("split", split.text()));
        return node;
    }

    private static ObjectNode row(Cohort cohort, SeparationTable table, SeparationTable.Row row) {
        Separation separation = row.separation();
        ObjectNode node = NODES.objectNode().put("architecture", cohort.architecture()).put("metric", row.metric());
        node.put("layer", cohort.layers().stream().filter(layer -> layer.words().equals(row.layer())).findFirst().map(Cohort.CohortLayer::layer).orElse(null));
        number(node, "auc", separation.auc());
        number(node, "auc_low", separation.aucLow());
        number(node, "auc_high", separation.aucHigh());
        number(node, "cliffs_delta", separation.cliffsDelta());
        number(node, "ks", separation.ks());
        number(node, "p", separation.p());
        number(node, "p_holm", row.corrected());
        number(node, "rho", row.correlation().rho());
        number(node, "rho_p", row.correlation().p());
        return node.put("low", separation.low()).put("high", separation.high()).put("words", sentence(table.words(row)));
    }

    static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private List<String> warnings() {
        List<String> all = new ArrayList<>(Stream.concat(population.warnings().stream(), outcome.warnings().stream()).toList());
        for (Part part : parts) {
            int few = Math.min(low(part), high(part));
            if (part.split().isPresent() && part.separation().isEmpty()) {
                all.add("The " + count(part.cohort().networks().size(), "network") + " of " + part.cohort().architecture() + " cannot be compared by "
                        + part.split().get().label() + ": one of the two groups has " + (few == 0 ? "none" : String.valueOf(few)) + ", and each needs "
                        + Separation.FEWEST + " or more; choose another --split.");
            }
        }
        return all;
    }

    private static int low(Part part) {
        return part.split().map(split -> split.low(part.cohort()).size()).orElse(0);
    }

    private static int high(Part part) {
        return part.split().map(split -> split.high(part.cohort()).size()).orElse(0);
    }

    /** Three parts: the networks, what separates them, and which metric does so best. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(population.folder()).append(": ").append(count(networks.size(), "network"));
        for (NetworkStatus status : NetworkStatus.values()) {
            long of = networks.stream().filter(network -> network.status() == status).count();
            text.append(of == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", of, status.word()));
        }
        text.append(String.format(Locale.ROOT, " (%,d now, %,d before)%n", outcome.measured(), outcome.kept()));
        if (!population.leftOut().isEmpty()) {
            text.append(count(population.leftOut().size(), "other file")).append(" not looked at\n");
        }
        text.append('\n').append(architectures());
        text.append(new StudyDataReport(parts).text());
        problems(text);
        parts.forEach(part -> part.separation().ifPresent(table -> separation(text, part, table)));
        warnings().forEach(warning -> text.append("\nWarning: ").append(warning).append('\n'));
        return text.toString();
    }

    private String architectures() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Architecture", "Label", "Networks", "Least", "Greatest", "Groups"));
        for (Part part : parts) {
            String label = part.grouping().map(Grouping::label).orElse("-");
            DoubleSummaryStatistics range = Arrays.stream(part.cohort().label(label)).filter(Double::isFinite).summaryStatistics();
            rows.add(List.of(part.cohort().architecture(), label, String.format(Locale.ROOT, "%,d", part.cohort().networks().size()),
                    range.getCount() == 0 ? "-" : new Label.Number(range.getMin()).text(), range.getCount() == 0 ? "-" : new Label.Number(range.getMax()).text(),
                    part.grouping().map(grouping -> String.valueOf(grouping.of(part.cohort()).size())).orElse("-")));
        }
        return TextTable.of(rows);
    }

    private void problems(StringBuilder text) {
        List<LeftOut> all = Stream.concat(outcome.problems().stream(), population.leftOut().stream()).toList();
        if (!all.isEmpty()) {
            text.append("\nNot in the study:\n");
            all.stream().limit(MOST_PROBLEMS).forEach(problem -> text.append("  ").append(problem.name()).append(": ").append(problem.reason()).append('\n'));
            if (all.size() > MOST_PROBLEMS) {
                text.append(String.format(Locale.ROOT, "  … and %,d more; --format json has all.%n", all.size() - MOST_PROBLEMS));
            }
        }
    }

    private static void separation(StringBuilder text, Part part, SeparationTable table) {
        text.append("\nWhat separates ").append(table.groups().high()).append(" (").append(high(part)).append(") from ").append(table.groups().low()).append(" (")
                .append(low(part)).append(") of ").append(part.cohort().architecture()).append(", ").append(part.split().orElseThrow().text()).append(":\n");
        int rank = 1;
        for (SeparationTable.Row row : table.rows().subList(0, Math.min(MOST_ROWS, table.rows().size()))) {
            text.append(String.format(Locale.ROOT, "%3d. %s%n", rank++, sentence(table.words(row))));
        }
        if (table.rows().size() > MOST_ROWS) {
            text.append(String.format(Locale.ROOT, "     … and %,d more; --format json has all.%n", table.rows().size() - MOST_ROWS));
        }
        List<String> verdict = Separations.verdict(part.cohort(), table);
        if (!verdict.isEmpty()) {
            text.append('\n');
            verdict.forEach(words -> text.append(sentence(words)).append('\n'));
        }
    }

    private static String count(int n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    /** With a capital and a full stop. */
    private static String sentence(String words) {
        return StudyPanels.title(words) + ".";
    }
}
