package org.cntexplorer.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The shape of a layer of neurons, channel first: {@code [N]} for a plain vector, {@code [C,L]}, {@code [C,H,W]} or {@code [C,D,H,W]}.
 * Neurons are numbered row-major in this shape, whatever the file's own order.
 */
public record Shape(List<Integer> extents) {
    private static final Pattern WRITTEN = Pattern.compile("\\d{1,9}(\\s*,\\s*\\d{1,9}){0,3}");

    public Shape {
        extents = List.copyOf(extents);
        long n = 1;
        for (int extent : extents) {
            n *= extent;
            if (extent < 1 || n > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a layer of shape " + extents + " is not a layer of 1 to 2^31 - 1 neurons");
            }
        }
        if (extents.isEmpty()) {
            throw new IllegalArgumentException("a layer has at least one extent");
        }
    }

    /**
     * Of what a person writes: "3,224,224".
     *
     * @throws IllegalArgumentException with a sentence without its full stop
     */
    public static Shape parse(String text) {
        if (!WRITTEN.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no shape; give channels, rows and columns, such as 3,32,32");
        }
        return of(Arrays.stream(text.strip().split("\\s*,\\s*")).mapToInt(Integer::parseInt).toArray());
    }

    public static Shape of(int... extents) {
        return new Shape(Arrays.stream(extents).boxed().toList());
    }

    /** Number of neurons. */
    public int neurons() {
        int n = 1;
        for (int extent : extents) {
            n *= extent;
        }
        return n;
    }

    /** Whether this is {@code [C,H,W]} with more than one pixel. */
    public boolean isImage() {
        return extents.size() == 3 && rows() * columns() > 1;
    }

    public int channels() {
        return extents.getFirst();
    }

    /** H of {@code [C,H,W]}; 1 for fewer than three extents. */
    public int rows() {
        return extents.size() >= 3 ? extents.get(extents.size() - 2) : 1;
    }

    /** W of {@code [C,H,W]} or {@code [C,L]}; 1 for a vector. */
    public int columns() {
        return extents.size() >= 2 ? extents.getLast() : 1;
    }

    /** The position of a neuron: one coordinate for each extent. */
    public int[] position(int neuron) {
        int[] at = new int[extents.size()];
        int rest = neuron;
        for (int axis = at.length - 1; axis >= 0; axis--) {
            at[axis] = rest % extents.get(axis);
            rest /= extents.get(axis);
        }
        return at;
    }

    /**
     * The image that a plain vector of this size may be taken for: a square of one channel (784 = 28×28), or of three (3,072 = 3×32×32).
     * Present for squares of at least 8×8 only; a guess, which the one who uses it must be able to switch off.
     */
    public Optional<Shape> assumedImage() {
        if (extents.size() != 1) {
            return Optional.empty();
        }
        int n = neurons();
        for (int channels : new int[] {1, 3}) {
            int side = (int) Math.round(Math.sqrt(n / (double) channels));
            if (side >= 8 && channels * side * side == n) {
                return Optional.of(Shape.of(channels, side, side));
            }
        }
        return Optional.empty();
    }

    /**
     * A neuron's place as a person counts it: "17" in a vector, "2,7" for channel and position, "14,7" for row and column of an image, "2,14,7" with its
     * channel.
     */
    public String place(int neuron) {
        if (extents.size() == 2) {
            return neuron / columns() + "," + neuron % columns();
        }
        if (!isImage()) {
            return Integer.toString(neuron);
        }
        int[] at = position(neuron);
        return (channels() > 1 ? at[0] + "," : "") + at[1] + "," + at[2];
    }

    /** "28×28": of an image of one channel without the channel; of every other shape as {@link #toString}. */
    public String pixels() {
        return isImage() && channels() == 1 ? rows() + "×" + columns() : toString();
    }

    /** "784", "3×32×32". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int extent : extents) {
            text.append(text.isEmpty() ? "" : "×").append(extent);
        }
        return text.toString();
    }
}
