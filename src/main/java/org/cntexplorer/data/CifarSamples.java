package org.cntexplorer.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;

/** CIFAR-10 and CIFAR-100 in their binary version: one byte (of CIFAR-100 two, the second the finer) of label, 3×32×32 bytes of picture. */
record CifarSamples(String name, long count, int before, Optional<SampleLabels> labels, DataFile file) implements Samples {
    private static final int PIXELS = 3 * 32 * 32;

    /** Bytes of label before each picture: 1, 2, or 0 where this is no such file. */
    static int labelBytes(MemorySegment bytes) {
        for (int before = 1; before <= 2; before++) {
            if (bytes.byteSize() % (PIXELS + before) == 0 && areLabels(bytes, before)) {
                return before;
            }
        }
        return 0;
    }

    private static boolean areLabels(MemorySegment bytes, int before) {
        for (long at = 0; at < bytes.byteSize(); at += PIXELS + before) {
            int first = bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            int last = bytes.get(ValueLayout.JAVA_BYTE, at + before - 1) & 0xff;
            if (first >= (before == 1 ? 10 : 20) || last >= (before == 1 ? 10 : 100)) {
                return false;
            }
        }
        return true;
    }

    static CifarSamples of(DataFile file) throws ModelFormatException {
        MemorySegment bytes = file.bytes();
        int before = labelBytes(bytes);
        long count = bytes.byteSize() / (PIXELS + before);
        int[] of = new int[Math.toIntExact(count)];
        for (int i = 0; i < of.length; i++) {
            of[i] = bytes.get(ValueLayout.JAVA_BYTE, (long) i * (PIXELS + before) + before - 1);
        }
        return new CifarSamples(file.name(), count, before, Optional.of(names(file.path(), before, of)), file);
    }

    private static SampleLabels names(Path data, int before, int[] of) throws ModelFormatException {
        Path beside = data.resolveSibling(before == 1 ? "batches.meta.txt" : "fine_label_names.txt");
        int classes = before == 1 ? 10 : 100;
        List<String> numbers = java.util.stream.IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        if (Files.isRegularFile(beside)) {
            try {
                List<String> names = Files.readAllLines(beside).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
                if (names.size() == classes) {
                    return new SampleLabels(of, names);
                }
            } catch (IOException e) {
                // names are a help; the numbers say the same
                return new SampleLabels(of, numbers);
            }
        }
        return new SampleLabels(of, numbers);
    }

    @Override
    public List<Integer> extents() {
        return List.of(3, 32, 32);
    }

    @Override
    public ChannelOrder channels() {
        return ChannelOrder.FIRST;
    }

    @Override
    public boolean areBrightness() {
        return true;
    }

    @Override
    public void read(long first, int some, FloatBuffer to) {
        Objects.checkFromIndexSize(first, some, count);
        byte[] raw = new byte[PIXELS];
        float[] picture = new float[PIXELS];
        for (long i = first; i < first + some; i++) {
            MemorySegment.copy(file.bytes(), ValueLayout.JAVA_BYTE, i * (PIXELS + before) + before, raw, 0, PIXELS);
            for (int k = 0; k < PIXELS; k++) {
                picture[k] = raw[k] & 0xff;
            }
            to.put(picture);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
