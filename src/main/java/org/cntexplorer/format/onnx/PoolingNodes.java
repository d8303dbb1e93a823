package org.cntexplorer.format.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Pooling over windows and over whole axes. Of a maximum, an average or a norm each unit of a window has its share. */
final class PoolingNodes implements OnnxOperators.Family {
    private final Walk walk;

    PoolingNodes(Walk walk) {
        this.walk = walk;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "MaxPool", "AveragePool", "LpPool", "com.microsoft.QLinearAveragePool" -> windows(node);
            case "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool", "com.microsoft.QLinearGlobalAveragePool" -> global(node);
            case "ReduceMean", "ReduceMax", "ReduceSum", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp",
                    "com.microsoft.QLinearReduceMean" -> reduced(node);
            default -> false;
        };
    }

    private boolean windows(OnnxNode node) throws ModelFormatException {
        Optional<long[]> taps = node.wholes("kernel_shape");
        if (taps.isEmpty() || taps.get().length == 0 || !ConvolutionNodes.between(taps.get(), 1)) {
            return false;
        }
        int axes = taps.get().length;
        long[] stride = ConvolutionNodes.wholes(node, "strides", axes, 1);
        long[] dilation = ConvolutionNodes.wholes(node, "dilations", axes, 1);
        long[] pads = ConvolutionNodes.pads(node, axes);
        if (!ConvolutionNodes.between(stride, 1) || !ConvolutionNodes.between(dilation, 1) || !ConvolutionNodes.between(pads, 0)) {
            return false;
        }
        boolean channelLast = node.whole("channels_last", 0) != 0;
        walk.add(new Operator.Pooling(node.label(), walk.value(node.input(0)), node.output(), ConvolutionNodes.list(taps.get()), ConvolutionNodes.list(stride),
                ConvolutionNodes.list(dilation), ConvolutionNodes.padding(node), ConvolutionNodes.list(Arrays.copyOf(pads, axes)),
                ConvolutionNodes.list(Arrays.copyOfRange(pads, axes, 2 * axes)), node.whole("ceil_mode", 0) != 0, channelLast));
        if (node.whole("count_include_pad", 0) != 0 && Arrays.stream(pads).anyMatch(pad -> pad > 0)) {
            walk.warn(node.output(), "The padding that \"" + node.label() + "\" counts in its averages is left out of them.");
        }
        if (walk.count(node.output(1)) > 0) {
            walk.block(node, node.type() + "'s places");
        }
        return true;
    }

    private boolean global(OnnxNode node) throws ModelFormatException {
        String input = walk.value(node.input(0));
        int rank = walk.extents(input).map(List::size).orElse(4);
        boolean channelLast = node.whole("channels_last", 0) != 0;
        List<Integer> axes = IntStream.range(channelLast ? 1 : 2, channelLast ? rank - 1 : rank).boxed().toList();
        walk.add(new Operator.Mean(node.label(), input, node.output(), axes, true));
        return true;
    }

    private boolean reduced(OnnxNode node) throws ModelFormatException {
        String input = walk.value(node.input(0));
        int rank = walk.known(input).size();
        Optional<long[]> axes = node.type().startsWith("com.microsoft") ? node.wholes("axes") : walk.constants.listed(node, "axes", 1);
        if (axes.isEmpty() && !node.type().startsWith("com.microsoft") && !node.input(1).isEmpty()) {
            return false;
        }
        boolean none = axes.isEmpty() || axes.get().length == 0;
        if (none && node.whole("noop_with_empty_axes", 0) != 0) {
            walk.pass(node.label(), input, node.output());
            return true;
        }
        List<Integer> all = none ? IntStream.range(0, rank).boxed().toList() : ConvolutionNodes.list(axes.get());
        boolean several = all.stream().anyMatch(axis -> walk.lowering.extents(input).orElseThrow().get(axis < 0 ? axis + rank : axis) > 1);
        if (several && !node.type().endsWith("Mean") && !node.type().equals("ReduceMax") && !node.type().equals("ReduceMin")) {
            walk.warn(node.output(), "The " + (node.type().equals("ReduceSum") ? "sum" : "norm") + " \"" + node.label() + "\" is taken for an average.");
        }
        walk.add(new Operator.Mean(node.label(), input, node.output(), all, node.whole("keepdims", 1) != 0));
        walk.inherit(input, node.output());
        return true;
    }
}
