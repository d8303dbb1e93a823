package org.cntexplorer.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.ActivityMeasurement;
import org.cntexplorer.activity.ActivityOptions;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.data.SampleFiles;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Distributions;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.NetworkGroup;
import org.cntexplorer.study.analysis.NetworkMetric;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.analysis.Separations;
import org.cntexplorer.study.analysis.Split;
import org.cntexplorer.study.analysis.Study;
import org.cntexplorer.study.analysis.StudyMetric;
import org.cntexplorer.study.statistics.SeparationTable;
import org.cntexplorer.study.store.ActivityQuantity;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredActivity;
import org.cntexplorer.study.store.StoredActivityDensity;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StudyStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the networks of a study do on data, beside a forward pass of plain loops. */
@Execution(ExecutionMode.CONCURRENT)
class StudyOnDataTest {
    private static final int[] SIZES = {6, 5, 4, 3};
    private static final int SAMPLES = 70;

    @TempDir
    private Path folder;
    private Path models;
    private Path labels;
    private float[][] x;
    private int[] classes;

    @BeforeEach
    void makeFolder() throws IOException {
        models = Files.createDirectory(folder.resolve("models"));
        x = samples(1);
        classes = new Random(2).ints(SAMPLES, 0, SIZES[SIZES.length - 1]).toArray();
        data("x.npy", x);
        ByteBuffer numbers = ByteBuffer.allocate(4 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asIntBuffer().put(classes);
        labels = npy("y.npy", "<i4", "(" + SAMPLES + ",)", numbers.array());
    }

    private static float[][] samples(long seed) {
        Random random = new Random(seed);
        float[][] all = new float[SAMPLES][SIZES[0]];
        for (float[] sample : all) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = (float) random.nextGaussian();
            }
        }
        return all;
    }

    private Path data(String name, float[][] rows) throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(4 * rows.length * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float number : row) {
                numbers.putFloat(number);
            }
        }
        return npy(name, "<f4", "(" + rows.length + ", " + rows[0].length + ")", numbers.array());
    }

    private Path npy(String name, String type, String shape, byte[] numbers) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) header.length());
        file.put(header.getBytes(StandardCharsets.US_ASCII)).put(numbers);
        return Files.write(folder.resolve(name), file.array());
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "net-%d_acc-%.2f.npy", i, 0.1 * i);
    }

    private Map<String, NumpyNetwork> write(int count) throws IOException {
        Map<String, NumpyNetwork> networks = new HashMap<>();
        for (int i = 0; i < count; i++) {
            NumpyNetwork network = NumpyNetwork.random(i, 0.2 + 0.1 * i, SIZES);
            network.write(models.resolve(name(i)));
            networks.put(name(i), network);
        }
        return networks;
    }

    private StudyStore open() throws ModelFormatException {
        return StudyStore.open(folder.resolve("s.duckdb"));
    }

    private SampleChoice choice(String data) {
        return SampleChoice.of(folder.resolve(data)).withLabels(labels);
    }

    private Outcome measure(StudyStore store, OnData.Wishes wishes, String data, Progress progress) throws ModelFormatException {
        try (OnData on = OnData.open(new OnData.FromFiles(choice(data)), wishes, Progress.NONE)) {
            return StudyRun.measure(Population.of(models, FileNamePattern.parse("acc-{accuracy}")), store, Convention.DEFAULT, OpenOptions.NONE, Optional.of(on),
                    progress);
        }
    }

    /** But that functions are assumed. */
    private static List<String> warnings(Outcome outcome) {
        return outcome.warnings().stream().filter(sentence -> !sentence.endsWith("are assumed.")).toList();
    }

    private Outcome measure(StudyStore store) throws ModelFormatException {
        return measure(store, OnData.Wishes.USUAL, "x.npy", Progress.NONE);
    }

    private Outcome measureLinks(StudyStore store) throws ModelFormatException {
        return StudyRun.measure(Population.of(models, FileNamePattern.parse("acc-{accuracy}")), store, Convention.DEFAULT, OpenOptions.NONE, Progress.NONE);
    }

    /** What a layer of a plain forward pass does, all samples and neurons together, with ReLU after all layers but the last. */
    private record Plain(Moments z, Moments a, double active, double dead) {
        static Plain of(double[][] z, double[][] a) {
            int neurons = a[0].length;
            int active = 0;
            int dead = neurons;
            for (int k = 0; k < neurons; k++) {
                int before = active;
                for (double[] sample : a) {
                    active += sample[k] > 0 ? 1 : 0;
                }
                dead -= active > before ? 1 : 0;
            }
            return new Plain(Moments.of(flat(z)), Moments.of(flat(a)), active / (double) (neurons * a.length), dead / (double) neurons);
        }

        private static double[] flat(double[][] all) {
            return Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
        }
    }

    /** Compares all layers, and the accuracy. */
    private void assertPlain(StoredActivity stored, NumpyNetwork network, float[][] data) {
        double[][][] sums = network.sums(data);
        assertThat(stored.layers()).extracting(StoredActivity.OfLayer::layer).containsExactly(0, 1, 2, 3);
        assertThat(stored.layers().getFirst().strengthMean()).isNaN();
        for (int l = 1; l <= sums.length; l++) {
            double[][] z = sums[l - 1];
            Plain plain = Plain.of(z, l == sums.length ? z : Arrays.stream(z).map(sample -> Arrays.stream(sample).map(sum -> Math.max(0, sum)).toArray())
                    .toArray(double[][]::new));
            StoredActivity.OfLayer of = stored.layers().get(l);
            assertThat(of.activationMean()).isCloseTo(plain.a().mean(), within(1e-5));
            assertThat(of.activationStd()).isCloseTo(plain.a().std(), within(1e-5));
            assertThat(of.strengthMean()).isCloseTo(plain.z().mean(), within(1e-5));
            assertThat(of.strengthStd()).isCloseTo(plain.z().std(), within(1e-5));
            assertThat(of.activeShare()).isCloseTo(plain.active(), within(1e-12));
            assertThat(of.deadShare()).isCloseTo(plain.dead(), within(1e-12));
        }
        int[] answers = network.answers(data);
        long right = IntStream.range(0, data.length).filter(s -> answers[s] == classes[s]).count();
        assertThat(stored.samples()).isEqualTo(data.length);
        assertThat(stored.accuracy()).isCloseTo(right / (double) data.length, within(1e-12));
    }

    @Test
    void theStoreHasWhatAForwardPassGives() throws Exception {
        Map<String, NumpyNetwork> networks = write(4);
        try (StudyStore store = open()) {
            assertThat(measure(store).measured()).isEqualTo(4);
            Map<String, StoredActivity> stored = store.activity();
            assertThat(stored).containsOnlyKeys(networks.keySet());
            for (String file : networks.keySet()) {
                assertPlain(stored.get(file), networks.get(file), x);
            }
            assertThat(stored.get(name(2))).usingRecursiveComparison().withComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 || a.equals(b) ? 0 : 1, Double.class)
                    .isEqualTo(alone(models.resolve(name(2))));
        }
    }

    /** The same by the measurement of a network that is opened alone. */
    private StoredActivity alone(Path file) throws ModelFormatException {
        try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE);
                RunningNetwork running = Engine.open(network, Computation.Functions.USUAL, Progress.NONE);
                Samples samples = SampleFiles.open(choice("x.npy"), Progress.NONE)) {
            PreparedSamples prepared = PreparedSamples.of(samples, network.computation().orElseThrow().inputs().getFirst(), Preparation.NONE, Progress.NONE);
            Activity activity = ActivityMeasurement.of(network, running, prepared, ActivityOptions.USUAL, Progress.NONE);
            List<StoredActivity.OfLayer> layers = activity.layers().stream().map(StudyOnDataTest::layer).toList();
            return new StoredActivity(SAMPLES, activity.outcome().orElseThrow().accuracy().orElseThrow(),
                    activity.outcome().orElseThrow().loss().orElse(Double.NaN), "", layers);
        }
    }

    private static StoredActivity.OfLayer layer(LayerActivity layer) {
        double share = 0;
        for (double of : layer.activeShare()) {
            share += of / layer.units();
        }
        return new StoredActivity.OfLayer(layer.layer(), layer.activation().layer().mean(), layer.activation().layer().std(),
                layer.strengthIn().map(z -> z.layer().mean()).orElse(Double.NaN), layer.strengthIn().map(z -> z.layer().std()).orElse(Double.NaN), share,
                layer.deadUnits() / (double) layer.units());
    }

    @Test
    void networksThatWereMeasuredWithoutDataAreRunLater() throws Exception {
        Map<String, NumpyNetwork> networks = write(3);
        try (StudyStore store = open()) {
            measureLinks(store);
            assertThat(store.activity()).isEmpty();

            assertThat(measure(store)).isEqualTo(new Outcome(0, 3, List.of(),
                    List.of("3 of the networks hold weights alone, so relu after each layer but the last and linear after that are assumed.")));

            Map<String, StoredActivity> stored = store.activity();
            networks.forEach((file, network) -> assertPlain(stored.get(file), network, x));
            assertThat(measureLinks(store).kept()).isEqualTo(3);
            assertThat(store.activity()).isEqualTo(stored);
            // under another name it is not run again, and the numbers are its own still
            Files.move(models.resolve(name(1)), models.resolve("moved_acc-0.10.npy"));
            assertThat(measure(store).kept()).isEqualTo(3);
            assertThat(store.activity().get("moved_acc-0.10.npy")).isEqualTo(stored.get(name(1)));
        }
        try (StudyStore store = StudyStore.openToRead(folder.resolve("s.duckdb"))) {
            // nothing is new, and so nothing is written
            assertThat(measure(store).kept()).isEqualTo(3);
        }
    }

    @Test
    void aRunGoesOnWhereItWasStopped() throws Exception {
        Map<String, NumpyNetwork> networks = write(12);
        try (StudyStore store = open()) {
            assertThatThrownBy(() -> measure(store, OnData.Wishes.USUAL, "x.npy", Cancelled.after(120))).isInstanceOf(CancellationException.class);
            int before = store.activity().size();
            assertThat(before).isLessThan(12).isEqualTo(store.networks().size());

            Outcome outcome = measure(store);

            assertThat(outcome.measured()).isEqualTo(12 - before);
            assertThat(outcome.kept()).isEqualTo(before);
            Map<String, StoredActivity> stored = store.activity();
            networks.forEach((file, network) -> assertPlain(stored.get(file), network, x));
        }
    }

    @Test
    void otherDataAreMeasuredAnewWithASentence() throws Exception {
        Map<String, NumpyNetwork> networks = write(3);
        float[][] other = samples(77);
        data("other.npy", other);
        try (StudyStore store = open()) {
            measure(store);
            Outcome outcome = measure(store, OnData.Wishes.USUAL, "other.npy", Progress.NONE);
            assertThat(outcome.kept()).isEqualTo(3);
            assertThat(warnings(outcome)).containsExactly("What the networks do on other.npy is measured anew, because " + store.file() + " had it of x.npy.");
            Map<String, StoredActivity> stored = store.activity();
            networks.forEach((file, network) -> assertPlain(stored.get(file), network, other));
            assertThat(warnings(measure(store, OnData.Wishes.USUAL, "other.npy", Progress.NONE))).isEmpty();

            data("other.npy", x);
            assertThat(warnings(measure(store, OnData.Wishes.USUAL, "other.npy", Progress.NONE))).singleElement().asString().contains("other samples of that name");
            Map<String, StoredActivity> again = store.activity();
            networks.forEach((file, network) -> assertPlain(again.get(file), network, x));

            OnData.Wishes halved = new OnData.Wishes(Optional.of(Normalisation.parse("0/0.5")), Optional.empty(), Optional.empty(), 20, Computation.Functions.USUAL);
            assertThat(warnings(measure(store, halved, "other.npy", Progress.NONE))).singleElement().asString().contains("used otherwise", "first 70 of 70 samples");
            float[][] doubled = new float[20][SIZES[0]];
            for (int s = 0; s < doubled.length; s++) {
                for (int i = 0; i < SIZES[0]; i++) {
                    doubled[s][i] = x[s][i] / 0.5f;
                }
            }
            assertPlain(store.activity().get(name(2)), networks.get(name(2)), doubled);
        }
    }

    @Test
    void aNetworkThatCannotBeRunKeepsItsLinks() throws Exception {
        write(2);
        NumpyNetwork.random(9, 0.3, 9, 5, 4, 3).write(models.resolve("wide_acc-0.9.npy"));
        try (StudyStore store = open()) {
            Outcome outcome = measure(store);
            assertThat(outcome.measured()).isEqualTo(3);
            assertThat(outcome.problems()).isEmpty();
            assertThat(warnings(outcome)).singleElement().asString().startsWith("1 of the networks could not be run on x.npy").contains("wide_acc-0.9.npy", "9", "6");
            assertThat(store.networks()).extracting(StoredNetwork::status).containsOnly(NetworkStatus.MEASURED);
            StoredActivity wide = store.activity().get("wide_acc-0.9.npy");
            assertThat(wide.isKnown()).isFalse();
            assertThat(wide.reason()).contains("9", "6").endsWith(".");
            assertThat(wide.layers()).isEmpty();
            assertThat(wide.accuracy()).isNaN();
            Cohort cohort = Study.read(store, Progress.NONE).cohorts().stream().filter(of -> of.architecture().startsWith("9-")).findFirst().orElseThrow();
            assertThat(cohort.numbers(StudyMetric.ACTIVATION_MEAN, 1)).containsOnly(Double.NaN);
            assertThat(cohort.numbers(StudyMetric.FLUCTUATION, 1)[0]).isFinite();
            assertThat(cohort.activity(0)).contains(wide);
            // it is told again, and nothing is new
            assertThat(measure(store).warnings()).containsExactlyElementsOf(warnings(outcome));
        }
    }

    @Test
    void networksOfSeveralInputsAreRunAsWasAskedAndOthersSayThatTheyHaveThemNot() throws Exception {
        write(1);
        Files.copy(Path.of("src/test/resources/inputs/added.onnx"), models.resolve("added_acc-0.5.onnx"));
        Map<Double, Double> means = new HashMap<>();
        for (double number : new double[] {0, 2}) {
            try (StudyStore store = StudyStore.open(folder.resolve("s" + number + ".duckdb"))) {
                Outcome outcome = measure(store, new OnData.Wishes(Optional.empty(), Optional.empty(), Optional.empty(),
                        new FeedWish(Optional.of("right"), Map.of("left", number)), Long.MAX_VALUE, Computation.Functions.USUAL), "x.npy", Progress.NONE);
                assertThat(store.activity().get("added_acc-0.5.onnx").reason()).isEmpty();
                means.put(number, store.activity().get("added_acc-0.5.onnx").layers().getLast().activationMean());
                assertThat(store.activity().get(name(0)).reason()).contains("has no input \"left\"; its only one is");
                assertThat(warnings(outcome)).singleElement().asString().contains(name(0), "has no input");
                assertThat(store.setting("data_preparation").orElseThrow()).endsWith(", inputs right {left=" + number + "}");
            }
        }
        try (StudyStore store = open()) {
            measure(store);
            assertThat(store.activity().get("added_acc-0.5.onnx").layers().getLast().activationMean()).as("0 is proposed").isEqualTo(means.get(0.0))
                    .isNotEqualTo(means.get(2.0));
        }
    }

    @Test
    void anOlderStoreIsReadAndGetsTheNumbers() throws Exception {
        Map<String, NumpyNetwork> networks = write(3);
        try (StudyStore store = open()) {
            measureLinks(store);
        }
        change(folder.resolve("s.duckdb"), "DROP TABLE activity", "DROP TABLE activity_layers", "DROP TABLE activity_densities", "UPDATE schema_version SET version = 1");
        try (StudyStore store = StudyStore.openToRead(folder.resolve("s.duckdb"))) {
            assertThat(store.activity()).isEmpty();
            assertThat(Study.read(store, Progress.NONE).cohorts().getFirst().networks()).hasSize(3);
            assertThat(store.exportCsv(folder.resolve("csv"))).hasSize(5);
        }
        try (StudyStore store = open()) {
            assertThat(measure(store)).isEqualTo(new Outcome(0, 3, List.of(),
                    List.of("3 of the networks hold weights alone, so relu after each layer but the last and linear after that are assumed.")));
            Map<String, StoredActivity> stored = store.activity();
            networks.forEach((file, network) -> assertPlain(stored.get(file), network, x));
            assertThat(store.exportCsv(folder.resolve("csv"))).hasSize(8);
        }
        try (StudyStore store = StudyStore.openToRead(folder.resolve("s.duckdb"))) {
            assertThat(store.activity()).hasSize(3);
        }
    }

    /** What a layer of the networks does on all samples, by plain loops. */
    private double[] plain(List<NumpyNetwork> networks, int layer, boolean strength) {
        return networks.stream().flatMap(network -> Arrays.stream(network.sums(x)[layer - 1])).flatMapToDouble(Arrays::stream)
                .map(z -> strength || layer == SIZES.length - 1 ? z : Math.max(0, z)).toArray();
    }

    private static void assertMoments(Moments stored, double[] values, double cell) {
        Moments plain = Moments.of(values);
        assertThat(stored.n()).isEqualTo(values.length);
        assertThat(stored.nonFinite()).isZero();
        assertThat(stored.mean()).isCloseTo(plain.mean(), within(1e-5));
        assertThat(stored.std()).isCloseTo(plain.std(), within(1e-5));
        assertThat(stored.min()).isCloseTo(plain.min(), within(cell));
        assertThat(stored.max()).isCloseTo(plain.max(), within(cell));
    }

    /** Between any two cells as many of the values lie below as are, but for those that are in these cells themselves. */
    private static void assertCounts(StoredActivityDensity density, double[] values) {
        double cell = Math.scalb(1.0, density.stepExponent());
        double below = 0;
        for (int i = 0; i < density.counts().length; i++) {
            below += density.counts()[i];
            double at = (density.firstCell() + i + 0.5) * cell;
            long plain = Arrays.stream(values).filter(value -> value <= at).count();
            long near = Arrays.stream(values).filter(value -> Math.abs(value - at) <= cell).count();
            assertThat(Math.abs(below - plain)).isLessThanOrEqualTo(near + 1e-9);
        }
        assertThat(below).isCloseTo(values.length, within(1e-6));
    }

    @Test
    void densitiesOfTheValuesAreKept() throws Exception {
        Map<String, NumpyNetwork> networks = write(4);
        try (StudyStore store = open()) {
            measure(store);
            assertThat(store.filesWithActivityDensities()).contains(networks.keySet());
            for (int l = 1; l < SIZES.length; l++) {
                int layer = l;
                for (ActivityQuantity of : ActivityQuantity.values()) {
                    Set<String> seen = new HashSet<>();
                    store.activityDensities(of, l, (file, density) -> {
                        double[] values = plain(List.of(networks.get(file)), layer, of == ActivityQuantity.NEURON_STRENGTH);
                        assertMoments(density.moments(), values, 2 * Math.scalb(1.0, density.stepExponent()));
                        assertCounts(density, values);
                        seen.add(file);
                    });
                    assertThat(seen).isEqualTo(networks.keySet());
                }
            }
            store.activityDensities(ActivityQuantity.ACTIVATION, 0, (file, density) -> fail("the input's are those of the data"));
            Cohort cohort = Study.read(store, Progress.NONE).cohorts().getFirst();
            assertThat(Sampled.in(cohort)).contains(Sampled.ACTIVATION, Sampled.NEURON_STRENGTH);
            List<NetworkGroup> groups = List.of(new NetworkGroup("some", 0, List.of(0, 2)), new NetworkGroup("one", 1, List.of(3)));
            List<GroupSample> pooled = Distributions.of(store, cohort, Sampled.NEURON_STRENGTH, 2, groups, OutlierFilter.NONE, Progress.NONE);
            assertMoments(pooled.getFirst().sample().moments(), plain(List.of(networks.get(name(0)), networks.get(name(2))), 2, true), 0.1);
            assertMoments(pooled.getLast().sample().moments(), plain(List.of(networks.get(name(3))), 2, true), 0.1);
        }
    }

    @Test
    void ofAStoreWithoutDensitiesOnlyWhatLacksThemIsRunAgain() throws Exception {
        Map<String, NumpyNetwork> networks = write(3);
        try (StudyStore store = open()) {
            measure(store);
        }
        Path file = folder.resolve("s.duckdb");
        change(file, "DROP TABLE activity_densities", "UPDATE schema_version SET version = 2");
        try (StudyStore store = StudyStore.openToRead(file)) {
            assertThat(store.filesWithActivityDensities()).isEmpty();
            Cohort cohort = Study.read(store, Progress.NONE).cohorts().getFirst();
            assertThat(StudyMetric.in(cohort)).contains(StudyMetric.ACTIVE_SHARE);
            assertThat(Sampled.in(cohort)).doesNotContain(Sampled.ACTIVATION, Sampled.NEURON_STRENGTH);
            assertThat(Distributions.of(store, cohort, Sampled.ACTIVATION, 1, List.of(new NetworkGroup("", 0, List.of(0))), OutlierFilter.NONE, Progress.NONE)
                    .getFirst().sample().isEmpty()).isTrue();
            assertThat(measure(store)).as("nothing that it could keep is new").isEqualTo(new Outcome(0, 3, List.of(), List.of()));
        }
        try (StudyStore store = open()) {
            assertThat(store.activity()).hasSize(3);
            assertThat(warnings(measure(store))).isEmpty();
            assertThat(store.filesWithActivityDensities()).contains(networks.keySet());
        }
        // of these the second lacks its densities alone, and no measuring gives such numbers
        change(file, "UPDATE activity SET accuracy = 77", "DELETE FROM activity_densities WHERE network = (SELECT id FROM networks WHERE file = '" + name(1) + "')");
        try (StudyStore store = open()) {
            assertThat(measure(store).kept()).isEqualTo(3);
            Map<String, StoredActivity> stored = store.activity();
            assertPlain(stored.get(name(1)), networks.get(name(1)), x);
            assertThat(stored.get(name(0)).accuracy()).isEqualTo(77);
            assertThat(stored.get(name(2)).accuracy()).isEqualTo(77);
            assertThat(store.filesWithActivityDensities()).contains(networks.keySet());
        }
    }

    private static void change(Path file, String... all) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file); Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void withoutDataNothingOfDataIsOffered() throws Exception {
        write(2);
        try (StudyStore store = open()) {
            measureLinks(store);
            Cohort cohort = Study.read(store, Progress.NONE).cohorts().getFirst();
            assertThat(StudyMetric.in(cohort)).noneMatch(StudyMetric::isOnData).contains(StudyMetric.FLUCTUATION);
            assertThat(Sampled.in(cohort)).containsExactly(Sampled.LINK_WEIGHTS, Sampled.STRENGTH_IN, Sampled.STRENGTH_OUT, Sampled.STRENGTH, Sampled.FLUCTUATION);
            assertThat(NetworkMetric.in(cohort)).isEmpty();
            measure(store);
            cohort = Study.read(store, Progress.NONE).cohorts().getFirst();
            assertThat(StudyMetric.in(cohort)).containsExactly(StudyMetric.values());
            assertThat(Sampled.in(cohort)).containsExactly(Sampled.values());
            assertThat(NetworkMetric.in(cohort)).as("linear outputs have no loss").containsExactly(NetworkMetric.ACCURACY);
        }
    }

    @Test
    void numbersOnDataAreRankedBesideThoseOfLinks() throws Exception {
        write(8);
        try (StudyStore store = open()) {
            measure(store);
            Cohort cohort = Study.read(store, Progress.NONE).cohorts().getFirst();
            Map<String, StoredActivity> stored = store.activity();
            assertThat(cohort.numbers(NetworkMetric.ACCURACY)).containsExactly(cohort.networks().stream().mapToDouble(n -> stored.get(n.file()).accuracy()).toArray());
            assertThat(cohort.numbers(StudyMetric.NEURON_STRENGTH_DEVIATION, 2)).containsExactly(
                    cohort.networks().stream().mapToDouble(n -> stored.get(n.file()).layers().get(2).strengthStd()).toArray());

            SeparationTable table = Separations.of(cohort, Split.outer(cohort, "accuracy", 0.5), 1, Progress.NONE);

            // scales of the weights grow with the label
            assertThat(table.best("standard deviation of neuron strength").orElseThrow().separation().auc()).isEqualTo(1);
            assertThat(table.best("standard deviation of link weights").orElseThrow().separation().auc()).isEqualTo(1);
            assertThat(table.best("accuracy on the data").orElseThrow().layer()).isEmpty();
            assertThat(table.tests()).isEqualTo(table.rows().size());
            assertThat(table.rows()).extracting(SeparationTable.Row::metric).contains("fluctuation", "mean activation", "active share");
            // the same samples for all
            assertThat(table.rows()).noneMatch(row -> row.layer().equals("layer 0") && row.metric().contains("activ"));
            assertThat(Separations.verdict(cohort, table)).hasSize(4);
        }
    }
}
