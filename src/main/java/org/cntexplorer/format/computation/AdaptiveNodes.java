package org.cntexplorer.format.computation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Pool;

/** Pooling to given extents: an average is a matrix for each axis, a maximum must have windows of one size. */
final class AdaptiveNodes {
    private AdaptiveNodes() {}

    static boolean canBe(Operator.AdaptivePooling pooling, List<Integer> extents) {
        if (pooling.extents().stream().allMatch(one -> one == 1)) {
            return true;
        }
        return extents != null && extents.size() >= pooling.extents().size() + (pooling.channelLast() ? 1 : 0)
                && (pooling.pool().orElse(Pool.AVERAGE) == Pool.AVERAGE || isEven(pooling, extents));
    }

    private static int first(Operator.AdaptivePooling pooling, List<Integer> extents) {
        return extents.size() - pooling.extents().size() - (pooling.channelLast() ? 1 : 0);
    }

    private static boolean isEven(Operator.AdaptivePooling pooling, List<Integer> extents) {
        int first = first(pooling, extents);
        for (int axis = 0; axis < pooling.extents().size(); axis++) {
            if (extents.get(first + axis) % pooling.extents().get(axis) != 0) {
                return false;
            }
        }
        return true;
    }

    static void add(Operator.AdaptivePooling pooling, List<Integer> extents, OnnxFile file, OperatorNodes nodes) {
        int axes = pooling.extents().size();
        Pool pool = pooling.pool().orElseThrow();
        if (pooling.extents().stream().allMatch(one -> one == 1)) {
            List<Integer> behind = new ArrayList<>();
            for (int axis = 0; axis < axes; axis++) {
                behind.add(axis - axes - (pooling.channelLast() ? 1 : 0));
            }
            new PoolingNodes(file, nodes, Map.of()).reduce(pool, pooling.input(), pooling.output(), behind, true);
            return;
        }
        int first = first(pooling, extents);
        if (isEven(pooling, extents)) {
            List<Integer> taps = new ArrayList<>();
            for (int axis = 0; axis < axes; axis++) {
                taps.add(extents.get(first + axis) / pooling.extents().get(axis));
            }
            String in = pooling.channelLast() ? nodes.channelFirst(pooling.input(), axes + 2) : pooling.input();
            String out = pooling.channelLast() ? file.fresh("pooled") : pooling.output();
            file.node(pool == Pool.MAXIMUM ? "MaxPool" : "AveragePool", List.of(in), List.of(out), Map.of("kernel_shape", taps, "strides", taps));
            if (pooling.channelLast()) {
                nodes.channelLast(out, pooling.output(), axes + 2);
            }
            return;
        }
        String value = pooling.input();
        for (int axis = 0; axis < axes; axis++) {
            int units = extents.get(first + axis);
            int windows = pooling.extents().get(axis);
            float[] shares = new float[units * windows];
            for (int w = 0; w < windows; w++) {
                int from = (int) ((long) w * units / windows);
                int to = (int) Math.ceilDiv((w + 1L) * units, windows);
                for (int u = from; u < to; u++) {
                    shares[u * windows + w] = 1f / (to - from);
                }
            }
            List<Integer> swapped = new ArrayList<>();
            for (int a = 0; a < extents.size(); a++) {
                swapped.add(a);
            }
            swapped.set(first + axis, extents.size() - 1);
            swapped.set(extents.size() - 1, first + axis);
            String turned = file.node("Transpose", Map.of("perm", swapped), value);
            String pooled = file.node("MatMul", Map.of(), turned, file.floats(shares, units, windows));
            value = axis < axes - 1 ? file.fresh("pooled") : pooling.output();
            file.node("Transpose", List.of(pooled), List.of(value), Map.of("perm", swapped));
        }
    }
}
