package org.cntexplorer.format.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Padding;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.Tensor;

/** Conv and ConvTranspose with constant weights. */
final class ConvolutionNodes implements OnnxOperators.Family {
    private static final int MOST_AXES = 3;
    static final long MOST_EXTENT = 1 << 30;

    private final Walk walk;

    ConvolutionNodes(Walk walk) {
        this.walk = walk;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        if (!node.type().equals("Conv") && !node.type().equals("ConvTranspose") && !node.type().equals("com.microsoft.FusedConv")) {
            return false;
        }
        Optional<Constant> kernel = walk.constants.of(node.input(1));
        Optional<Constant> bias = node.input(2).isEmpty() ? Optional.empty() : walk.constants.of(node.input(2));
        if (kernel.isEmpty() || kernel.get().transposed() || !node.input(2).isEmpty() && bias.isEmpty()) {
            walk.block(node, node.type() + " with computed weights");
            return true;
        }
        add(node, DenseNodes.name(node, kernel.get()), node.input(0), kernel.get().tensor(), bias.map(Constant::tensor));
        if (node.type().startsWith("com.microsoft")) {
            walk.add(new Operator.Activation(node.label(), node.output(), walk.between(node.output()), Functions.snake(node.text("activation", "linear"))));
        }
        return true;
    }

    /** Adds the convolution that a node's attributes describe. */
    void add(OnnxNode node, String name, String input, Tensor weights, Optional<Tensor> bias) throws ModelFormatException {
        int axes = weights.rank() - 2;
        if (axes < 1 || axes > MOST_AXES) {
            walk.block(node, node.type() + " in " + axes + " dimensions");
            return;
        }
        boolean transposed = node.type().equals("ConvTranspose");
        long[] taps = Arrays.copyOfRange(weights.shape(), 2, weights.rank());
        long[] stride = wholes(node, "strides", axes, 1);
        long[] dilation = wholes(node, "dilations", axes, 1);
        long[] more = wholes(node, "output_padding", axes, 0);
        Padding padding = padding(node);
        long[] pads = pads(node, axes);
        String value = walk.value(input);
        if (transposed && node.wholes("output_shape").isPresent()) {
            pads = given(node, walk.extents(value), axes, taps, stride, dilation, more);
            padding = Padding.GIVEN;
        }
        long groups = node.whole("group", 1);
        boolean sane = pads != null && groups >= 1 && groups <= MOST_EXTENT && weights.size() > 0 && between(taps, 1) && between(stride, 1)
                && between(dilation, 1) && between(more, 0) && between(pads, -MOST_EXTENT);
        if (!sane) {
            walk.block(node, node.type() + " with extents that make no sense");
            return;
        }
        walk.add(new Operator.Convolution(name, value, node.output(), weights, Layout.CHANNELS_FIRST, (int) groups, list(taps), list(stride), list(dilation),
                padding, list(Arrays.copyOf(pads, axes)), list(Arrays.copyOfRange(pads, axes, 2 * axes)), list(more), transposed, false,
                bias.map(b -> b.reshaped(b.size()))));
        walk.weighted.put(node.output(), 1);
    }

    static Padding padding(OnnxNode node) {
        return switch (node.text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> Padding.SAME_UPPER;
            case "SAME_LOWER" -> Padding.SAME_LOWER;
            default -> Padding.GIVEN;
        };
    }

    static long[] pads(OnnxNode node, int axes) {
        return node.text("auto_pad", "NOTSET").equals("VALID") ? new long[2 * axes] : wholes(node, "pads", 2 * axes, 0);
    }

    /** The padding that gives an output of a given shape; null where the input's is not known or they do not fit. */
    private static long[] given(OnnxNode node, Optional<List<Integer>> extents, int axes, long[] taps, long[] stride, long[] dilation, long[] more) {
        long[] wanted = node.wholes("output_shape").orElseThrow();
        if (extents.isEmpty() || extents.get().size() != axes + 2 || wanted.length < axes) {
            return null;
        }
        boolean upper = node.text("auto_pad", "NOTSET").equals("SAME_UPPER");
        long[] pads = new long[2 * axes];
        for (int axis = 0; axis < axes; axis++) {
            long both = stride[axis] * (extents.get().get(axis + 2) - 1) + more[axis] + (taps[axis] - 1) * dilation[axis] + 1 - wanted[wanted.length - axes + axis];
            // as ONNX writes it: the smaller half first where SAME_UPPER, else the larger
            pads[axis] = upper ? both / 2 : both - both / 2;
            pads[axes + axis] = both - pads[axis];
        }
        return pads;
    }

    static long[] wholes(OnnxNode node, String attribute, int count, long otherwise) {
        long[] given = node.wholes(attribute).orElse(new long[0]);
        long[] all = new long[count];
        for (int i = 0; i < count; i++) {
            all[i] = i < given.length ? given[i] : otherwise;
        }
        return all;
    }

    static boolean between(long[] numbers, long least) {
        return Arrays.stream(numbers).allMatch(n -> n >= least && n <= MOST_EXTENT);
    }

    static List<Integer> list(long[] numbers) {
        return Arrays.stream(numbers).mapToObj(n -> (int) n).toList();
    }
}
