package org.cntexplorer.study.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * A connection to the file of a store, with all that keeps it small and to itself: DuckDB neither loads nor fetches extensions (Parquet is built in),
 * and reads and writes no other file, whatever SQL a foreign file brings along as a view.
 */
final class StoreSession implements AutoCloseable {
    /** DuckDB's own memory beside the heap; more than this is kept in files beside the store meanwhile. */
    private static final String MEMORY = "256MB";
    /** While exporting: 2,048 long lists are made text at a time. */
    private static final String MEMORY_OF_EXPORT = "1GB";
    private static final String THREADS = "2";
    /** Written so that DuckDB from this version on reads it. */
    private static final String FILE_VERSION = "v1.2.0";

    private final DuckDBConnection connection;

    private StoreSession(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** @param exports the one folder that SQL may write into; null for none */
    static StoreSession open(Path file, boolean readOnly, Path exports) throws SQLException {
        Properties with = new Properties();
        with.setProperty("memory_limit", exports == null ? MEMORY : MEMORY_OF_EXPORT);
        with.setProperty("threads", exports == null ? THREADS : "1");
        // one thread writes rows as it reads them; told to keep their order, DuckDB holds 100,000 of them, long lists too, in memory
        with.setProperty("preserve_insertion_order", String.valueOf(exports == null));
        with.setProperty("autoinstall_known_extensions", "false");
        with.setProperty("autoload_known_extensions", "false");
        with.setProperty("allow_community_extensions", "false");
        with.setProperty("allow_persistent_secrets", "false");
        if (!readOnly) {
            with.setProperty("storage_compatibility_version", FILE_VERSION);
        }
        // rows come as they are read, not all into memory first
        with.setProperty("jdbc_stream_results", "true");
        StoreSession session = new StoreSession(DuckDBConnection.newConnection("jdbc:duckdb:" + file.toAbsolutePath(), readOnly, null, with));
        try {
            session.lock(exports);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    static void load() {
        try {
            Class.forName("org.duckdb.DuckDBNative", true, StoreSession.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // whoever opens a store hears of it
            return;
        }
    }

    private void lock(Path exports) throws SQLException {
        if (exports == null && "true".equals(value("SELECT current_setting('lock_configuration')::VARCHAR"))) {
            // the file is open twice in this program, and the first one locked it
            return;
        }
        if (exports != null) {
            execute("SET allowed_directories = [" + quoted(exports.toAbsolutePath().toString()) + "]");
        }
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
    }

    /** A text as it stands in a statement that takes no parameters: in quotes, its own quotes doubled; DuckDB knows no other escapes there. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    DuckDBConnection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The only value of a query, as text; null where there is none. */
    String value(String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
