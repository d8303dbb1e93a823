package org.cntexplorer.data;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.numpy.NumpyArray;
import org.cntexplorer.model.ElementType;

/** Samples that are an array of a file: its first extent counts them. */
record ArraySamples(String name, List<Integer> extents, ChannelOrder channels, boolean areBrightness, NumberArray array, Optional<SampleLabels> labels,
        DataFile file) implements Samples {
    private static final int MOST_COLOURS = 4;

    /** @throws ModelFormatException where there is no sample in it, or one is too large */
    static ArraySamples of(DataFile file, String name, NumpyArray.Numbers numbers, boolean brightness, Optional<SampleLabels> labels)
            throws ModelFormatException {
        long[] shape = numbers.shape();
        if (shape.length == 0 || LongStream.of(shape).anyMatch(extent -> extent == 0)) {
            throw new ModelFormatException(name + (shape.length == 0 ? " holds one number and no samples" : " holds no samples (" + words(shape) + ")")
                    + "; save an array whose first extent counts the samples.");
        }
        List<Integer> extents = new ArrayList<>();
        try {
            for (int i = 1; i < shape.length; i++) {
                extents.add(Math.toIntExact(shape[i]));
            }
            extents.stream().reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new ModelFormatException(name + " holds samples of more numbers than a network takes (" + words(shape)
                    + "); save an array whose first extent counts the samples.", e);
        }
        if (extents.isEmpty()) {
            extents.add(1);
        }
        NumberArray array = NumberArray.of(numbers.type(), numbers.order(), numbers.data(), shape, numbers.columnMajor());
        return new ArraySamples(name, List.copyOf(extents), order(extents), brightness && numbers.type() == ElementType.U8, array, labels, file);
    }

    /** Where channels seem to stand: at the end that is as short as colours are. */
    private static ChannelOrder order(List<Integer> extents) {
        if (extents.size() != 3) {
            return ChannelOrder.NONE;
        }
        boolean first = extents.getFirst() <= MOST_COLOURS;
        boolean last = extents.getLast() <= MOST_COLOURS;
        return first == last ? ChannelOrder.NONE : first ? ChannelOrder.FIRST : ChannelOrder.LAST;
    }

    private static String words(long[] shape) {
        return LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining("×"));
    }

    @Override
    public long count() {
        return array.count();
    }

    @Override
    public void read(long first, int count, FloatBuffer to) {
        array.read(first, count, to);
    }

    @Override
    public void close() {
        file.close();
    }
}
