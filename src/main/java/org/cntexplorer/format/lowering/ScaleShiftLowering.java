package org.cntexplorer.format.lowering;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Composed;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.OneToOne;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/**
 * Normalisations: a batch normalisation is folded into the weighted operator before it, w' = w·scale, b' = b·scale + shift; what cannot be
 * folded is a layer of its own, joined one to one (metrics.md §1).
 */
final class ScaleShiftLowering {
    private ScaleShiftLowering() {}

    /** Whether it adds only, as a bias does: of kind "shift". That is folded if it can be, and makes no layer if not. */
    static boolean isBias(Operator.ScaleShift scaling) {
        return scaling.kind().equals("shift");
    }

    /**
     * @param mayFold whether nobody else takes the sums that are scaled, and the person wants it
     * @return whether its output was given: not where it only adds what cannot be folded
     */
    static boolean lower(Operator.ScaleShift scaling, boolean mayFold, Draft draft, Progress progress) throws ModelFormatException {
        Value value = draft.value(scaling.input(), scaling.name());
        if (scaling.scale().length == 0 || scaling.shift().length != 0 && scaling.shift().length != scaling.scale().length) {
            throw draft.bad("the normalisation \"" + Draft.clean(scaling.name()) + "\" has " + scaling.scale().length + " factors and "
                    + scaling.shift().length + " shifts; save the model again.");
        }
        if (!value.isKnown()) {
            if (draft.neurons(value.layer()) == 0) {
                draft.settle(value.layer(), Shape.of(scaling.scale().length));
            }
            value = Value.of(value.layer(), draft.neurons(value.layer()), List.of(1, draft.neurons(value.layer())), false);
        }
        int[] axes = channels(scaling, value);
        if (mayFold && scaling.foldable() && value.isSums() && fold(scaling, value, axes, draft, progress)) {
            draft.give(scaling.output(), value);
        } else if (isBias(scaling)) {
            draft.warn("The constants that \"" + Draft.clean(scaling.name()) + "\" adds are not counted.");
            return false;
        } else {
            draft.give(scaling.output(), oneToOne(scaling, value, axes, draft));
        }
        return true;
    }

    /** The first and the last of the axes whose units have a number each. */
    private static int[] channels(Operator.ScaleShift scaling, Value value) {
        int first = value.axis(scaling.axis());
        int last = first;
        long units = value.extents().get(first);
        while (units < scaling.scale().length && last + 1 < value.rank()) {
            units *= value.extents().get(++last);
        }
        if (units != scaling.scale().length) {
            throw new IllegalArgumentException(scaling.scale().length + " numbers for " + Extents.of(value.extents().subList(first, last + 1)) + " channels");
        }
        return new int[] {first, last};
    }

    /** The number of the channel of an element. */
    private static int channel(int element, int after, int channels) {
        return element / after % channels;
    }

    private static boolean fold(Operator.ScaleShift scaling, Value value, int[] axes, Draft draft, Progress progress) {
        List<Connection> sums = draft.sumsOf(value.layer());
        int channels = scaling.scale().length;
        int after = Value.size(value.extents().subList(axes[1] + 1, value.rank()));
        int targets = draft.neurons(value.layer());
        if (sums.isEmpty() || targets % channels != 0) {
            return false;
        }
        int positions = targets / channels;
        // where values are in the order of their layer, so are their channels
        boolean plain = value.isPlain() && after == positions;
        for (int element = 0; !plain && element < value.size(); element++) {
            if (value.unit(element) / positions != channel(element, after, channels)) {
                return false;
            }
        }
        List<Connection> folded = new ArrayList<>();
        boolean first = true;
        for (Connection connection : sums) {
            Connection operator = connection instanceof Composed c ? c.operator() : connection;
            Optional<Connection> one = folded(operator, positions, channels, first, scaling, draft, progress);
            if (one.isEmpty()) {
                return false;
            }
            folded.add(connection instanceof Composed c ? new Composed(one.get(), c.from(), c.input()) : one.get());
            first = false;
        }
        folded.forEach(draft::replace);
        return true;
    }

    /** @param first whether it is the one, of those that join in the sums, that carries the shift */
    private static Optional<Connection> folded(Connection operator, int positions, int channels, boolean first, Operator.ScaleShift scaling, Draft draft,
            Progress progress) {
        return switch (operator) {
            case DenseConnection dense when positions == 1 -> {
                int columns = (int) dense.matrix().extent(1);
                boolean sourceRows = dense.orientation() == Orientation.SOURCE_ROWS;
                yield Optional.of(new DenseConnection(dense.index(), dense.name(), dense.from(), dense.to(),
                        scaled(dense.matrix(), scaling, at -> (int) (sourceRows ? at % columns : at / columns), draft, progress), dense.orientation(),
                        bias(dense.bias(), first, scaling, draft)));
            }
            case Convolution convolution when channels == convolution.targetChannels() -> Optional.of(
                    new Convolution(convolution.index(), convolution.name(), convolution.from(), convolution.to(),
                            scaled(convolution.kernel(), scaling, convolution.targetChannelOfWeight(), draft, progress), convolution.layout(),
                            convolution.geometry(), convolution.transposed(), bias(convolution.channelBias(), first, scaling, draft)));
            default -> Optional.empty();
        };
    }

    /** Nothing to fold into: a layer of its own, each neuron with one link. */
    private static Value oneToOne(Operator.ScaleShift scaling, Value value, int[] axes, Draft draft) throws ModelFormatException {
        // a normalisation along steps is one of features
        boolean lastAxis = axes[1] == value.rank() - 1;
        int channels = scaling.scale().length;
        if (lastAxis && axes[0] == axes[1] && value.isFolded()) {
            int layer = layer(scaling, value.firstRow(), 1, draft, Shape.of(channels));
            return Folding.repeated(layer, channels, value.extents());
        }
        Value bare = value.withoutLeadingOnes(value.rank() - axes[0]);
        int before = value.rank() - bare.rank();
        if (before != axes[0]) {
            // axes before the channels that are no batch: each of their units with a channel of its own
            List<Integer> order = new ArrayList<>(IntStream.rangeClosed(axes[0], axes[1]).boxed().toList());
            IntStream.range(0, value.rank()).filter(axis -> axis < axes[0] || axis > axes[1]).forEach(order::add);
            Value first = value.transposed(order);
            long batch = value.rank() - value.withoutLeadingOnes(1).rank();
            Value made = whole(scaling, first, order.stream().filter(axis -> axis >= batch).map(value.extents()::get).toList(), channels, draft);
            int[] back = new int[order.size()];
            for (int i = 0; i < back.length; i++) {
                back[order.get(i)] = i;
            }
            return made.transposed(Arrays.stream(back).boxed().toList());
        }
        return whole(scaling, bare, bare.withoutLeadingOnes(1).extents(), channels, draft).reshaped(value.extents());
    }

    private static Value whole(Operator.ScaleShift scaling, Value value, List<Integer> extents, int channels, Draft draft) throws ModelFormatException {
        Shape shape = draft.shape(extents, scaling.name());
        int layer = layer(scaling, value, value.size() / channels, draft, shape);
        return Value.of(layer, shape.neurons(), value.extents(), true);
    }

    private static int layer(Operator.ScaleShift scaling, Value value, int positions, Draft draft, Shape shape) throws ModelFormatException {
        int layer = draft.addLayer(scaling.name(), scaling.kind(), shape);
        boolean first = true;
        for (Part part : Part.of(value)) {
            draft.connect(new OneToOne(draft.nextConnection(), draft.nameOf(layer), scaling.kind(), part.layer(), layer,
                    Spread.over(part, value.size()), Optional.of(tensor(scaling.scale(), draft)), positions,
                    first && scaling.shift().length > 0 ? Optional.of(tensor(scaling.shift(), draft)) : Optional.empty()));
            first = false;
        }
        return layer;
    }

    private static Tensor tensor(double[] numbers, Draft draft) {
        MemorySegment to = draft.room(8L * numbers.length);
        MemorySegment.copy(MemorySegment.ofArray(numbers), 0, to, 0, to.byteSize());
        return new Tensor(ElementType.F64, ByteOrder.nativeOrder(), to, numbers.length);
    }

    /** The weights scaled, in memory of their own: what lies in the file is not what counts. */
    private static Tensor scaled(Tensor weights, Operator.ScaleShift scaling, LongToIntFunction channel, Draft draft, Progress progress) {
        if (Arrays.stream(scaling.scale()).allMatch(factor -> factor == 1)) {
            return weights;
        }
        boolean wide = weights.type() == ElementType.F64;
        MemorySegment to = draft.room(weights.size() * (wide ? 8 : 4));
        double[] block = new double[4096];
        for (long from = 0; from < weights.size(); from += block.length) {
            progress.check();
            int count = (int) Math.min(block.length, weights.size() - from);
            weights.read(from, block, 0, count);
            for (int i = 0; i < count; i++) {
                double w = block[i] * scaling.scale()[channel.applyAsInt(from + i)];
                if (wide) {
                    to.setAtIndex(ValueLayout.JAVA_DOUBLE, from + i, w);
                } else {
                    to.setAtIndex(ValueLayout.JAVA_FLOAT, from + i, (float) w);
                }
            }
        }
        return new Tensor(wide ? ElementType.F64 : ElementType.F32, ByteOrder.nativeOrder(), to, weights.shape());
    }

    private static Optional<Tensor> bias(Optional<Tensor> before, boolean first, Operator.ScaleShift scaling, Draft draft) {
        boolean shifts = first && scaling.shift().length > 0;
        if (before.isEmpty() && !shifts) {
            return Optional.empty();
        }
        double[] biases = new double[scaling.scale().length];
        for (int c = 0; c < biases.length; c++) {
            biases[c] = (before.isPresent() ? before.get().get(c) * scaling.scale()[c] : 0) + (shifts ? scaling.shift()[c] : 0);
        }
        return Optional.of(tensor(biases, draft));
    }
}
