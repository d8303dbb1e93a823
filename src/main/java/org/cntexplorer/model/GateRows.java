package org.cntexplorer.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The targets of one gate of a connection into the targets of several, as a connection of their own. */
final class GateRows {
    private GateRows() {}

    /** @throws IllegalArgumentException where the connection is of no kind that has gates */
    static Connection of(Connection rows, int gate, int gates) {
        return switch (rows) {
            case DenseConnection dense -> {
                int units = dense.targets() / gates;
                boolean sourceRows = dense.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
                Tensor matrix = sourceRows ? columns(dense.matrix(), gate * units, units, dense.sources(), units)
                        : rows(dense.matrix(), (long) gate * units * dense.sources(), units, dense.sources());
                yield new DenseConnection(dense.index(), dense.name(), dense.from(), dense.to(), matrix, dense.orientation(),
                        part(dense.bias(), gate, gates));
            }
            case Convolution convolution when !convolution.transposed() && convolution.geometry().groups() == 1
                    && convolution.geometry().outputChannels() % gates == 0 -> {
                ConvolutionGeometry all = convolution.geometry();
                int channels = all.outputChannels() / gates;
                ConvolutionGeometry geometry = new ConvolutionGeometry(all.inputChannels(), channels, 1, all.input(), all.output(), all.kernel(),
                        all.stride(), all.dilation(), all.padding());
                long each = convolution.kernel().size() / all.outputChannels();
                Tensor kernel = switch (convolution.layout()) {
                    case CHANNELS_FIRST -> rows(convolution.kernel(), gate * channels * each, shape(channels, all.inputChannels(), all.kernel()));
                    case CHANNELS_LAST -> {
                        List<Integer> reversed = new ArrayList<>(all.kernel());
                        reversed.add(all.inputChannels());
                        reversed.add(channels);
                        yield columns(convolution.kernel(), gate * channels, channels, reversed.stream().mapToLong(e -> e).toArray());
                    }
                };
                yield new Convolution(convolution.index(), convolution.name(), convolution.from(), convolution.to(), kernel, convolution.layout(),
                        geometry, false, part(convolution.channelBias(), gate, gates));
            }
            case Composed composed -> new Composed(of(composed.operator(), gate, gates), composed.from(), composed.input());
            case Convolution _, Gated _, OneToOne _, Block _ ->
                    throw new IllegalArgumentException(rows.name() + ": a connection of the kind " + rows.kind() + " has no gates");
        };
    }

    private static long[] shape(int outputs, int inputs, List<Integer> taps) {
        List<Integer> extents = new ArrayList<>(List.of(outputs, inputs));
        extents.addAll(taps);
        return extents.stream().mapToLong(e -> e).toArray();
    }

    private static Optional<Tensor> part(Optional<Tensor> bias, int gate, int gates) {
        return bias.map(all -> rows(all, all.size() / gates * gate, all.size() / gates));
    }

    /** The elements from {@code first} on, as many as {@code shape} has: they lie one after the other. */
    private static Tensor rows(Tensor of, long first, long... shape) {
        int bytes = of.type().bytes();
        return new Tensor(of.type(), of.order(), of.data().asSlice(first * bytes, Tensor.elements(shape) * bytes), shape);
    }

    /** Of each row along the last axis the elements from {@code first} on, copied. */
    private static Tensor columns(Tensor of, int first, int count, long... shape) {
        int bytes = of.type().bytes();
        long columns = of.extent(of.rank() - 1);
        MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, Tensor.elements(shape) * bytes), 64).asSlice(0, Tensor.elements(shape) * bytes);
        for (long row = 0; row < of.size() / Math.max(1, columns); row++) {
            MemorySegment.copy(of.data(), (row * columns + first) * bytes, copy, row * count * bytes, (long) count * bytes);
        }
        return new Tensor(of.type(), of.order(), copy, shape);
    }
}
