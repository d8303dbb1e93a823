package org.cntexplorer.study.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The store of a study: what was measured of its networks, in one DuckDB file. A network is put as a whole or not at all, even where the program is
 * killed meanwhile, so that a study goes on where it stopped. Safe for any thread; one call at a time.
 */
public final class StudyStore implements AutoCloseable {
    /** Of the tables: to be raised with every change that an older program could not read. */
    static final int VERSION = 2;

    private final Path file;
    private final boolean readOnly;
    private final Object key;
    private final ReentrantLock lock = new ReentrantLock();
    /** Null once the store is closed, or could not be opened again. */
    private StoreSession session;

    private StudyStore(Path file, boolean readOnly) throws StudyStoreException {
        this.file = file;
        this.readOnly = readOnly;
        key = keyOf(file);
        session = session(null);
        try {
            upgrade(check());
        } catch (StudyStoreException e) {
            try {
                close();
            } catch (StudyStoreException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /**
     * Opens the store in {@code file}, made where it is not there.
     *
     * @throws StudyStoreException where it is no store, of a newer version, in use by another program, or may not be written to
     */
    public static StudyStore open(Path file) throws StudyStoreException {
        checkName(file);
        if (!Files.exists(file)) {
            create(file);
        }
        return new StudyStore(file, false);
    }

    /** Opens a store that is there to look at: several programs may at once, and nothing can be put. */
    public static StudyStore openToRead(Path file) throws StudyStoreException {
        checkName(file);
        return new StudyStore(file, true);
    }

    /**
     * Begins to load what the first store of a program waits for most, DuckDB's own library, while something else is done. What fails is told by
     * the first store.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("prepare-store").start(StoreSession::load);
    }

    /** DuckDB's driver takes what follows a semicolon for settings. */
    private static void checkName(Path file) throws StudyStoreException {
        if (file.toAbsolutePath().toString().contains(";")) {
            throw new StudyStoreException(file.toAbsolutePath() + " has a semicolon in its name, which a store's must not have; give another.");
        }
    }

    /** Beside its place, and moved there when its tables are in it: whoever is killed meanwhile leaves no file that is half a store. */
    private static void create(Path file) throws StudyStoreException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StudyStoreException("There is no folder " + folder + " to make the store " + target.getFileName() + " in; make it or choose another.");
        }
        Path draft = folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.deleteIfExists(draft);
            // DuckDB does not say why it cannot make a file
            Files.delete(Files.createFile(draft));
            try (StoreSession session = StoreSession.open(draft, false, null)) {
                for (String definition : StudyTable.definitions(VERSION)) {
                    session.execute(definition);
                }
                session.execute("CHECKPOINT");
            }
            // of a store that is gone, whose program was killed: it would be taken for the new one's
            Files.deleteIfExists(folder.resolve(target.getFileName() + ".wal"));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException e) {
            throw StoreProblem.sentence(file, "made", e);
        } catch (IOException e) {
            throw new StudyStoreException(file + " cannot be made; choose a place where you may write.", e);
        } finally {
            draft.toFile().delete();
        }
    }

    private static Object keyOf(Path file) throws StudyStoreException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw StoreProblem.vanished(file, e);
        }
    }

    private StoreSession session(Path exports) throws StudyStoreException {
        if (Files.isDirectory(file)) {
            throw new StudyStoreException(file + " is a folder; give the file of a study's store.");
        }
        if (!readOnly && !Files.isWritable(file)) {
            throw StoreProblem.unwritable(file, null);
        }
        try {
            return StoreSession.open(file, readOnly, exports);
        } catch (SQLException e) {
            throw StoreProblem.sentence(file, "opened", e);
        }
    }

    /** The version of its tables. */
    private int check() throws StudyStoreException {
        String version = ask("opened", s -> {
            boolean isStore = "1".equals(s.value("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_version'"));
            return isStore ? s.value("SELECT version FROM schema_version") : null;
        });
        if (version == null) {
            throw new StudyStoreException(file + " is a DuckDB file, but not a study's store; give another file.");
        }
        if (Integer.parseInt(version) > VERSION) {
            throw StoreProblem.newer(file, null);
        }
        return Integer.parseInt(version);
    }

    /** What is stored stays; one that is opened to be read stays as it is altogether. */
    private void upgrade(int version) throws StudyStoreException {
        if (version < VERSION && !readOnly) {
            change(s -> {
                for (String statement : StudyTable.additions(VERSION)) {
                    s.execute(statement);
                }
                return null;
            });
        }
    }

    /** What is done with a session. */
    private interface Work<T> {
        T with(StoreSession session) throws SQLException, StudyStoreException;
    }

    private <T> T ask(String doing, Work<T> work) throws StudyStoreException {
        begin();
        try {
            return work.with(session);
        } catch (SQLException e) {
            throw StoreProblem.sentence(file, doing, e);
        } finally {
            lock.unlock();
        }
    }

    private void begin() throws StudyStoreException {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a reader of the store calls the store");
        }
        lock.lock();
        if (session == null) {
            lock.unlock();
            throw new StudyStoreException(file + " is closed; open the study again.");
        }
    }

    /** In one transaction: what is not whole is not there. */
    private <T> T change(Work<T> work) throws StudyStoreException {
        begin();
        try {
            if (readOnly) {
                throw StoreProblem.unwritable(file, null);
            }
            if (!Objects.equals(key, keyOf(file))) {
                // otherwise written into a file that has no name any more
                throw StoreProblem.vanished(file, null);
            }
            session.connection().setAutoCommit(false);
            T result = work.with(session);
            session.connection().commit();
            session.connection().setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw StoreProblem.sentence(file, "written", e);
        } catch (RuntimeException | Error e) {
            rollback(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Where a disk is full, DuckDB may give up the whole connection: a new one reads what was committed. */
    private void rollback(Throwable why) {
        try {
            session.connection().rollback();
            session.connection().setAutoCommit(true);
            session.value("SELECT count(*) FROM networks");
        } catch (SQLException e) {
            why.addSuppressed(e);
            try {
                reopen(null);
            } catch (StudyStoreException second) {
                why.addSuppressed(second);
            }
        }
    }

    private void reopen(Path exports) throws StudyStoreException {
        StoreSession old = session;
        session = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (SQLException e) {
            throw StoreProblem.sentence(file, "closed", e);
        }
        session = session(exports);
    }

    /** Where the store lies. */
    public Path file() {
        return file;
    }

    /** Puts a network; one that was measured before of the same file is replaced. When this returns, the network is on the disk. */
    public void put(MeasuredNetwork network) throws StudyStoreException {
        put(List.of(network));
    }

    /** The same for some networks of different files, all or none of them: much faster than one by one. */
    public void put(List<MeasuredNetwork> networks) throws StudyStoreException {
        change(s -> {
            new NetworkWriter(s.connection()).put(networks);
            return null;
        });
    }

    /** Gives other labels to the network of a file. Returns whether there is one. */
    public boolean relabel(String ofFile, List<StoredLabel> labels) throws StudyStoreException {
        return change(s -> new NetworkWriter(s.connection()).relabel(ofFile, labels));
    }

    /**
     * Tells of files that are known what is new of them: another name, a status, labels; what was measured of them stays. All or none of them.
     *
     * @param networks by the files' names as they are stored; a name that is not stored is left alone
     */
    public void update(Map<String, StoredNetwork> networks) throws StudyStoreException {
        change(s -> {
            NetworkWriter writer = new NetworkWriter(s.connection());
            for (Map.Entry<String, StoredNetwork> of : networks.entrySet()) {
                writer.update(of.getKey(), of.getValue());
            }
            return null;
        });
    }

    /** Forgets the network of a file. Returns whether there was one. */
    public boolean remove(String ofFile) throws StudyStoreException {
        return change(s -> new NetworkWriter(s.connection()).remove(ofFile));
    }

    /** Keeps how the study measures, such as its convention: networks that were measured otherwise do not belong beside one another. */
    public void setting(String name, String value) throws StudyStoreException {
        change(s -> {
            new NetworkWriter(s.connection()).setting(name, value);
            return null;
        });
    }

    public Optional<String> setting(String name) throws StudyStoreException {
        return ask("read", s -> new NetworkQueries(s.connection()).setting(name));
    }

    /** What networks do on the study's data, by their files; of those that could not be run, why. */
    public Map<String, StoredActivity> activity() throws StudyStoreException {
        return ask("read", s -> new ActivityRows(s.connection()).read());
    }

    /** Puts what some networks do on the study's data, by their files, in place of what was there. All or none of them. */
    public void activity(Map<String, StoredActivity> of) throws StudyStoreException {
        change(s -> {
            new ActivityRows(s.connection()).put(of);
            return null;
        });
    }

    /** Begins with other data: forgets what networks did on those before, and keeps in settings which these are. */
    public void newData(Map<String, String> settings) throws StudyStoreException {
        change(s -> {
            new ActivityRows(s.connection()).clear();
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                new NetworkWriter(s.connection()).setting(setting.getKey(), setting.getValue());
            }
            return null;
        });
    }

    /** Whether a file of this content was put, whatever became of it. */
    public boolean has(String hash) throws StudyStoreException {
        return known().contains(hash);
    }

    /** The hashes of all files that were put. */
    public Set<String> known() throws StudyStoreException {
        return ask("read", s -> new NetworkQueries(s.connection()).hashes());
    }

    /** All files, also those left out, in the order in which they were put. */
    public List<StoredNetwork> networks() throws StudyStoreException {
        return ask("read", s -> new NetworkQueries(s.connection()).networks());
    }

    /** The layers of all networks, network by network. */
    public void layers(StoreReader<StoredLayer> reader) throws StudyStoreException {
        read(q -> q.layers(reader));
    }

    /** One layer of all networks. */
    public void layers(int layer, StoreReader<StoredLayer> reader) throws StudyStoreException {
        read(q -> q.layersOfNumber(layer, reader));
    }

    /** The strengths of one layer in all networks. */
    public void strengths(int layer, StoreReader<StoredStrengths> reader) throws StudyStoreException {
        read(q -> q.strengthsOfLayer(layer, reader));
    }

    /** The strengths of all layers of the network of a file. */
    public void strengths(String ofFile, StoreReader<StoredStrengths> reader) throws StudyStoreException {
        read(q -> q.strengthsOfFile(ofFile, reader));
    }

    /** The binned samples of one quantity of one layer in all networks. */
    public void densities(Quantity of, int layer, StoreReader<StoredDensity> reader) throws StudyStoreException {
        read(q -> q.densities(of, layer, reader));
    }

    /** A question with many answers. */
    private interface Reading {
        void by(NetworkQueries queries) throws SQLException, StudyStoreException;
    }

    private void read(Reading reading) throws StudyStoreException {
        ask("read", s -> {
            reading.by(new NetworkQueries(s.connection()));
            return null;
        });
    }

    /** Writes each table as a Parquet file into {@code folder}, made where it is not there; files of the same names are replaced. */
    public List<Path> exportParquet(Path folder) throws StudyStoreException {
        return export(folder, TableExport.Format.PARQUET);
    }

    /** The same as CSV with a line of names; lists of counts are in brackets. */
    public List<Path> exportCsv(Path folder) throws StudyStoreException {
        return export(folder, TableExport.Format.CSV);
    }

    private List<Path> export(Path folder, TableExport.Format format) throws StudyStoreException {
        Path into = TableExport.folder(folder);
        begin();
        try {
            try {
                // what SQL may reach is settled when a session opens
                reopen(into);
                return TableExport.write(session, into, format);
            } finally {
                reopen(null);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws StudyStoreException {
        lock.lock();
        try {
            if (session != null) {
                StoreSession open = session;
                session = null;
                open.close();
            }
        } catch (SQLException e) {
            throw StoreProblem.sentence(file, "closed", e);
        } finally {
            lock.unlock();
        }
    }
}
