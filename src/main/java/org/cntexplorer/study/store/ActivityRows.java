package org.cntexplorer.study.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** What networks do on data, as rows. A store of version 1 that may only be read has no such tables, and nothing in them. */
final class ActivityRows {
    private final DuckDBConnection connection;

    ActivityRows(DuckDBConnection connection) {
        this.connection = connection;
    }

    private boolean exists() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?")) {
            statement.setString(1, StudyTable.ACTIVITY.word());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }

    /** Of every network that was run, or could not be, by its file. */
    Map<String, StoredActivity> read() throws SQLException {
        if (!exists()) {
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

    /** In place of what is there of these networks, by their files; of a file that is not stored nothing is put. */
    void put(Map<String, StoredActivity> of) throws SQLException {
        Map<Long, StoredActivity> byId = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, file FROM " + StudyTable.NETWORKS.word())) {
            while (row.next()) {
                if (of.containsKey(row.getString(2))) {
                    byId.put(row.getLong(1), of.get(row.getString(2)));
                }
            }
        }
        for (StudyTable table : List.of(StudyTable.ACTIVITY, StudyTable.ACTIVITY_LAYERS)) {
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
    void append(Map<Long, StoredActivity> of) throws SQLException {
        if (of.isEmpty()) {
            return;
        }
        try (DuckDBAppender networks = connection.createAppender(StudyTable.ACTIVITY.word());
                DuckDBAppender layers = connection.createAppender(StudyTable.ACTIVITY_LAYERS.word())) {
            for (Map.Entry<Long, StoredActivity> one : of.entrySet()) {
                StoredActivity activity = one.getValue();
                networks.beginRow().append(one.getKey().longValue()).append(activity.samples()).append(activity.accuracy()).append(activity.loss())
                        .append(activity.reason()).endRow();
                for (StoredActivity.OfLayer layer : activity.layers()) {
                    layers.beginRow().append(one.getKey().longValue()).append(layer.layer()).append(layer.activationMean()).append(layer.activationStd())
                            .append(layer.strengthMean()).append(layer.strengthStd()).append(layer.activeShare()).append(layer.deadShare()).endRow();
                }
            }
        }
    }

    /** Forgets them all. */
    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + StudyTable.ACTIVITY.word());
            statement.execute("DELETE FROM " + StudyTable.ACTIVITY_LAYERS.word());
        }
    }
}
