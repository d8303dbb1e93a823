package org.cntexplorer.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.Density;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.statistics.SeparationTable;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StudyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is read of a store against the numbers that were put into it. */
@Execution(ExecutionMode.CONCURRENT)
class StudyTest {
    @TempDir
    private Path folder;

    private static StudyFixture twenty(boolean wide) {
        StudyFixture fixture = new StudyFixture();
        for (int i = 0; i < 20; i++) {
            fixture.add(1 + 0.1 * i, wide, StoredLabel.number("accuracy", 0.05 * i), StoredLabel.number("seed", i % 3));
        }
        return fixture;
    }

    private static double[] pooled(StudyFixture fixture, List<Integer> members, Function<StudyFixture.Numbers, double[]> of) {
        return members.stream().flatMapToDouble(i -> Arrays.stream(of.apply(fixture.numbers.get(i)))).toArray();
    }

    @Test
    void networksAreInCohortsByTheirArchitecture() throws Exception {
        StudyFixture fixture = new StudyFixture().other(StoredLabel.number("accuracy", 0.1)).leftOut()
                .add(1, false, StoredLabel.number("accuracy", 0.2), StoredLabel.word("init", "normal")).add(2, false);
        try (StudyStore store = fixture.store(folder)) {
            Study study = Study.read(store, Progress.NONE);

            assertThat(study.networks()).hasSize(4);
            assertThat(study.cohorts()).extracting(Cohort::architecture).containsExactly("7-30", "7-30 recurrent");
            Cohort cohort = study.cohorts().getFirst();
            assertThat(cohort.networks()).extracting(network -> network.name()).containsExactly("net2.npy", "net3.npy");
            assertThat(cohort.layers()).containsExactly(new Cohort.CohortLayer(0, "input", "7", 7), new Cohort.CohortLayer(1, "dense", "30", 30));
            assertThat(cohort.labelNames()).containsExactly("accuracy", "init");
            assertThat(cohort.numericLabels()).containsExactly("accuracy");
            assertThat(cohort.accuracyName()).contains("accuracy");
            assertThat(cohort.label("accuracy")).containsExactly(0.2, Double.NaN);
            assertThat(cohort.numbers(StudyMetric.LINK_WEIGHT_MEAN, 0)).containsOnly(Double.NaN);
            assertThat(cohort.numbers(StudyMetric.LINK_WEIGHT_MEAN, 1)).containsExactly(
                    new double[] {Arrays.stream(fixture.numbers.get(2).weights()).average().orElseThrow(),
                            Arrays.stream(fixture.numbers.get(3).weights()).average().orElseThrow()}, within(1e-12));
            assertThat(cohort.numbers(StudyMetric.FLUCTUATION, 1)[0]).isCloseTo(Moments.of(fixture.numbers.get(2).total()).std(), within(1e-12));
        }
    }

    /** Whether the strengths are kept as they are, or as grids. */
    @Test
    void distributionsAreThoseOfAllNumbersOfAGroup() throws Exception {
        for (boolean wide : new boolean[] {false, true}) {
            StudyFixture fixture = twenty(wide);
            try (StudyStore store = fixture.store(Files.createDirectory(folder.resolve(wide ? "grids" : "neurons")))) {
                Cohort cohort = StudyFixture.cohort(store);
                List<NetworkGroup> groups = new Grouping.ByWidth("accuracy", 0.25).of(cohort);
                assertThat(groups).hasSize(4);
                check(store, cohort, groups, Sampled.LINK_WEIGHTS, fixture, StudyFixture.Numbers::weights);
                check(store, cohort, groups, Sampled.STRENGTH_IN, fixture, StudyFixture.Numbers::in);
                check(store, cohort, groups, Sampled.STRENGTH_OUT, fixture, StudyFixture.Numbers::out);
                check(store, cohort, groups, Sampled.STRENGTH, fixture, StudyFixture.Numbers::total);
                check(store, cohort, groups, Sampled.FLUCTUATION, fixture, numbers -> new double[] {Moments.of(numbers.total()).std()});
            }
        }
    }

    private static void check(StudyStore store, Cohort cohort, List<NetworkGroup> groups, Sampled of, StudyFixture fixture,
            Function<StudyFixture.Numbers, double[]> numbers) throws Exception {
        List<GroupSample> samples = Distributions.of(store, cohort, of, 1, groups, OutlierFilter.NONE, Progress.NONE);

        assertThat(samples).extracting(GroupSample::group).isEqualTo(groups);
        for (int g = 0; g < groups.size(); g++) {
            double[] all = pooled(fixture, groups.get(g).members(), numbers);
            BinnedSample sample = samples.get(g).sample();
            assertThat(sample.moments().n()).isEqualTo(all.length);
            assertThat(sample.moments().mean()).isCloseTo(Moments.of(all).mean(), within(1e-12));
            Density curve = sample.curve(60);
            Density exact = Density.of(all, curve.x()[0], curve.x()[1] - curve.x()[0], 60);
            assertThat(curve.y()).as("%s of %s", of, groups.get(g)).containsExactly(exact.y(), within(2e-4 * exact.peak()));
        }
    }

    @Test
    void outliersAreLeftOut() throws Exception {
        StudyFixture fixture = twenty(false);
        try (StudyStore store = fixture.store(folder)) {
            Cohort cohort = StudyFixture.cohort(store);
            List<NetworkGroup> groups = new Grouping.ByQuantile("accuracy", 2).of(cohort);
            double[] all = pooled(fixture, groups.get(1).members(), StudyFixture.Numbers::total);
            Moments moments = Moments.of(all);
            long expected = Arrays.stream(all).filter(x -> Math.abs(x - moments.mean()) < 1.5 * moments.std()).count();

            List<GroupSample> samples = Distributions.of(store, cohort, Sampled.STRENGTH, 1, groups, new OutlierFilter(1.5), Progress.NONE);

            assertThat(samples.get(1).sample().moments().n()).isBetween(expected - 2, expected + 2).isLessThan(all.length);
            assertThat(samples.get(1).sample().moments().max()).isLessThanOrEqualTo(moments.mean() + 1.5 * moments.std());
            double[] numbers = groups.get(1).members().stream().mapToDouble(i -> Moments.of(fixture.numbers.get(i).total()).std()).toArray();
            Moments of = Moments.of(numbers);
            assertThat(Distributions.of(store, cohort, Sampled.FLUCTUATION, 1, groups, new OutlierFilter(1.2), Progress.NONE).get(1).sample().moments().n())
                    .isEqualTo(Arrays.stream(numbers).filter(x -> Math.abs(x - of.mean()) < 1.2 * of.std()).count()).isLessThan(10);
        }
    }

    @Test
    void theTableSaysWhatSeparates() throws Exception {
        StudyFixture fixture = twenty(false);
        try (StudyStore store = fixture.store(folder)) {
            Cohort cohort = StudyFixture.cohort(store);

            SeparationTable table = Separations.of(cohort, Split.outer(cohort, "accuracy", 0.5), 1, Progress.NONE);

            assertThat(table.rows().stream().filter(row -> row.layer().equals("layer 1"))).extracting(SeparationTable.Row::metric)
                    .containsExactlyInAnyOrder(Arrays.stream(StudyMetric.values()).filter(metric -> !metric.isOnData()).map(StudyMetric::words)
                            .toArray(String[]::new));
            // nothing comes into the input, and so its strength is what goes out, once
            assertThat(table.rows().stream().filter(row -> row.layer().equals("layer 0"))).extracting(SeparationTable.Row::metric)
                    .containsExactlyInAnyOrder("mean strength", "fluctuation");
            SeparationTable.Row deviation = table.best("standard deviation of link weights").orElseThrow();
            assertThat(deviation.separation().auc()).isEqualTo(1);
            assertThat(deviation.correlation().rho()).isGreaterThan(0.9);
            assertThat(deviation.separation().low()).isEqualTo(10);
            assertThat(Separations.verdict(cohort, table)).hasSize(2);
            assertThat(Separations.verdict(cohort, table).get(0)).contains("fluctuation", "link weight");
            assertThat(Separations.verdict(cohort, table).get(1)).contains("strength", "link weight");
        }
    }

    @Test
    void runsOfACohortAreFollowed() throws Exception {
        StudyFixture fixture = new StudyFixture();
        for (int epoch : new int[] {10, 0, 5}) {
            for (int run = 0; run < 2; run++) {
                fixture.add(1, false, StoredLabel.number("run", run), StoredLabel.number("epoch", epoch), StoredLabel.number("accuracy", 0.1 + epoch / 20.0));
            }
        }
        try (StudyStore store = fixture.store(folder)) {
            Cohort cohort = StudyFixture.cohort(store);
            assertThat(LearningRun.order(cohort)).contains("epoch");

            List<LearningRun> runs = LearningRun.of(cohort, "epoch");

            assertThat(runs).hasSize(2);
            LearningRun second = runs.stream().filter(run -> run.name().equals("run 1")).findFirst().orElseThrow();
            assertThat(second.at()).containsExactly(0.0, 5.0, 10.0);
            SeparationTable table = Separations.of(cohort, Split.at("accuracy", 0.3), 1, Progress.NONE);
            assertThat(Separations.verdict(cohort, table).getLast()).startsWith("the networks are of 3 different values of epoch; checkpoints of the same run");
            assertThat(second.members()).containsExactly(3, 5, 1);
            assertThat(second.label(cohort, "accuracy").values()).containsExactly(0.1, 0.35, 0.6);
            assertThat(second.groups()).extracting(NetworkGroup::name).containsExactly("epoch 0", "epoch 5", "epoch 10");
            assertThat(second.layers(cohort, StudyMetric.LINK_WEIGHT_MEAN)).extracting(LearningRun.Trajectory::name).containsExactly("layer 1");
            assertThat(second.layers(cohort, StudyMetric.FLUCTUATION).get(1).values()).containsExactly(
                    IntStream.of(3, 5, 1).mapToDouble(i -> Moments.of(fixture.numbers.get(i).total()).std()).toArray(), within(1e-12));
            assertThat(second.neurons(store, cohort, List.of(new LearningRun.NeuronPlace(1, 4), new LearningRun.NeuronPlace(1, 99)), Progress.NONE))
                    .satisfiesExactly(
                            four -> assertThat(four.values()).containsExactly(IntStream.of(3, 5, 1).mapToDouble(i -> fixture.numbers.get(i).total()[4]).toArray()),
                            none -> assertThat(none.values()).containsOnly(Double.NaN));
        }
    }
}
