package org.cntexplorer.study.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.model.Moments;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** What networks do on data, as rows. An older store that may only be read has not all of the tables, and nothing in them. */
final class ActivityRows {
    private static final List<StudyTable> TABLES = List.of(StudyTable.ACTIVITY, StudyTable.ACTIVITY_LAYERS, StudyTable.ACTIVITY_DENSITIES);

    private final DuckDBConnection connection;

    ActivityRows(DuckDBConnection connection) {
        this.connection = connection;
    }

    private boolean exists(StudyTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?")) {
            statement.setString(1, table.word());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }

    /** Of every network that was run, or could not be, by its file. */
    Map<String, StoredActivity> read() throws SQLException {
        if (!exists(StudyTable.ACTIVITY)) {
            return Map.of();
        }
        Map<String, StoredActivity> all = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            Map<Long, List<StoredActivity.OfLayer>> layers = new HashMap<>();
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + StudyTable.ACTIVITY_LAYERS.word() + " ORDER BY network, layer")) {
                while (row.next()) {
                    layers.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(new StoredActivity.OfLayer(row.getInt(2), row.getDouble(3),
                            row.getDouble(4), row.getDouble(5), row.getDouble(6), row.getDouble(7), row.getDouble(8)));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT n.file, a.* FROM " + StudyTable.ACTIVITY.word() + " a JOIN "
                    + StudyTable.NETWORKS.word() + " n ON a.network = n.id")) {
                while (row.next()) {
                    all.put(row.getString(1), new StoredActivity(row.getLong(3), row.getDouble(4), row.getDouble(5), row.getString(6),
                            layers.getOrDefault(row.getLong(2), List.of())));
                }
            }
        }
        return all;
    }

    /** The files of the networks that have densities; empty where there is no place for any. */
    Optional<Set<String>> filesWithDensities() throws SQLException {
        if (!exists(StudyTable.ACTIVITY_DENSITIES)) {
            return Optional.empty();
        }
        Set<String> files = new HashSet<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT DISTINCT n.file FROM "
                + StudyTable.ACTIVITY_DENSITIES.word() + " d JOIN " + StudyTable.NETWORKS.word() + " n ON d.network = n.id")) {
            while (row.next()) {
                files.add(row.getString(1));
            }
        }
        return Optional.of(files);
    }

    void densities(ActivityQuantity of, int layer, StoreReader<StoredActivityDensity> reader) throws SQLException {
        if (!exists(StudyTable.ACTIVITY_DENSITIES)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT n.file, d.* FROM " + StudyTable.ACTIVITY_DENSITIES.word() + " d JOIN "
                + StudyTable.NETWORKS.word() + " n ON d.network = n.id WHERE d.\"of\" = ? AND d.layer = ? ORDER BY n.id")) {
            statement.setString(1, of.word());
            statement.setInt(2, layer);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Moments moments = new Moments(row.getLong(5), row.getDouble(6), row.getDouble(7), row.getDouble(8), row.getDouble(9), row.getLong(10));
                    reader.accept(row.getString(1), new StoredActivityDensity(of, layer, moments, row.getInt(11), row.getLong(12),
                            NetworkQueries.numbers(row, 13)));
                }
            }
        }
    }

    /** In place of what is there of these networks, by their files; of a file that is not stored nothing is put. */
    void put(Map<String, MeasuredActivity> of) throws SQLException {
        Map<Long, MeasuredActivity> byId = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, file FROM " + StudyTable.NETWORKS.word())) {
            while (row.next()) {
                if (of.containsKey(row.getString(2))) {
                    byId.put(row.getLong(1), of.get(row.getString(2)));
                }
            }
        }
        for (StudyTable table : TABLES) {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table.word() + " WHERE network = ?")) {
                for (long id : byId.keySet()) {
                    statement.setLong(1, id);
                    statement.execute();
                }
            }
        }
        append(byId);
    }

    /** @param of by the numbers of networks of which nothing is there yet */
    void append(Map<Long, MeasuredActivity> of) throws SQLException {
        if (of.isEmpty()) {
            return;
        }
        try (DuckDBAppender networks = connection.createAppender(StudyTable.ACTIVITY.word());
                DuckDBAppender layers = connection.createAppender(StudyTable.ACTIVITY_LAYERS.word());
                DuckDBAppender densities = connection.createAppender(StudyTable.ACTIVITY_DENSITIES.word())) {
            for (Map.Entry<Long, MeasuredActivity> one : of.entrySet()) {
                StoredActivity activity = one.getValue().activity();
                networks.beginRow().append(one.getKey().longValue()).append(activity.samples()).append(activity.accuracy()).append(activity.loss())
                        .append(activity.reason()).endRow();
                for (StoredActivity.OfLayer layer : activity.layers()) {
                    layers.beginRow().append(one.getKey().longValue()).append(layer.layer()).append(layer.activationMean()).append(layer.activationStd())
                            .append(layer.strengthMean()).append(layer.strengthStd()).append(layer.activeShare()).append(layer.deadShare()).endRow();
                }
                for (StoredActivityDensity density : one.getValue().densities()) {
                    Moments m = density.moments();
                    densities.beginRow().append(one.getKey().longValue()).append(density.of().word()).append(density.layer()).append(m.n()).append(m.mean())
                            .append(m.variance()).append(m.min()).append(m.max()).append(m.nonFinite()).append(density.stepExponent())
                            .append(density.firstCell()).append(density.counts()).endRow();
                }
            }
        }
    }

    /** Forgets them all. */
    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (StudyTable table : TABLES) {
                statement.execute("DELETE FROM " + table.word());
            }
        }
    }
}
