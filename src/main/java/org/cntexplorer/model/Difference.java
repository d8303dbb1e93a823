package org.cntexplorer.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.cntexplorer.progress.Progress;

/**
 * The difference of two networks of the same architecture as a network of its own: each weight and each bias is that of the second minus that
 * of the first. Strengths are linear where weights count with their signs, so that those of the difference are the differences of the strengths.
 * A bias that only one of the two has counts 0 in the other; what does not differ because it is fixed, such as a skip, has no links.
 */
public final class Difference {
    private final Counterparts pairs;
    private final Subtraction subtraction;

    private Difference(Counterparts pairs, Subtraction subtraction) {
        this.pairs = pairs;
        this.subtraction = subtraction;
    }

    /**
     * {@code b} − {@code a}. Its weights lie in an unnamed temporary file, which goes when the network is closed; the two others stay open as long as
     * this takes, and no longer. Layers, names and the order of weights are those of {@code a}.
     *
     * @throws UnlikeNetworksException where the architectures differ
     * @throws IOException where the temporary file cannot be written
     */
    public static Network of(Network a, Network b, Progress progress) throws UnlikeNetworksException, IOException {
        Counterparts pairs = Counterparts.of(a, b);
        Subtraction subtraction = new Subtraction(a.parameters(), progress);
        try {
            Difference difference = new Difference(pairs, subtraction);
            List<Connection> connections = new ArrayList<>();
            for (Connection connection : a.connections()) {
                connections.add(difference.of(connection, pairs.of(connection), null));
            }
            return new Network(b.name() + " − " + a.name(), "difference", a.layers(), connections, List.of(), subtraction::close);
        } catch (IOException | RuntimeException e) {
            subtraction.close();
            throw e;
        }
    }

    /** @param rowOfB which target of {@code y} each target of {@code x} is; null for the same */
    private Connection of(Connection x, Connection y, int[] rowOfB) throws IOException {
        return switch (x) {
            case DenseConnection dense -> dense(dense, Optional.empty(), y, rowOfB);
            case Composed composed when composed.operator() instanceof DenseConnection dense ->
                    new Composed(dense(dense, Optional.of(composed.input()), y, rowOfB), composed.from(), composed.input());
            case Composed composed -> new Composed(of(composed.operator(), ((Composed) y).operator(), rowOfB), composed.from(), composed.input());
            case Convolution convolution -> convolution(convolution, (Convolution) y, rowOfB);
            case OneToOne one -> oneToOne(one, (OneToOne) y, rowOfB);
            case Gated gated -> new Gated(of(gated.rows(), ((Gated) y).rows(), rows(gated, (Gated) y)), gated.gates());
            case Block block -> block;
        };
    }

    /** Formats store gates in orders of their own. */
    private static int[] rows(Gated x, Gated y) {
        if (x.gates().equals(y.gates())) {
            return null;
        }
        int units = x.targets();
        return IntStream.range(0, x.rows().targets()).map(row -> y.gates().indexOf(x.gates().get(row / units)) * units + row % units).toArray();
    }

    private DenseConnection dense(DenseConnection x, Optional<Averaging> xInput, Connection y, int[] rowOfB) throws IOException {
        DenseConnection other = (DenseConnection) (y instanceof Composed composed ? composed.operator() : y);
        Optional<Averaging> yInput = y instanceof Composed composed ? Optional.of(composed.input()) : Optional.empty();
        int[] unitOfB = units(xInput, yInput);
        Tensor matrix = subtraction.of(x.matrix(), other.matrix(), x.orientation() == other.orientation() && unitOfB == null && rowOfB == null
                ? null : place(x, other, unitOfB, rowOfB));
        return new DenseConnection(x.index(), x.name(), x.from(), x.to(), matrix, x.orientation(),
                bias(x.bias(), other.bias(), rowOfB == null ? k -> k : k -> rowOfB[k]));
    }

    /** Which unit of the second takes the neuron that a unit of the first takes; null where each takes what the other takes. */
    private static int[] units(Optional<Averaging> x, Optional<Averaging> y) {
        if (x.isEmpty() && y.isEmpty() || x.isPresent() && y.isPresent() && Counterparts.isSame(x.get(), y.get())) {
            return null;
        }
        Averaging same = Averaging.same(x.or(() -> y).orElseThrow().neurons());
        int[] unitOfNeuron = new int[same.neurons()];
        for (int unit = 0; unit < unitOfNeuron.length; unit++) {
            unitOfNeuron[y.orElse(same).neuron(unit, 0)] = unit;
        }
        return IntStream.range(0, unitOfNeuron.length).map(unit -> unitOfNeuron[x.orElse(same).neuron(unit, 0)]).toArray();
    }

    private static LongUnaryOperator place(DenseConnection x, DenseConnection y, int[] unitOfB, int[] rowOfB) {
        boolean xSources = x.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
        boolean ySources = y.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
        long columns = x.matrix().extent(1);
        long columnsOfB = y.matrix().extent(1);
        return at -> {
            int unit = (int) (xSources ? at / columns : at % columns);
            int row = (int) (xSources ? at % columns : at / columns);
            int unitThere = unitOfB == null ? unit : unitOfB[unit];
            int rowThere = rowOfB == null ? row : rowOfB[row];
            return ySources ? unitThere * columnsOfB + rowThere : rowThere * columnsOfB + unitThere;
        };
    }

    private Convolution convolution(Convolution x, Convolution y, int[] rowOfB) throws IOException {
        IntUnaryOperator channel = channels(rowOfB, x.geometry().outputPositions());
        LongUnaryOperator place = null;
        if (x.layout() != y.layout() || rowOfB != null) {
            Convolution.Steps from = x.layout().steps(x.geometry());
            Convolution.Steps to = y.layout().steps(y.geometry());
            ConvolutionGeometry geometry = x.geometry();
            int inputs = geometry.inputChannels() / geometry.groups();
            place = at -> to.weight(channel.applyAsInt((int) (at / from.output() % geometry.outputChannels())), (int) (at / from.input() % inputs),
                    (int) (at / from.tap() % geometry.taps()));
        }
        return new Convolution(x.index(), x.name(), x.from(), x.to(), subtraction.of(x.kernel(), y.kernel(), place), x.layout(), x.geometry(),
                x.transposed(), bias(x.channelBias(), y.channelBias(), channel));
    }

    private OneToOne oneToOne(OneToOne x, OneToOne y, int[] rowOfB) {
        IntUnaryOperator channel = channels(rowOfB, x.positions());
        Averaging input = x.scale().isPresent() ? x.input() : Averaging.run(x.targets(), 0, 0, 0, x.sources());
        return new OneToOne(x.index(), x.name(), x.kind(), x.from(), x.to(), input, bias(x.scale(), y.scale(), channel), x.positions(),
                bias(x.channelShift(), y.channelShift(), channel));
    }

    private static IntUnaryOperator channels(int[] rowOfB, int positions) {
        return rowOfB == null ? channel -> channel : channel -> rowOfB[channel * positions] / positions;
    }

    /** Few numbers, which need no file. */
    private static Optional<Tensor> bias(Optional<Tensor> x, Optional<Tensor> y, IntUnaryOperator place) {
        if (x.isEmpty() && y.isEmpty()) {
            return Optional.empty();
        }
        double[] differences = new double[Math.toIntExact(x.or(() -> y).get().size())];
        Arrays.setAll(differences, i -> y.map(t -> t.get(place.applyAsInt(i))).orElse(0.0) - x.map(t -> t.get(i)).orElse(0.0));
        boolean full = x.filter(Subtraction::isFull).isPresent() || y.filter(Subtraction::isFull).isPresent();
        if (full) {
            return Optional.of(Tensor.of(differences));
        }
        float[] rounded = new float[differences.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) differences[i];
        }
        return Optional.of(Tensor.of(rounded, rounded.length));
    }
}
