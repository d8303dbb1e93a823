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
    DENSITIES("network BIGINT, \"of\" VARCHAR, layer INTEGER, step_exponent INTEGER, first_cell BIGINT, counts DOUBLE[]");

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
            all.add("CREATE TABLE " + table.word() + " (" + table.columns + ")");
        }
        all.add("CREATE TABLE settings (name VARCHAR, value VARCHAR)");
        all.add("CREATE TABLE schema_version (version INTEGER)");
        all.add("INSERT INTO schema_version VALUES (" + version + ")");
        return all;
    }
}
