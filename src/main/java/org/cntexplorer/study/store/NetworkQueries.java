package org.cntexplorer.study.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.model.Moments;
import org.duckdb.DuckDBConnection;

/** Reads the tables, in the order in which their rows were put. */
final class NetworkQueries {
    private final DuckDBConnection connection;

    NetworkQueries(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** What takes the rows of a query, one after another. */
    private interface Rows {
        void take(ResultSet row) throws SQLException, StudyStoreException;
    }

    private void each(String query, Rows rows, Object... parameters) throws SQLException, StudyStoreException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.take(row);
                }
            }
        }
    }

    List<StoredNetwork> networks() throws SQLException, StudyStoreException {
        Map<Long, List<StoredLabel>> labels = new HashMap<>();
        each("SELECT network, label, number, word FROM labels ORDER BY rowid", row -> {
            String word = row.getString(4);
            double number = row.getDouble(3);
            labels.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(new StoredLabel(row.getString(2), word == null ? number : null, word));
        });
        List<StoredNetwork> networks = new ArrayList<>();
        each("SELECT id, file, hash, size, modified, name, architecture, status, reason FROM networks ORDER BY id", row ->
                networks.add(new StoredNetwork(row.getString(2), row.getString(3), row.getLong(4),
                        row.getObject(5, LocalDateTime.class).toInstant(ZoneOffset.UTC), row.getString(6), row.getString(7),
                        NetworkStatus.of(row.getString(8)), row.getString(9), labels.getOrDefault(row.getLong(1), List.of()))));
        return networks;
    }

    Set<String> hashes() throws SQLException, StudyStoreException {
        Set<String> hashes = new HashSet<>();
        each("SELECT DISTINCT hash FROM networks", row -> hashes.add(row.getString(1)));
        return hashes;
    }

    Optional<String> setting(String name) throws SQLException, StudyStoreException {
        List<String> found = new ArrayList<>();
        each("SELECT value FROM settings WHERE name = ?", row -> found.add(row.getString(1)), name);
        return found.stream().findFirst();
    }

    private Map<Long, String> files() throws SQLException, StudyStoreException {
        Map<Long, String> files = new LinkedHashMap<>();
        each("SELECT id, file FROM networks", row -> files.put(row.getLong(1), row.getString(2)));
        return files;
    }

    void layers(StoreReader<StoredLayer> reader) throws SQLException, StudyStoreException {
        layers("SELECT * FROM layers", reader);
    }

    void layersOfNumber(int layer, StoreReader<StoredLayer> reader) throws SQLException, StudyStoreException {
        layers("SELECT * FROM layers WHERE layer = ?", reader, layer);
    }

    private void layers(String query, StoreReader<StoredLayer> reader, Object... parameters) throws SQLException, StudyStoreException {
        Map<Long, String> files = files();
        each(query, row -> {
            Map<Quantity, Moments> moments = new EnumMap<>(Quantity.class);
            int at = 7;
            for (Quantity of : Quantity.values()) {
                moments.put(of, new Moments(row.getLong(at), row.getDouble(at + 1), row.getDouble(at + 2), row.getDouble(at + 3),
                        row.getDouble(at + 4), row.getLong(at + 5)));
                at += 6;
            }
            reader.accept(files.get(row.getLong(1)), new StoredLayer(row.getInt(2), row.getString(3), row.getString(4), row.getLong(5), moments,
                    row.getDouble(6)));
        }, parameters);
    }

    void strengthsOfLayer(int layer, StoreReader<StoredStrengths> reader) throws SQLException, StudyStoreException {
        Collecting collecting = new Collecting(files(), reader);
        each("SELECT network, layer, s_in, s_out, s FROM neurons WHERE layer = ? ORDER BY network, neuron", collecting, layer);
        collecting.give();
    }

    void strengthsOfFile(String file, StoreReader<StoredStrengths> reader) throws SQLException, StudyStoreException {
        Collecting collecting = new Collecting(files(), reader);
        each("SELECT network, layer, s_in, s_out, s FROM neurons WHERE network = (SELECT id FROM networks WHERE file = ?) ORDER BY layer, neuron", collecting, file);
        collecting.give();
    }

    /** Gathers the neurons of one layer of one network, whose rows follow one another, since they are asked for in this order: two cores read them. */
    private static final class Collecting implements Rows {
        private final Map<Long, String> files;
        private final StoreReader<StoredStrengths> reader;
        private final double[][] strengths = new double[3][64];
        private int count;
        private long network;
        private int layer;

        Collecting(Map<Long, String> files, StoreReader<StoredStrengths> reader) {
            this.files = files;
            this.reader = reader;
        }

        @Override
        public void take(ResultSet row) throws SQLException {
            long ofNetwork = row.getLong(1);
            int ofLayer = row.getInt(2);
            if (ofNetwork != network || ofLayer != layer) {
                give();
                network = ofNetwork;
                layer = ofLayer;
            }
            for (int i = 0; i < strengths.length; i++) {
                if (count == strengths[i].length) {
                    strengths[i] = Arrays.copyOf(strengths[i], 2 * count);
                }
                strengths[i][count] = row.getDouble(3 + i);
            }
            count++;
        }

        void give() {
            if (count > 0) {
                reader.accept(files.get(network), new StoredStrengths(layer, Arrays.copyOf(strengths[0], count), Arrays.copyOf(strengths[1], count),
                        Arrays.copyOf(strengths[2], count)));
                count = 0;
            }
        }
    }

    void densities(Quantity of, int layer, StoreReader<StoredDensity> reader) throws SQLException, StudyStoreException {
        Map<Long, String> files = files();
        each("SELECT network, step_exponent, first_cell, counts FROM densities WHERE \"of\" = ? AND layer = ?", row -> {
            reader.accept(files.get(row.getLong(1)), new StoredDensity(of, layer, row.getInt(2), row.getLong(3), numbers(row, 4)));
        }, of.word(), layer);
    }

    /** A list of numbers in a column. */
    static double[] numbers(ResultSet row, int column) throws SQLException {
        Object[] cells = (Object[]) row.getArray(column).getArray();
        double[] numbers = new double[cells.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (Double) cells[i];
        }
        return numbers;
    }
}
