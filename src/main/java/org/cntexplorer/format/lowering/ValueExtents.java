package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * The extents of what an operator gives, by arithmetic alone: no layer, no connection and no array is made. For a reader that must know
 * whether a shape of the input fits a model, or what a value's extents are, before it says what the operators are.
 */
public final class ValueExtents {
    private ValueExtents() {}

    /**
     * @param inputs extents of the values that it takes, the batch counted as 1; empty where they are not known
     * @return the extents of each of its values; empty where they are not known
     * @throws IllegalArgumentException with a clause where the operator does not fit them
     */
    public static Optional<List<Integer>> of(Operator operator, List<Optional<List<Integer>>> inputs) {
        Optional<List<Integer>> first = inputs.isEmpty() ? Optional.empty() : inputs.getFirst();
        return switch (operator) {
            case Operator.Input input -> input.extents().isEmpty() ? Optional.empty() : Optional.of(input.extents());
            case Operator.Constant constant -> Optional.of(constant.extents());
            case Operator.Dense dense -> Optional.of(dense(dense, first.orElse(List.of())));
            case Operator.Convolution convolution -> first.map(extents -> convolution(convolution, extents));
            case Operator.Pooling pooling -> first.map(extents -> pooling(pooling, extents));
            case Operator.AdaptivePooling pooling -> first.map(extents -> adaptive(pooling, extents));
            case Operator.Mean mean -> first.map(extents -> mean(mean, extents));
            case Operator.ScaleShift scaling -> first.map(extents -> scaling(scaling, extents));
            case Operator.Recurrent recurrent -> Optional.of(recurrent(recurrent, first.orElse(List.of(1, 1, features(recurrent)))));
            case Operator.Embedding embedding -> Optional.of(with(first.orElse(List.of(1, 1)), Math.toIntExact(embedding.matrix().extent(1))));
            case Operator.Attention attention -> inputs.getLast();
            case Operator.Sum sum -> inputs.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : Optional.of(sum(inputs));
            case Operator.Concatenation joined -> inputs.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : Optional.of(joined(joined, inputs));
            case Operator.Activation activation -> first;
            case Operator.Pass pass -> first;
            case Operator.Reshape reshape -> first.map(extents -> reshape(reshape, extents));
            case Operator.Transpose transpose -> first.map(extents -> transpose.order().stream().map(axis -> extents.get(axis(axis, extents.size()))).toList());
            case Operator.Take take -> first.map(extents -> take(take, extents));
            case Operator.Expand expand -> first.map(extents -> sum(List.of(Optional.of(extents), Optional.of(expand.extents()))));
            case Operator.Pad pad -> first.map(extents -> pad(pad, extents));
            // what it is made of is told by its reader, which may ask for these in turn
            case Operator.Deferred deferred -> Optional.empty();
            case Operator.Block block -> block.extents().isEmpty() ? Optional.empty() : Optional.of(block.extents());
        };
    }

    private static int axis(int axis, int rank) {
        int place = axis < 0 ? axis + rank : axis;
        if (place < 0 || place >= rank) {
            throw new IllegalArgumentException("axis " + axis + " of " + rank);
        }
        return place;
    }

    private static List<Integer> with(List<Integer> extents, int last) {
        List<Integer> more = new ArrayList<>(extents);
        more.add(last);
        return more;
    }

    private static List<Integer> replaced(List<Integer> extents, int axis, int extent) {
        if (extent < 1) {
            throw new IllegalArgumentException("nothing is left of " + Extents.of(extents));
        }
        List<Integer> others = new ArrayList<>(extents);
        others.set(axis, extent);
        return others;
    }

    private static List<Integer> dense(Operator.Dense dense, List<Integer> extents) {
        boolean targetRows = dense.orientation() == Orientation.TARGET_ROWS;
        Tensor matrix = dense.matrix();
        long features = matrix.extent(targetRows ? 1 : 0);
        int units = Math.toIntExact(matrix.extent(targetRows ? 0 : 1));
        if (extents.isEmpty()) {
            return List.of(1, units);
        }
        if (extents.getLast() != features) {
            throw new IllegalArgumentException("it takes " + features + " numbers, and gets " + Extents.of(extents));
        }
        return replaced(extents, extents.size() - 1, units);
    }

    private static List<Integer> convolution(Operator.Convolution convolution, List<Integer> extents) {
        int axes = convolution.stride().size();
        // a sample without a batch has one axis less
        if (extents.size() != axes + 2 && extents.size() != axes + 1) {
            throw new IllegalArgumentException("it has " + axes + " axes, and gets " + Extents.of(extents));
        }
        int channelAxis = convolution.channelLast() ? extents.size() - 1 : extents.size() - axes - 1;
        int first = convolution.channelLast() ? extents.size() - axes - 1 : extents.size() - axes;
        int channels = extents.get(channelAxis);
        int made = ConvolutionExtents.channels(convolution, channels);
        if (channels % convolution.groups() != 0) {
            throw new IllegalArgumentException(channels + " channels in " + convolution.groups() + " groups");
        }
        List<Integer> output = ConvolutionExtents.of(convolution, extents.subList(first, first + axes)).output();
        List<Integer> given = new ArrayList<>(extents);
        given.set(channelAxis, made);
        if (convolution.bias().isPresent() && convolution.bias().get().size() != made) {
            throw new IllegalArgumentException(convolution.bias().get().size() + " biases for " + made + " channels");
        }
        for (int i = 0; i < axes; i++) {
            given.set(first + i, output.get(i));
        }
        return given;
    }

    private static List<Integer> pooling(Operator.Pooling pooling, List<Integer> extents) {
        int axes = pooling.taps().size();
        int first = extents.size() - axes - (pooling.channelLast() ? 1 : 0);
        if (first < 0) {
            throw new IllegalArgumentException("it has " + axes + " axes, and gets " + Extents.of(extents));
        }
        List<Integer> given = extents;
        for (int i = 0; i < axes; i++) {
            given = replaced(given, first + i, PoolingExtents.of(pooling, i, extents.get(first + i)).count());
        }
        return given;
    }

    private static List<Integer> adaptive(Operator.AdaptivePooling pooling, List<Integer> extents) {
        int axes = pooling.extents().size();
        int first = extents.size() - axes - (pooling.channelLast() ? 1 : 0);
        List<Integer> given = extents;
        for (int i = 0; i < axes && first >= 0; i++) {
            given = pooling.extents().get(i) < 1 ? given : replaced(given, first + i, pooling.extents().get(i));
        }
        return given;
    }

    static List<Integer> mean(Operator.Mean mean, List<Integer> extents) {
        List<Integer> axes = mean.axes().stream().map(axis -> axis(axis, extents.size())).toList();
        List<Integer> given = new ArrayList<>();
        for (int axis = 0; axis < extents.size(); axis++) {
            if (!axes.contains(axis)) {
                given.add(extents.get(axis));
            } else if (mean.keepAxes()) {
                given.add(1);
            }
        }
        return given.isEmpty() ? List.of(1) : given;
    }

    private static List<Integer> scaling(Operator.ScaleShift scaling, List<Integer> extents) {
        int axis = axis(scaling.axis(), extents.size());
        long numbers = scaling.scale().length;
        long units = 1;
        for (int i = axis; i < extents.size() && units < numbers; i++) {
            units *= extents.get(i);
        }
        if (numbers != 1 && units != numbers) {
            throw new IllegalArgumentException(numbers + " numbers for " + Extents.of(extents));
        }
        return extents;
    }

    private static int features(Operator.Recurrent recurrent) {
        return Math.toIntExact(recurrent.inputMatrix().extent(recurrent.orientation() == Orientation.TARGET_ROWS ? 1 : 0));
    }

    /** Of the sequence. */
    private static List<Integer> recurrent(Operator.Recurrent recurrent, List<Integer> extents) {
        if (extents.getLast() != features(recurrent)) {
            throw new IllegalArgumentException("it takes " + features(recurrent) + " features, and gets " + Extents.of(extents));
        }
        return replaced(extents, extents.size() - 1,
                Math.toIntExact(recurrent.recurrentMatrix().extent(recurrent.orientation() == Orientation.TARGET_ROWS ? 1 : 0)));
    }

    private static List<Integer> sum(List<Optional<List<Integer>>> inputs) {
        List<Integer> all = List.of(1);
        for (Optional<List<Integer>> input : inputs) {
            all = broadcast(all, input.orElseThrow());
        }
        return all;
    }

    /** The extents of both where those of 1 are repeated, and missing ones added before the first. */
    static List<Integer> broadcast(List<Integer> one, List<Integer> other) {
        List<Integer> all = new ArrayList<>(one.size() > other.size() ? one : other);
        List<Integer> few = one.size() > other.size() ? other : one;
        for (int i = 0; i < few.size(); i++) {
            int axis = all.size() - few.size() + i;
            if (!all.get(axis).equals(few.get(i)) && all.get(axis) != 1 && few.get(i) != 1) {
                throw new IllegalArgumentException(Extents.of(one) + " added to " + Extents.of(other));
            }
            all.set(axis, Math.max(all.get(axis), few.get(i)));
        }
        return all;
    }

    private static List<Integer> joined(Operator.Concatenation joined, List<Optional<List<Integer>>> inputs) {
        List<Integer> all = inputs.getFirst().orElseThrow();
        int axis = axis(joined.axis(), all.size());
        for (Optional<List<Integer>> input : inputs.subList(1, inputs.size())) {
            List<Integer> one = input.orElseThrow();
            if (one.size() != all.size() || !replaced(one, axis, 1).equals(replaced(all, axis, 1))) {
                throw new IllegalArgumentException(Extents.of(one) + " behind " + Extents.of(all));
            }
            all = replaced(all, axis, Math.addExact(all.get(axis), one.get(axis)));
        }
        return all;
    }

    static List<Integer> reshape(Operator.Reshape reshape, List<Integer> extents) {
        long size = extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        List<Integer> given = new ArrayList<>(reshape.extents().isEmpty() ? List.of(1, Math.toIntExact(size)) : reshape.extents());
        long known = 1;
        for (int extent : given) {
            // no further than it takes to see that there are more
            known = extent < 0 || known > size ? known : Math.multiplyExact(known, (long) extent);
        }
        int rest = given.indexOf(-1);
        if (rest >= 0 && known > 0 && size % known == 0) {
            given.set(rest, Math.toIntExact(size / known));
            known = size;
        }
        if (known != size || given.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException(Extents.of(reshape.extents()) + " of " + size + " neurons");
        }
        return given;
    }

    static List<Integer> take(Operator.Take take, List<Integer> extents) {
        int axis = axis(take.axis(), extents.size());
        int extent = extents.get(axis);
        if (take.places().length == 0 || Arrays.stream(take.places()).anyMatch(place -> place < -extent || place >= extent)) {
            throw new IllegalArgumentException("places of an axis of " + extent + " that it has not");
        }
        if (!take.dropAxis()) {
            return replaced(extents, axis, take.places().length);
        }
        List<Integer> left = new ArrayList<>(extents);
        left.remove(axis);
        return left;
    }

    private static List<Integer> pad(Operator.Pad pad, List<Integer> extents) {
        int missing = extents.size() - pad.begin().size();
        List<Integer> given = extents;
        for (int i = 0; i < pad.begin().size() && missing >= 0; i++) {
            given = replaced(given, missing + i, pad.begin().get(i) + extents.get(missing + i) + pad.end().get(i));
        }
        return given;
    }
}
