package org.cntexplorer.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.CloseNumbers;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.model.kernel.FloatUnits;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streaming statistics beside those of two passes over all numbers. */
class ActivityMeasurementTest {
    private static final int SAMPLES = 1013;
    private static final double NEAR = 1e-6;
    private static final String[] ACTIVATIONS = {"x", "ca", "h", "p"};
    private static final String[] SUMS = {null, "cz", null, "oz"};

    private final MadeUpActivity made = new MadeUpActivity(3, SAMPLES, true);

    private static Activity measure(MadeUpActivity made, ActivityOptions options) throws Exception {
        Activity activity = ActivityMeasurement.of(made.network, made, made.prepared(), options, Progress.NONE);
        assertThat(made.open.get()).as("batches that are open").isZero();
        return activity;
    }

    private double[] all(String value, int layer, int unit, List<Integer> samples) {
        return samples.stream().flatMapToDouble(i -> Arrays.stream(made.of(value, layer, unit, i))).toArray();
    }

    private static List<Integer> every() {
        return IntStream.range(0, SAMPLES).boxed().toList();
    }

    private static double mean(double... numbers) {
        return Arrays.stream(numbers).sum() / numbers.length;
    }

    private static double std(double... numbers) {
        double mean = mean(numbers);
        return Math.sqrt(Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum() / numbers.length);
    }

    private static double error(double... numbers) {
        return std(numbers) / Math.sqrt(numbers.length - 1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 256, 5000})
    void areThoseOfTwoPasses(int batch) throws Exception {
        Activity activity = measure(made, ActivityOptions.USUAL.withBatch(batch));

        assertThat(activity.samples()).isEqualTo(SAMPLES);
        for (int l = 0; l < 4; l++) {
            LayerActivity layer = activity.layers().get(l);
            assertThat(layer.layer()).isEqualTo(l);
            check(layer.activation(), ACTIVATIONS[l], l);
            assertThat(layer.strengthIn().isPresent()).isEqualTo(SUMS[l] != null);
            if (SUMS[l] != null) {
                check(layer.strengthIn().get(), SUMS[l], l);
            }
        }
        assertThat(activity.layers()).extracting(LayerActivity::units).containsExactly(6, 3, 5, 4);
        assertThat(activity.layers()).extracting(LayerActivity::positions).containsExactly(1, 4, 1, 1);
        assertThat(activity.layers()).extracting(LayerActivity::steps).containsExactly(1, 1, 3, 1);
    }

    /** As after many numbers. */
    @ParameterizedTest
    @ValueSource(ints = {1, 256})
    void areThoseOfTwoPassesByVectorsToo(int batch) throws Exception {
        FloatUnits.byVectors(1L << 27);
        areThoseOfTwoPasses(batch);
    }

    private void check(ValueActivity value, String name, int layer) {
        int units = value.units();
        double[][] numbers = IntStream.range(0, units).mapToObj(u -> all(name, layer, u, every())).toArray(double[][]::new);
        assertThat(value.mean()).as(name).satisfies(CloseNumbers.closeTo(Arrays.stream(numbers).mapToDouble(ActivityMeasurementTest::mean).toArray(), NEAR));
        assertThat(value.std()).as(name).satisfies(CloseNumbers.closeTo(Arrays.stream(numbers).mapToDouble(ActivityMeasurementTest::std).toArray(), NEAR));
        double[] pooled = Arrays.stream(numbers).flatMapToDouble(Arrays::stream).toArray();
        assertThat(value.layer().mean()).isCloseTo(mean(pooled), within(NEAR));
        assertThat(value.layer().std()).isCloseTo(std(pooled), within(NEAR * std(pooled)));
        assertThat(value.layer().n()).isEqualTo(pooled.length);
        double[] errors = IntStream.range(0, units).mapToDouble(u -> error(every().stream().mapToDouble(i -> mean(made.of(name, layer, u, i))).toArray()))
                .toArray();
        assertThat(value.error()).as(name + ": errors of single samples' means").satisfies(CloseNumbers.closeTo(errors, NEAR));
        density(value, pooled);
        convergence(value, name, layer, units);
        for (int c = 0; c < 4; c++) {
            int of = c;
            double[] byClass = IntStream.range(0, units).mapToDouble(u -> mean(all(name, layer, u, made.ofClass(of)))).toArray();
            assertThat(value.meanByClass()[c]).as(name + " of class " + c).satisfies(CloseNumbers.closeTo(byClass, NEAR));
        }
    }

    private static void density(ValueActivity value, double[] pooled) {
        SampleGrid grid = value.grid();
        assertThat(Arrays.stream(grid.counts()).sum()).isCloseTo(pooled.length, within(1e-6));
        assertThat(grid.counts().length).isLessThanOrEqualTo(SampleGrid.MOST_CELLS);
        assertThat(grid.moments().mean()).isCloseTo(mean(pooled), within(2e-3 * std(pooled)));
        assertThat(grid.moments().std()).isCloseTo(std(pooled), within(2e-3 * std(pooled)));
        assertThat(value.layer().min()).isCloseTo(Arrays.stream(pooled).min().orElseThrow(), within(2 * grid.cell()));
        assertThat(value.layer().max()).isCloseTo(Arrays.stream(pooled).max().orElseThrow(), within(2 * grid.cell()));
        // how much of the sample lies below a number, at some numbers
        SampleGrid direct = SampleGrid.of(pooled);
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            double at = Arrays.stream(pooled).sorted().toArray()[(int) (share * pooled.length)] + 0.05 * std(pooled);
            assertThat(below(grid, at)).isCloseTo(below(direct, at), within(0.01));
        }
    }

    private static double below(SampleGrid grid, double at) {
        return IntStream.range(0, grid.counts().length).filter(i -> grid.at(i) < at).mapToDouble(i -> grid.counts()[i]).sum()
                / Arrays.stream(grid.counts()).sum();
    }

    private void convergence(ValueActivity value, String name, int layer, int units) {
        assertThat(value.convergence()).extracting(ValueActivity.SamplingError::samples).containsExactly(10L, 20L, 50L, 100L, 200L, 500L, 1000L, 1013L);
        double[] ofSample = every().stream().mapToDouble(i -> mean(IntStream.range(0, units)
                .mapToObj(u -> made.of(name, layer, u, i)).flatMapToDouble(Arrays::stream).toArray())).toArray();
        value.convergence().forEach(point -> {
            double[] first = Arrays.copyOf(ofSample, (int) point.samples());
            assertThat(point.mean()).isCloseTo(mean(first), within(NEAR));
            assertThat(point.error()).isCloseTo(error(first), within(NEAR));
        });
    }

    @Test
    void sharesOfActiveAndSaturatedNumbersAreCounted() throws Exception {
        Activity activity = measure(made, ActivityOptions.USUAL);

        for (int l = 0; l < 4; l++) {
            LayerActivity layer = activity.layers().get(l);
            for (int u = 0; u < layer.units(); u++) {
                double[] numbers = all(ACTIVATIONS[l], l, u, every());
                assertThat(layer.activeShare()[u]).isEqualTo(Arrays.stream(numbers).filter(x -> x > 0).count() / (double) numbers.length);
                for (int c = 0; c < 4; c++) {
                    double[] ofClass = all(ACTIVATIONS[l], l, u, made.ofClass(c));
                    assertThat(layer.activeByClass()[c][u]).isEqualTo(Arrays.stream(ofClass).filter(x -> x > 0).count() / (double) ofClass.length);
                }
            }
        }
        assertThat(activity.layers().get(MadeUpActivity.INPUT).dead()).as("a pixel that is always 0").containsExactly(0);
        assertThat(activity.layers().get(MadeUpActivity.CHANNELS).dead()).as("a channel that is -0").containsExactly(2);
        assertThat(activity.layers().get(MadeUpActivity.CHANNELS).saturatedShare()).isEmpty();
        for (int u = 0; u < 5; u++) {
            double[] numbers = all("h", MadeUpActivity.STEPS, u, every());
            double share = Arrays.stream(numbers).filter(x -> Math.abs(x) >= 0.98).count() / (double) numbers.length;
            assertThat(activity.layers().get(MadeUpActivity.STEPS).saturatedShare().orElseThrow()[u]).isBetween(share - 1e-3, share + 1e-3);
        }
        for (int u = 0; u < 4; u++) {
            double[] numbers = all("p", MadeUpActivity.OUTPUT, u, every());
            assertThat(activity.layers().get(MadeUpActivity.OUTPUT).saturatedShare().orElseThrow()[u])
                    .isEqualTo(Arrays.stream(numbers).filter(x -> x <= 0.01 || x >= 0.99).count() / (double) numbers.length);
        }
    }

    @Test
    void strengthOutIsTheActivationTimesTheOutgoingWeights() throws Exception {
        Activity activity = measure(made, ActivityOptions.USUAL);
        NodeStrength strength = NodeStrength.of(made.network, Convention.DEFAULT, Progress.NONE);

        for (int l = 0; l < 4; l++) {
            double[] out = strength.layer(l).out();
            double[] expected = new double[activity.layers().get(l).units()];
            for (int u = 0; u < expected.length; u++) {
                int positions = out.length / expected.length;
                double sum = 0;
                for (int i = 0; i < SAMPLES; i++) {
                    double[] numbers = made.of(ACTIVATIONS[l], l, u, i);
                    for (int k = 0; k < numbers.length; k++) {
                        sum += numbers[k] * out[positions == 1 ? u : u * positions + k] / numbers.length;
                    }
                }
                expected[u] = sum / SAMPLES;
            }
            assertThat(activity.layers().get(l).strengthOut()).satisfies(CloseNumbers.closeTo(expected, 1e-5 * Math.max(1, Math.abs(expected[expected.length > 1 ? 1 : 0]))));
        }
    }

    @Test
    void strengthIsIncomingAndOutgoingTogether() throws Exception {
        Activity activity = measure(made, ActivityOptions.USUAL.withTotal(true));
        NodeStrength strength = NodeStrength.of(made.network, Convention.DEFAULT, Progress.NONE);

        for (int l : new int[] {MadeUpActivity.INPUT, MadeUpActivity.CHANNELS, MadeUpActivity.OUTPUT}) {
            double[] out = strength.layer(l).out();
            ValueActivity value = activity.layers().get(l).strength().orElseThrow();
            for (int u = 0; u < value.units(); u++) {
                int layer = l;
                int unit = u;
                double[] numbers = every().stream().flatMapToDouble(i -> {
                    double[] a = made.of(ACTIVATIONS[layer], layer, unit, i);
                    double[] z = SUMS[layer] == null ? new double[a.length] : made.of(SUMS[layer], layer, unit, i);
                    return IntStream.range(0, a.length).mapToDouble(p -> z[p] + a[p] * out[unit * a.length + p]);
                }).toArray();
                assertThat(value.mean()[u]).isCloseTo(mean(numbers), within(1e-6 * Math.max(1, Math.abs(mean(numbers)))));
                assertThat(value.std()[u]).isCloseTo(std(numbers), within(1e-4 * std(numbers) + 1e-4 * (unit == 1 ? 1 : 0)));
            }
        }
        assertThat(activity.layers().get(MadeUpActivity.STEPS).strength()).as("of a layer without sums").isEmpty();
        assertThat(measure(new MadeUpActivity(3, 20, true), ActivityOptions.USUAL).layers()).allSatisfy(layer -> assertThat(layer.strength()).isEmpty());
    }

    @Test
    void strengthInIsWithoutBiasWhereAsked() throws Exception {
        Activity with = measure(made, ActivityOptions.USUAL);
        Activity without = measure(new MadeUpActivity(3, SAMPLES, true), ActivityOptions.USUAL.withBias(false));

        double[] bias = new double[4];
        made.network.into(MadeUpActivity.OUTPUT).getFirst().addBias(Weighting.SIGNED, bias);
        double[] z = with.layers().get(MadeUpActivity.OUTPUT).strengthIn().orElseThrow().mean();
        assertThat(without.layers().get(MadeUpActivity.OUTPUT).strengthIn().orElseThrow().mean())
                .satisfies(CloseNumbers.closeTo(IntStream.range(0, 4).mapToDouble(u -> z[u] - bias[u]).toArray(), NEAR));
        assertThat(without.layers().get(MadeUpActivity.OUTPUT).activation().mean())
                .isEqualTo(with.layers().get(MadeUpActivity.OUTPUT).activation().mean());
    }

    @Test
    void stepsHaveMeansOfTheirOwn() throws Exception {
        Activity activity = measure(made, ActivityOptions.USUAL);

        ValueActivity value = activity.layers().get(MadeUpActivity.STEPS).activation();
        assertThat(value.steps()).hasSize(MadeUpActivity.T);
        for (int t = 0; t < MadeUpActivity.T; t++) {
            int step = t;
            double[] numbers = every().stream().flatMapToDouble(i -> IntStream.range(0, 5).mapToDouble(u -> made.values.get("h")[i][5 * step + u])).toArray();
            assertThat(value.steps().get(t).mean()).isCloseTo(mean(numbers), within(NEAR));
            assertThat(value.steps().get(t).std()).isCloseTo(std(numbers), within(NEAR));
        }
        assertThat(activity.layers().get(MadeUpActivity.OUTPUT).activation().steps()).isEmpty();
    }

    @Test
    void samplesThatDriveAUnitMostAreTheFirstOfTheGreatest() throws Exception {
        Activity activity = measure(made, ActivityOptions.USUAL.withBatch(100));
        String[] driving = {"x", "cz", "h", "oz"};

        assertThat(activity.layers().getFirst().top().sample()).isDeepEqualTo(new long[6][0]);
        for (int l = 1; l < 4; l++) {
            for (int u = 0; u < activity.layers().get(l).units(); u++) {
                int layer = l;
                int unit = u;
                long[] expected = every().stream().sorted(Comparator.comparingDouble(i -> -greatest(driving[layer], layer, unit, i))).limit(8)
                        .mapToLong(i -> i).toArray();
                assertThat(activity.layers().get(l).top().sample()[u]).as("unit " + u + " of layer " + l).isEqualTo(expected);
                for (int k = 0; k < 8; k++) {
                    assertThat((double) activity.layers().get(l).top().value()[u][k]).isEqualTo(greatest(driving[l], l, u, (int) expected[k]));
                }
            }
        }
    }

    private double greatest(String value, int layer, int unit, int sample) {
        return DoubleStream.of(made.of(value, layer, unit, sample)).max().orElseThrow();
    }

    @Test
    void accuracyConfusionAndLossAreCounted() throws Exception {
        Outcome outcome = measure(made, ActivityOptions.USUAL).outcome().orElseThrow();

        long[][] confusion = new long[4][4];
        double loss = 0;
        int labelled = 0;
        for (int i = 0; i < SAMPLES; i++) {
            float[] p = made.values.get("p")[i];
            if (made.labels[i] >= 0) {
                confusion[made.labels[i]][IntStream.range(0, 4).boxed().max(Comparator.comparingDouble(j -> p[j])).orElseThrow()]++;
                loss -= Math.log(Math.clamp(p[made.labels[i]] / (p[0] + p[1] + p[2] + p[3]), 1e-7, 1 - 1e-7));
                labelled++;
            }
        }
        assertThat(outcome.confusion()).isDeepEqualTo(confusion);
        assertThat(outcome.labelled()).isEqualTo(labelled).isLessThan(SAMPLES);
        assertThat(outcome.accuracy().orElseThrow())
                .isEqualTo((confusion[0][0] + confusion[1][1] + confusion[2][2] + confusion[3][3]) / (double) labelled);
        assertThat(outcome.loss().orElseThrow()).isCloseTo(loss / labelled, within(NEAR));
        assertThat(outcome.classes()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void withoutLabelsNothingIsKeptOfClasses() throws Exception {
        Activity activity = measure(new MadeUpActivity(3, 100, false), ActivityOptions.USUAL);

        assertThat(activity.outcome()).isEmpty();
        assertThat(activity.layers()).allSatisfy(layer -> assertThat(layer.activation().meanByClass()).isEmpty());
    }

    @Test
    void theFirstSamplesAloneAreMeasuredWhereAsked() throws Exception {
        assertThat(measure(made, ActivityOptions.USUAL.withSamples(300)).samples()).isEqualTo(300);
    }

    @Test
    void aNumberThatIsNoneIsSaidToBe() throws Exception {
        made.values.get("oz")[70][2] = Float.NaN;
        made.values.get("oz")[71][3] = Float.POSITIVE_INFINITY;
        Activity activity = measure(made, ActivityOptions.USUAL);

        ValueActivity sums = activity.layers().get(MadeUpActivity.OUTPUT).strengthIn().orElseThrow();
        assertThat(sums.mean()[2]).isNaN();
        assertThat(sums.mean()[3]).isNaN();
        assertThat(sums.mean()[0]).isFinite();
        assertThat(sums.layer().nonFinite()).isEqualTo(2);
        assertThat(sums.layer().mean()).isFinite();
    }

    @Test
    void cancelledMeansNoValueAndNothingLeftOpen() {
        for (int looks : new int[] {2, 5, 12, 30}) {
            MadeUpActivity some = new MadeUpActivity(3, SAMPLES, true);
            assertThatThrownBy(() -> ActivityMeasurement.of(some.network, some, some.prepared(), ActivityOptions.USUAL.withBatch(10), Cancelled.after(looks)))
                    .isInstanceOf(CancellationException.class);
            assertThat(some.open.get()).isZero();
        }
    }
}
