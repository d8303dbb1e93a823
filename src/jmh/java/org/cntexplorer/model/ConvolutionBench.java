package org.cntexplorer.model;

import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Both strengths of every unit of a 3×3 convolution with padding 1, never unrolled: of 32×32×3 to 64 channels (1.7 million links) and of
 * 32×32×64 to 64, as numpy is asked for them, and of VGG16's 14×14×512 to 512. New arrays come from few MB, as numpy's come from the memory that the
 * last ones gave back: memory that no cache has seen costs more than the sums, and how much more hangs on who else uses the machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC", "-Xmn4m", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ConvolutionBench {
    /** Channels of the input, channels of the output, extent of the image. */
    @Param({"3 64 32", "64 64 32", "512 512 14"})
    private String convolved;

    @Param
    private Convolution.Layout layout;

    private Convolution convolution;

    @Setup
    public void make() {
        int[] n = Arrays.stream(convolved.split(" ")).mapToInt(Integer::parseInt).toArray();
        float[] weights = new float[n[1] * n[0] * 9];
        Random random = new Random(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        List<Integer> image = List.of(n[2], n[2]);
        List<Integer> ones = List.of(1, 1);
        ConvolutionGeometry geometry = new ConvolutionGeometry(n[0], n[1], 1, image, image, List.of(3, 3), ones, ones, ones);
        convolution = new Convolution(0, "conv", 0, 1, Tensor.of(weights, weights.length), layout, geometry, false, Optional.empty());
    }

    @Benchmark
    public Sums bothStrengths() {
        return convolution.sums(Weighting.SIGNED, Progress.NONE);
    }
}
