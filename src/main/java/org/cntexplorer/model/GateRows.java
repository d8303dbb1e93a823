package org.cntexplorer.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
                Tensor matrix = sourceRows ? columns(dense.matrix(), dense.targets(), gate * units, dense.sources(), units)
                        : rows(dense.matrix(), (long) gate * units * dense.sources(), units, dense.sources());
                yield new DenseConnection(dense.index(), dense.name(), dense.from(), dense.to(), matrix, dense.orientation(),
                        part(dense.bias(), gate, gates));
            }
            case Convolution convolution when !convolution.transposed() && convolution.geometry().groups() == 1
                    && convolution.geometry().outputChannels() % gates == 0 -> {
                ConvolutionGeometry all = convolution.geometry();
                int channels = all.outputChannels() / gates;
                ConvolutionGeometry geometry = new ConvolutionGeometry(all.inputChannels(), channels, 1, all.input(), all.output(),
                        all.kernel(), all.stride(), all.dilation(), all.padding());
                long each = convolution.kernel().size() / all.outputChannels();
                // as a matrix of two axes: the kernel's size counts, not its shape
                Tensor kernel = switch (convolution.layout()) {
                    case CHANNELS_FIRST, OUTPUTS_FIRST -> rows(convolution.kernel(), gate * channels * each, channels, each);
                    case CHANNELS_LAST, INPUTS_FIRST ->
                            columns(convolution.kernel(), all.outputChannels(), gate * channels, each, channels);
                };
                yield new Convolution(convolution.index(), convolution.name(), convolution.from(), convolution.to(), kernel,
                        convolution.layout(), geometry, false, part(convolution.channelBias(), gate, gates));
            }
            case Composed composed -> new Composed(of(composed.operator(), gate, gates), composed.from(), composed.input());
            case Convolution _, Gated _, OneToOne _, Block _ ->
                    throw new IllegalArgumentException(rows.name() + ": a connection of the kind " + rows.kind() + " has no gates");
        };
    }

    private static Optional<Tensor> part(Optional<Tensor> bias, int gate, int gates) {
        return bias.map(all -> rows(all, all.size() / gates * gate, all.size() / gates));
    }

    /** The elements from {@code first} on, as many as {@code shape} has: they lie one after the other. */
    private static Tensor rows(Tensor of, long first, long... shape) {
        int bytes = of.type().bytes();
        return new Tensor(of.type(), of.order(), of.data().asSlice(first * bytes, Tensor.elements(shape) * bytes), shape);
    }

    /** Of each row of {@code width} elements {@code count}, from {@code first} on, copied. */
    private static Tensor columns(Tensor of, int width, int first, long rows, int count) {
        int bytes = of.type().bytes();
        MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, rows * count * bytes), 64).asSlice(0, rows * count * bytes);
        for (long row = 0; row < rows; row++) {
            MemorySegment.copy(of.data(), (row * width + first) * bytes, copy, row * count * bytes, (long) count * bytes);
        }
        return new Tensor(of.type(), of.order(), copy, rows, count);
    }
}
