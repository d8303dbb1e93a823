package org.cntexplorer.study.analysis;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.store.MeasuredNetwork;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.Quantity;
import org.cntexplorer.study.store.StoredDensity;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StoredLayer;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StoredStrengths;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** A store of networks whose numbers a test has at hand: two layers, the second with weights, all drawn by a seed. */
final class StudyFixture {
    static final int INPUTS = 7;
    static final int NEURONS = 30;
    static final int WEIGHTS = 200;

    /** The numbers of one network. */
    record Numbers(double[] input, double[] weights, double[] in, double[] out, double[] total) {
        static Numbers of(long seed, double scale) {
            Random random = new Random(seed);
            double[] weights = random.doubles(WEIGHTS).map(x -> scale * (x - 0.4)).toArray();
            double[] in = IntStream.range(0, NEURONS).mapToDouble(i -> scale * random.nextGaussian()).toArray();
            double[] out = IntStream.range(0, NEURONS).mapToDouble(i -> random.nextGaussian() + 1).toArray();
            return new Numbers(random.doubles(INPUTS).toArray(), weights, in, out, IntStream.range(0, NEURONS).mapToDouble(i -> in[i] + out[i]).toArray());
        }
    }

    final List<MeasuredNetwork> networks = new ArrayList<>();
    final List<Numbers> numbers = new ArrayList<>();

    /** @param wide whether the store keeps grids of the strengths instead of the strengths */
    StudyFixture add(double scale, boolean wide, StoredLabel... labels) {
        int i = networks.size();
        Numbers of = Numbers.of(i, scale);
        numbers.add(of);
        Map<Quantity, Moments> moments = Map.of(Quantity.LINK_WEIGHTS, Moments.of(of.weights()), Quantity.STRENGTH_IN, Moments.of(of.in()),
                Quantity.STRENGTH_OUT, Moments.of(of.out()), Quantity.STRENGTH, Moments.of(of.total()));
        double[] zeros = new double[INPUTS];
        Moments input = Moments.of(of.input());
        List<StoredLayer> layers = List.of(
                new StoredLayer(0, "input", "7", INPUTS, Map.of(Quantity.STRENGTH_IN, Moments.of(zeros), Quantity.STRENGTH_OUT, input, Quantity.STRENGTH, input),
                        input.std()),
                new StoredLayer(1, "dense", "30", NEURONS, moments, Moments.of(of.total()).std()));
        List<StoredDensity> densities = new ArrayList<>(List.of(density(Quantity.LINK_WEIGHTS, of.weights())));
        if (wide) {
            densities.add(density(Quantity.STRENGTH_IN, of.in()));
            densities.add(density(Quantity.STRENGTH_OUT, of.out()));
            densities.add(density(Quantity.STRENGTH, of.total()));
        }
        List<StoredStrengths> strengths = wide ? List.of(new StoredStrengths(0, zeros, of.input(), of.input()))
                : List.of(new StoredStrengths(0, zeros, of.input(), of.input()), new StoredStrengths(1, of.in(), of.out(), of.total()));
        networks.add(new MeasuredNetwork(network(NetworkStatus.MEASURED, "7-30", "", labels), layers, strengths, densities));
        return this;
    }

    /** A network of the same layers, but of another architecture. */
    StudyFixture other(StoredLabel... labels) {
        add(1, false, labels);
        MeasuredNetwork last = networks.removeLast();
        networks.add(new MeasuredNetwork(network(NetworkStatus.MEASURED, "7-30 recurrent", "", labels), last.layers(), last.strengths(), last.densities()));
        return this;
    }

    StudyFixture leftOut() {
        numbers.add(null);
        networks.add(MeasuredNetwork.none(network(NetworkStatus.LEFT_OUT, "7-30", "It has 3 weights that are NaN.")));
        return this;
    }

    private StoredNetwork network(NetworkStatus status, String architecture, String reason, StoredLabel... labels) {
        int i = networks.size();
        return new StoredNetwork("/models/net" + i + ".npy", "hash" + i, 100, Instant.EPOCH, "net" + i + ".npy", architecture, status, reason, List.of(labels));
    }

    private static StoredDensity density(Quantity of, double[] values) {
        SampleGrid grid = SampleGrid.of(values);
        return new StoredDensity(of, 1, grid.exponent(), grid.first(), grid.counts());
    }

    StudyStore store(Path folder) throws StudyStoreException {
        StudyStore store = StudyStore.open(folder.resolve("study.duckdb"));
        store.put(networks);
        return store;
    }

    /** The only cohort, or the greatest. */
    static Cohort cohort(StudyStore store) throws StudyStoreException {
        return Study.read(store, Progress.NONE).cohorts().getFirst();
    }

    /** A cohort of networks with these accuracies, for what needs labels only. */
    static Cohort labelled(Path folder, double... accuracies) throws StudyStoreException {
        StudyFixture fixture = new StudyFixture();
        for (double accuracy : accuracies) {
            fixture.add(1, false, Double.isNaN(accuracy) ? StoredLabel.word("accuracy", "unknown") : StoredLabel.number("accuracy", accuracy));
        }
        try (StudyStore store = fixture.store(folder)) {
            return cohort(store);
        }
    }
}
