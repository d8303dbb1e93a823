package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.cntexplorer.format.ModelFormatException;

/**
 * The extents of a value of a graph, the batch (first) with them, as far as they are known.
 *
 * @param extents −1 where one is not known; empty where their number is not known
 */
record Dims(Optional<long[]> extents) {
    static final Dims UNKNOWN = new Dims(Optional.empty());
    private static final int MOST = 32;

    static Dims known(long... extents) {
        return extents.length > MOST ? UNKNOWN : new Dims(Optional.of(extents.clone()));
    }

    /** One vector for each sample. */
    static Dims vectors(long neurons) {
        return known(-1, neurons);
    }

    /** Whether it is one vector, of a model that takes no batches. */
    boolean isOneVector() {
        return extents.isPresent() && extents.get().length == 1;
    }

    /** The extents of one sample, −1 where one is not known; none where nothing is known or the batch is all there is. */
    List<Integer> ofSample() {
        List<Integer> sample = new ArrayList<>();
        extents.ifPresent(all -> Arrays.stream(all).skip(1).forEach(extent -> sample.add((int) Math.clamp(extent, -1, Integer.MAX_VALUE))));
        return sample;
    }

    /** Whether the extents of one sample are known all. */
    boolean sampleIsKnown() {
        return extents.isPresent() && ofSample().stream().allMatch(extent -> extent >= 0);
    }

    /** Where the value has passed a node that arranges its numbers otherwise: Reshape, Flatten, Squeeze, Unsqueeze. */
    Dims after(OnnxNode node, Constants constants) throws ModelFormatException {
        return switch (node.type()) {
            case "Reshape" -> reshaped(node, constants);
            case "Flatten" -> flattened((int) node.whole("axis", 1));
            case "Squeeze" -> squeezed(constants.axes(node));
            case "Unsqueeze" -> constants.axes(node).map(this::unsqueezed).orElse(UNKNOWN);
            default -> UNKNOWN;
        };
    }

    private Dims reshaped(OnnxNode node, Constants constants) throws ModelFormatException {
        Optional<long[]> wanted = node.wholes("shape");
        if (wanted.isEmpty()) {
            wanted = constants.wholes(node.input(1));
        }
        if (wanted.isEmpty()) {
            return UNKNOWN;
        }
        long[] to = wanted.get();
        boolean zeroIsZero = node.whole("allowzero", 0) != 0;
        for (int axis = 0; axis < to.length; axis++) {
            if (to[axis] == 0 && !zeroIsZero) {
                to[axis] = extents.isPresent() && axis < extents.get().length ? extents.get()[axis] : -1;
            }
        }
        return known(completed(to));
    }

    /** With the one unknown extent computed from the others, where all of this value's are known. */
    private long[] completed(long[] to) {
        if (extents.isEmpty() || Arrays.stream(extents.get()).anyMatch(extent -> extent < 1)
                || Arrays.stream(to).filter(extent -> extent < 0).count() != 1) {
            return to;
        }
        double all = Arrays.stream(extents.get()).asDoubleStream().reduce(1, (a, b) -> a * b);
        double others = Arrays.stream(to).filter(extent -> extent >= 0).asDoubleStream().reduce(1, (a, b) -> a * b);
        double rest = all / others;
        return Arrays.stream(to).map(extent -> extent < 0 && rest == Math.rint(rest) && rest < Integer.MAX_VALUE ? (long) rest : extent).toArray();
    }

    private Dims flattened(int axis) {
        if (extents.isEmpty()) {
            return axis == 1 ? known(-1, -1) : UNKNOWN;
        }
        long[] all = extents.get();
        int at = axis < 0 ? axis + all.length : axis;
        if (at < 0 || at > all.length) {
            return UNKNOWN;
        }
        return known(product(Arrays.copyOfRange(all, 0, at)), product(Arrays.copyOfRange(all, at, all.length)));
    }

    private static long product(long[] some) {
        long product = 1;
        for (long extent : some) {
            product = extent < 0 || product < 0 || extent > 0 && product > Integer.MAX_VALUE / extent ? -1 : product * extent;
        }
        return product;
    }

    /** Without extents of 1: those named, or all but the first. */
    private Dims squeezed(Optional<List<Integer>> axes) {
        if (extents.isEmpty()) {
            return UNKNOWN;
        }
        long[] all = extents.get();
        List<Long> left = new ArrayList<>();
        for (int axis = 0; axis < all.length; axis++) {
            int here = axis;
            boolean gone = axes.isPresent() ? axes.get().stream().anyMatch(a -> a == here || a == here - all.length) : all[axis] == 1 && axis > 0;
            if (!gone) {
                left.add(all[axis]);
            }
        }
        return known(left.stream().mapToLong(Long::longValue).toArray());
    }

    private Dims unsqueezed(List<Integer> axes) {
        if (extents.isEmpty()) {
            return UNKNOWN;
        }
        List<Long> more = new ArrayList<>(Arrays.stream(extents.get()).boxed().toList());
        int rank = more.size() + axes.size();
        TreeSet<Integer> places = new TreeSet<>();
        axes.forEach(axis -> places.add(axis < 0 ? axis + rank : axis));
        for (int place : places) {
            if (place < 0 || place > more.size()) {
                return UNKNOWN;
            }
            more.add(place, 1L);
        }
        return known(more.stream().mapToLong(Long::longValue).toArray());
    }
}
