package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Pad: constants around a value link nobody; its own edge, or its mirror image, are the neurons there. */
final class Padding {
    private final Walk walk;

    Padding(Walk walk) {
        this.walk = walk;
    }

    boolean translate(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        List<Integer> extents = walk.known(value);
        int rank = extents.size();
        Optional<long[]> given = node.wholes("paddings").isPresent() ? node.wholes("paddings") : walk.constants.listed(node, "pads", 1);
        Optional<long[]> axes = node.input(3).isEmpty() ? Optional.of(IntStream.range(0, rank).asLongStream().toArray()) : walk.constants.wholes(node.input(3));
        if (given.isEmpty() || axes.isEmpty() || given.get().length != 2 * axes.get().length) {
            return false;
        }
        int[] begin = new int[rank];
        int[] end = new int[rank];
        int n = axes.get().length;
        for (int i = 0; i < n; i++) {
            int axis = (int) (axes.get()[i] < 0 ? axes.get()[i] + rank : axes.get()[i]);
            begin[axis] = Math.toIntExact(given.get()[i]);
            end[axis] = Math.toIntExact(given.get()[n + i]);
        }
        String mode = node.text("mode", "constant");
        if (mode.equals("constant")) {
            walk.add(new Operator.Pad(node.label(), value, node.output(), Arrays.stream(begin).boxed().toList(), Arrays.stream(end).boxed().toList()));
            return true;
        }
        List<Integer> padded = new ArrayList<>(IntStream.range(0, rank).filter(axis -> begin[axis] != 0 || end[axis] != 0).boxed().toList());
        String at = value;
        for (int axis : padded) {
            int extent = extents.get(axis);
            String next = walk.between(value);
            int first = -begin[axis];
            int[] places = IntStream.range(first, extent + end[axis]).map(i -> place(i, extent, mode)).toArray();
            walk.add(new Operator.Take(node.label(), at, next, axis, places, false));
            at = next;
        }
        walk.pass(node.label(), at, node.output());
        return true;
    }

    private static int place(int i, int extent, String mode) {
        return switch (mode) {
            case "edge" -> Math.clamp(i, 0, extent - 1);
            case "wrap" -> Math.floorMod(i, extent);
            default -> {
                int period = Math.max(1, 2 * (extent - 1));
                int at = Math.floorMod(i, period);
                yield at < extent ? at : period - at;
            }
        };
    }
}
