package org.cntexplorer.model;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cntexplorer.progress.Progress;
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

/** Both strengths of every unit of a 3×3 convolution of 32×32×3 to 64 channels with padding 1: 1.7 million links, never unrolled. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ConvolutionBench {
    private Convolution convolution;

    @Setup
    public void make() {
        float[] weights = new float[64 * 3 * 9];
        Random random = new Random(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        ConvolutionGeometry geometry = new ConvolutionGeometry(3, 64, 1, List.of(32, 32), List.of(32, 32), List.of(3, 3), List.of(1, 1), List.of(1, 1),
                List.of(1, 1));
        convolution = new Convolution(0, "conv", 0, 1, Tensor.of(weights, 64, 3, 3, 3), Convolution.Layout.CHANNELS_FIRST, geometry, false,
                Optional.empty());
    }

    @Benchmark
    public Sums bothStrengths() {
        return convolution.sums(Weighting.SIGNED, Progress.NONE);
    }
}
