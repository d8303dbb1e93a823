package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cntexplorer.model.Averaging;

/**
 * A value on its way between two operators, as an array in the file's order whose every element is a unit: a neuron, an average of neurons, or
 * nothing. Moving its elements about is all that reshapes, transposes, slices and concatenations do. Immutable.
 */
final class Value {
    /** No neuron: a constant, or padding. */
    static final int NOTHING = -1;
    /** So many elements are moved one by one; a value in the order of its layer may have more. */
    private static final long MOST_MOVED = Math.min(100_000_000, Runtime.getRuntime().maxMemory() / 16);

    /** Some neurons of a layer, or averages of them. */
    record Source(int layer, Averaging units) {}

    private final List<Integer> extents;
    private final List<Source> sources;
    /** For each element its unit, numbered through all sources; null where every element is the unit of its own number, or {@link #steps} tell. */
    private final int[] units;
    /** Where units are in order but axes are not: how many units further the next element along each axis is. Null otherwise. */
    private final int[] steps;
    private final boolean sums;

    private Value(List<Integer> extents, List<Source> sources, int[] units, boolean sums) {
        this(extents, sources, units, null, sums);
    }

    private Value(List<Integer> extents, List<Source> sources, int[] units, int[] steps, boolean sums) {
        this.extents = List.copyOf(extents);
        this.sources = List.copyOf(sources);
        this.units = units;
        this.steps = steps;
        this.sums = sums;
    }

    /** The same units, of which all are there once, under axes that go through them in other steps: no element is moved. */
    private Value stepping(List<Integer> others, int[] otherSteps) {
        int[] plain = strides(others);
        boolean same = true;
        for (int axis = 0; axis < plain.length; axis++) {
            same &= others.get(axis) == 1 || plain[axis] == otherSteps[axis];
        }
        return new Value(others, sources, null, same ? null : otherSteps, sums);
    }

    /** The unit of each element, written out; null where it is that of its own number. */
    private int[] written() {
        return steps == null ? units : picked(extents, steps, false);
    }

    /** All neurons of a layer, in their order. @param sums whether they are the sums of its links yet, passed through no function */
    static Value of(int layer, int neurons, List<Integer> extents, boolean sums) {
        return new Value(extents, List.of(new Source(layer, Averaging.same(neurons))), null, sums);
    }

    /** All neurons of a layer, in another order. */
    static Value of(int layer, int neurons, List<Integer> extents, int[] units, boolean sums) {
        return new Value(extents, List.of(new Source(layer, Averaging.same(neurons))), units, sums);
    }

    /** A layer whose size only the first weights that it meets will tell. */
    static Value unknown(int layer) {
        return new Value(List.of(), List.of(new Source(layer, Averaging.same(0))), null, false);
    }

    static Value nothing(List<Integer> extents) {
        return new Value(extents, List.of(), filled(size(extents), NOTHING), false);
    }

    /** @param units for each element its unit, numbered through all sources; null where every element is the unit of its own number */
    static Value of(List<Integer> extents, List<Source> sources, int[] units) {
        return new Value(extents, sources, units, false);
    }

    static int size(List<Integer> extents) {
        long n = 1;
        for (int extent : extents) {
            n *= extent;
            if (extent < 1 || n > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("an array of " + Extents.of(extents));
            }
        }
        return (int) n;
    }

    static int[] filled(int n, int with) {
        int[] all = moved(n);
        Arrays.fill(all, with);
        return all;
    }

    /** @throws TooLargeException where so many cannot be held */
    static int[] moved(long n) {
        checkMoved(n);
        return new int[(int) n];
    }

    /** @throws TooLargeException where so many cannot be held */
    static void checkMoved(long n) {
        if (n > MOST_MOVED) {
            throw new TooLargeException(n, MOST_MOVED);
        }
    }

    /** How many numbers are written out for it: of its elements, and of the averages that they are. */
    long numbers() {
        long all = units == null ? 0 : units.length;
        for (Source source : sources) {
            all += source.units().written();
        }
        return all;
    }

    /** Whether it is all units of one source, in their order. */
    boolean isWholeSource() {
        return sources.size() == 1 && isInOrder();
    }

    /** Whether its extents are known. */
    boolean isKnown() {
        return !(sources.size() == 1 && sources.getFirst().units().units() == 0);
    }

    List<Integer> extents() {
        return extents;
    }

    int rank() {
        return extents.size();
    }

    int size() {
        return size(extents);
    }

    List<Source> sources() {
        return sources;
    }

    /** The layer that it comes from, the first where there are several; −1 where there is none. */
    int layer() {
        return sources.isEmpty() ? -1 : sources.getFirst().layer();
    }

    /** Whether it is the sums of a layer's links, passed through no function yet, and all neurons of one layer. */
    boolean isSums() {
        return sums;
    }

    /** The unit of an element. */
    int unit(int element) {
        if (units != null) {
            return units[element];
        }
        if (steps == null) {
            return element;
        }
        int unit = 0;
        int rest = element;
        for (int axis = steps.length - 1; axis >= 0; axis--) {
            int extent = extents.get(axis);
            unit += rest % extent * steps[axis];
            rest /= extent;
        }
        return unit;
    }

    /** Whether every element is the unit of its own number, and there are no others. */
    boolean isInOrder() {
        if (units == null) {
            return steps == null;
        }
        for (int i = 0; i < units.length; i++) {
            if (units[i] != i) {
                return false;
            }
        }
        return units.length == unitCount();
    }

    /** Whether it is known, without looking at every element, to be {@linkplain #isInOrder() in order}. */
    boolean isPlain() {
        return units == null && steps == null;
    }

    /** Whether it is known, without looking at every element, to be all its units, each once. */
    boolean isWhole() {
        return units == null;
    }

    boolean hasNothing() {
        return units != null && Arrays.stream(units).anyMatch(unit -> unit == NOTHING);
    }

    int unitCount() {
        return sources.stream().mapToInt(source -> source.units().units()).sum();
    }

    /** The same numbers passed through a function. */
    Value passed() {
        return new Value(extents, sources, units, steps, false);
    }

    /** The same arrangement of another layer with as many neurons. */
    Value moveTo(int layer) {
        return new Value(extents, List.of(new Source(layer, sources.getFirst().units())), units, steps, true);
    }

    int axis(int axis) {
        int at = axis < 0 ? axis + extents.size() : axis;
        if (at < 0 || at >= extents.size()) {
            throw new IllegalArgumentException("axis " + axis + " of " + Extents.of(extents));
        }
        return at;
    }

    Value reshaped(List<Integer> others) {
        if (size(others) != size()) {
            throw new IllegalArgumentException(Extents.of(extents) + " made " + Extents.of(others));
        }
        if (steps != null) {
            int[] kept = new int[others.size()];
            List<Integer> wide = IntStream.range(0, extents.size()).filter(axis -> extents.get(axis) > 1).boxed().toList();
            boolean same = others.stream().filter(extent -> extent > 1).toList().equals(wide.stream().map(extents::get).toList());
            int next = 0;
            for (int axis = 0; same && axis < kept.length; axis++) {
                kept[axis] = others.get(axis) > 1 ? steps[wide.get(next++)] : 0;
            }
            return same ? stepping(others, kept) : new Value(others, sources, written(), sums);
        }
        return new Value(others, sources, units, sums);
    }

    /** With all extents of 1 taken away in front, so that at most {@code rank} are left. */
    Value withoutLeadingOnes(int rank) {
        int first = 0;
        while (extents.size() - first > rank && extents.get(first) == 1) {
            first++;
        }
        return first == 0 ? this : reshaped(extents.subList(first, extents.size()));
    }

    Value transposed(List<Integer> order) {
        int rank = extents.size();
        if (order.size() != rank || order.stream().distinct().count() != rank || order.stream().anyMatch(axis -> axis < 0 || axis >= rank)) {
            throw new IllegalArgumentException("axes " + order + " of " + Extents.of(extents));
        }
        List<Integer> others = order.stream().map(extents::get).toList();
        if (units == null) {
            int[] plain = steps == null ? strides(extents) : steps;
            return stepping(others, order.stream().mapToInt(axis -> plain[axis]).toArray());
        }
        List<Integer> moving = order.stream().filter(axis -> extents.get(axis) > 1).toList();
        if (moving.equals(moving.stream().sorted().toList())) {
            return new Value(others, sources, units, sums);
        }
        int[] strides = strides(extents);
        return new Value(others, sources, picked(others, order.stream().mapToInt(axis -> strides[axis]).toArray()), sums);
    }

    private static int[] strides(List<Integer> extents) {
        int[] strides = new int[extents.size()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= extents.get(axis);
        }
        return strides;
    }

    /** The elements that one finds by walking through {@code others} with these strides in this array. */
    private int[] picked(List<Integer> others, int[] strides) {
        return picked(others, strides, true);
    }

    /** @param elements whether one walks through elements, or else through units */
    private int[] picked(List<Integer> others, int[] strides, boolean elements) {
        int[] all = moved(size(others));
        int[] at = new int[others.size()];
        int element = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = elements ? unit(element) : element;
            for (int axis = at.length - 1; axis >= 0; axis--) {
                element += strides[axis];
                if (++at[axis] < others.get(axis)) {
                    break;
                }
                element -= strides[axis] * at[axis];
                at[axis] = 0;
            }
        }
        return all;
    }

    /** Some places of an axis, {@link #NOTHING} for none. */
    Value taken(int axis, int[] places) {
        int at = axis(axis);
        int before = size(extents.subList(0, at));
        int extent = extents.get(at);
        int after = size(extents.subList(at + 1, extents.size()));
        List<Integer> others = new ArrayList<>(extents);
        others.set(at, places.length);
        int[] all = moved((long) before * places.length * after);
        int next = 0;
        for (int b = 0; b < before; b++) {
            for (int place : places) {
                if (place >= extent) {
                    throw new IllegalArgumentException("place " + place + " of " + extent);
                }
                for (int a = 0; a < after; a++) {
                    all[next++] = place == NOTHING ? NOTHING : unit((b * extent + place) * after + a);
                }
            }
        }
        size(others);
        return new Value(others, sources, all, false);
    }

    /** Broadcast to other extents. */
    Value expanded(List<Integer> others) {
        List<Integer> from = new ArrayList<>(extents);
        while (from.size() < others.size()) {
            from.addFirst(1);
        }
        int[] strides = strides(from);
        List<Integer> to = new ArrayList<>();
        for (int axis = 0; axis < from.size(); axis++) {
            int wanted = axis < from.size() - others.size() ? 1 : others.get(axis - (from.size() - others.size()));
            if (from.get(axis) != wanted && from.get(axis) != 1 && wanted != 1) {
                throw new IllegalArgumentException(Extents.of(extents) + " repeated to " + Extents.of(others));
            }
            to.add(Math.max(from.get(axis), wanted));
            strides[axis] = from.get(axis) == 1 ? 0 : strides[axis];
        }
        return to.equals(from) ? reshaped(to) : new Value(to, sources, picked(to, strides), false);
    }

    /** Some of its elements, {@link #NOTHING} for none, as a plain vector. */
    Value picked(int[] elements) {
        int[] all = moved(elements.length);
        for (int i = 0; i < all.length; i++) {
            all[i] = elements[i] == NOTHING ? NOTHING : unit(elements[i]);
        }
        return new Value(List.of(all.length), sources, all, false);
    }

    /** Whether all its rows along the last axis are the same units, as of a layer whose steps or tokens are folded. */
    boolean isFolded() {
        if (units == null) {
            return extents.isEmpty() || size() == extents.getLast();
        }
        int width = extents.getLast();
        for (int i = width; i < units.length; i++) {
            if (units[i] != units[i - width]) {
                return false;
            }
        }
        return true;
    }

    /** Its first row along the last axis. */
    Value firstRow() {
        int width = extents.getLast();
        if (width == size()) {
            return reshaped(List.of(width));
        }
        int[] all = written();
        return new Value(List.of(width), sources, all == null ? ascending(width) : Arrays.copyOf(all, width), false);
    }

    private static int[] ascending(int n) {
        int[] all = moved(n);
        for (int i = 0; i < n; i++) {
            all[i] = i;
        }
        return all;
    }

    /** The number of the first unit of each source. */
    int[] firstUnits() {
        int[] first = new int[sources.size()];
        for (int s = 1; s < first.length; s++) {
            first[s] = first[s - 1] + sources.get(s - 1).units().units();
        }
        return first;
    }

    /** The source of a unit. @param first of {@link #firstUnits} */
    static int sourceOf(int unit, int[] first) {
        int s = Arrays.binarySearch(first, unit);
        s = s < 0 ? -s - 2 : s;
        // of sources without units the last begins where the next one does
        while (s + 1 < first.length && first[s + 1] == first[s]) {
            s++;
        }
        return s;
    }
}
