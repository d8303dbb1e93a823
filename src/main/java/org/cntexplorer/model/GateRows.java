package org.cntexplorer.model;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.stream.IntStream;

/** The targets of one gate of a connection into the targets of several, as a connection of their own. */
final class GateRows {
    private GateRows() {}

    /** @throws IllegalArgumentException where the connection is of no kind that has gates */
    static void check(Connection rows, int gates) {
        switch (rows) {
            case DenseConnection _ -> { }
            case Convolution convolution when !convolution.transposed() && convolution.geometry().groups() == 1
                    && convolution.geometry().outputChannels() % gates == 0 -> { }
            case Composed composed -> check(composed.operator(), gates);
            // a bias alone
            case OneToOne bias when bias.links() == 0 -> { }
            case Convolution _, Gated _, OneToOne _, Block _ -> throw none(rows);
        }
    }

    private static IllegalArgumentException none(Connection rows) {
        return new IllegalArgumentException(rows.name() + ": a connection of the kind " + rows.kind() + " has no gates");
    }

    /** @param rows a connection that passes the check */
    static Connection of(Connection rows, int gate, int gates) {
        return switch (rows) {
            case DenseConnection dense -> {
                int units = dense.targets() / gates;
                boolean sourceRows = dense.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
                Tensor matrix = part(dense.matrix(), gate, gates, dense.targets(), sourceRows ? 1 : dense.sources(),
                        sourceRows ? dense.sources() : units, sourceRows ? units : dense.sources());
                yield new DenseConnection(dense.index(), dense.name(), dense.from(), dense.to(), matrix, dense.orientation(),
                        part(dense.bias(), gate, gates));
            }
            case Convolution convolution -> {
                ConvolutionGeometry all = convolution.geometry();
                ConvolutionGeometry geometry = new ConvolutionGeometry(all.inputChannels(), all.outputChannels() / gates, 1, all.input(), all.output(),
                        all.kernel(), all.stride(), all.dilation(), all.padding());
                // along one axis: the kernel's size counts, not its shape
                Tensor kernel = part(convolution.kernel(), gate, gates, all.outputChannels(), convolution.layout().steps(all).output(),
                        convolution.kernel().size() / gates);
                yield new Convolution(convolution.index(), convolution.name(), convolution.from(), convolution.to(), kernel,
                        convolution.layout(), geometry, false, part(convolution.channelBias(), gate, gates));
            }
            case Composed composed -> new Composed(of(composed.operator(), gate, gates), composed.from(), composed.input());
            case OneToOne bias when bias.links() == 0 -> new OneToOne(bias.index(), bias.name(), bias.kind(), bias.from(), bias.to(),
                    Averaging.run(bias.targets() / gates, 0, 0, 0, bias.sources()), Optional.empty(), bias.positions(), part(bias.channelShift(), gate, gates));
            case Gated _, OneToOne _, Block _ -> throw none(rows);
        };
    }

    private static Optional<Tensor> part(Optional<Tensor> bias, int gate, int gates) {
        return bias.map(all -> part(all, gate, gates, (int) all.size(), 1, all.size() / gates));
    }

    /** The places of one gate along an axis of {@code extent} that all gates share. */
    private static Tensor part(Tensor all, int gate, int gates, int extent, long after, long... shape) {
        int places = extent / gates;
        return all.places(extent, after, IntStream.range(gate * places, (gate + 1) * places).toArray(), Arena.ofAuto(), shape);
    }
}
