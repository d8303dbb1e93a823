package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.cntexplorer.format.operator.Operator;

/** Puts operators behind those whose values they take, in the file's order as far as that goes. */
final class OperatorOrder {
    private OperatorOrder() {}

    /** Operators that wait for a value which nobody gives, or which hangs on themselves, come last. */
    static List<Operator> sorted(List<Operator> operators) {
        Set<String> given = new HashSet<>();
        operators.forEach(operator -> given.addAll(operator.outputs()));
        int[] missing = new int[operators.size()];
        Map<String, List<Integer>> takers = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < missing.length; i++) {
            for (String value : operators.get(i).inputs()) {
                if (given.contains(value)) {
                    missing[i]++;
                    takers.computeIfAbsent(value, v -> new ArrayList<>()).add(i);
                }
            }
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        List<Operator> sorted = new ArrayList<>();
        boolean[] done = new boolean[missing.length];
        while (!ready.isEmpty()) {
            int next = ready.poll();
            done[next] = true;
            Operator operator = operators.get(next);
            sorted.add(operator);
            for (String output : operator.outputs()) {
                List<Integer> waiting = takers.remove(output);
                for (int taker : waiting == null ? List.<Integer>of() : waiting) {
                    if (--missing[taker] == 0) {
                        ready.add(taker);
                    }
                }
            }
        }
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                sorted.add(operators.get(i));
            }
        }
        return sorted;
    }
}
