package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.format.operator.Operator;

/**
 * Operators that take one value of what stands before them and give one to what follows: one operator of a chain, or a residual block with all
 * that is inside.
 *
 * @param input the value that it takes; "" for that which is given to the model
 * @param output the value that it gives
 */
record ChainSegment(List<Operator> operators, String input, String output) {
    ChainSegment {
        operators = List.copyOf(operators);
    }

    /** @param operators sorted */
    static List<ChainSegment> of(List<Operator> operators) {
        Map<String, Integer> lastTaker = new HashMap<>();
        for (int i = 0; i < operators.size(); i++) {
            for (String value : operators.get(i).inputs()) {
                lastTaker.put(value, i);
            }
        }
        List<ChainSegment> segments = new ArrayList<>();
        List<Operator> current = new ArrayList<>();
        Set<String> open = new HashSet<>();
        Set<String> own = new HashSet<>();
        String input = "";
        for (int i = 0; i < operators.size(); i++) {
            int at = i;
            Operator operator = operators.get(i);
            current.add(operator);
            operator.inputs().stream().filter(value -> lastTaker.get(value) <= at).forEach(open::remove);
            operator.outputs().stream().filter(value -> lastTaker.getOrDefault(value, -1) > at).forEach(value -> {
                open.add(value);
                own.add(value);
            });
            boolean last = i == operators.size() - 1;
            if (last || open.size() == 1 && own.containsAll(open)) {
                String output = last ? operator.outputs().getFirst() : open.iterator().next();
                segments.add(new ChainSegment(current, input, output));
                input = output;
                current.clear();
                own.clear();
            }
        }
        return segments;
    }

    boolean isOne() {
        return operators.size() == 1;
    }

    /** Whether words are looked up by what it takes. */
    boolean looksUp() {
        return operators.stream().anyMatch(operator -> operator instanceof Operator.Embedding && operator.inputs().contains(input));
    }

    /** The same with another value to take. */
    List<Operator> taking(String value) {
        return operators.stream().map(operator -> Rewired.taking(operator, taken -> taken.equals(input) ? value : taken)).toList();
    }

    /** What its operators with weights are called together: "encoder.layers.0.self_attn". */
    String name(List<Operator> weighted) {
        List<Operator> mixing = operators.stream().filter(operator -> operator instanceof Operator.Attention).toList();
        List<Operator> linear = operators.stream().filter(operator -> operator instanceof Operator.Dense || operator instanceof Operator.Convolution).toList();
        List<String> names = (!mixing.isEmpty() ? mixing : !linear.isEmpty() ? linear : weighted).stream().map(Operator::name).toList();
        String common = names.getFirst();
        for (String name : names) {
            while (!common.isEmpty() && !name.equals(common) && !name.startsWith(common + ".")) {
                common = common.substring(0, Math.max(0, common.lastIndexOf('.')));
            }
        }
        return common.isEmpty() ? names.getFirst() : common;
    }
}
