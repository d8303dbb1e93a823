package org.cntexplorer.model;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.cntexplorer.model.kernel.Bands;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Both strengths of a mapped matrix of 411 MB in one pass, beside a pass that only reads the same file: the least that any sum of it can
 * take. 411,041,792 bytes over the milliseconds printed is the speed; the ratio to {@code readOnly} is what the target is about.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class SumsBench {
    private static final int ROWS = 25_088;
    private static final int COLUMNS = 4_096;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    @Param({"1", "2"})
    private int threads;

    private Path file;
    private Arena arena;
    private MemorySegment floats;
    private DenseOperator operator;
    private Bands cores;

    @Setup
    public void map() throws IOException {
        file = Files.createTempFile("sums", ".f32");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            arena = Arena.ofShared();
            MemorySegment written = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4L * ROWS * COLUMNS, arena);
            Random random = new Random(1);
            for (long i = 0; i < (long) ROWS * COLUMNS; i++) {
                written.set(ValueLayout.JAVA_FLOAT, 4 * i, random.nextFloat() - 0.5f);
            }
            floats = channel.map(FileChannel.MapMode.READ_ONLY, 0, 4L * ROWS * COLUMNS, arena);
        }
        cores = new Bands(threads);
        operator = new DenseOperator(new DenseConnection(0, "fc6", 0, 1, new Tensor(ElementType.F32, ByteOrder.nativeOrder(), floats, ROWS, COLUMNS),
                DenseConnection.Orientation.SOURCE_ROWS, Optional.empty()), cores);
    }

    @TearDown
    public void unmap() throws IOException {
        arena.close();
        Files.delete(file);
    }

    /** Loads every vector once; four accumulators, so that the additions hide behind the loads. */
    @Benchmark
    public double readOnly() {
        DoubleAdder all = new DoubleAdder();
        cores.run(ROWS, Bands.count(ROWS, 4L * COLUMNS), Progress.NONE, (band, from, to) -> all.add(read(floats, 4L * COLUMNS * from, 4L * COLUMNS * to)));
        return all.sum();
    }

    private static double read(MemorySegment floats, long from, long to) {
        int lane = 4 * FLOATS.length();
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (long at = from; at < to; at += 4L * lane) {
            a = a.add(FloatVector.fromMemorySegment(FLOATS, floats, at, ByteOrder.nativeOrder()));
            b = b.add(FloatVector.fromMemorySegment(FLOATS, floats, at + lane, ByteOrder.nativeOrder()));
            c = c.add(FloatVector.fromMemorySegment(FLOATS, floats, at + 2L * lane, ByteOrder.nativeOrder()));
            d = d.add(FloatVector.fromMemorySegment(FLOATS, floats, at + 3L * lane, ByteOrder.nativeOrder()));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    @Benchmark
    public Sums bothStrengths() {
        return operator.sums(Weighting.SIGNED, Progress.NONE);
    }

    @Benchmark
    public Sums bothStrengthsOfMagnitudes() {
        return operator.sums(Weighting.ABSOLUTE, Progress.NONE);
    }

    @Benchmark
    public Sums bothStrengthsOfPositiveWeights() {
        return operator.sums(Weighting.POSITIVE, Progress.NONE);
    }

    @Benchmark
    public Moments moments() {
        return operator.moments(Progress.NONE);
    }

    @Benchmark
    public Links strongestThousand() {
        return operator.strongest(1_000, 0, Progress.NONE);
    }
}
