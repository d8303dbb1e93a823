package org.cntexplorer.study.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of a study, their columns in the order in which rows are appended. No indexes: a put would pay for them, and scans are fast. */
enum StudyTable {
    NETWORKS("id BIGINT, file VARCHAR, hash VARCHAR, size BIGINT, modified TIMESTAMP, name VARCHAR, architecture VARCHAR, status VARCHAR, "
            + "reason VARCHAR"),
    LABELS("network BIGINT, label VARCHAR, number DOUBLE, word VARCHAR"),
    LAYERS("network BIGINT, layer INTEGER, name VARCHAR, shape VARCHAR, neurons BIGINT, fluctuation DOUBLE, " + momentColumns()),
    NEURONS("network BIGINT, layer INTEGER, neuron BIGINT, s_in DOUBLE, s_out DOUBLE, s DOUBLE"),
    DENSITIES("network BIGINT, \"of\" VARCHAR, layer INTEGER, step_exponent INTEGER, first_cell BIGINT, counts DOUBLE[]"),
    /** Networks at work on the study's data. Since version 2, as their layers. */
    ACTIVITY("network BIGINT, samples BIGINT, accuracy DOUBLE, loss DOUBLE, reason VARCHAR"),
    ACTIVITY_LAYERS("network BIGINT, layer INTEGER, activation_mean DOUBLE, activation_std DOUBLE, strength_mean DOUBLE, strength_std DOUBLE, "
            + "active_share DOUBLE, dead_share DOUBLE");

    private final String columns;

    StudyTable(String columns) {
        this.columns = columns;
    }

    private static String momentColumns() {
        return Arrays.stream(Quantity.values()).map(Quantity::word)
                .map(of -> "#_n BIGINT, #_mean DOUBLE, #_variance DOUBLE, #_min DOUBLE, #_max DOUBLE, #_non_finite BIGINT".replace("#", of))
                .collect(Collectors.joining(", "));
    }

    /** The table's name, that of the exported file too. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statements that make the tables of a new store. */
    static List<String> definitions(int version) {
        List<String> all = new ArrayList<>();
        for (StudyTable table : values()) {
            all.add(table.definition());
        }
        all.add("CREATE TABLE settings (name VARCHAR, value VARCHAR)");
        all.add("CREATE TABLE schema_version (version INTEGER)");
        all.add("INSERT INTO schema_version VALUES (" + version + ")");
        return all;
    }

    private String definition() {
        return "CREATE TABLE " + word() + " (" + columns + ")";
    }

    /** The statements that bring a store of version 1 up to {@code version}; what it holds stays as it is. */
    static List<String> additions(int version) {
        return List.of(ACTIVITY.definition(), ACTIVITY_LAYERS.definition(), "UPDATE schema_version SET version = " + version);
    }
}
