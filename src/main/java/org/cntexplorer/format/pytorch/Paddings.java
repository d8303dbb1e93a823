package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formula.Step;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;

/** What PyTorch puts around a value whose links it does not change: they are those of zeros, which are none. */
final class Paddings {
    private Paddings() {}

    /**
     * As much before the positions as behind them.
     *
     * @param sides of each axis of positions
     * @param mode "zeros", "reflect", "replicate", "circular"
     */
    static String around(TorchGraph graph, String name, String input, List<Integer> sides, String mode) throws Misfit {
        List<Integer> begin = new ArrayList<>(List.of(0, 0));
        begin.addAll(sides);
        Optional<Formula> formula = switch (mode) {
            case "reflect" -> Optional.of(framed(begin, begin, "reflect"));
            case "replicate" -> Optional.of(framed(begin, begin, "edge"));
            case "circular" -> Optional.of(circular(begin, begin));
            default -> Optional.empty();
        };
        String padded = graph.add(output -> new Operator.Pad(name, input, output, begin, begin, formula));
        return formula.isPresent() || mode.equals("zeros") ? padded : graph.does(name, padded, "is padded by \"" + mode + "\"", Optional.empty());
    }

    /** A number around a value. @param begin along its last axes */
    static String constant(TorchGraph graph, String name, String input, List<Integer> begin, List<Integer> end, double number) throws Misfit {
        if (number == 0) {
            return graph.add(output -> new Operator.Pad(name, input, output, begin, end));
        }
        if (graph.rank(input).isEmpty()) {
            String padded = graph.add(output -> new Operator.Pad(name, input, output, begin, end));
            return graph.does(name, padded, "is padded by " + number, Optional.empty());
        }
        int missing = Math.max(0, graph.rank(input).getAsInt() - begin.size());
        List<Integer> all = new ArrayList<>(Collections.nCopies(missing, 0));
        all.addAll(begin);
        List<Integer> behind = new ArrayList<>(Collections.nCopies(missing, 0));
        behind.addAll(end);
        Formula formula = Formula.empty().with("sides", sides(all, behind)).with("number", number).then("Pad", "out0", "in0", "sides", "number");
        return graph.add(output -> new Operator.Pad(name, input, output, begin, end, Optional.of(formula)));
    }

    private static long[] sides(List<Integer> begin, List<Integer> end) {
        List<Integer> both = new ArrayList<>(begin);
        both.addAll(end);
        return both.stream().mapToLong(Integer::longValue).toArray();
    }

    private static Formula framed(List<Integer> begin, List<Integer> end, String mode) {
        return Formula.empty().with("sides", sides(begin, end)).then(new Step("Pad", List.of("in0", "sides"), List.of("out0"), Map.of("mode", mode)));
    }

    /** The other end of each axis before its first unit and behind its last. */
    private static Formula circular(List<Integer> begin, List<Integer> end) {
        Formula formula = Formula.empty().with("first", new long[] {0}).with("all", new long[] {Long.MAX_VALUE});
        String value = "in0";
        for (int axis = 0; axis < begin.size(); axis++) {
            List<String> parts = new ArrayList<>(List.of(value));
            formula = formula.with("axis" + axis, new long[] {axis});
            if (begin.get(axis) > 0) {
                formula = formula.with("from" + axis, new long[] {-begin.get(axis)}).then("Slice", "last" + axis, value, "from" + axis, "all", "axis" + axis);
                parts.addFirst("last" + axis);
            }
            if (end.get(axis) > 0) {
                formula = formula.with("to" + axis, new long[] {end.get(axis)}).then("Slice", "first" + axis, value, "first", "to" + axis, "axis" + axis);
                parts.addLast("first" + axis);
            }
            value = "round" + axis;
            formula = formula.then(new Step("Concat", parts, List.of(value), Map.of("axis", axis)));
        }
        return formula.then("Identity", "out0", value);
    }
}
