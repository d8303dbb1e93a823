package org.cntexplorer.study.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The store of a study: what was measured of its networks, in one DuckDB file. A network is put as a whole or not at all, even where the program is
 * killed meanwhile, so that a study goes on where it stopped. Safe for any thread; one call at a time.
 */
public final class StudyStore implements AutoCloseable {
    private final StoreAccess access;

    private StudyStore(StoreAccess access) {
        this.access = access;
    }

    /**
     * Opens the store in {@code file}, made where it is not there.
     *
     * @throws StudyStoreException where it is no store, of a newer version, in use by another program, or may not be written to
     */
    public static StudyStore open(Path file) throws StudyStoreException {
        return new StudyStore(StoreAccess.open(file));
    }

    /** Opens a store that is there to look at: several programs may at once, and nothing can be put. */
    public static StudyStore openToRead(Path file) throws StudyStoreException {
        return new StudyStore(StoreAccess.openToRead(file));
    }

    /**
     * Begins to load what the first store of a program waits for most, DuckDB's own library, while something else is done. What fails is told by
     * the first store.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("prepare-store").start(StoreSession::load);
    }

    /** Where the store lies. */
    public Path file() {
        return access.file();
    }

    /** Puts a network; one that was measured before of the same file is replaced. When this returns, the network is on the disk. */
    public void put(MeasuredNetwork network) throws StudyStoreException {
        put(List.of(network));
    }

    /** The same for some networks of different files, all or none of them: much faster than one by one. */
    public void put(List<MeasuredNetwork> networks) throws StudyStoreException {
        access.change(s -> {
            new NetworkWriter(s.connection()).put(networks);
            return null;
        });
    }

    /** Gives other labels to the network of a file. Returns whether there is one. */
    public boolean relabel(String ofFile, List<StoredLabel> labels) throws StudyStoreException {
        return access.change(s -> new NetworkWriter(s.connection()).relabel(ofFile, labels));
    }

    /**
     * Tells of files that are known what is new of them: another name, a status, labels; what was measured of them stays. All or none of them.
     *
     * @param networks by the files' names as they are stored; a name that is not stored is left alone
     */
    public void update(Map<String, StoredNetwork> networks) throws StudyStoreException {
        access.change(s -> {
            NetworkWriter writer = new NetworkWriter(s.connection());
            for (Map.Entry<String, StoredNetwork> of : networks.entrySet()) {
                writer.update(of.getKey(), of.getValue());
            }
            return null;
        });
    }

    /** Forgets the network of a file. Returns whether there was one. */
    public boolean remove(String ofFile) throws StudyStoreException {
        return access.change(s -> new NetworkWriter(s.connection()).remove(ofFile));
    }

    /** Keeps how the study measures, such as its convention: networks that were measured otherwise do not belong beside one another. */
    public void setting(String name, String value) throws StudyStoreException {
        access.change(s -> {
            new NetworkWriter(s.connection()).setting(name, value);
            return null;
        });
    }

    public Optional<String> setting(String name) throws StudyStoreException {
        return access.ask("read", s -> new NetworkQueries(s.connection()).setting(name));
    }

    /** What networks do on the study's data, by their files; of those that could not be run, why. */
    public Map<String, StoredActivity> activity() throws StudyStoreException {
        return access.ask("read", s -> new ActivityRows(s.connection()).read());
    }

    /** The files of the networks whose values on the data are kept as densities; empty where the store is older and may only be read, so that it cannot have any. */
    public Optional<Set<String>> filesWithActivityDensities() throws StudyStoreException {
        return access.ask("read", s -> new ActivityRows(s.connection()).filesWithDensities());
    }

    /** The densities of one value of one layer in all networks that were run. */
    public void activityDensities(ActivityQuantity of, int layer, StoreReader<StoredActivityDensity> reader) throws StudyStoreException {
        access.ask("read", s -> {
            new ActivityRows(s.connection()).densities(of, layer, reader);
            return null;
        });
    }

    /** Puts what some networks do on the study's data, by their files, in place of what was there. All or none of them. */
    public void activity(Map<String, MeasuredActivity> of) throws StudyStoreException {
        access.change(s -> {
            new ActivityRows(s.connection()).put(of);
            return null;
        });
    }

    /** Begins with other data: forgets what networks did on those before, and keeps in settings which these are. */
    public void newData(Map<String, String> settings) throws StudyStoreException {
        access.change(s -> {
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
        return access.ask("read", s -> new NetworkQueries(s.connection()).hashes());
    }

    /** All files, also those left out, in the order in which they were put. */
    public List<StoredNetwork> networks() throws StudyStoreException {
        return access.ask("read", s -> new NetworkQueries(s.connection()).networks());
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
        access.ask("read", s -> {
            reading.by(new NetworkQueries(s.connection()));
            return null;
        });
    }

    /** Writes each table as a Parquet file into {@code folder}, made where it is not there; files of the same names are replaced. */
    public List<Path> exportParquet(Path folder) throws StudyStoreException {
        return access.export(folder, TableExport.Format.PARQUET);
    }

    /** The same as CSV with a line of names; lists of counts are in brackets. */
    public List<Path> exportCsv(Path folder) throws StudyStoreException {
        return access.export(folder, TableExport.Format.CSV);
    }

    @Override
    public void close() throws StudyStoreException {
        access.close();
    }
}
