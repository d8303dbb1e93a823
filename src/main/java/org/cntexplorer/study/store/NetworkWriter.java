package org.cntexplorer.study.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.cntexplorer.model.Moments;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Puts networks into the tables. Every method is part of the transaction of its caller. */
final class NetworkWriter {
    private final DuckDBConnection connection;

    NetworkWriter(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** What is stored of the same files is replaced. */
    void put(List<MeasuredNetwork> measured) throws SQLException {
        Set<String> stored = files();
        for (MeasuredNetwork network : measured) {
            if (stored.contains(network.network().file())) {
                remove(network.network().file());
            }
        }
        long first = number("SELECT coalesce(max(id), 0) + 1 FROM networks", null).orElseThrow();
        Map<Long, MeasuredActivity> activity = new HashMap<>();
        // one appender a table: to make one costs as much as a thousand rows
        try (DuckDBAppender networks = rows(StudyTable.NETWORKS); DuckDBAppender labels = rows(StudyTable.LABELS);
                DuckDBAppender layers = rows(StudyTable.LAYERS); DuckDBAppender neurons = rows(StudyTable.NEURONS);
                DuckDBAppender densities = rows(StudyTable.DENSITIES)) {
            for (int i = 0; i < measured.size(); i++) {
                MeasuredNetwork network = measured.get(i);
                long id = first + i;
                network(networks, id, network.network());
                labels(labels, id, network.network().labels());
                for (StoredLayer layer : network.layers()) {
                    layer(layers, id, layer);
                }
                for (StoredStrengths strengths : network.strengths()) {
                    neurons(neurons, id, strengths);
                }
                for (StoredDensity density : network.densities()) {
                    density(densities, id, density);
                }
                network.activity().ifPresent(of -> activity.put(id, of));
            }
        }
        new ActivityRows(connection).append(activity);
    }

    /** @return whether there is such a file */
    boolean relabel(String file, List<StoredLabel> labels) throws SQLException {
        OptionalLong id = idOf(file);
        if (id.isPresent()) {
            update("DELETE FROM labels WHERE network = ?", id.getAsLong());
            try (DuckDBAppender rows = rows(StudyTable.LABELS)) {
                labels(rows, id.getAsLong(), labels);
            }
        }
        return id.isPresent();
    }

    /** What was measured stays; all else is as {@code network} has it, also the file's name, which no other network has then. */
    void update(String file, StoredNetwork network) throws SQLException {
        if (idOf(file).isEmpty()) {
            return;
        }
        if (!network.file().equals(file)) {
            remove(network.file());
        }
        update("UPDATE networks SET file = ?, hash = ?, size = ?, modified = make_timestamp(?), name = ?, architecture = ?, status = ?, reason = ? "
                + "WHERE file = ?", network.file(), network.hash(), network.size(), ChronoUnit.MICROS.between(Instant.EPOCH, network.modified()),
                network.name(), network.architecture(), network.status().word(), network.reason(), file);
        relabel(network.file(), network.labels());
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

    private Set<String> files() throws SQLException {
        Set<String> files = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT file FROM networks"); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                files.add(rows.getString(1));
            }
        }
        return files;
    }

    private DuckDBAppender rows(StudyTable table) throws SQLException {
        return connection.createAppender(table.word());
    }

    private static void network(DuckDBAppender rows, long id, StoredNetwork network) throws SQLException {
        rows.beginRow().append(id).append(network.file()).append(network.hash()).append(network.size())
                .appendEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, network.modified())).append(network.name())
                .append(network.architecture()).append(network.status().word()).append(network.reason()).endRow();
    }

    private static void labels(DuckDBAppender rows, long id, List<StoredLabel> labels) throws SQLException {
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

    private static void density(DuckDBAppender rows, long id, StoredDensity density) throws SQLException {
        rows.beginRow().append(id).append(density.of().word()).append(density.layer()).append(density.stepExponent())
                .append(density.firstCell()).append(density.counts()).endRow();
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
