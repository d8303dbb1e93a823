package org.cntexplorer.study.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The file of a store while it is open: made, brought up to this program's tables, asked, changed as a whole or not at all. One call at a time. */
final class StoreAccess implements AutoCloseable {
    private final Path file;
    private final boolean readOnly;
    private final Object key;
    private final ReentrantLock lock = new ReentrantLock();
    /** Null once the store is closed, or could not be opened again. */
    private StoreSession session;

    private StoreAccess(Path file, boolean readOnly) throws StudyStoreException {
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

    /** Opened to be written, made where it is not there. */
    static StoreAccess open(Path file) throws StudyStoreException {
        checkName(file);
        if (!Files.exists(file)) {
            create(file);
        }
        return new StoreAccess(file, false);
    }

    static StoreAccess openToRead(Path file) throws StudyStoreException {
        checkName(file);
        return new StoreAccess(file, true);
    }

    Path file() {
        return file;
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
                for (String definition : StudyTable.definitions()) {
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
        if (Integer.parseInt(version) > StudyTable.VERSION) {
            throw StoreProblem.newer(file, null);
        }
        return Integer.parseInt(version);
    }

    /** What is stored stays; one that is opened to be read stays as it is altogether. */
    private void upgrade(int version) throws StudyStoreException {
        if (version < StudyTable.VERSION && !readOnly) {
            change(s -> {
                for (String statement : StudyTable.additions(version)) {
                    s.execute(statement);
                }
                return null;
            });
        }
    }

    /** What is done with a session. */
    interface Work<T> {
        T with(StoreSession session) throws SQLException, StudyStoreException;
    }

    /** @param doing what cannot be done where that fails: "read" */
    <T> T ask(String doing, Work<T> work) throws StudyStoreException {
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
    <T> T change(Work<T> work) throws StudyStoreException {
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

    /** Writes each table into {@code folder}, made where it is not there. */
    List<Path> export(Path folder, TableExport.Format format) throws StudyStoreException {
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
