package org.cntexplorer.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.LabelTable;
import org.cntexplorer.study.LeftOut;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.Quantity;
import org.cntexplorer.study.store.StoredDensity;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StoredLayer;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StoredStrengths;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StudyRunTest {
    private static final int[] SMALL = {12, 5, 4, 3};
    private static final int[] OTHER = {12, 7, 3};

    @TempDir
    private Path folder;
    private Path models;

    @BeforeEach
    void makeFolder() throws IOException {
        models = Files.createDirectory(folder.resolve("models"));
    }

    /** Files "run/net-0_acc-0.00.npy", "run/net-1_acc-0.05.npy", …: every third one of another architecture. */
    private Map<String, NumpyNetwork> write(int count) throws IOException {
        Map<String, NumpyNetwork> networks = new HashMap<>();
        for (int i = 0; i < count; i++) {
            NumpyNetwork network = NumpyNetwork.random(i, 0.1 + i, i % 3 == 2 ? OTHER : SMALL);
            String name = String.format(java.util.Locale.ROOT, "run/net-%d_acc-%.2f.npy", i, i * 0.05 % 1);
            network.write(models.resolve(name));
            networks.put(name, network);
        }
        return networks;
    }

    private Population population() throws ModelFormatException {
        return Population.of(models, FileNamePattern.parse("acc-{accuracy}"));
    }

    private StudyStore open() throws StudyStoreException {
        return StudyStore.open(folder.resolve("s.duckdb"));
    }

    private Outcome measure(StudyStore store) throws ModelFormatException {
        return StudyRun.measure(population(), store, Convention.DEFAULT, OpenOptions.NONE, Progress.NONE);
    }

    private static Map<String, StoredNetwork> byFile(StudyStore store) throws StudyStoreException {
        Map<String, StoredNetwork> all = new HashMap<>();
        store.networks().forEach(network -> all.put(network.file(), network));
        return all;
    }

    /** All that was measured of each file, in words that are exact. */
    private static Map<String, List<String>> numbers(StudyStore store) throws StudyStoreException {
        Map<String, List<String>> all = new HashMap<>();
        store.layers((file, layer) -> all.computeIfAbsent(file, f -> new ArrayList<>()).add(layer.toString()));
        for (int l = 0; l < SMALL.length; l++) {
            store.strengths(l, (file, s) -> all.get(file).add(s.layer() + Arrays.toString(s.in()) + Arrays.toString(s.out()) + Arrays.toString(s.total())));
            store.densities(Quantity.LINK_WEIGHTS, l, (file, d) -> all.get(file).add(d.layer() + " " + d.stepExponent() + " " + d.firstCell()
                    + Arrays.toString(d.counts())));
        }
        return all;
    }

    @Test
    void theStoreHasTheNumbersOfEachNetwork() throws Exception {
        Map<String, NumpyNetwork> networks = write(12);
        try (StudyStore store = open()) {
            Outcome outcome = measure(store);
            assertThat(outcome).isEqualTo(new Outcome(12, 0, List.of(), List.of()));
            assertThat(byFile(store).keySet()).isEqualTo(networks.keySet());
            Map<String, List<StoredLayer>> layers = new HashMap<>();
            store.layers((file, layer) -> layers.computeIfAbsent(file, f -> new ArrayList<>()).add(layer));
            for (StoredNetwork stored : store.networks()) {
                NumpyNetwork weights = networks.get(stored.file());
                Path file = models.resolve(stored.file());
                assertThat(stored.architecture()).isEqualTo(weights.weights().length == 2 ? "12-7-3" : "12-5-4-3");
                assertThat(stored.status()).isEqualTo(NetworkStatus.MEASURED);
                assertThat(stored.size()).isEqualTo(Files.size(file));
                assertThat(stored.name()).isEqualTo(file.getFileName().toString());
                double accuracy = Double.parseDouble(stored.file().replaceAll(".*acc-(.*)\\.npy", "$1"));
                assertThat(stored.labels()).containsExactly(StoredLabel.number("accuracy", accuracy));
                List<StoredStrengths> strengths = new ArrayList<>();
                store.strengths(stored.file(), (f, s) -> strengths.add(s));
                try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE)) {
                    asMeasuredAlone(network, layers.get(stored.file()), strengths);
                }
                asAddedByHand(weights, layers.get(stored.file()), strengths);
                asCountedByHand(store, stored.file(), weights);
            }
        }
    }

    private static void asMeasuredAlone(Network network, List<StoredLayer> layers, List<StoredStrengths> strengths) {
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        LinkWeights weights = LinkWeights.of(network, Progress.NONE);
        assertThat(layers).hasSameSizeAs(network.layers());
        assertThat(strengths).hasSameSizeAs(network.layers());
        for (int l = 0; l < layers.size(); l++) {
            NodeStrength.OfLayer of = strength.layer(l);
            assertThat(strengths.get(l).in()).isEqualTo(of.in());
            assertThat(strengths.get(l).out()).isEqualTo(of.out());
            assertThat(strengths.get(l).total()).isEqualTo(of.total());
            assertThat(layers.get(l)).isEqualTo(new StoredLayer(l, network.layer(l).name(), network.layer(l).shape().toString(), of.total().length,
                    Map.of(Quantity.STRENGTH_IN, of.inMoments(), Quantity.STRENGTH_OUT, of.outMoments(), Quantity.STRENGTH, of.totalMoments(),
                            Quantity.LINK_WEIGHTS, l == 0 ? Moments.EMPTY : weights.connection(l - 1).pooled()), of.fluctuation()));
        }
    }

    private static void asAddedByHand(NumpyNetwork weights, List<StoredLayer> layers, List<StoredStrengths> strengths) {
        for (int l = 0; l < layers.size(); l++) {
            double[] total = new double[strengths.get(l).total().length];
            for (int k = 0; k < total.length; k++) {
                double in = 0;
                double out = 0;
                if (l > 0) {
                    in = weights.biases()[l - 1][k];
                    for (float[] row : weights.weights()[l - 1]) {
                        in += row[k];
                    }
                }
                if (l < weights.weights().length) {
                    for (float w : weights.weights()[l][k]) {
                        out += w;
                    }
                }
                assertThat(strengths.get(l).in()[k]).isCloseTo(in, within(1e-5));
                assertThat(strengths.get(l).out()[k]).isCloseTo(out, within(1e-5));
                total[k] = in + out;
            }
            double mean = Arrays.stream(total).average().orElseThrow();
            assertThat(layers.get(l).fluctuation()).isCloseTo(Math.sqrt(Arrays.stream(total).map(s -> (s - mean) * (s - mean)).average().orElseThrow()),
                    within(1e-5));
        }
    }

    private static void asCountedByHand(StudyStore store, String file, NumpyNetwork weights) throws StudyStoreException {
        for (int l = 0; l <= weights.weights().length; l++) {
            List<StoredDensity> densities = new ArrayList<>();
            store.densities(Quantity.LINK_WEIGHTS, l, (of, density) -> {
                if (of.equals(file)) {
                    densities.add(density);
                }
            });
            if (l == 0) {
                assertThat(densities).isEmpty();
                continue;
            }
            List<Double> pooled = new ArrayList<>();
            for (float[] row : weights.weights()[l - 1]) {
                for (float w : row) {
                    pooled.add((double) w);
                }
            }
            for (float b : weights.biases()[l - 1]) {
                pooled.add((double) b);
            }
            double[] all = pooled.stream().mapToDouble(w -> w).toArray();
            StoredDensity density = densities.getFirst();
            assertThat(densities).hasSize(1);
            SampleGrid grid = new SampleGrid(density.stepExponent(), density.firstCell(), density.counts());
            assertThat(Arrays.stream(density.counts()).sum()).isCloseTo(all.length, within(1e-9));
            double mean = IntStream.range(0, density.counts().length).mapToDouble(cell -> density.counts()[cell] * grid.at(cell)).sum() / all.length;
            assertThat(mean).isCloseTo(Arrays.stream(all).average().orElseThrow(), within(1e-6));
            assertThat(grid.moments().min()).isCloseTo(Arrays.stream(all).min().orElseThrow(), within(grid.cell()));
        }
    }

    @Test
    void onlyWhatIsNewIsMeasuredAgain() throws Exception {
        write(12);
        try (StudyStore store = open()) {
            measure(store);
            Map<String, List<String>> before = numbers(store);
            List<StoredNetwork> rows = store.networks();
            assertThat(measure(store)).isEqualTo(new Outcome(0, 12, List.of(), List.of()));
            assertThat(store.networks()).isEqualTo(rows);

            NumpyNetwork.random(99, 1, SMALL).write(models.resolve("run/net-3_acc-0.15.npy"));
            Files.move(models.resolve("run/net-4_acc-0.20.npy"), Files.createDirectory(models.resolve("elsewhere")).resolve("named acc-0.77.npy"));
            Files.delete(models.resolve("run/net-5_acc-0.25.npy"));
            Outcome outcome = measure(store);
            assertThat(outcome.measured()).isEqualTo(1);
            assertThat(outcome.kept()).isEqualTo(10);
            assertThat(outcome.problems()).extracting(LeftOut::name).containsExactly("run/net-5_acc-0.25.npy");
            Map<String, List<String>> after = numbers(store);
            assertThat(after.get("run/net-3_acc-0.15.npy")).isNotEqualTo(before.get("run/net-3_acc-0.15.npy"));
            assertThat(after.get("elsewhere/named acc-0.77.npy")).isEqualTo(before.get("run/net-4_acc-0.20.npy"));
            assertThat(after.get("run/net-5_acc-0.25.npy")).as("of a file that is gone").isEqualTo(before.get("run/net-5_acc-0.25.npy"));
            assertThat(after.get("run/net-6_acc-0.30.npy")).isEqualTo(before.get("run/net-6_acc-0.30.npy"));
            Map<String, StoredNetwork> now = byFile(store);
            assertThat(now).hasSize(12).doesNotContainKey("run/net-4_acc-0.20.npy");
            assertThat(now.get("elsewhere/named acc-0.77.npy").labels()).containsExactly(StoredLabel.number("accuracy", 0.77));
            assertThat(now.get("run/net-5_acc-0.25.npy").status()).isEqualTo(NetworkStatus.MISSING);

            NumpyNetwork.random(5, 5.1, OTHER).write(models.resolve("run/net-5_acc-0.25.npy"));
            assertThat(measure(store)).as("the file has come back").isEqualTo(new Outcome(0, 12, List.of(), List.of()));
        }
    }

    @Test
    void labelsThatChangedAreRefreshed() throws Exception {
        write(3);
        Path table = folder.resolve("models/labels.csv");
        Files.writeString(table, "file,accuracy,init\nrun/net-0_acc-0.00.npy,0.5,normal\nrun/net-1_acc-0.05.npy,0.6,\nrun/net-2_acc-0.10.npy,,uniform\n");
        try (StudyStore store = open()) {
            measure(store);
            assertThat(StudyRun.measure(Population.of(LabelTable.read(table)), store, Convention.DEFAULT, OpenOptions.NONE, Progress.NONE))
                    .isEqualTo(new Outcome(0, 3, List.of(), List.of()));
            assertThat(store.networks()).extracting(StoredNetwork::labels).containsExactlyInAnyOrder(
                    List.of(StoredLabel.number("accuracy", 0.5), StoredLabel.word("init", "normal")), List.of(StoredLabel.number("accuracy", 0.6)),
                    List.of(StoredLabel.word("init", "uniform")));
        }
    }

    @Test
    void whatIsFinishedBeforeACancelIsInTheStore() throws Exception {
        write(40);
        Map<String, List<String>> whole;
        try (StudyStore store = StudyStore.open(folder.resolve("whole.duckdb"))) {
            measure(store);
            whole = numbers(store);
        }
        try (StudyStore store = open()) {
            assertThatThrownBy(() -> StudyRun.measure(population(), store, Convention.DEFAULT, OpenOptions.NONE, Cancelled.after(250)))
                    .isInstanceOf(CancellationException.class);
            int finished = store.networks().size();
            assertThat(finished).isBetween(1, 39);
            Outcome rest = measure(store);
            assertThat(rest).isEqualTo(new Outcome(40 - finished, finished, List.of(), List.of()));
            assertThat(numbers(store)).isEqualTo(whole);
        }
    }

    @Test
    void whatCannotBeMeasuredIsListedWithTheReason() throws Exception {
        write(3);
        NumpyNetwork broken = NumpyNetwork.random(7, 1, SMALL);
        broken.weights()[1][2][3] = Float.NaN;
        broken.weights()[1][0][0] = Float.POSITIVE_INFINITY;
        broken.biases()[2][1] = Float.NEGATIVE_INFINITY;
        broken.write(models.resolve("broken_acc-0.1.npy"));
        Files.write(models.resolve("empty_acc-0.2.npy"), new byte[0]);
        byte[] whole = NumpyNetwork.random(8, 1, SMALL).bytes();
        Files.write(models.resolve("cut_acc-0.3.npy"), Arrays.copyOf(whole, whole.length / 2));
        try (StudyStore store = open()) {
            for (int round = 0; round < 2; round++) {
                Outcome outcome = measure(store);
                assertThat(outcome.measured()).isEqualTo(round == 0 ? 3 : 0);
                assertThat(outcome.kept()).isEqualTo(round == 0 ? 0 : 3);
                assertThat(outcome.problems()).extracting(LeftOut::name).containsExactly("broken_acc-0.1.npy", "cut_acc-0.3.npy", "empty_acc-0.2.npy");
                assertThat(outcome.problems().getFirst().reason()).isEqualTo("2 of 24 weights and biases into layer 2 (dense 2), and numbers of 1 other connection, "
                        + "are NaN or infinite, so that it has no strengths; train it again or take it out of the study.");
                assertThat(outcome.problems().get(2).reason()).isEqualTo("empty_acc-0.2.npy is empty (0 bytes); save or download the model again.");
                Map<String, StoredNetwork> rows = byFile(store);
                assertThat(rows).hasSize(6);
                assertThat(rows.get("broken_acc-0.1.npy").status()).isEqualTo(NetworkStatus.LEFT_OUT);
                assertThat(rows.get("broken_acc-0.1.npy").architecture()).isEqualTo("12-5-4-3");
                assertThat(rows.get("cut_acc-0.3.npy").status()).isEqualTo(NetworkStatus.UNREADABLE);
                assertThat(rows.get("cut_acc-0.3.npy").reason()).isEqualTo(outcome.problems().get(1).reason()).endsWith(".");
                assertThat(numbers(store)).hasSize(3);
            }
            Files.write(models.resolve("cut_acc-0.3.npy"), whole);
            assertThat(measure(store).measured()).isEqualTo(1);
            assertThat(byFile(store).get("cut_acc-0.3.npy").status()).isEqualTo(NetworkStatus.MEASURED);
        }
    }

    @Test
    void oneContentCountsOnceUnlessItsLabelsDiffer() throws Exception {
        byte[] content = NumpyNetwork.random(1, 1, SMALL).bytes();
        for (String name : List.of("a_acc-0.5.npy", "b_acc-0.5.npy", "c_acc-0.6.npy", "d_acc-0.50.npy")) {
            Files.write(models.resolve(name), content);
        }
        try (StudyStore store = open()) {
            for (int round = 0; round < 2; round++) {
                Outcome outcome = measure(store);
                assertThat(outcome.measured() + outcome.kept()).isEqualTo(2);
                assertThat(outcome.problems()).containsExactly(
                        new LeftOut("b_acc-0.5.npy", "b_acc-0.5.npy has the same content as a_acc-0.5.npy and counts once; "
                                + "remove one of them, or give them other labels."),
                        new LeftOut("d_acc-0.50.npy", "d_acc-0.50.npy has the same content as a_acc-0.5.npy and counts once; "
                                + "remove one of them, or give them other labels."));
                assertThat(outcome.warnings()).containsExactly("1 network has the same content as another, but other labels, and count each "
                        + "(a_acc-0.5.npy and c_acc-0.6.npy); check that none was copied under a wrong name.");
                assertThat(numbers(store)).containsOnlyKeys("a_acc-0.5.npy", "c_acc-0.6.npy");
            }
            // the one that counted is gone: the other takes its place, and nothing is measured again
            Files.delete(models.resolve("a_acc-0.5.npy"));
            assertThat(measure(store).measured()).isZero();
            assertThat(numbers(store)).containsOnlyKeys("b_acc-0.5.npy", "c_acc-0.6.npy");
        }
    }

    @Test
    void filesAndFoldersThatVanishTakeNothingWithThem() throws Exception {
        write(6);
        try (StudyStore store = open()) {
            Population listed = population();
            Files.delete(models.resolve("run/net-2_acc-0.10.npy"));
            Outcome outcome = StudyRun.measure(listed, store, Convention.DEFAULT, OpenOptions.NONE, Progress.NONE);
            assertThat(outcome.measured()).isEqualTo(5);
            assertThat(outcome.problems()).containsExactly(new LeftOut("run/net-2_acc-0.10.npy", models.resolve("run/net-2_acc-0.10.npy")
                    + " is not there any more; put it back, or measure the folder as it is now."));
            assertThat(byFile(store).get("run/net-2_acc-0.10.npy").status()).isEqualTo(NetworkStatus.UNREADABLE);

            Map<String, List<String>> before = numbers(store);
            Path away = Files.move(models, folder.resolve("away"));
            assertThatThrownBy(() -> StudyRun.measure(listed, store, Convention.DEFAULT, OpenOptions.NONE, Progress.NONE))
                    .isInstanceOf(ModelFormatException.class).hasMessage(models + " is not there any more; what was measured of it is kept: "
                            + "put it back, or connect its disk, and measure again.");
            assertThat(numbers(store)).isEqualTo(before);
            assertThat(store.networks()).filteredOn(network -> network.status() == NetworkStatus.MEASURED).hasSize(5);

            Files.move(away, models);
            Files.delete(models.resolve("run/net-3_acc-0.15.npy"));
            assertThat(StudyRun.measure(listed, store, Convention.DEFAULT, OpenOptions.NONE, Progress.NONE).kept()).isEqualTo(4);
            assertThat(byFile(store).get("run/net-3_acc-0.15.npy").status()).isEqualTo(NetworkStatus.MISSING);
            assertThat(numbers(store)).as("also of the file that is gone").isEqualTo(before);
        }
    }

    @Test
    void aStoreThatIsNotWrittenToSaysSoWhereThereIsSomethingNew() throws Exception {
        write(4);
        try (StudyStore store = open()) {
            measure(store);
        }
        try (StudyStore store = StudyStore.openToRead(folder.resolve("s.duckdb"))) {
            assertThat(measure(store)).isEqualTo(new Outcome(0, 4, List.of(), List.of()));
            NumpyNetwork.random(50, 1, SMALL).write(models.resolve("new_acc-0.9.npy"));
            assertThatThrownBy(() -> measure(store)).isInstanceOf(StudyStoreException.class)
                    .hasMessage(store.file() + " may not be written to; copy it to where you may write, or open it to read only.");
            assertThat(store.networks()).hasSize(4);
        }
    }

    @Test
    void aStoreHasOneConvention() throws Exception {
        write(2);
        try (StudyStore store = open()) {
            measure(store);
            List<StoredNetwork> before = store.networks();
            assertThatThrownBy(() -> StudyRun.measure(population(), store, Convention.AUTHORS, OpenOptions.NONE, Progress.NONE))
                    .isInstanceOf(ModelFormatException.class).hasMessage("The networks in " + store.file() + " were measured with weights signed, "
                            + "biases counted, boundary 0.0, skips not counted, not with weights signed, biases counted, boundary 1.0, skips not counted; "
                            + "ask for the same again, or measure into another store.");
            assertThatThrownBy(() -> StudyRun.measure(population(), store, Convention.DEFAULT, new OpenOptions(java.util.Optional.empty(), false, 0), Progress.NONE))
                    .isInstanceOf(ModelFormatException.class).hasMessageContaining("batch normalisations not folded");
            assertThat(store.networks()).isEqualTo(before);
        }
    }

    /** 66,000 inputs. */
    @Test
    void ofAWideLayerOnlyTheSpreadOfStrengthsIsKept() throws Exception {
        NumpyNetwork wide = NumpyNetwork.random(1, 1, 66_000, 2);
        wide.write(models.resolve("wide_acc-0.5.npy"));
        try (StudyStore store = open()) {
            measure(store);
            List<Integer> kept = new ArrayList<>();
            store.strengths("wide_acc-0.5.npy", (file, strengths) -> kept.add(strengths.layer()));
            assertThat(kept).containsExactly(1);
            List<StoredDensity> densities = new ArrayList<>();
            for (Quantity of : Quantity.values()) {
                store.densities(of, 0, (file, density) -> densities.add(density));
            }
            assertThat(densities).extracting(StoredDensity::of).containsExactly(Quantity.STRENGTH_IN, Quantity.STRENGTH_OUT, Quantity.STRENGTH);
            assertThat(densities).allSatisfy(density -> assertThat(Arrays.stream(density.counts()).sum()).isCloseTo(66_000, within(1e-6)));
            double positive = Arrays.stream(wide.weights()[0]).filter(row -> row[0] + row[1] > 0).count();
            StoredDensity out = densities.get(1);
            assertThat(IntStream.range(0, out.counts().length).filter(cell -> out.firstCell() + cell > 0).mapToDouble(cell -> out.counts()[cell]).sum())
                    .isCloseTo(positive, within(300.0));
        }
    }

    @Test
    void progressTellsHowManyOfHowMany() throws Exception {
        write(5);
        List<String> said = new ArrayList<>();
        Thread caller = Thread.currentThread();
        try (StudyStore store = open()) {
            StudyRun.measure(population(), store, Convention.DEFAULT, OpenOptions.NONE, new Progress() {
                @Override
                public void report(double fraction, String what) {
                    assertThat(Thread.currentThread()).isSameAs(caller);
                    assertThat(fraction).isBetween(0.0, 1.0);
                    said.add(what);
                }

                @Override
                public boolean cancelled() {
                    return false;
                }
            });
        }
        assertThat(said).allMatch(words -> words.matches("\\d of 5 networks(: run/net-\\d_acc-0\\.\\d\\d\\.npy)?"));
        assertThat(said.getLast()).startsWith("5 of 5 networks: ");
    }

    /** The other program of the next test. */
    public static final class Measuring {
        public static void main(String[] args) throws Exception {
            try (StudyStore store = StudyStore.open(Path.of(args[1]))) {
                StudyRun.measure(Population.of(Path.of(args[0]), FileNamePattern.parse("acc-{accuracy}")), store, Convention.DEFAULT, OpenOptions.NONE,
                        new Progress() {
                            @Override
                            public void report(double fraction, String what) {
                                if (fraction > 0.1) {
                                    // kill −9, while the others measure on
                                    Runtime.getRuntime().halt(9);
                                }
                            }

                            @Override
                            public boolean cancelled() {
                                return false;
                            }
                        });
            }
        }
    }

    @Test
    void aRunThatIsKilledGoesOnWhereItWas() throws Exception {
        write(300);
        Path temp = Files.createDirectory(folder.resolve("tmp"));
        int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector", "-Xlog:disable", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temp, "-cp",
                System.getProperty("java.class.path"), Measuring.class.getName(), models.toString(), folder.resolve("s.duckdb").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start().waitFor();
        assertThat(exit).as(Files.readString(folder.resolve("said"))).isEqualTo(9);
        try (StudyStore store = open()) {
            int finished = store.networks().size();
            assertThat(finished).isBetween(1, 299);
            assertThat(numbers(store).values()).allMatch(numbers -> numbers.size() == 11 || numbers.size() == 8);
            assertThat(measure(store)).isEqualTo(new Outcome(300 - finished, finished, List.of(), List.of()));
            assertThat(numbers(store)).hasSize(300);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactlyInAnyOrder("models", "s.duckdb", "tmp", "said");
        }
    }
}
