package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.format.lowering.Operator.Padding;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Nodes with weights: dense layers and convolutions. Of each the sums, without the function that it may end with. */
final class WeightNodes {
    private final MappedFile file;
    private final TfliteGraph graph;
    private final Weights weights;

    WeightNodes(MappedFile file, TfliteGraph graph, Weights weights) {
        this.file = file;
        this.graph = graph;
        this.weights = weights;
    }

    /** @param sums the value to be given */
    Optional<Operator> dense(TfliteNode node, String name, String input, String sums) throws ModelFormatException {
        Optional<Tensor> matrix = weights.of(node.input(1));
        if (matrix.isEmpty() || node.options().isPresent() && node.options().get().ubyte(1) != 0) {
            return Optional.empty();
        }
        return Optional.of(new Operator.Dense(name, input, sums, matrix.get(), Orientation.TARGET_ROWS, weights.of(node.input(2))));
    }

    Optional<Operator> convolution(TfliteNode node, String name, String input, String sums) throws ModelFormatException {
        boolean transposed = node.type().startsWith("TRANSPOSE_CONV") || node.type().equals("CONV_3D_TRANSPOSE");
        boolean volume = node.type().startsWith("CONV_3D");
        boolean byChannel = node.type().equals("DEPTHWISE_CONV_2D");
        Optional<Tensor> stored = weights.of(node.input(1));
        if (stored.isEmpty() || node.options().isEmpty()) {
            return Optional.empty();
        }
        Tensor kernel = stored.get();
        int rank = volume ? 5 : 4;
        if (kernel.rank() != rank || byChannel && kernel.extent(0) != 1) {
            throw bad(name, "has a kernel of " + Extents.of(kernel));
        }
        FlatTable options = node.options().get();
        List<Integer> stride = volume ? List.of(options.whole(1, 0), options.whole(3, 0), options.whole(2, 0))
                : List.of(options.whole(2, 0), options.whole(1, 0));
        int dilated = byChannel ? 5 : 4;
        List<Integer> dilation = volume ? List.of(options.whole(5, 1), options.whole(7, 1), options.whole(6, 1))
                : transposed ? List.of(1, 1) : List.of(options.whole(dilated + 1, 1), options.whole(dilated, 1));
        List<Integer> taps = taps(kernel, volume ? 0 : 1, rank - 2);
        if (stride.stream().anyMatch(s -> s < 1) || dilation.stream().anyMatch(d -> d < 1)) {
            throw bad(name, "has the strides " + stride + " and the dilations " + dilation);
        }
        boolean same = options.ubyte(0) == 0;
        Around around = transposed ? around(node, taps, stride, same) : Around.nothing(taps.size(), same);
        return Optional.of(new Operator.Convolution(name, input, sums, kernel, layout(node.type()), groups(node, kernel, byChannel, volume || transposed),
                taps, stride, dilation, around.padding(), around.begin(), around.end(), around.more(), transposed, true,
                weights.of(node.input(transposed ? 3 : 2))));
    }

    /** What is put around the output of a convolution, as its operator takes it. */
    private record Around(Padding padding, List<Integer> begin, List<Integer> end, List<Integer> more) {
        static Around nothing(int axes, boolean same) {
            List<Integer> zeros = Collections.nCopies(axes, 0);
            return new Around(same ? Padding.SAME_UPPER : Padding.GIVEN, zeros, zeros, zeros);
        }
    }

    /** A transposed convolution is told the extents that it gives, and is padded as the convolution of that many units would be. */
    private Around around(TfliteNode node, List<Integer> taps, List<Integer> stride, boolean same) {
        List<Integer> from = graph.tensor(node.input(2)).shape();
        List<Integer> to = graph.tensor(node.output()).shape();
        if (from.size() != taps.size() + 2 || to.size() != from.size() || from.stream().anyMatch(e -> e < 0) || to.stream().anyMatch(e -> e < 0)) {
            return Around.nothing(taps.size(), same);
        }
        List<Integer> begin = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        List<Integer> more = new ArrayList<>();
        for (int axis = 0; axis < taps.size(); axis++) {
            long step = stride.get(axis);
            long units = to.get(axis + 1);
            long reach = (Math.ceilDiv(units, step) - 1) * step + taps.get(axis);
            long both = same ? Math.max(0, reach - units) : 0;
            begin.add((int) (both / 2));
            end.add((int) (both - both / 2));
            more.add((int) (units - ((from.get(axis + 1) - 1) * step + taps.get(axis) - both)));
        }
        return new Around(Padding.GIVEN, begin, end, more);
    }

    private static Layout layout(String type) {
        return switch (type) {
            case "CONV_2D" -> Layout.OUTPUTS_FIRST;
            case "TRANSPOSE_CONV" -> Layout.INPUTS_FIRST;
            // 1 × taps × channels of the output, and the taps first in three dimensions
            default -> Layout.CHANNELS_LAST;
        };
    }

    /** As many as a kernel for some of the channels goes into all; 1 where that is not known from here. */
    private int groups(TfliteNode node, Tensor kernel, boolean byChannel, boolean whole) {
        List<Integer> shape = graph.tensor(node.input(0)).shape();
        int channels = shape.isEmpty() ? -1 : shape.getLast();
        long each = kernel.extent(3);
        return byChannel ? Math.max(1, channels) : whole || channels < 1 || each < 1 || channels % each != 0 ? 1 : (int) (channels / each);
    }

    private List<Integer> taps(Tensor kernel, int from, int axes) throws ModelFormatException {
        Integer[] taps = new Integer[axes];
        for (int axis = 0; axis < axes; axis++) {
            taps[axis] = (int) kernel.extent(from + axis);
        }
        return List.of(taps);
    }

    private ModelFormatException bad(String name, String what) {
        return new ModelFormatException(file.name() + ": the convolution \"" + name + "\" " + what + ", which none has; convert the model again.");
    }
}
