package org.cntexplorer.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
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
 * From a closed file to the strength of every neuron, beside one pass that only reads the file: a VGG16-shaped network (138 million
 * parameters, 553 MB, 13.7 million neurons) that the benchmark writes, or others with {@code -p file=A.onnx,B.h5}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 12)
@Measurement(iterations = 15)
@Fork(value = 1, jvmArgsAppend = {"-Xmx2g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class OpenBench {
    private static final int[] CHANNELS = {3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512};
    /** The layers of torchvision's VGG16 that have weights. */
    private static final int[] FEATURES = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};
    private static final int[] NEURONS = {25_088, 4096, 4096, 1000};

    /** Empty for the one that is written. */
    @Param("")
    private String file;

    private Path path;

    @Setup
    public void make() throws IOException {
        path = file.isEmpty() ? written() : Path.of(file);
    }

    @TearDown
    public void delete() throws IOException {
        if (file.isEmpty()) {
            Files.delete(path);
        }
    }

    /** A safetensors file. */
    public static Path written() throws IOException {
        StringJoiner header = new StringJoiner(",", "{", "}");
        long end = 0;
        for (int i = 0; i < FEATURES.length; i++) {
            end = named(header, "features." + FEATURES[i] + ".weight", end, CHANNELS[i + 1], CHANNELS[i], 3, 3);
            end = named(header, "features." + FEATURES[i] + ".bias", end, CHANNELS[i + 1]);
        }
        for (int i = 0; i + 1 < NEURONS.length; i++) {
            end = named(header, "classifier." + 3 * i + ".weight", end, NEURONS[i + 1], NEURONS[i]);
            end = named(header, "classifier." + 3 * i + ".bias", end, NEURONS[i + 1]);
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        Path path = Files.createTempFile("vgg16-", ".safetensors");
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, text.length));
            out.write(ByteBuffer.wrap(text));
            Random random = new Random(1);
            ByteBuffer some = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
            while (some.hasRemaining()) {
                some.putFloat((float) (0.02 * random.nextGaussian()));
            }
            for (long written = 0; written < end; written += some.position()) {
                out.write(some.clear().limit((int) Math.min(some.capacity(), end - written)));
            }
        }
        return path;
    }

    private static long named(StringJoiner header, String name, long begin, int... shape) {
        StringJoiner extents = new StringJoiner(",");
        long size = 1;
        for (int extent : shape) {
            extents.add(String.valueOf(extent));
            size *= extent;
        }
        long end = begin + 4 * size;
        header.add("\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}".formatted(name, extents, begin, end));
        return end;
    }

    @Benchmark
    public NodeStrength openToStrengths() throws ModelFormatException {
        try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
            return NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        }
    }

    @Benchmark
    public long readOnlyPass() throws IOException {
        try (FileChannel channel = FileChannel.open(path); Arena arena = Arena.ofShared()) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            long a = 0;
            long b = 0;
            long c = 0;
            long d = 0;
            long end = bytes.byteSize() / 32 * 32;
            for (long at = 0; at < end; at += 32) {
                a += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
                b += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 8);
                c += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 16);
                d += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 24);
            }
            return a + b + c + d;
        }
    }
}
