package org.cntexplorer.format.computation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Pool;

/** Pooling over windows, and along whole axes. */
final class PoolingNodes {
    private final OnnxFile file;
    private final OperatorNodes nodes;
    private final Map<String, List<Integer>> extents;

    /** @param extents of the values as far as they are known */
    PoolingNodes(OnnxFile file, OperatorNodes nodes, Map<String, List<Integer>> extents) {
        this.file = file;
        this.nodes = nodes;
        this.extents = extents;
    }

    void add(Operator.Pooling pooling, String input) {
        int axes = pooling.taps().size();
        Pool pool = pooling.pool().orElseThrow();
        Map<String, Object> attributes = new HashMap<>(Map.of("kernel_shape", pooling.taps(), "strides", pooling.stride(), "ceil_mode", pooling.ceil() ? 1 : 0));
        OperatorNodes.padding(pooling.padding(), pooling.begin(), pooling.end(), attributes);
        Optional<String> over = pool == Pool.PADDED_AVERAGE && pooling.ceil() ? beyond(pooling, attributes) : Optional.empty();
        if (pool == Pool.MAXIMUM) {
            attributes.put("dilations", pooling.dilation());
        } else {
            attributes.put("count_include_pad", pool == Pool.AVERAGE ? 0 : 1);
        }
        String taken = pooling.channelLast() ? nodes.channelFirst(input, axes + 2) : input;
        boolean sum = pool == Pool.SUM;
        String given = pooling.channelLast() || sum || over.isPresent() ? file.fresh("pooled") : pooling.output();
        file.node(pool == Pool.MAXIMUM ? "MaxPool" : "AveragePool", List.of(taken), List.of(given), attributes);
        if (over.isPresent()) {
            String shared = pooling.channelLast() ? file.fresh("pooled") : pooling.output();
            file.node("Mul", List.of(given, over.get()), List.of(shared), Map.of());
            given = shared;
        }
        if (sum) {
            float window = pooling.taps().stream().reduce(1, Math::multiplyExact);
            String added = pooling.channelLast() ? file.fresh("pooled") : pooling.output();
            file.node("Mul", List.of(given, file.floats(new float[] {window})), List.of(added), Map.of());
            given = added;
        }
        if (pooling.channelLast()) {
            nodes.channelLast(given, pooling.output(), axes + 2);
        }
    }

    /**
     * For windows that reach behind the padding: they are means of what is inside of it. Puts so much padding behind that they fit, counted, and gives by
     * how much each mean is too small; empty where none is.
     */
    private Optional<String> beyond(Operator.Pooling pooling, Map<String, Object> attributes) {
        List<Integer> before = extents.get(pooling.input());
        List<Integer> after = extents.get(pooling.output());
        int axes = pooling.taps().size();
        if (before == null || after == null || before.size() != after.size() || pooling.padding() != Operator.Padding.GIVEN) {
            return Optional.empty();
        }
        int first = before.size() - axes - (pooling.channelLast() ? 1 : 0);
        List<Integer> end = new ArrayList<>();
        float[] shares = {1};
        long[] shape = new long[axes];
        boolean any = false;
        for (int axis = 0; axis < axes; axis++) {
            int taps = pooling.taps().get(axis);
            int count = after.get(first + axis);
            int inside = pooling.begin().get(axis) + before.get(first + axis) + pooling.end().get(axis);
            int reach = (count - 1) * pooling.stride().get(axis) + taps;
            any |= reach > inside;
            end.add(Math.max(0, pooling.end().get(axis) + reach - inside));
            float[] next = new float[shares.length * count];
            for (int i = 0; i < next.length; i++) {
                int from = i % count * pooling.stride().get(axis);
                next[i] = shares[i / count] * taps / Math.min(taps, inside - from);
            }
            shares = next;
            shape[axis] = count;
        }
        if (!any) {
            return Optional.empty();
        }
        OperatorNodes.padding(pooling.padding(), pooling.begin(), end, attributes);
        attributes.put("ceil_mode", 0);
        return Optional.of(file.floats(shares, shape));
    }

    void reduce(Pool pool, String input, String output, List<Integer> axes, boolean keep) {
        int kept = keep ? 1 : 0;
        switch (pool) {
            case AVERAGE, PADDED_AVERAGE -> file.node("ReduceMean", List.of(input), List.of(output), Map.of("axes", axes, "keepdims", kept));
            case MAXIMUM -> file.node("ReduceMax", List.of(input), List.of(output), Map.of("axes", axes, "keepdims", kept));
            case SUM -> file.node("ReduceSum", List.of(input, file.wholes(OperatorNodes.longs(axes))), List.of(output), Map.of("keepdims", kept));
        }
    }
}
