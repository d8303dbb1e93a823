package org.cntexplorer.format.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** The nodes of a body that its outputs hang on, each behind those that it hangs on itself, in the file's order as far as that goes. */
final class NodeOrder {
    private NodeOrder() {}

    static List<OnnxNode> of(OnnxGraph.Body body) {
        Map<String, Integer> giver = new HashMap<>();
        List<OnnxNode> nodes = body.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                giver.putIfAbsent(output, i);
            }
        }
        Set<Integer> needed = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        body.outputs().stream().filter(giver::containsKey).map(giver::get).forEach(open::push);
        while (!open.isEmpty()) {
            int next = open.pop();
            if (needed.add(next)) {
                nodes.get(next).taken().stream().filter(giver::containsKey).map(giver::get).forEach(open::push);
            }
        }
        int[] missing = new int[nodes.size()];
        Map<Integer, List<Integer>> takers = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int node : needed) {
            Set<Integer> before = new HashSet<>();
            nodes.get(node).taken().stream().filter(giver::containsKey).map(giver::get).forEach(before::add);
            missing[node] = before.size();
            before.forEach(from -> takers.computeIfAbsent(from, f -> new ArrayList<>()).add(node));
            if (before.isEmpty()) {
                ready.add(node);
            }
        }
        List<OnnxNode> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.poll();
            ordered.add(nodes.get(next));
            for (int taker : takers.getOrDefault(next, List.of())) {
                if (--missing[taker] == 0) {
                    ready.add(taker);
                }
            }
        }
        // what hangs on itself is in no order, and is left out
        return ordered;
    }
}
