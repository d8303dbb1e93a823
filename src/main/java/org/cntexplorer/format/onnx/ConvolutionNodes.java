package org.cntexplorer.format.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.ConvolutionExtents;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.format.lowering.Operator.Padding;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.Tensor;

/** Conv and ConvTranspose with constant weights, and the normalisations behind them. */
final class ConvolutionNodes {
    private static final int MOST_AXES = 3;
    private static final long MOST_EXTENT = 1 << 30;

    private final Constants constants;

    ConvolutionNodes(Constants constants) {
        this.constants = constants;
    }

    Operator operator(OnnxNode node) throws ModelFormatException {
        Optional<Constant> kernel = constants.of(node.input(1));
        Optional<Constant> bias = node.input(2).isEmpty() ? Optional.empty() : constants.of(node.input(2));
        if (kernel.isEmpty() || kernel.get().transposed() || !node.input(2).isEmpty() && bias.isEmpty()) {
            return unsupported(node, node.type() + " with computed weights");
        }
        Tensor weights = kernel.get().tensor();
        int axes = weights.rank() - 2;
        if (axes < 1 || axes > MOST_AXES) {
            return unsupported(node, node.type() + " in " + axes + " dimensions");
        }
        boolean transposed = node.type().equals("ConvTranspose");
        String auto = node.attribute("auto_pad").map(a -> a.getS().toStringUtf8()).orElse("NOTSET");
        Padding padding = switch (auto) {
            case "SAME_UPPER" -> Padding.SAME_UPPER;
            case "SAME_LOWER" -> Padding.SAME_LOWER;
            default -> Padding.GIVEN;
        };
        long[] taps = Arrays.copyOfRange(weights.shape(), 2, weights.rank());
        long[] pads = auto.equals("VALID") ? new long[2 * axes] : wholes(node, "pads", 2 * axes, 0);
        long[] stride = wholes(node, "strides", axes, 1);
        long[] dilation = wholes(node, "dilations", axes, 1);
        long[] more = wholes(node, "output_padding", axes, 0);
        long groups = node.whole("group", 1);
        boolean sane = groups >= 1 && groups <= MOST_EXTENT && weights.size() > 0 && between(taps, 1) && between(stride, 1) && between(dilation, 1)
                && between(more, 0) && between(pads, -MOST_EXTENT);
        if (!sane || transposed && node.wholes("output_shape").isPresent()) {
            return unsupported(node, node.type() + (sane ? " with a given output shape" : " with extents that make no sense"));
        }
        return new Operator.Convolution(DenseNodes.name(node, kernel.get()), node.input(0), node.output(), weights, Layout.CHANNELS_FIRST, (int) groups, list(taps),
                list(stride), list(dilation), padding, list(Arrays.copyOf(pads, axes)), list(Arrays.copyOfRange(pads, axes, 2 * axes)), list(more),
                transposed, false, bias.map(b -> b.tensor().reshaped(b.tensor().size())));
    }

    /** x·γ/√(σ²+ε) + β − μ·γ/√(σ²+ε): what a batch normalisation does in a trained model. */
    Operator normalisation(OnnxNode node) throws ModelFormatException {
        double[][] parts = new double[4][];
        for (int i = 0; i < parts.length; i++) {
            Optional<Constant> part = constants.of(node.input(i + 1));
            if (part.isEmpty() || i > 0 && part.get().tensor().size() != parts[0].length) {
                return unsupported(node, "BatchNormalization with computed numbers");
            }
            parts[i] = part.get().tensor().toArray();
        }
        if (node.whole("training_mode", 0) != 0) {
            return unsupported(node, "BatchNormalization in training");
        }
        float epsilon = node.real("epsilon", 1e-5f);
        double[] scale = new double[parts[0].length];
        double[] shift = new double[scale.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = parts[0][c] / Math.sqrt(parts[3][c] + epsilon);
            shift[c] = parts[1][c] - parts[2][c] * scale[c];
        }
        return new Operator.ScaleShift(node.name(), "batch normalization", node.input(0), node.output(), true, 1, scale, shift);
    }

    /** What comes out, where it is known what goes in. */
    static Dims after(Operator.Convolution convolution, Dims before) {
        List<Integer> sample = before.ofSample();
        int axes = convolution.stride().size();
        if (!before.sampleIsKnown() || sample.size() != axes + 1 || sample.getFirst() < 1) {
            return Dims.UNKNOWN;
        }
        try {
            List<Integer> output = ConvolutionExtents.of(convolution, sample.subList(1, axes + 1)).output();
            long taps = convolution.taps().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
            long channels = convolution.kernel().size() / Math.max(1, taps) * convolution.groups() / sample.getFirst();
            return Dims.known(Stream.concat(Stream.of(-1L, channels), output.stream().map(Integer::longValue)).mapToLong(Long::longValue).toArray());
        } catch (IllegalArgumentException e) {
            // said when the layer is made
            return Dims.UNKNOWN;
        }
    }

    private static long[] wholes(OnnxNode node, String attribute, int count, long otherwise) {
        long[] given = node.wholes(attribute).orElse(new long[0]);
        long[] all = new long[count];
        for (int i = 0; i < count; i++) {
            all[i] = i < given.length ? given[i] : otherwise;
        }
        return all;
    }

    private static boolean between(long[] numbers, long least) {
        return Arrays.stream(numbers).allMatch(n -> n >= least && n <= MOST_EXTENT);
    }

    private static List<Integer> list(long[] numbers) {
        return Arrays.stream(numbers).mapToObj(n -> (int) n).toList();
    }

    private static Operator unsupported(OnnxNode node, String type) {
        return new Operator.Block(node.name(), type, List.of(node.input(0)), List.of(node.output()), List.of(), OptionalInt.empty());
    }
}
