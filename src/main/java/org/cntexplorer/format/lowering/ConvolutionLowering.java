package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.ConvolutionGeometry;
import org.cntexplorer.model.Tensor;

/** Convolutions and their transposes: a layer of channels and a connection into it. */
final class ConvolutionLowering {
    private ConvolutionLowering() {}

    static void lower(Operator.Convolution convolution, Draft draft) throws ModelFormatException {
        Value value = draft.value(convolution.input(), convolution.name());
        boolean block = draft.isBlock(value.layer());
        int axes = convolution.stride().size();
        if (!value.isKnown() && !block) {
            throw draft.unknownSize("the convolution \"" + Draft.clean(convolution.name()) + "\" must know the size of its input");
        }
        boolean arranged = value.isKnown() && value.withoutLeadingOnes(axes + 1).rank() == axes + 1;
        if (!arranged && !block) {
            throw draft.bad("the convolution \"" + convolution.name() + "\" has " + axes + " axes, but what comes before it is "
                    + Extents.of(value.withoutLeadingOnes(1).extents()) + "; save the model again.");
        }
        if (arranged) {
            try {
                draft.give(convolution.output(), of(convolution, convolution.transposed() ? "transposed convolution" : "convolution", value, draft));
                return;
            } catch (IllegalArgumentException | ArithmeticException e) {
                if (!block) {
                    throw new ModelFormatException(draft.file().name() + ": the convolution \"" + convolution.name()
                            + "\" does not fit what comes before it (" + e.getMessage() + "); save the model again.", e);
                }
            }
        }
        BlockLowering.unsized(convolution, "Convolution behind a block of unknown size", draft);
    }

    /**
     * A layer of this kind.
     *
     * @param value channels and positions, perhaps behind extents of 1
     * @return what the convolution makes of it, arranged likewise
     * @throws IllegalArgumentException with a clause where the kernel does not fit it
     */
    static Value of(Operator.Convolution convolution, String kind, Value value, Draft draft) throws ModelFormatException {
        int rank = convolution.stride().size() + 1;
        Value bare = value.withoutLeadingOnes(rank);
        Value made = connect(convolution, kind, draft, convolution.channelLast() ? bare.transposed(channelFirst(rank)) : bare);
        Value arranged = convolution.channelLast() ? made.transposed(channelLast(rank)) : made;
        List<Integer> extents = new ArrayList<>(value.extents().subList(0, value.rank() - rank));
        extents.addAll(arranged.extents());
        return arranged.reshaped(extents);
    }

    /** Of an array of this rank, the order of axes that brings the last in front. */
    static List<Integer> channelFirst(int rank) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank - 1).boxed().toList());
        order.addFirst(rank - 1);
        return order;
    }

    /** The order of axes that brings the first to the end. */
    static List<Integer> channelLast(int rank) {
        List<Integer> order = new ArrayList<>(IntStream.range(1, rank).boxed().toList());
        order.add(0);
        return order;
    }

    private static int product(List<Integer> extents) {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    /** @param value channels and positions */
    private static Value connect(Operator.Convolution convolution, String kind, Draft draft, Value value) throws ModelFormatException {
        int channels = value.extents().getFirst();
        ConvolutionExtents extents = ConvolutionExtents.of(convolution, value.extents().subList(1, value.rank()));
        int given = ConvolutionExtents.channels(convolution, channels);
        List<Integer> shape = new ArrayList<>(extents.output());
        shape.addFirst(given);
        int layer = draft.addLayer(convolution.name(), kind, draft.shape(shape, convolution.name()));
        Unpadded unpadded = Unpadded.of(value);
        List<Integer> begin = new ArrayList<>(extents.begin());
        for (int axis = 0; axis < begin.size(); axis++) {
            int cut = unpadded.begin().get(axis);
            begin.set(axis, convolution.transposed() ? begin.get(axis) - cut * convolution.stride().get(axis) : begin.get(axis) + cut);
        }
        Cut cut = new Cut(convolution, draft, layer, given, extents.output(), begin);
        if (!Joining.join(unpadded.value(), draft, cut.on(unpadded.value()))) {
            Value whole = Joining.materialised(unpadded.value(), convolution.name() + " input", "concatenation", draft);
            Joining.join(whole, draft, cut.on(whole));
        }
        return Value.of(layer, draft.neurons(layer), shape, true);
    }

    /** The convolution on the channels of one layer among those that it takes. */
    private record Cut(Operator.Convolution convolution, Draft draft, int layer, int given, List<Integer> output, List<Integer> begin) {
        Joining.On on(Value value) {
            int channels = value.extents().getFirst();
            List<Integer> positions = value.extents().subList(1, value.rank());
            return (elements, first, from) -> {
                Optional<int[]> some = elements == null ? Optional.of(IntStream.range(0, channels).toArray()) : channels(elements, product(positions));
                if (some.isEmpty() || some.get().length < channels && convolution.groups() > 1) {
                    return Optional.empty();
                }
                return Optional.of(connection(some.get(), channels, positions, first, from));
            };
        }

        private Connection connection(int[] some, int channels, List<Integer> positions, boolean first, int from) {
            ConvolutionGeometry geometry = convolution.transposed()
                    ? new ConvolutionGeometry(given, some.length, convolution.groups(), output, positions, convolution.taps(), convolution.stride(),
                            convolution.dilation(), begin)
                    : new ConvolutionGeometry(some.length, given, convolution.groups(), positions, output, convolution.taps(), convolution.stride(),
                            convolution.dilation(), begin);
            return new Convolution(draft.nextConnection(), draft.nameOf(layer), from, layer, some.length == channels ? convolution.kernel() : kernel(some, channels),
                    convolution.layout(), geometry, convolution.transposed(), first ? convolution.bias() : Optional.empty());
        }

        /** The channels that elements make up; empty where one is there in part only. */
        private static Optional<int[]> channels(int[] elements, int positions) {
            if (elements.length % positions != 0) {
                return Optional.empty();
            }
            int[] channels = new int[elements.length / positions];
            for (int c = 0; c < channels.length; c++) {
                channels[c] = elements[c * positions] / positions;
                if (elements[c * positions] % positions != 0 || elements[(c + 1) * positions - 1] != elements[c * positions] + positions - 1) {
                    return Optional.empty();
                }
            }
            return Optional.of(channels);
        }

        /** The kernel of some of the channels that it takes; those are the input's of a convolution, the output's of the one that is transposed. */
        private Tensor kernel(int[] some, int channels) {
            Tensor kernel = convolution.kernel();
            int taps = product(convolution.taps());
            long all = kernel.size();
            long after = convolution.transposed() ? convolution.layout().steps(channels, given, taps).output()
                    : convolution.layout().steps(given, channels, taps).input();
            return kernel.places(channels, after, some, draft.file().arena(), all / channels * some.length);
        }
    }
}
