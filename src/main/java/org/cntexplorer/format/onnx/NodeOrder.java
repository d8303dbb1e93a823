package org.cntexplorer.format.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The nodes of a body that its outputs hang on, each behind those that it hangs on itself, in the file's order as far as that goes. */
final class NodeOrder {
    private NodeOrder() {}

    static List<OnnxNode> of(OnnxGraph.Body body) {
        List<OnnxNode> nodes = body.nodes();
        Map<String, Integer> giver = new HashMap<>(2 * nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                // "" is what is left out, as an output and as an input
                if (!output.isEmpty()) {
                    giver.putIfAbsent(output, i);
                }
            }
        }
        int[][] before = before(nodes, giver);
        boolean[] needed = needed(body.outputs(), giver, before);
        int[] missing = new int[nodes.size()];
        int[] takers = new int[nodes.size() + 1];
        for (int node = 0; node < missing.length; node++) {
            if (needed[node]) {
                missing[node] = before[node].length;
                for (int from : before[node]) {
                    takers[from + 1]++;
                }
            }
        }
        // for each node where its takers begin
        for (int node = 0; node < missing.length; node++) {
            takers[node + 1] += takers[node];
        }
        int[] taker = new int[takers[missing.length]];
        int[] next = takers.clone();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int node = 0; node < missing.length; node++) {
            if (needed[node]) {
                for (int from : before[node]) {
                    taker[next[from]++] = node;
                }
                if (missing[node] == 0) {
                    ready.add(node);
                }
            }
        }
        List<OnnxNode> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            int node = ready.poll();
            ordered.add(nodes.get(node));
            for (int t = takers[node]; t < takers[node + 1]; t++) {
                if (--missing[taker[t]] == 0) {
                    ready.add(taker[t]);
                }
            }
        }
        // what hangs on itself is in no order, and is left out
        return ordered;
    }

    /** For each node those that give what it takes, each as often as it takes something of it. */
    private static int[][] before(List<OnnxNode> nodes, Map<String, Integer> giver) {
        int[][] before = new int[nodes.size()][];
        for (int i = 0; i < before.length; i++) {
            List<String> taken = nodes.get(i).taken();
            int[] from = new int[taken.size()];
            int count = 0;
            for (String value : taken) {
                Integer node = giver.get(value);
                if (node != null) {
                    from[count++] = node;
                }
            }
            before[i] = count == from.length ? from : Arrays.copyOf(from, count);
        }
        return before;
    }

    private static boolean[] needed(List<String> outputs, Map<String, Integer> giver, int[][] before) {
        boolean[] needed = new boolean[before.length];
        Deque<Integer> open = new ArrayDeque<>();
        for (String output : outputs) {
            Integer node = giver.get(output);
            if (node != null && !needed[node]) {
                needed[node] = true;
                open.push(node);
            }
        }
        while (!open.isEmpty()) {
            for (int from : before[open.pop()]) {
                if (!needed[from]) {
                    needed[from] = true;
                    open.push(from);
                }
            }
        }
        return needed;
    }
}
