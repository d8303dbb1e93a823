package org.cntexplorer.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cntexplorer.model.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StudyStoreTest {
    private static final Instant CHANGED = Instant.parse("2026-03-04T05:06:07.123456789Z");
    private static final double[] AWKWARD = {0.1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE};

    @TempDir
    private Path folder;

    private static MeasuredNetwork network(String file, String hash, int neurons) {
        Random random = new Random(hash.hashCode());
        List<StoredLayer> layers = new ArrayList<>();
        List<StoredStrengths> strengths = new ArrayList<>();
        List<StoredDensity> densities = new ArrayList<>();
        for (int layer = 0; layer < 3; layer++) {
            double[] in = random.doubles(neurons, -1, 1).toArray();
            double[] out = random.doubles(neurons, -1, 1).toArray();
            double[] total = random.doubles(neurons, -1, 1).toArray();
            Moments moments = Moments.of(total);
            strengths.add(new StoredStrengths(layer, in, out, total));
            layers.add(new StoredLayer(layer, "layer " + layer, "1×" + neurons, neurons,
                    Map.of(Quantity.STRENGTH_IN, Moments.of(in), Quantity.STRENGTH_OUT, Moments.of(out), Quantity.STRENGTH, moments), moments.std()));
            densities.add(new StoredDensity(Quantity.STRENGTH, layer, -7, -128, random.doubles(256).toArray()));
        }
        return new MeasuredNetwork(new StoredNetwork(file, hash, 115_000, CHANGED, "net " + hash, "784-32-10", NetworkStatus.MEASURED, "",
                List.of(StoredLabel.number("accuracy", random.nextDouble()), StoredLabel.word("run", "a"))), layers, strengths, densities);
    }

    /** Everything of a store in its order; records and arrays are compared by their texts, which are exact for doubles. */
    private static List<String> all(StudyStore store) throws StudyStoreException {
        List<String> all = new ArrayList<>();
        store.networks().forEach(n -> all.add(n.toString()));
        store.layers((file, layer) -> all.add(file + layer));
        for (StoredNetwork n : store.networks()) {
            store.strengths(n.file(), (file, s) -> all.add(file + text(s)));
        }
        for (int layer = 0; layer < 3; layer++) {
            store.densities(Quantity.STRENGTH, layer, (file, d) -> all.add(file + text(d)));
        }
        return all;
    }

    private static List<String> expected(List<MeasuredNetwork> networks) {
        List<String> all = new ArrayList<>();
        networks.forEach(n -> all.add(n.network().toString()));
        networks.forEach(n -> n.layers().forEach(layer -> all.add(n.network().file() + layer)));
        networks.forEach(n -> n.strengths().forEach(s -> all.add(n.network().file() + text(s))));
        for (int layer = 0; layer < 3; layer++) {
            int of = layer;
            networks.forEach(n -> n.densities().stream().filter(d -> d.layer() == of).forEach(d -> all.add(n.network().file() + text(d))));
        }
        return all;
    }

    private static String text(StoredStrengths s) {
        return s.layer() + java.util.Arrays.toString(s.in()) + java.util.Arrays.toString(s.out()) + java.util.Arrays.toString(s.total());
    }

    private static String text(StoredDensity d) {
        return d.of() + " " + d.layer() + " " + d.stepExponent() + " " + d.firstCell() + java.util.Arrays.toString(d.counts());
    }

    @Test
    void whatIsPutIsReadAgainToTheLastBit() throws Exception {
        Path file = folder.resolve("a study, it's \"odd\".duckdb");
        Moments odd = new Moments(3, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 7);
        MeasuredNetwork awkward = new MeasuredNetwork(
                new StoredNetwork("it's; \"b\".npy", "h2", Long.MAX_VALUE, CHANGED, "б", "", NetworkStatus.MEASURED, "",
                        List.of(StoredLabel.number("z", Double.NaN), StoredLabel.number("a", Double.NEGATIVE_INFINITY), StoredLabel.word("w", ""))),
                List.of(new StoredLayer(0, "", "", 7, Map.of(Quantity.LINK_WEIGHTS, odd), Double.NaN)),
                List.of(new StoredStrengths(0, AWKWARD, AWKWARD, AWKWARD)),
                List.of(new StoredDensity(Quantity.STRENGTH, 0, -1074, Long.MIN_VALUE, AWKWARD), new StoredDensity(Quantity.STRENGTH, 1, 3, 0, new double[0])));
        MeasuredNetwork left = MeasuredNetwork.none(new StoredNetwork("c.npy", "h3", 1, CHANGED, "c", "x", NetworkStatus.LEFT_OUT, "NaN in layer 2.", List.of()));
        MeasuredNetwork unreadable = MeasuredNetwork.none(
                new StoredNetwork("d.npy", "h4", 0, CHANGED, "d", "", NetworkStatus.UNREADABLE, "It is empty.", List.of()));
        List<MeasuredNetwork> put = List.of(network("a.npy", "h1", 300), awkward, left, unreadable);
        try (StudyStore store = StudyStore.open(file)) {
            store.put(put.getFirst());
            store.put(put.subList(1, put.size()));
            store.setting("convention", "bias; it's 'signed'");
            assertThat(all(store)).isEqualTo(expected(put));
        }
        assertThat(folder).isDirectoryContaining(f -> f.equals(file)).isDirectoryNotContaining(f -> !f.equals(file));
        try (StudyStore store = StudyStore.openToRead(file)) {
            assertThat(all(store)).isEqualTo(expected(put));
            assertThat(store.setting("convention")).contains("bias; it's 'signed'");
            assertThat(store.setting("other")).isEmpty();
            assertThat(store.known()).containsExactlyInAnyOrder("h1", "h2", "h3", "h4");
            assertThat(store.networks().getFirst().modified()).isEqualTo(Instant.parse("2026-03-04T05:06:07.123456Z"));
        }
    }

    @Test
    void aFileThatChangedReplacesWhatWasMeasuredOfIt() throws Exception {
        try (StudyStore store = StudyStore.open(folder.resolve("s.duckdb"))) {
            store.put(network("a.npy", "old", 20));
            store.put(network("b.npy", "b", 20));
            assertThat(store.has("old")).isTrue();
            store.put(network("a.npy", "new", 30));
            assertThat(store.has("old")).isFalse();
            assertThat(all(store)).isEqualTo(expected(List.of(network("b.npy", "b", 20), network("a.npy", "new", 30))));

            assertThat(store.relabel("b.npy", List.of(StoredLabel.number("epoch", 3)))).isTrue();
            assertThat(store.relabel("c.npy", List.of())).isFalse();
            assertThat(store.networks().getFirst().labels()).containsExactly(StoredLabel.number("epoch", 3));
            assertThat(store.remove("b.npy")).isTrue();
            assertThat(store.remove("b.npy")).isFalse();
            assertThat(all(store)).isEqualTo(expected(List.of(network("a.npy", "new", 30))));
            List<String> ofLayer = new ArrayList<>();
            store.strengths(1, (file, s) -> ofLayer.add(file + text(s)));
            assertThat(ofLayer).containsExactly("a.npy" + text(network("a.npy", "new", 30).strengths().get(1)));
        }
    }

    @Test
    void whatIsNewOfAFileLeavesItsNumbersAsTheyAre() throws Exception {
        try (StudyStore store = StudyStore.open(folder.resolve("s.duckdb"))) {
            MeasuredNetwork a = network("a.npy", "a", 20);
            MeasuredNetwork b = network("b.npy", "b", 20);
            store.put(List.of(a, b, network("c.npy", "c", 20)));
            StoredNetwork renamed = new StoredNetwork("it's c.npy", "a", 7, CHANGED.plusSeconds(1), "c", "784-10", NetworkStatus.MISSING, "Gone.",
                    List.of(StoredLabel.number("accuracy", 0.5)));
            StoredNetwork over = new StoredNetwork("c.npy", "b", 115_000, CHANGED, "b", "784-32-10", NetworkStatus.MEASURED, "", b.network().labels());
            store.update(Map.of("a.npy", renamed, "b.npy", over, "unknown.npy", a.network()));
            assertThat(all(store)).isEqualTo(expected(List.of(new MeasuredNetwork(renamed, a.layers(), a.strengths(), a.densities()),
                    new MeasuredNetwork(over, b.layers(), b.strengths(), b.densities()))));
        }
    }

    @Test
    void aNetworkThatFailsHalfWayIsNotThere() throws Exception {
        MeasuredNetwork good = network("a.npy", "a", 20);
        List<StoredDensity> broken = new ArrayList<>(good.densities());
        broken.add(new StoredDensity(null, 0, 0, 0, new double[0]));
        try (StudyStore store = StudyStore.open(folder.resolve("s.duckdb"))) {
            store.put(good);
            assertThatThrownBy(() -> store.put(new MeasuredNetwork(network("a.npy", "changed", 20).network(), good.layers(), good.strengths(), broken)))
                    .isInstanceOf(NullPointerException.class);
            assertThat(all(store)).isEqualTo(expected(List.of(good)));
            store.put(network("b.npy", "b", 5));
            assertThat(store.known()).containsExactlyInAnyOrder("a", "b");
        }
    }

    /** The other program of the next test: puts networks until it is killed, and says which are in. */
    public static final class Measuring {
        public static void main(String[] args) throws Exception {
            try (StudyStore store = StudyStore.open(Path.of(args[0]))) {
                for (int i = 0;; i++) {
                    store.put(network(i + ".npy", "hash " + i, 500));
                    Files.writeString(Path.of(args[1]), i + "\n", java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                }
            }
        }
    }

    @Test
    void whatWasPutBeforeTheProgramIsKilledIsThere() throws Exception {
        Path file = folder.resolve("s.duckdb");
        Path said = folder.resolve("said");
        Path temp = Files.createDirectory(folder.resolve("tmp"));
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-Xlog:disable", "-Djava.io.tmpdir=" + temp, "-cp",
                System.getProperty("java.class.path"), Measuring.class.getName(), file.toString(), said.toString()).inheritIO().start();
        int in;
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!Files.exists(said) || Files.readAllLines(said).size() < 8) {
                assertThat(other.isAlive()).isTrue();
                assertThat(System.nanoTime()).as("eight networks are in within 30 s").isLessThan(end);
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> StudyStore.open(file)).isInstanceOf(StudyStoreException.class)
                    .hasMessage(file + " is in use by another program or window; close the study there first.");
        } finally {
            // kill −9, in the middle of some network
            other.destroyForcibly().waitFor();
        }
        in = Files.readAllLines(said).size();
        try (StudyStore store = StudyStore.open(file)) {
            // one more may have been put that it had no time to tell of
            assertThat(store.networks()).hasSizeBetween(in, in + 1);
            List<MeasuredNetwork> put = Stream.iterate(0, i -> i + 1).limit(store.networks().size()).map(i -> network(i + ".npy", "hash " + i, 500)).toList();
            assertThat(all(store).equals(expected(put))).as("every network is whole").isTrue();
            store.put(network("next.npy", "next", 10));
            assertThat(store.has("next")).isTrue();
        }
    }

    /** More rows than one core of DuckDB's takes at a time. */
    @Test
    void neuronsOfManyNetworksAreReadInTheirOrder() throws Exception {
        Path file = folder.resolve("s.duckdb");
        List<MeasuredNetwork> networks = Stream.iterate(0, i -> i + 1).limit(90).map(i -> network(i + ".npy", "hash " + i, 600)).toList();
        try (StudyStore store = StudyStore.open(file)) {
            for (int i = 0; i < networks.size(); i += 30) {
                store.put(networks.subList(i, i + 30));
            }
            assertThat(all(store).equals(expected(networks))).isTrue();
        }
        try (StudyStore store = StudyStore.openToRead(file)) {
            List<String> ofLayer = new ArrayList<>();
            store.strengths(0, (of, s) -> ofLayer.add(of + text(s)));
            assertThat(ofLayer.equals(networks.stream().map(n -> n.network().file() + text(n.strengths().getFirst())).toList())).isTrue();
        }
    }

    @Test
    void whatAKilledProgramLeftOfADeletedStoreIsNotPartOfTheNext() throws Exception {
        Path file = folder.resolve("s.duckdb");
        Path log = folder.resolve("s.duckdb.wal");
        Path left = folder.resolve("left");
        try (StudyStore store = StudyStore.open(file)) {
            store.put(network("a.npy", "a", 500));
            Files.copy(log, left);
        }
        Files.delete(file);
        Files.move(left, log);
        try (StudyStore store = StudyStore.open(file)) {
            assertThat(store.networks()).isEmpty();
        }
    }

    @Test
    void exportsAreReadByDuckDb() throws Exception {
        Path out = folder.resolve("it's; an \"export\"/deep");
        MeasuredNetwork left = MeasuredNetwork.none(new StoredNetwork("it's, \"b\"\n.npy", "b", 1, CHANGED, "b", "", NetworkStatus.LEFT_OUT, "NaN.",
                List.of(StoredLabel.number("accuracy", Double.NaN))));
        try (StudyStore store = StudyStore.open(folder.resolve("s.duckdb")); Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            store.put(network("a.npy", "a", 100));
            store.put(left);
            for (String kind : List.of("parquet", "csv")) {
                List<Path> files = kind.equals("csv") ? store.exportCsv(out) : store.exportParquet(out);
                assertThat(files).extracting(f -> f.getFileName().toString()).containsExactly("networks." + kind, "labels." + kind, "layers." + kind,
                        "neurons." + kind, "densities." + kind, "activity." + kind, "activity_layers." + kind, "activity_densities." + kind);
                assertThat(query(duckDb, "SELECT string_agg(file, '|' ORDER BY id) FROM " + from(files.get(0)))).isEqualTo("a.npy|it's, \"b\"\n.npy");
                assertThat(query(duckDb, "SELECT number::VARCHAR FROM " + from(files.get(1)) + " WHERE network = 2")).isEqualTo("nan");
                assertThat(Double.parseDouble(query(duckDb, "SELECT fluctuation FROM " + from(files.get(2)) + " WHERE layer = 1")))
                        .isEqualTo(network("a.npy", "a", 100).layers().get(1).fluctuation());
                assertThat(query(duckDb, "SELECT count(*) FROM " + from(files.get(3)))).isEqualTo("300");
                assertThat(Double.parseDouble(query(duckDb, "SELECT s_in FROM " + from(files.get(3)) + " WHERE layer = 2 AND neuron = 99")))
                        .isEqualTo(network("a.npy", "a", 100).strengths().get(2).in()[99]);
                assertThat(query(duckDb, "SELECT len(counts::DOUBLE[]) FROM " + from(files.get(4)) + " WHERE layer = 0")).isEqualTo("256");
            }
            // twice in one program: both work, but what SQL may reach cannot be settled anew
            try (StudyStore second = StudyStore.open(store.file())) {
                assertThat(second.networks()).hasSize(2);
                assertThatThrownBy(() -> second.exportCsv(out)).hasMessageContaining("is in use by another program or window");
                assertThat(second.networks()).hasSize(2);
            }
            // again over what is there, and the store goes on
            store.exportParquet(out);
            store.put(network("c.npy", "c", 3));
            assertThat(store.known()).contains("c");
        }
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).as("no drafts are left").hasSize(16);
        }
        Path notAFolder = Files.createFile(folder.resolve("file"));
        try (StudyStore store = StudyStore.openToRead(folder.resolve("s.duckdb"))) {
            assertThatThrownBy(() -> store.exportCsv(notAFolder)).isInstanceOf(StudyStoreException.class).hasMessageContaining("choose another.");
            assertThat(store.exportCsv(folder.resolve("of a store to read"))).hasSize(8).allMatch(Files::exists);
            assertThat(store.networks()).hasSize(3);
        }
    }

    private static String from(Path file) {
        return StoreSession.quoted(file.toString());
    }

    private static String query(Connection duckDb, String sql) throws SQLException {
        try (Statement statement = duckDb.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void noSqlReachesAnotherFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
        Path file = folder.resolve("s.duckdb");
        StudyStore.open(file).close();
        try (StoreSession session = StoreSession.open(file, false, null)) {
            for (String sql : List.of("SELECT * FROM read_csv(" + from(secret) + ")", "COPY networks TO " + from(folder.resolve("x.csv")),
                    "ATTACH " + from(folder.resolve("x.duckdb")), "INSTALL httpfs", "LOAD httpfs", "SET enable_external_access = true")) {
                assertThatThrownBy(() -> session.execute(sql)).as(sql).isInstanceOf(SQLException.class)
                        .hasMessageFindingMatch("disabled (by|through) configuration|configuration has been locked");
            }
        }
    }

    @Test
    void whatIsNoStoreIsSaidInOneSentence() throws Exception {
        Path garbage = Files.writeString(folder.resolve("g.duckdb"), "PK garbage ".repeat(5_000));
        sentence(garbage, garbage + " is not a study's store, or is damaged; give another file, or delete it and measure again.");
        Path empty = Files.createFile(folder.resolve("e.duckdb"));
        sentence(empty, empty + " is not a study's store, or is damaged; give another file, or delete it and measure again.");
        Path settings = folder.resolve("s.duckdb;threads=9");
        sentence(settings, settings + " has a semicolon in its name, which a store's must not have; give another.");
        sentence(folder, folder + " is a folder; give the file of a study's store.");
        Path nowhere = folder.resolve("none/s.duckdb");
        sentence(nowhere, "There is no folder " + folder.resolve("none") + " to make the store s.duckdb in; make it or choose another.");
        // no disk takes such a name
        Path impossible = folder.resolve("x".repeat(300));
        sentence(impossible, impossible + " cannot be made; choose a place where you may write.");
        assertThatThrownBy(() -> StudyStore.openToRead(nowhere)).isInstanceOf(StudyStoreException.class)
                .hasMessage(nowhere + " is not there, or no longer; what was stored in it can only be had by measuring again.");

        Path other = folder.resolve("o.duckdb");
        change(other, "CREATE TABLE mine (a INTEGER)");
        sentence(other, other + " is a DuckDB file, but not a study's store; give another file.");
        Path newer = folder.resolve("n.duckdb");
        StudyStore.open(newer).close();
        change(newer, "UPDATE schema_version SET version = " + (StudyTable.VERSION + 1));
        sentence(newer, newer + " was written by a newer version of this program; open it with that one.");

        Path cut = folder.resolve("cut.duckdb");
        try (StudyStore store = StudyStore.open(cut)) {
            store.put(network("a.npy", "a", 10_000));
        }
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> {
            try (StudyStore store = StudyStore.open(cut)) {
                all(store);
            }
        }).isInstanceOf(StudyStoreException.class).hasMessage(cut + " is not a study's store, or is damaged; give another file, or delete it and measure again.");
    }

    private static void change(Path file, String sql) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:" + file); Statement statement = duckDb.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void sentence(Path file, String sentence) {
        assertThatThrownBy(() -> StudyStore.open(file).close()).isInstanceOf(StudyStoreException.class).hasMessage(sentence);
    }

    @Test
    void aFullDiskIsSaid() {
        // DuckDB's words on a file system that was full
        SQLException full = new SQLException("TransactionContext Error: Failed to commit: Could not write file \"s.duckdb.wal\": No space left on device");
        assertThat(StoreProblem.sentence(Path.of("s.duckdb"), "written", full))
                .hasMessage("There is no room left on the disk of s.duckdb; what was stored before is kept: make room and go on.").hasCause(full);
    }

    @Test
    void aStoreThatCannotBeWrittenLosesNothing() throws Exception {
        Path file = folder.resolve("s.duckdb");
        try (StudyStore store = StudyStore.open(file)) {
            store.put(network("a.npy", "a", 10));
        }
        try (StudyStore store = StudyStore.openToRead(file)) {
            assertThatThrownBy(() -> store.put(network("b.npy", "b", 10))).isInstanceOf(StudyStoreException.class)
                    .hasMessage(file + " may not be written to; copy it to where you may write, or open it to read only.");
            assertThat(all(store)).isEqualTo(expected(List.of(network("a.npy", "a", 10))));
        }
        StudyStore closed = StudyStore.open(file);
        closed.close();
        closed.close();
        assertThatThrownBy(closed::networks).isInstanceOf(StudyStoreException.class).hasMessage(file + " is closed; open the study again.");
    }

    @Test
    @org.junit.jupiter.api.condition.DisabledOnOs(value = org.junit.jupiter.api.condition.OS.WINDOWS, disabledReason = "an open file cannot be deleted there")
    void aStoreThatVanishesIsNotWrittenIntoNothing() throws IOException, StudyStoreException {
        Path file = folder.resolve("s.duckdb");
        try (StudyStore store = StudyStore.open(file)) {
            store.put(network("a.npy", "a", 10));
            Files.delete(file);
            assertThatThrownBy(() -> store.put(network("b.npy", "b", 10))).isInstanceOf(StudyStoreException.class)
                    .hasMessage(file + " is not there, or no longer; what was stored in it can only be had by measuring again.");
            Files.createFile(file);
            assertThatThrownBy(() -> store.put(network("b.npy", "b", 10))).hasMessageContaining("no longer");
        }
    }
}
