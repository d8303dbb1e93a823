package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/**
 * How the layers of an inferred chain fit one another: how large the input must be at least, and what stands between convolutions and the
 * dense layers that take or give their positions.
 */
final class InferredSizes {
    /**
     * What a layer takes and gives.
     *
     * @param axes of positions that it needs; 0 for a dense layer, −1 for one that takes what comes
     * @param sources features that it takes; 0 for any
     * @param targets features that it gives; 0 for as many
     * @param window its largest extent
     */
    private record Size(int axes, long sources, long targets, int window) {}

    private final String source;
    private final List<Size> sizes = new ArrayList<>();

    InferredSizes(String source) {
        this.source = source;
    }

    void add(String kind, OwnWeights weights) throws ModelFormatException {
        if (kind.equals("Dense")) {
            Tensor matrix = weights.inOrder("kernel", "bias").get(2, "kernel");
            sizes.add(new Size(0, matrix.extent(0), matrix.extent(1), 1));
        } else if (kind.matches("(Depthwise|Separable)?Conv[123]D(Transpose)?")) {
            int axes = kind.charAt(kind.indexOf("Conv") + 4) - '0';
            boolean each = kind.startsWith("D") || kind.startsWith("S");
            Tensor kernel = weights.inOrder(each ? "depthwise_kernel" : "kernel", "bias").get(axes + 2, each ? "depthwise_kernel" : "kernel", "kernel");
            int window = (int) IntStream.range(0, axes).mapToLong(kernel::extent).max().orElse(1);
            boolean transposed = kind.endsWith("Transpose");
            long given = kind.startsWith("S") ? weights.inOrder("depthwise_kernel", "pointwise_kernel", "bias").get(axes + 2, "pointwise_kernel").extent(axes + 1)
                    : kind.startsWith("D") ? kernel.extent(axes) * kernel.extent(axes + 1) : kernel.extent(transposed ? axes : axes + 1);
            sizes.add(new Size(axes, kernel.extent(transposed ? axes + 1 : axes), given, window));
        } else {
            sizes.add(new Size(-1, 0, 0, 1));
        }
    }

    /** Extents for an image or a sequence of which the file tells no size; empty where none is needed, or the person says it. */
    List<Integer> input(boolean shaped) {
        Size first = sizes.stream().filter(size -> size.axes() >= 0).findFirst().orElse(new Size(0, 0, 0, 1));
        if (first.axes() == 0 || shaped || first.sources() > Integer.MAX_VALUE) {
            return List.of();
        }
        int window = 1;
        int extent = 0;
        long channels = 0;
        for (Size size : sizes) {
            window = Math.max(window, size.window());
            if (size.axes() == 0 && channels > 0 && extent == 0 && size.sources() % channels == 0) {
                extent = root(size.sources() / channels, first.axes());
            }
            channels = size.axes() > 0 ? size.targets() : size.axes() == 0 ? 0 : channels;
        }
        List<Integer> extents = new ArrayList<>(Collections.nCopies(first.axes(), Math.max(extent, window)));
        extents.addFirst(1);
        extents.add((int) first.sources());
        return extents;
    }

    private static int root(long positions, int axes) {
        int side = (int) Math.round(Math.pow(positions, 1.0 / axes));
        long all = 1;
        for (int axis = 0; axis < axes; axis++) {
            all *= side;
        }
        return all == positions ? side : 0;
    }

    /** Operators before the layer at {@code place}; none where it takes what comes. */
    List<Operator> fitting(int place, String name, String input, String output) {
        Size size = sizes.get(place);
        if (size.axes() < 0 || place == 0) {
            return List.of();
        }
        return List.of(new Operator.Deferred(name, List.of(input), List.of(output), extents -> {
            List<Integer> known = extents.getFirst();
            boolean image = known.size() > 2;
            boolean fits = known.isEmpty() || known.getLast() == size.sources() && known.size() == size.axes() + 2;
            if (fits || !image && size.axes() == 0) {
                return List.of(new Operator.Pass(name, input, output));
            }
            return size.axes() == 0 ? flat(name, input, output, known, size.sources()) : image(name, input, output, known, size);
        }));
    }

    /** Positions made one vector, after a pooling where the layer takes fewer. */
    private List<Operator> flat(String name, String input, String output, List<Integer> known, long sources) throws ModelFormatException {
        int axes = known.size() - 2;
        int channels = known.getLast();
        long positions = sources / channels;
        Operator flatten = new Operator.Reshape(name, output + " pooled", output, List.of());
        long now = known.subList(1, known.size() - 1).stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (now * channels == sources) {
            return List.of(new Operator.Reshape(name, input, output, List.of()));
        }
        if (channels == sources) {
            return List.of(new Operator.Mean(name, input, output, IntStream.range(1, axes + 1).boxed().toList(), false));
        }
        int side = sources % channels == 0 ? root(positions, axes) : 0;
        if (side == 0) {
            throw new ModelFormatException(source + ": its layer \"" + name + "\" takes " + sources + " numbers, and what comes before it gives " + channels
                    + " channels; open the whole model, with its configuration.");
        }
        return List.of(new Operator.AdaptivePooling(name, input, output + " pooled", Collections.nCopies(axes, side), true), flatten);
    }

    /** A vector made an image, as a decoder begins. */
    private List<Operator> image(String name, String input, String output, List<Integer> known, Size size) throws ModelFormatException {
        long all = known.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        int side = all % size.sources() == 0 ? root(all / size.sources(), size.axes()) : 0;
        if (side == 0) {
            throw new ModelFormatException(source + ": its layer \"" + name + "\" takes " + size.sources() + " channels, and what comes before it gives " + all
                    + " numbers; open the whole model, with its configuration.");
        }
        List<Integer> extents = new ArrayList<>(Collections.nCopies(size.axes(), side));
        extents.addFirst(1);
        extents.add((int) size.sources());
        return List.of(new Operator.Reshape(name, input, output, extents));
    }
}
