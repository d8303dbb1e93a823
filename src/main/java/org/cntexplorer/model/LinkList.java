package org.cntexplorer.model;

import java.util.Arrays;

/** Collects links in primitive arrays and puts them in order; links between the same two neurons stay as they came. */
final class LinkList implements LinkVisitor {
    private int[] source;
    private int[] target;
    private float[] weight;
    private int count;

    LinkList(int expected) {
        int room = Math.max(16, expected);
        source = new int[room];
        target = new int[room];
        weight = new float[room];
    }

    @Override
    public void accept(int from, int to, float w) {
        if (count == weight.length) {
            int room = Math.multiplyExact(count, 2);
            source = Arrays.copyOf(source, room);
            target = Arrays.copyOf(target, room);
            weight = Arrays.copyOf(weight, room);
        }
        source[count] = from;
        target[count] = to;
        weight[count++] = w;
    }

    Links bySource(int connection) {
        return sorted(connection, source);
    }

    Links byTarget(int connection) {
        return sorted(connection, target);
    }

    private Links sorted(int connection, int[] key) {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (long) key[i] << 32 | i;
        }
        Arrays.sort(order);
        int[] sources = new int[count];
        int[] targets = new int[count];
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            int at = (int) order[i];
            sources[i] = source[at];
            targets[i] = target[at];
            weights[i] = weight[at];
        }
        return new Links(connection, sources, targets, weights);
    }
}
