package org.cntexplorer.app.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Shape;

/**
 * A sample as the model gets it.
 *
 * @param title "sample 12", or the name of a picture's file
 * @param label its class; empty where it has none
 * @param extents of what the model gets
 * @param numbers in the model's order
 * @param picture what it looks like; empty for a vector
 */
public record SamplePreview(String title, String label, List<Integer> extents, float[] numbers, Optional<Pixels> picture) {
    /**
     * Points of a picture: grey, in colour, or several channels side by side.
     *
     * @param argb row by row
     * @param of for each point its place among the numbers (of a colour the first), −1 between channels
     * @param low the number that is black
     * @param high the number that is white
     */
    public record Pixels(int width, int height, int[] argb, int[] of, double low, double high, boolean colour) {}

    private static final int MOST_CHANNELS = 64;
    private static final int OPAQUE = 0xff000000;

    /**
     * Reads a sample as the model gets it.
     *
     * @throws ModelFormatException where it cannot be read
     */
    public static SamplePreview read(PreparedSamples prepared, long sample, boolean assumeImages) throws ModelFormatException {
        FloatBuffer to = ByteBuffer.allocateDirect(Math.multiplyExact(4, prepared.size())).order(ByteOrder.nativeOrder()).asFloatBuffer();
        prepared.read(sample, 1, to);
        float[] numbers = new float[prepared.size()];
        to.flip().get(numbers);
        return of(prepared.samples().title(sample), prepared.labels().map(labels -> labels.name(sample)).orElse(""), prepared.extents(),
                prepared.input().channelLast(), numbers, assumeImages);
    }

    /** @param assumeImages whether a vector such as 784 is shown as the picture that it may be */
    static SamplePreview of(String title, String label, List<Integer> extents, boolean channelLast, float[] numbers, boolean assumeImages) {
        return new SamplePreview(title, label, extents, numbers, pixels(extents, channelLast, numbers, assumeImages));
    }

    private static Optional<Pixels> pixels(List<Integer> extents, boolean channelLast, float[] numbers, boolean assumeImages) {
        if (extents.size() == 3) {
            int rows = channelLast ? 0 : 1;
            return Optional.of(pixels(channelLast ? extents.getLast() : extents.getFirst(), extents.get(rows), extents.get(rows + 1), channelLast, numbers));
        }
        if (extents.size() == 2 && extents.getFirst() > 1 && extents.getLast() > 1) {
            return Optional.of(pixels(1, extents.getFirst(), extents.getLast(), false, numbers));
        }
        return extents.size() == 1 && assumeImages ? Shape.of(extents.getFirst()).assumedImage()
                .map(shape -> pixels(shape.channels(), shape.rows(), shape.columns(), false, numbers)) : Optional.empty();
    }

    private static Pixels pixels(int channels, int rows, int columns, boolean channelLast, float[] numbers) {
        double[] range = range(numbers);
        boolean colour = channels == 3;
        int tiles = colour ? 1 : Math.min(channels, MOST_CHANNELS);
        int across = (int) Math.ceil(Math.sqrt(tiles));
        int width = across * (columns + 1) - 1;
        int height = Math.ceilDiv(tiles, across) * (rows + 1) - 1;
        int[] argb = new int[width * height];
        int[] of = new int[width * height];
        java.util.Arrays.fill(of, -1);
        for (int tile = 0; tile < tiles; tile++) {
            for (int point = 0; point < rows * columns; point++) {
                int at = (tile / across * (rows + 1) + point / columns) * width + tile % across * (columns + 1) + point % columns;
                int first = place(tile, point, channels, rows * columns, channelLast);
                int grey = brightness(numbers[first], range);
                argb[at] = !colour ? OPAQUE | grey << 16 | grey << 8 | grey
                        : OPAQUE | grey << 16 | brightness(numbers[place(1, point, 3, rows * columns, channelLast)], range) << 8
                                | brightness(numbers[place(2, point, 3, rows * columns, channelLast)], range);
                of[at] = first;
            }
        }
        return new Pixels(width, height, argb, of, range[0], range[1], colour);
    }

    private static int place(int channel, int point, int channels, int points, boolean channelLast) {
        return channelLast ? point * channels + channel : channel * points + point;
    }

    /** What is black and what is white: 0 and 1, or 0 and 255, where the numbers keep to these; else the least and the greatest. */
    private static double[] range(float[] numbers) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float number : numbers) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        if (low >= 0 && high <= 1) {
            return new double[] {0, 1};
        }
        return low >= 0 && high <= 255 && high > 16 ? new double[] {0, 255} : new double[] {low, high};
    }

    private static int brightness(float number, double[] range) {
        return range[1] == range[0] ? 128 : (int) Math.clamp(Math.round((number - range[0]) / (range[1] - range[0]) * 255), 0, 255);
    }

    double least() {
        double least = Double.POSITIVE_INFINITY;
        for (float number : numbers) {
            least = Math.min(least, number);
        }
        return least;
    }

    double greatest() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (float number : numbers) {
            greatest = Math.max(greatest, number);
        }
        return greatest;
    }

    double mean() {
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }

    /** From the least to the greatest number: "0 to 0.996". */
    public String range() {
        return number(least()) + " to " + number(greatest());
    }

    /** Extents of a sample: "784 numbers", "3×32×32". */
    public static String words(List<Integer> extents) {
        return extents.size() == 1 ? NumberText.count(extents.getFirst()) + (extents.getFirst() == 1 ? " number" : " numbers")
                : extents.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    /** As short as it can be said. */
    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e6 ? Long.toString((long) number).replace('-', '−') : NumberText.alone(number);
    }
}
