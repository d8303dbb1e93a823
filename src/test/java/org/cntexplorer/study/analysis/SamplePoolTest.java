package org.cntexplorer.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.metric.Density;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pools of many samples against the density of all of their numbers. */
@Execution(ExecutionMode.CONCURRENT)
class SamplePoolTest {
    private static double[] normal(long seed, int n, double mean, double std) {
        return DoubleStream.generate(new Random(seed)::nextGaussian).limit(n).map(x -> mean + std * x).toArray();
    }

    private static SamplePool pool(double[]... samples) {
        SamplePool pool = new SamplePool();
        for (double[] sample : samples) {
            pool.add(Moments.of(sample), SampleGrid.of(sample));
        }
        return pool;
    }

    /** Of the peak, the greatest difference from the density that is right to 1e-6 of it. */
    private static double error(SamplePool pool, double[][] samples) {
        double[] all = Stream.of(samples).flatMapToDouble(Arrays::stream).toArray();
        Density curve = pool.sample("all").curve(201);
        Density exact = Density.of(all, curve.x()[0], curve.x()[1] - curve.x()[0], 201);
        return IntStream.range(0, 201).mapToDouble(i -> Math.abs(curve.y()[i] - exact.y()[i])).max().orElseThrow() / exact.peak();
    }

    @Test
    void aPoolHasTheDensityOfAllItsNumbers() {
        double[][] samples = IntStream.range(0, 40).mapToObj(i -> normal(i, 300 + i, i / 40.0, 0.2 + i / 30.0)).toArray(double[][]::new);

        SamplePool pool = pool(samples);

        Moments all = Moments.of(Stream.of(samples).flatMapToDouble(Arrays::stream).toArray());
        assertThat(pool.moments().n()).isEqualTo(all.n());
        assertThat(pool.moments().variance()).isCloseTo(all.variance(), within(1e-12));
        assertThat(error(pool, samples)).isLessThan(1e-4);
    }

    /** The cells of the wide one are wider than the bandwidth of the whole. */
    @Test
    void oneMuchWiderNetworkLeavesNoTeeth() {
        double[][] samples = IntStream.range(0, 60).mapToObj(i -> normal(i, 1000, 0, 0.05)).toArray(double[][]::new);
        samples[59] = normal(59, 1000, 0, 1);

        SamplePool pool = pool(samples);

        assertThat(SampleGrid.of(samples[59]).exponent()).isGreaterThan(pool.grid().exponent());
        assertThat(error(pool, samples)).isLessThan(2e-4);
    }

    /** As many as the weights of a thousand networks: the bandwidth is a thirtieth of the deviation. */
    @Test
    void millionsOfNumbersAreRightToTheWidthOfALine() {
        double[][] samples = IntStream.range(0, 100).mapToObj(i -> normal(i, 30_000, 0, 1 + 0.001 * i)).toArray(double[][]::new);

        assertThat(error(pool(samples), samples)).isLessThan(1e-5);
    }

    @Test
    void nothingIsNoSample() {
        assertThat(new SamplePool().sample("nothing").isEmpty()).isTrue();
        assertThat(new SamplePool().grid().isEmpty()).isTrue();
    }
}
