package org.cntexplorer.format.tflite;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Padding;
import org.cntexplorer.format.operator.Operator.Pool;

/** Nodes that average over windows or axes, and those that repeat pixels. */
final class PoolingNodes {
    /** What else is taken of a window is not told. */
    private static final Map<String, Pool> POOLS = Map.of("AVERAGE_POOL_2D", Pool.AVERAGE, "MAX_POOL_2D", Pool.MAXIMUM, "MEAN", Pool.AVERAGE,
            "REDUCE_MAX", Pool.MAXIMUM);

    /** Along an axis that is mixed, for each of which some numbers are kept. */
    private static final int MOST_PLACES = 1 << 16;

    private final Translation translation;
    private final List<String> warnings;

    PoolingNodes(Translation translation, List<String> warnings) {
        this.translation = translation;
        this.warnings = warnings;
    }

    /** @return false where the node is none of these, or hangs on numbers that are computed */
    boolean translate(TfliteNode node, String name, String output) throws ModelFormatException {
        return switch (node.type()) {
            case "AVERAGE_POOL_2D", "MAX_POOL_2D", "L2_POOL_2D" -> pooling(node, name, output);
            case "MEAN", "REDUCE_MAX", "REDUCE_MIN" -> mean(node, name, output);
            case "RESIZE_NEAREST_NEIGHBOR", "RESIZE_BILINEAR" -> resize(node, name, output);
            default -> false;
        };
    }

    private boolean pooling(TfliteNode node, String name, String output) throws ModelFormatException {
        if (node.options().isEmpty()) {
            return false;
        }
        FlatTable options = node.options().get();
        List<Integer> zeros = List.of(0, 0);
        translation.add(new Operator.Pooling(name, translation.value(node.input(0)), output, List.of(options.whole(4, 0), options.whole(3, 0)),
                List.of(options.whole(2, 0), options.whole(1, 0)), List.of(1, 1), options.ubyte(0) == 0 ? Padding.SAME_UPPER : Padding.GIVEN, zeros, zeros,
                false, true, Optional.ofNullable(POOLS.get(node.type()))));
        return true;
    }

    private boolean mean(TfliteNode node, String name, String output) throws ModelFormatException {
        Optional<int[]> axes = translation.weights().wholes(node.input(1));
        boolean keep = node.options().isPresent() && node.options().get().flag(0, false);
        if (axes.isEmpty() || axes.get().length == 0) {
            return false;
        }
        translation.add(new Operator.Mean(name, translation.value(node.input(0)), output, Arrays.stream(axes.get()).boxed().distinct().toList(), keep,
                Optional.ofNullable(POOLS.get(node.type()))));
        return true;
    }

    private boolean resize(TfliteNode node, String name, String output) throws ModelFormatException {
        List<Integer> from = translation.extents(node.input(0));
        List<Integer> to = translation.extents(node.output());
        if (from.size() != 4 || to.size() != 4) {
            return false;
        }
        boolean linear = node.type().equals("RESIZE_BILINEAR");
        if (linear && Math.max(to.get(1), to.get(2)) > MOST_PLACES) {
            return false;
        }
        int corners = linear ? 2 : 0;
        boolean aligned = node.options().isPresent() && node.options().get().flag(corners, false);
        boolean half = node.options().isPresent() && node.options().get().flag(corners + 1, false);
        String value = translation.value(node.input(0));
        for (int axis = 1; axis <= 2; axis++) {
            int units = from.get(axis);
            int many = to.get(axis);
            if (units == many) {
                continue;
            }
            double step = aligned && many > 1 ? (units - 1.0) / (many - 1) : (double) units / many;
            int[] places = IntStream.range(0, many).map(i -> {
                double at = half ? (i + 0.5) * step - (linear ? 0.5 : 0) : i * step;
                return Math.clamp((long) Math.floor(aligned || linear ? at + 0.5 : at), 0, units - 1);
            }).toArray();
            String next = translation.between(node);
            translation.add(new Operator.Take(name, value, next, axis, places, false, linear ? Optional.of(mixed(axis, units, many, step, half)) : Optional.empty()));
            value = next;
            // one pixel is the same between all others
            if (linear && units > 1 && warnings.stream().noneMatch(warning -> warning.startsWith("Between pixels"))) {
                warnings.add("Between pixels, as \"" + name + "\" makes them, the nearest one is taken.");
            }
        }
        translation.add(new Operator.Pass(name, value, output));
        return true;
    }

    /** Each pixel from the two around it, the nearer one more. */
    private static Formula mixed(int axis, int units, int many, double step, boolean half) {
        long[] first = new long[many];
        long[] second = new long[many];
        float[] share = new float[many];
        for (int i = 0; i < many; i++) {
            double place = Math.clamp(half ? (i + 0.5) * step - 0.5 : i * step, 0, units - 1);
            first[i] = (long) place;
            second[i] = Math.min(units - 1, first[i] + 1);
            share[i] = (float) (place - first[i]);
        }
        return Formulas.mixed(Formula.empty(), "in0", "out0", axis, 4, first, second, share);
    }
}
