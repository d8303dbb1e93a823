package org.cntexplorer.study.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.cntexplorer.model.Moments;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Puts networks into the tables. Every method is part of the transaction of its caller. */
final class NetworkWriter {
    private final DuckDBConnection connection;

    NetworkWriter(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** What is stored of the same file is replaced. */
    void put(MeasuredNetwork measured) throws SQLException {
        remove(measured.network().file());
        long id = number("SELECT coalesce(max(id), 0) + 1 FROM networks", null).orElseThrow();
        network(id, measured.network());
        labels(id, measured.network().labels());
        try (DuckDBAppender rows = rows(StudyTable.LAYERS)) {
            for (StoredLayer layer : measured.layers()) {
                layer(rows, id, layer);
            }
        }
        try (DuckDBAppender rows = rows(StudyTable.NEURONS)) {
            for (StoredStrengths strengths : measured.strengths()) {
                neurons(rows, id, strengths);
            }
        }
        try (DuckDBAppender rows = rows(StudyTable.DENSITIES)) {
            for (StoredDensity density : measured.densities()) {
                rows.beginRow().append(id).append(density.of().word()).append(density.layer()).append(density.stepExponent())
                        .append(density.firstCell()).append(density.counts()).endRow();
            }
        }
    }

    /** @return whether there is such a file */
    boolean relabel(String file, List<StoredLabel> labels) throws SQLException {
        OptionalLong id = idOf(file);
        if (id.isPresent()) {
            update("DELETE FROM labels WHERE network = ?", id.getAsLong());
            labels(id.getAsLong(), labels);
        }
        return id.isPresent();
    }

    /** @return whether there was such a file */
    boolean remove(String file) throws SQLException {
        OptionalLong id = idOf(file);
        if (id.isPresent()) {
            for (StudyTable table : StudyTable.values()) {
                update("DELETE FROM " + table.word() + " WHERE " + (table == StudyTable.NETWORKS ? "id" : "network") + " = ?", id.getAsLong());
            }
        }
        return id.isPresent();
    }

    void setting(String name, String value) throws SQLException {
        update("DELETE FROM settings WHERE name = ?", name);
        update("INSERT INTO settings VALUES (?, ?)", name, value);
    }

    private OptionalLong idOf(String file) throws SQLException {
        return number("SELECT id FROM networks WHERE file = ?", file);
    }

    private DuckDBAppender rows(StudyTable table) throws SQLException {
        return connection.createAppender(table.word());
    }

    private void network(long id, StoredNetwork network) throws SQLException {
        try (DuckDBAppender rows = rows(StudyTable.NETWORKS)) {
            rows.beginRow().append(id).append(network.file()).append(network.hash()).append(network.size())
                    .appendEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, network.modified())).append(network.name())
                    .append(network.architecture()).append(network.status().word()).append(network.reason()).endRow();
        }
    }

    private void labels(long id, List<StoredLabel> labels) throws SQLException {
        try (DuckDBAppender rows = rows(StudyTable.LABELS)) {
            for (StoredLabel label : labels) {
                rows.beginRow().append(id).append(label.label());
                if (label.number() == null) {
                    rows.appendNull().append(label.word());
                } else {
                    rows.append(label.number().doubleValue()).appendNull();
                }
                rows.endRow();
            }
        }
    }

    private static void layer(DuckDBAppender rows, long id, StoredLayer layer) throws SQLException {
        rows.beginRow().append(id).append(layer.layer()).append(layer.name()).append(layer.shape()).append(layer.neurons()).append(layer.fluctuation());
        for (Quantity of : Quantity.values()) {
            Moments m = layer.moments().get(of);
            rows.append(m.n()).append(m.mean()).append(m.variance()).append(m.min()).append(m.max()).append(m.nonFinite());
        }
        rows.endRow();
    }

    private static void neurons(DuckDBAppender rows, long id, StoredStrengths strengths) throws SQLException {
        for (int i = 0; i < strengths.total().length; i++) {
            rows.beginRow().append(id).append(strengths.layer()).append((long) i)
                    .append(strengths.in()[i]).append(strengths.out()[i]).append(strengths.total()[i]).endRow();
        }
    }

    private OptionalLong number(String query, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (parameter != null) {
                statement.setString(1, parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
