package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/**
 * Pooling, by average or by maximum: new units, each the average of those of its window that lie inside the input. They make no layer; the
 * next weights are composed with them (metrics.md §1).
 */
final class PoolingLowering {
    private PoolingLowering() {}

    /** For each place of the output of an axis its window; places outside are none. */
    private interface Windows {
        int count();

        /** How many places {@link #of} gives, without making them. */
        int size(int i);

        /** The places inside the input that window {@code i} covers. */
        int[] of(int i);
    }

    /** Windows that are an unbroken run of places each. */
    private record Runs(int count, IntUnaryOperator from, IntUnaryOperator to) implements Windows {
        @Override
        public int size(int i) {
            return to.applyAsInt(i) - from.applyAsInt(i);
        }

        @Override
        public int[] of(int i) {
            return IntStream.range(from.applyAsInt(i), to.applyAsInt(i)).toArray();
        }
    }

    /** Windows of taps that lie apart from one another, the first of which begins before the input. */
    private record Strided(int count, int units, int taps, int stride, int dilation, long before) implements Windows {
        private long from(int i) {
            return (long) i * stride - before;
        }

        /** The first tap inside the input. */
        private long first(int i) {
            return from(i) < 0 ? Math.ceilDiv(-from(i), dilation) : 0;
        }

        @Override
        public int size(int i) {
            return (int) Math.max(0, Math.min(taps, Math.ceilDiv(units - from(i), dilation)) - first(i));
        }

        @Override
        public int[] of(int i) {
            int[] places = new int[size(i)];
            long at = from(i) + first(i) * dilation;
            for (int n = 0; n < places.length; n++) {
                places[n] = (int) (at + (long) n * dilation);
            }
            return places;
        }
    }

    static void lower(Operator.Pooling pooling, Draft draft) throws ModelFormatException {
        Value value = draft.value(pooling.input(), pooling.name());
        int axes = pooling.taps().size();
        if (unsized(pooling, value, draft)) {
            return;
        }
        List<Integer> extents = value.extents();
        int first = firstAxis(value, axes, pooling.channelLast());
        List<Windows> windows = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            windows.add(strided(pooling, axis, extents.get(first + axis)));
        }
        draft.give(pooling.output(), pooled(value, first, windows, pooling.channelLast(), pooling.name(), draft));
    }

    static void lower(Operator.AdaptivePooling pooling, Draft draft) throws ModelFormatException {
        Value value = draft.value(pooling.input(), pooling.name());
        if (unsized(pooling, value, draft)) {
            return;
        }
        int first = firstAxis(value, pooling.extents().size(), pooling.channelLast());
        List<Windows> windows = new ArrayList<>();
        for (int axis = 0; axis < pooling.extents().size(); axis++) {
            int units = value.extents().get(first + axis);
            int wanted = pooling.extents().get(axis) < 1 ? units : pooling.extents().get(axis);
            windows.add(new Runs(wanted, i -> (int) ((long) i * units / wanted), i -> (int) (((i + 1L) * units + wanted - 1) / wanted)));
        }
        draft.give(pooling.output(), pooled(value, first, windows, pooling.channelLast(), pooling.name(), draft));
    }

    static void lower(Operator.Mean mean, Draft draft) throws ModelFormatException {
        Value value = draft.value(mean.input(), mean.name());
        if (unsized(mean, value, draft)) {
            return;
        }
        List<Integer> axes = mean.axes().stream().map(value::axis).distinct().toList();
        Value left = value;
        // one axis after the other: an average of averages of as many units each
        for (int axis : axes) {
            int units = left.extents().get(axis);
            left = units == 1 ? left : pooled(left, axis, List.of(new Runs(1, i -> 0, i -> units)), mean.name(), draft);
        }
        draft.give(mean.output(), left.reshaped(ValueExtents.mean(mean, value.extents())));
    }

    private static boolean unsized(Operator pooling, Value value, Draft draft) throws ModelFormatException {
        if (value.isKnown()) {
            return false;
        }
        if (draft.isBlock(value.layer())) {
            BlockLowering.unsized(pooling, "Pooling behind a block of unknown size", draft);
            return true;
        }
        throw draft.unknownSize("the pooling \"" + Draft.clean(pooling.name()) + "\" must know the size of its input");
    }

    private static int firstAxis(Value value, int axes, boolean channelLast) {
        int first = value.rank() - axes - (channelLast ? 1 : 0);
        if (first < 0) {
            throw new IllegalArgumentException(axes + " axes of " + Extents.of(value.extents()));
        }
        return first;
    }

    private static Windows strided(Operator.Pooling pooling, int axis, int units) {
        PoolingExtents extents = PoolingExtents.of(pooling, axis, units);
        return new Strided(extents.count(), units, pooling.taps().get(axis), pooling.stride().get(axis), pooling.dilation().get(axis), extents.begin());
    }

    /** @param first the first of the axes that are pooled, before the last where that is the channels' */
    private static Value pooled(Value value, int first, List<Windows> windows, boolean channelLast, String name, Draft draft) throws ModelFormatException {
        if (!channelLast) {
            return pooled(value, first, windows, name, draft);
        }
        // neurons are numbered channel first, and so are windows then
        int channel = value.rank() - 1;
        List<Integer> forth = new ArrayList<>(IntStream.range(0, channel).boxed().toList());
        forth.add(first, channel);
        List<Integer> back = new ArrayList<>(IntStream.rangeClosed(0, channel).boxed().toList());
        back.add(back.remove(first));
        return pooled(value.transposed(forth), first + 1, windows, name, draft).transposed(back);
    }

    /** @param first the first of the axes that are pooled */
    private static Value pooled(Value value, int first, List<Windows> windows, String name, Draft draft) throws ModelFormatException {
        int axes = windows.size();
        List<Integer> extents = new ArrayList<>(value.extents());
        int[][][] places = new int[axes][][];
        long[] total = new long[axes];
        for (int axis = 0; axis < axes; axis++) {
            extents.set(first + axis, windows.get(axis).count());
            Value.checkMoved(Value.size(extents));
            total[axis] = IntStream.range(0, windows.get(axis).count()).mapToLong(windows.get(axis)::size).sum();
        }
        int runs = Value.size(extents.subList(0, first));
        int after = Value.size(extents.subList(first + axes, extents.size()));
        long entries = after;
        for (long along : total) {
            entries = Math.multiplyExact(entries, along);
        }
        int[] elements = Value.moved(entries);
        for (int axis = 0; axis < axes; axis++) {
            places[axis] = IntStream.range(0, windows.get(axis).count()).mapToObj(windows.get(axis)::of).toArray(int[][]::new);
        }
        // the windows of what stands before the axes are the same again and again
        int[] start = Value.moved(Value.size(extents) / runs + 1L);
        int unit = 0;
        int next = 0;
        int inside = Value.size(extents.subList(first, first + axes));
        int[] at = new int[axes];
        for (int p = 0; p < inside; p++) {
            int rest = p;
            for (int axis = axes - 1; axis >= 0; axis--) {
                at[axis] = rest % places[axis].length;
                rest /= places[axis].length;
            }
            int[] covered = covered(places, at, value.extents().subList(first, first + axes));
            for (int a = 0; a < after; a++) {
                for (int place : covered) {
                    elements[next++] = place * after + a;
                }
                start[++unit] = next;
            }
        }
        try {
            return Averages.of(value, start, elements, runs, extents);
        } catch (IllegalArgumentException e) {
            // a window over neurons of several layers
            return Averages.of(Joining.materialised(value, name + " input", "concatenation", draft), start, elements, runs, extents);
        }
    }

    /** The positions of the input in a window. */
    private static int[] covered(int[][][] places, int[] at, List<Integer> extents) {
        int[] covered = {0};
        for (int axis = 0; axis < at.length; axis++) {
            int[] along = places[axis][at[axis]];
            int[] more = new int[covered.length * along.length];
            for (int i = 0; i < covered.length; i++) {
                for (int j = 0; j < along.length; j++) {
                    more[i * along.length + j] = covered[i] * extents.get(axis) + along[j];
                }
            }
            covered = more;
        }
        return covered;
    }
}
