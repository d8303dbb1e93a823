package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Padding;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.Tensor;

/** Convolutions in one, two and three dimensions: plain, transposed, depthwise, separable. */
final class ConvolutionLayers {
    private ConvolutionLayers() {}

    static List<Operator> of(Call call, int axes) throws ModelFormatException {
        if (call.steps() + axes > 3 || call.steps() > 0 && !call.channelLast()) {
            return List.of(call.block());
        }
        String kind = call.kind();
        if (kind.startsWith("Separable")) {
            return separable(call, axes);
        }
        boolean depthwise = kind.startsWith("Depthwise");
        boolean transposed = kind.endsWith("Transpose") || kind.startsWith("Deconvolution");
        OwnWeights weights = call.weights().inOrder(depthwise ? "depthwise_kernel" : "kernel", "bias");
        Tensor kernel = depthwise ? weights.get(axes + 2, "depthwise_kernel", "kernel") : weights.get(axes + 2, "kernel");
        int made = (int) kernel.extent(transposed || depthwise ? axes : axes + 1);
        int wanted = depthwise ? made : call.config().path("filters").asInt(call.config().path("nb_filter").asInt(made));
        if (wanted != made) {
            throw weights.bad("has " + wanted + " filters, its weights are " + kernel);
        }
        String function = call.activation();
        String sums = call.sums(function);
        Operator convolution = depthwise ? depthwise(call, call.input(), sums, call.name(), kernel, axes, weights.find("bias"))
                : transposed ? transposed(call, sums, kernel, axes, weights.find("bias"))
                : plain(call, call.input(), sums, call.name(), kernel, axes, Math.max(1, call.config().path("groups").asInt(1)), weights.find("bias"));
        return call.activated(List.of(convolution), sums, function);
    }

    /** Each channel for itself, and then all channels of each position. */
    private static List<Operator> separable(Call call, int axes) throws ModelFormatException {
        OwnWeights weights = call.weights().inOrder("depthwise_kernel", "pointwise_kernel", "bias");
        Tensor each = weights.get(axes + 2, "depthwise_kernel");
        Tensor all = weights.get(axes + 2, "pointwise_kernel");
        if (all.extent(axes) != each.extent(axes) * each.extent(axes + 1)) {
            throw weights.bad("has a depthwise kernel of " + each + " before a pointwise one of " + all);
        }
        String function = call.activation();
        String sums = call.sums(function);
        String between = call.output() + " depthwise";
        List<Integer> ones = Collections.nCopies(call.steps() + axes, 1);
        List<Integer> zeros = Collections.nCopies(call.steps() + axes, 0);
        return call.activated(List.of(depthwise(call, call.input(), between, call.name() + " depthwise", each, axes, Optional.empty()),
                new Operator.Convolution(call.name(), between, sums, all, Layout.CHANNELS_LAST, 1, ones, ones, ones, Padding.GIVEN, zeros, zeros, zeros, false,
                        call.channelLast(), weights.find("bias"))), sums, function);
    }

    /** @param kernel {@code [taps…, C, m]}: the m outputs of a channel lie behind one another, as in a convolution of C groups */
    private static Operator depthwise(Call call, String input, String output, String name, Tensor kernel, int axes, Optional<Tensor> bias)
            throws ModelFormatException {
        long[] shape = kernel.shape();
        int channels = (int) shape[axes];
        shape[axes + 1] *= channels;
        shape[axes] = 1;
        return plain(call, input, output, name, kernel.reshaped(shape), axes, channels, bias);
    }

    private static Operator plain(Call call, String input, String output, String name, Tensor kernel, int axes, int groups, Optional<Tensor> bias)
            throws ModelFormatException {
        List<Integer> taps = taps(call, kernel, axes);
        List<Integer> dilation = call.numbers(call.config().has("dilation_rate") ? "dilation_rate" : "atrous_rate", axes, 1);
        List<Integer> stride = strides(call, axes);
        check(call, dilation, stride);
        String padding = call.text("padding", "border_mode");
        List<Integer> begin = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            begin.add(padding.equals("causal") ? Math.multiplyExact(dilation.get(axis), taps.get(axis) - 1) : 0);
        }
        List<Integer> zeros = Collections.nCopies(call.steps() + axes, 0);
        return new Operator.Convolution(name, input, output, kernel, Layout.CHANNELS_LAST, groups, call.withSteps(taps, 1), call.withSteps(stride, 1),
                call.withSteps(dilation, 1), padding.equals("same") ? Padding.SAME_UPPER : Padding.GIVEN, call.withSteps(begin, 0), zeros, zeros, false,
                call.channelLast(), bias);
    }

    /** @param kernel {@code [taps…, out, in]}: that of the convolution whose transpose it is */
    private static Operator transposed(Call call, String output, Tensor kernel, int axes, Optional<Tensor> bias) throws ModelFormatException {
        List<Integer> taps = taps(call, kernel, axes);
        List<Integer> dilation = call.numbers("dilation_rate", axes, 1);
        List<Integer> stride = strides(call, axes);
        check(call, dilation, stride);
        boolean same = call.text("padding", "border_mode").equals("same");
        boolean told = call.config().hasNonNull("output_padding");
        List<Integer> begin = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        List<Integer> more = new ArrayList<>();
        List<Integer> outputPadding = call.numbers("output_padding", axes, 0);
        for (int axis = 0; axis < axes; axis++) {
            int reach = Math.addExact(Math.multiplyExact(dilation.get(axis), taps.get(axis) - 1), 1);
            int both = same ? 2 * (reach / 2) : 0;
            int first = Math.max(0, both - outputPadding.get(axis)) / 2;
            begin.add(first);
            end.add(both - first);
            // rows that no window reaches, where the stride is wider than the window
            more.add(told ? outputPadding.get(axis) : Math.max(0, stride.get(axis) - reach));
        }
        return new Operator.Convolution(call.name(), call.input(), output, kernel, Layout.CHANNELS_LAST, Math.max(1, call.config().path("groups").asInt(1)),
                call.withSteps(taps, 1), call.withSteps(stride, 1), call.withSteps(dilation, 1), same && !told ? Padding.SAME_UPPER : Padding.GIVEN,
                call.withSteps(begin, 0), call.withSteps(end, 0), call.withSteps(more, 0), true, call.channelLast(), bias);
    }

    private static List<Integer> taps(Call call, Tensor kernel, int axes) throws ModelFormatException {
        List<Integer> taps = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            taps.add((int) kernel.extent(axis));
        }
        if (call.config().has("kernel_size") && !call.numbers("kernel_size", axes, 1).equals(taps)) {
            throw call.weights().bad("has windows of " + call.numbers("kernel_size", axes, 1) + ", its weights are " + kernel);
        }
        return taps;
    }

    private static List<Integer> strides(Call call, int axes) {
        return call.numbers(call.config().has("strides") ? "strides" : call.config().has("subsample") ? "subsample" : "subsample_length", axes, 1);
    }

    private static void check(Call call, List<Integer> dilation, List<Integer> stride) throws ModelFormatException {
        if (dilation.stream().anyMatch(d -> d < 1) || stride.stream().anyMatch(s -> s < 1)) {
            throw call.weights().bad("has strides of " + stride + " and a dilation of " + dilation);
        }
    }
}
