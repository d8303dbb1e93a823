package org.cntexplorer.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Distributions;
import org.cntexplorer.study.analysis.GroupSample;
import org.cntexplorer.study.analysis.Grouping;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.analysis.Study;
import org.cntexplorer.study.run.Outcome;
import org.cntexplorer.study.run.StudyRun;
import org.cntexplorer.study.store.StudyStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A study of 300 networks 784-32-32-32-32-10, 115 KB each: from closed files into a new store, again, and the distributions of a layer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(value = 1, jvmArgsAppend = {"-Xmx256m", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class StudyBench {
    private static final int NETWORKS = 300;
    private static final int[] NEURONS = {784, 32, 32, 32, 32, 10};

    private Path folder;
    private Population population;
    private StudyStore measured;
    private Cohort cohort;
    private int stores;

    @Setup
    public void make() throws IOException, ModelFormatException {
        folder = Files.createTempDirectory("study-bench");
        Path models = Files.createDirectory(folder.resolve("models"));
        Random random = new Random(1);
        for (int i = 0; i < NETWORKS; i++) {
            Files.write(models.resolve(String.format(Locale.ROOT, "net-%d_accuracy-%.4f.safetensors", i, random.nextDouble())), network(random));
        }
        population = Population.of(models, FileNamePattern.parse("accuracy-{accuracy}"));
        measured = StudyStore.open(folder.resolve("measured.duckdb"));
        measure(measured);
        cohort = Study.read(measured, Progress.NONE).cohorts().getFirst();
    }

    private static byte[] network(Random random) {
        StringJoiner header = new StringJoiner(",", "{", "}");
        int at = 0;
        for (int c = 1; c < NEURONS.length; c++) {
            int weights = 4 * NEURONS[c - 1] * NEURONS[c];
            header.add("\"layers." + c + ".weight\":{\"dtype\":\"F32\",\"shape\":[" + NEURONS[c] + "," + NEURONS[c - 1] + "],\"data_offsets\":[" + at + ","
                    + (at + weights) + "]}");
            at += weights;
            header.add("\"layers." + c + ".bias\":{\"dtype\":\"F32\",\"shape\":[" + NEURONS[c] + "],\"data_offsets\":[" + at + "," + (at + 4 * NEURONS[c]) + "]}");
            at += 4 * NEURONS[c];
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + at).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
        while (file.hasRemaining()) {
            file.putFloat((float) (0.1 * random.nextGaussian()));
        }
        return file.array();
    }

    private Outcome measure(StudyStore store) throws ModelFormatException {
        Outcome outcome = StudyRun.measure(population, store, Convention.DEFAULT, OpenOptions.NONE, Progress.NONE);
        if (outcome.measured() + outcome.kept() != NETWORKS) {
            throw new IllegalStateException(outcome.toString());
        }
        return outcome;
    }

    /** Into a new store, until it is closed. */
    @Benchmark
    public Outcome measured() throws ModelFormatException {
        try (StudyStore store = StudyStore.open(folder.resolve(stores++ + ".duckdb"))) {
            return measure(store);
        }
    }

    /** Where nothing is new. */
    @Benchmark
    public Outcome again() throws ModelFormatException {
        return measure(measured);
    }

    /** Link weights, strengths and fluctuation of the first layer in ten groups, each as a curve of 400 points. */
    @Benchmark
    public double distributions() throws ModelFormatException {
        List<List<GroupSample>> samples = List.copyOf(Distributions.of(measured, cohort, EnumSet.allOf(Sampled.class), 1,
                new Grouping.ByWidth("accuracy", 0.1).of(cohort), OutlierFilter.NONE, Progress.NONE).values());
        return samples.stream().flatMap(List::stream).mapToDouble(sample -> sample.sample().curve(400).peak()).sum();
    }

    @TearDown
    public void remove() throws IOException, ModelFormatException {
        measured.close();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
