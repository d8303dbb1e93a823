package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Nodes that take a part of a value, as one writes {@code x[:, 1:-1, 0]}. */
final class SliceNodes {
    private final Translation translation;

    SliceNodes(Translation translation) {
        this.translation = translation;
    }

    /** @return false where the node is none of these, or hangs on numbers that are computed */
    boolean translate(TfliteNode node, String name, String output) throws ModelFormatException {
        return switch (node.type()) {
            case "SLICE" -> slice(node, name, output);
            case "STRIDED_SLICE" -> strided(node, name, output);
            default -> false;
        };
    }

    private boolean slice(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<int[]> begin = translation.weights().wholes(node.input(1));
        Optional<int[]> size = translation.weights().wholes(node.input(2));
        List<Integer> extents = translation.extents(node.input(0));
        if (begin.isEmpty() || size.isEmpty() || extents.isEmpty() || begin.get().length != extents.size() || size.get().length != extents.size()) {
            return false;
        }
        List<int[]> places = new ArrayList<>();
        for (int axis = 0; axis < extents.size(); axis++) {
            long from = begin.get()[axis];
            long end = size.get()[axis] < 0 ? extents.get(axis) : from + size.get()[axis];
            if (from < 0 || end > extents.get(axis) || end <= from) {
                return false;
            }
            places.add(IntStream.range((int) from, (int) end).toArray());
        }
        translation.add(new Operator.Pass(name, taken(node, name, places, extents), output));
        return true;
    }

    private String taken(TfliteNode node, String name, List<int[]> places, List<Integer> extents) {
        String value = translation.value(node.input(0));
        for (int axis = 0; axis < extents.size(); axis++) {
            int[] along = places.get(axis);
            if (along.length != extents.get(axis) || along[0] != 0) {
                String next = translation.between(node);
                translation.add(new Operator.Take(name, value, next, axis, along, false));
                value = next;
            }
        }
        return value;
    }

    /** Which of the numbers of a slice mean something else, one bit each. */
    private record Masks(int begin, int end, int ellipsis, int fresh, int shrunk) {
        static Masks of(TfliteNode node) throws ModelFormatException {
            FlatTable options = node.options().isPresent() ? node.options().get() : null;
            return options == null ? new Masks(0, 0, 0, 0, 0)
                    : new Masks(options.whole(0, 0), options.whole(1, 0), options.whole(2, 0), options.whole(3, 0), options.whole(4, 0));
        }
    }

    private boolean strided(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<int[]> begin = translation.weights().wholes(node.input(1));
        Optional<int[]> end = translation.weights().wholes(node.input(2));
        Optional<int[]> stride = translation.weights().wholes(node.input(3));
        List<Integer> extents = translation.extents(node.input(0));
        if (begin.isEmpty() || end.isEmpty() || stride.isEmpty() || extents.isEmpty() || begin.get().length > 16
                || begin.get().length != end.get().length || begin.get().length != stride.get().length
                || node.options().isPresent() && node.options().get().flag(5, false)) {
            return false;
        }
        Masks masks = Masks.of(node);
        int specs = begin.get().length;
        int told = specs - Integer.bitCount((masks.ellipsis() | masks.fresh()) & (1 << specs) - 1);
        List<int[]> places = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        List<Integer> dropped = new ArrayList<>();
        for (int spec = 0; spec < specs; spec++) {
            int bit = 1 << spec;
            if ((masks.ellipsis() & bit) != 0) {
                for (int more = extents.size() - told; more > 0 && places.size() < extents.size(); more--) {
                    left.add(extents.get(places.size()));
                    places.add(IntStream.range(0, extents.get(places.size())).toArray());
                }
            } else if ((masks.fresh() & bit) != 0) {
                left.add(1);
            } else if (places.size() == extents.size()) {
                return false;
            } else {
                boolean shrunk = (masks.shrunk() & bit) != 0;
                int[] along = shrunk ? place(begin.get()[spec], extents.get(places.size()))
                        : places(begin.get()[spec], end.get()[spec], stride.get()[spec], (masks.begin() & bit) != 0, (masks.end() & bit) != 0,
                                extents.get(places.size()));
                if (along.length == 0) {
                    return false;
                }
                places.add(along);
                if (shrunk) {
                    dropped.add(places.size() - 1);
                } else {
                    left.add(along.length);
                }
            }
        }
        while (places.size() < extents.size()) {
            left.add(extents.get(places.size()));
            places.add(IntStream.range(0, extents.get(places.size())).toArray());
        }
        if (masks.fresh() == 0 && dropped.stream().noneMatch(axis -> axis == 0 && extents.getFirst() == 1) && dropped.size() < extents.size()) {
            dropped(node, name, places, extents, dropped, output);
            return true;
        }
        translation.add(new Operator.Reshape(name, taken(node, name, places, extents), output, left.isEmpty() ? List.of(1) : left));
        return true;
    }

    /** Axes of one place vanish one by one, so that the others keep what they are: samples need not stand along the first. */
    private void dropped(TfliteNode node, String name, List<int[]> places, List<Integer> extents, List<Integer> dropped, String output) {
        List<int[]> kept = new ArrayList<>(places);
        dropped.forEach(axis -> kept.set(axis, IntStream.range(0, extents.get(axis)).toArray()));
        String value = taken(node, name, kept, extents);
        for (int axis : dropped.reversed()) {
            String next = translation.between(node);
            translation.add(new Operator.Take(name, value, next, axis, places.get(axis), true));
            value = next;
        }
        translation.add(new Operator.Pass(name, value, output));
    }

    private static int[] place(int at, int extent) {
        int place = at < 0 ? at + extent : at;
        return place < 0 || place >= extent ? new int[0] : new int[] {place};
    }

    private static int[] places(int begin, int end, int stride, boolean first, boolean last, int extent) {
        if (stride == 0) {
            return new int[0];
        }
        boolean up = stride > 0;
        int lowest = up ? 0 : -1;
        int highest = up ? extent : extent - 1;
        int from = first ? up ? 0 : extent - 1 : Math.clamp(begin < 0 ? (long) begin + extent : begin, lowest, highest);
        int to = last ? up ? extent : -1 : Math.clamp(end < 0 ? (long) end + extent : end, lowest, highest);
        int count = (int) Math.max(0, up ? Math.ceilDiv((long) to - from, (long) stride) : Math.ceilDiv((long) from - to, -(long) stride));
        return IntStream.range(0, count).map(i -> from + i * stride).toArray();
    }
}
