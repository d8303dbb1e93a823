package org.cntexplorer.metric;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Densities of 200,000 numbers at 1,000 points, and the divergence of two such samples: what d_kde.py among the peers does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xmx256m", "--enable-native-access=ALL-UNNAMED"})
public class DensityBench {
    private static final int COUNT = 200_000;
    private static final int POINTS = 1_000;

    private final double[] first = new double[COUNT];
    private final double[] second = new double[COUNT];
    private double from;
    private double step;

    @Setup
    public void make() {
        Random random = new Random(20260004);
        double least = 0;
        double greatest = 0;
        for (int i = 0; i < COUNT; i++) {
            first[i] = 0.05 * random.nextGaussian();
            // a fifth of the second has wide tails
            second[i] = random.nextDouble() < 0.8 ? 0.005 + 0.05 * random.nextGaussian() : 0.04 * random.nextGaussian() / Math.sqrt(random.nextExponential());
            least = Math.min(least, first[i]);
            greatest = Math.max(greatest, first[i]);
        }
        from = least;
        step = (greatest - least) / (POINTS - 1);
    }

    /** Beside {@code numpy_fft_binned_kde}. */
    @Benchmark
    public Density density() {
        return Density.of(first, from, step, POINTS);
    }

    /** Beside {@code fft_divergence}. */
    @Benchmark
    public double divergence() {
        return Divergence.between(BinnedSample.of("first", first), BinnedSample.of("second", second), Divergence.Kind.AUTHORS);
    }
}
