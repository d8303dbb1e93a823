package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Padding;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Nodes with weights: dense layers and convolutions. Of each the sums, without the function that it may end with. */
final class WeightNodes {
    private final MappedFile file;
    private final Translation translation;
    private final Weights weights;

    WeightNodes(MappedFile file, Translation translation) {
        this.file = file;
        this.translation = translation;
        this.weights = translation.weights();
    }

    /**
     * @param output the value to be given: the sums
     * @return false where the node is none of these, or its weights are computed
     */
    boolean translate(TfliteNode node, String name, String output) throws ModelFormatException {
        return switch (node.type()) {
            case "FULLY_CONNECTED" -> dense(node, name, output);
            case "BATCH_MATMUL" -> product(node, name, output);
            case "CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "CONV_3D", "CONV_3D_TRANSPOSE" -> convolution(node, name, output);
            default -> false;
        };
    }

    private boolean dense(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<Tensor> matrix = weights.of(node.input(1));
        // the weights may be shuffled for a processor
        if (matrix.isEmpty() || node.options().isPresent() && node.options().get().ubyte(1) != 0) {
            return false;
        }
        translation.add(new Operator.Dense(name, rows(node, matrix.get(), name), output, matrix.get(), Orientation.TARGET_ROWS, weights.of(node.input(2))));
        return true;
    }

    /** Whatever the extents of its input are, a dense layer takes so many of its numbers at a time as it has weights for. */
    private String rows(TfliteNode node, Tensor matrix, String name) throws ModelFormatException {
        String value = translation.value(node.input(0));
        List<Integer> extents = translation.extents(node.input(0));
        boolean kept = node.options().isPresent() && node.options().get().flag(2, false);
        if (extents.isEmpty() || matrix.rank() != 2 || matrix.extent(1) > Integer.MAX_VALUE
                || extents.getLast() == matrix.extent(1) && (kept || extents.size() <= 2)) {
            return value;
        }
        String rows = translation.between(node);
        translation.add(new Operator.Reshape(name, value, rows, List.of(-1, (int) matrix.extent(1))));
        return rows;
    }

    /** A matrix on the right, along the last axis of what is on the left. */
    private boolean product(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<Tensor> matrix = weights.of(node.input(1));
        boolean turned = node.options().isPresent() && node.options().get().flag(0, false);
        boolean targetRows = node.options().isPresent() && node.options().get().flag(1, false);
        if (matrix.isEmpty() || turned || matrix.get().rank() < 2) {
            return false;
        }
        long[] shape = matrix.get().shape();
        int rank = shape.length;
        if (matrix.get().size() != shape[rank - 1] * shape[rank - 2]) {
            return false;
        }
        translation.add(new Operator.Dense(name, translation.value(node.input(0)), output, matrix.get().reshaped(shape[rank - 2], shape[rank - 1]),
                targetRows ? Orientation.TARGET_ROWS : Orientation.SOURCE_ROWS, Optional.empty()));
        return true;
    }

    private boolean convolution(TfliteNode node, String name, String output) throws ModelFormatException {
        boolean transposed = node.type().startsWith("TRANSPOSE_CONV") || node.type().equals("CONV_3D_TRANSPOSE");
        boolean volume = node.type().startsWith("CONV_3D");
        boolean byChannel = node.type().equals("DEPTHWISE_CONV_2D");
        Optional<Tensor> stored = weights.of(node.input(1));
        if (stored.isEmpty() || node.options().isEmpty()) {
            return false;
        }
        int value = node.input(transposed ? 2 : 0);
        List<Integer> from = value < 0 ? List.of() : translation.extents(value);
        if (value < 0 || !from.isEmpty() && from.getFirst() > 1) {
            // squares of pixels made samples
            return false;
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
        translation.add(new Operator.Convolution(name, translation.value(value), output,
                byChannel ? kernel.reshaped(kernel.extent(1), kernel.extent(2), 1, kernel.extent(3)) : kernel, layout(node.type()), groups(node, kernel, byChannel, volume || transposed),
                taps, stride, dilation, around.padding(), around.begin(), around.end(), around.more(), transposed, true,
                weights.of(node.input(transposed ? 3 : 2))));
        return true;
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
        List<Integer> from = translation.extents(node.input(2));
        List<Integer> to = translation.extents(node.output());
        if (from.size() != taps.size() + 2 || to.size() != from.size()) {
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
            // the taps first: channel by channel, and in three dimensions
            default -> Layout.CHANNELS_LAST;
        };
    }

    /** As many as a kernel for some of the channels goes into all; 1 where that is not known from here. */
    private int groups(TfliteNode node, Tensor kernel, boolean byChannel, boolean whole) {
        List<Integer> shape = translation.graph().tensor(node.input(0)).shape();
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
