package org.cntexplorer.study.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a study, their columns in the order in which rows are appended. No indexes: a put would pay for them, and scans are fast. */
enum StudyTable {
    NETWORKS(1, "id BIGINT, file VARCHAR, hash VARCHAR, size BIGINT, modified TIMESTAMP, name VARCHAR, architecture VARCHAR, status VARCHAR, "
            + "reason VARCHAR"),
    LABELS(1, "network BIGINT, label VARCHAR, number DOUBLE, word VARCHAR"),
    LAYERS(1, "network BIGINT, layer INTEGER, name VARCHAR, shape VARCHAR, neurons BIGINT, fluctuation DOUBLE, " + momentColumns()),
    NEURONS(1, "network BIGINT, layer INTEGER, neuron BIGINT, s_in DOUBLE, s_out DOUBLE, s DOUBLE"),
    DENSITIES(1, "network BIGINT, \"of\" VARCHAR, layer INTEGER, step_exponent INTEGER, first_cell BIGINT, counts DOUBLE[]"),
    /** Networks at work on the study's data. */
    ACTIVITY(2, "network BIGINT, samples BIGINT, accuracy DOUBLE, loss DOUBLE, reason VARCHAR"),
    ACTIVITY_LAYERS(2, "network BIGINT, layer INTEGER, activation_mean DOUBLE, activation_std DOUBLE, strength_mean DOUBLE, strength_std DOUBLE, "
            + "active_share DOUBLE, dead_share DOUBLE"),
    /** Their values' densities, with the moments of the same values; of no cells where no value is finite. */
    ACTIVITY_DENSITIES(3, "network BIGINT, \"of\" VARCHAR, layer INTEGER, n BIGINT, mean DOUBLE, variance DOUBLE, min DOUBLE, max DOUBLE, non_finite BIGINT, "
            + "step_exponent INTEGER, first_cell BIGINT, counts DOUBLE[]");

    /** Of the tables: to be raised with every change that an older program could not read. */
    static final int VERSION = 3;

    private final int since;
    private final String columns;

    /** @param since the version of the tables that had it first */
    StudyTable(int since, String columns) {
        this.since = since;
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
    static List<String> definitions() {
        List<String> all = new ArrayList<>();
        for (StudyTable table : values()) {
            all.add(table.definition());
        }
        all.add("CREATE TABLE settings (name VARCHAR, value VARCHAR)");
        all.add("CREATE TABLE schema_version (version INTEGER)");
        all.add("INSERT INTO schema_version VALUES (" + VERSION + ")");
        return all;
    }

    private String definition() {
        return "CREATE TABLE " + word() + " (" + columns + ")";
    }

    /** The statements that bring an older store up to this version; what it holds stays as it is. */
    static List<String> additions(int version) {
        return Stream.concat(Arrays.stream(values()).filter(table -> table.since > version).map(StudyTable::definition),
                Stream.of("UPDATE schema_version SET version = " + VERSION)).toList();
    }
}
