package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Pool;

/** Layers of several values: sums, averages, concatenations; products are blocks. */
final class MergingLayers {
    private MergingLayers() {}

    static List<Operator> sum(Call call) {
        if (call.inputs().size() == 1) {
            Optional<Formula> constant = ofConstant(call, "Add");
            return List.of(constant.isPresent() || !isPlain(call) ? call.pass("the adding of numbers", constant) : call.pass());
        }
        return List.of(new Operator.Deferred(call.name(), call.inputs(), List.of(call.output()), extents -> {
            List<Operator> operators = new ArrayList<>();
            operators.add(new Operator.Sum(call.name(), sameAxes(call, extents, operators), call.output()));
            return operators;
        }));
    }

    /**
     * Values of fewer axes with axes of 1 behind the batch, as Keras gives them before it joins them number by number.
     *
     * @param operators where the steps that do it are added
     * @return the values then
     */
    static List<String> sameAxes(Call call, List<List<Integer>> extents, List<Operator> operators) {
        int rank = extents.stream().mapToInt(List::size).max().orElse(0);
        List<String> values = new ArrayList<>(call.inputs());
        for (int i = 0; i < values.size(); i++) {
            List<Integer> known = extents.get(i);
            if (!known.isEmpty() && known.size() < rank) {
                List<Integer> wider = new ArrayList<>(known);
                wider.addAll(1, Collections.nCopies(rank - known.size(), 1));
                String value = call.output() + " axes of " + i;
                operators.add(new Operator.Reshape(call.name(), values.get(i), value, wider));
                values.set(i, value);
            }
        }
        return values;
    }

    /** The second value is passed on by the fixed link of a skip, which is not counted; its own weights are not turned. */
    static List<Operator> difference(Call call) {
        if (call.inputs().size() != 2) {
            return List.of(call.block(call.kind(), List.of(), ofConstant(call, "Sub")));
        }
        String negative = call.output() + " negative";
        Call both = call.step(call.name(), List.of(call.input(), negative), call.output(), call.weights());
        return List.of(new Operator.Activation(call.name(), call.inputs().get(1), negative, "negative", Optional.of(Formula.of("Neg"))), sum(both).getFirst());
    }

    static List<Operator> concatenation(Call call) {
        return List.of(new Operator.Concatenation(call.name(), call.inputs(), call.output(), call.axis(call.config().path("axis"), -1)));
    }

    /** An average; for a maximum, what it is when each is equally likely to be the largest. */
    static List<Operator> average(Call call) {
        if (call.inputs().size() == 1) {
            return List.of(call.pass());
        }
        String kind = call.kind().equals("Maximum") ? "Max" : call.kind().equals("Minimum") ? "Min" : "Mean";
        return List.of(new Operator.Deferred(call.name(), call.inputs(), List.of(call.output()), extents -> {
            List<Integer> known = extents.getFirst();
            List<Operator> operators = new ArrayList<>();
            if (known.isEmpty() || extents.stream().distinct().count() > 1 || known.getFirst() != 1) {
                Call same = call.step(call.name(), sameAxes(call, extents, operators), call.output(), call.weights());
                operators.add(same.block(call.kind(), Call.broadcast(extents), Optional.of(Formula.of(kind))));
                return operators;
            }
            List<Integer> wider = new ArrayList<>(known);
            wider.add(1, 1);
            List<String> apart = new ArrayList<>();
            for (int i = 0; i < extents.size(); i++) {
                apart.add(call.output() + " part " + i);
                operators.add(new Operator.Reshape(call.name(), call.inputs().get(i), apart.getLast(), wider));
            }
            String all = call.output() + " all";
            operators.add(new Operator.Concatenation(call.name(), apart, all, 1));
            operators.add(new Operator.Mean(call.name(), all, call.output(), List.of(1), false,
                    kind.equals("Min") ? Optional.empty() : Optional.of(kind.equals("Max") ? Pool.MAXIMUM : Pool.AVERAGE)));
            return operators;
        }));
    }

    /** Products along an axis of each. */
    static List<Operator> dot(Call call) {
        return List.of(new Operator.Deferred(call.name(), call.inputs(), List.of(call.output()), extents -> {
            if (extents.size() != 2 || extents.stream().anyMatch(List::isEmpty)) {
                return List.of(call.block());
            }
            List<Integer> made = new ArrayList<>(List.of(1));
            for (int operand = 0; operand < 2; operand++) {
                List<Integer> known = extents.get(operand);
                int axis = call.numbers("axes", 2, -1).get(operand);
                for (int at = 1; at < known.size(); at++) {
                    if (at != (axis < 0 ? axis + known.size() : axis)) {
                        made.add(known.get(at));
                    }
                }
            }
            if (made.size() == 1) {
                made.add(1);
            }
            return List.of(call.block("Dot", made, product(call, extents)));
        }));
    }

    /** Of two vectors, or of two matrices with another axis each. */
    private static Optional<Formula> product(Call call, List<List<Integer>> extents) {
        int rank = extents.getFirst().size();
        if (rank != extents.getLast().size() || rank > 3 || rank < 2 || call.steps() > 0) {
            return Optional.empty();
        }
        int first = Math.floorMod(call.numbers("axes", 2, -1).get(0), rank);
        int second = Math.floorMod(call.numbers("axes", 2, -1).get(1), rank);
        if (first == 0 || second == 0) {
            return Optional.empty();
        }
        Formula formula = Formula.empty();
        String one = "in0";
        String other = "in1";
        if (call.flag("normalize", false)) {
            formula = Formulas.unit(formula, one, "one", List.of(first), 1e-12);
            formula = Formulas.unit(formula, other, "other", List.of(second), 1e-12);
            one = "one";
            other = "other";
        }
        if (rank == 2) {
            return Optional.of(formula.with("axis", new long[] {1}).then("Mul", "products", one, other).then("ReduceSum", "out0", "products", "axis"));
        }
        Map<String, ?> turned = Map.of("perm", List.of(0, 2, 1));
        if (first == 1) {
            formula = formula.then(new Formula.Step("Transpose", List.of(one), List.of("rows"), turned));
            one = "rows";
        }
        if (second == 2) {
            formula = formula.then(new Formula.Step("Transpose", List.of(other), List.of("columns"), turned));
            other = "columns";
        }
        return Optional.of(formula.then("MatMul", "out0", one, other));
    }

    static Operator product(Call call) {
        if (call.inputs().size() == 1) {
            return call.blockOfBroadcast(call.kind(), ofConstant(call, "Mul"));
        }
        Formula formula = Formula.empty();
        for (int i = 1; i < call.inputs().size(); i++) {
            formula = formula.then("Mul", i == call.inputs().size() - 1 ? "out0" : "product " + i, i == 1 ? "in0" : "product " + (i - 1), "in" + i);
        }
        return call.blockOfBroadcast("Multiply", Optional.of(formula));
    }

    /** A function of TensorFlow in the place of a layer: a TFOpLambda, a TensorFlowOpLayer. */
    static List<Operator> function(Call call) {
        String function = call.kind().equals("TFOpLambda") ? call.config().path("function").asText()
                : call.config().path("node_def").path("op").asText(call.config().path("function").asText());
        Optional<String> activation = Activations.ofTensorFlow(function);
        if (List.of("math.add", "__operators__.add", "tf.__operators__.add", "AddV2", "Add").contains(function)) {
            return sum(call);
        }
        if (activation.isPresent() && call.inputs().size() == 1) {
            return List.of(new Operator.Activation(call.name(), call.input(), call.output(), activation.get(), Activations.ofTensorFlow(activation.get(), call)));
        }
        if (List.of("cast", "identity", "stop_gradient", "Identity", "Cast").contains(function)) {
            return List.of(call.pass());
        }
        return List.of(switch (function) {
            case "math.multiply", "__operators__.mul", "tf.math.multiply", "Mul" -> pair(call, function, "Mul");
            case "math.subtract" -> pair(call, function, "Sub");
            case "math.divide", "math.truediv" -> pair(call, function, "Div");
            default -> call.block(function.isEmpty() ? call.kind() : function, List.of());
        });
    }

    private static Operator pair(Call call, String function, String type) {
        return call.blockOfBroadcast(function, call.inputs().size() == 2 ? Optional.of(Formula.of(type)) : ofConstant(call, type));
    }

    /** A value and a number that the call is told, in their order. */
    private static Optional<Formula> ofConstant(Call call, String type) {
        JsonNode before = first(call, KerasNodes.place(0), call.config().path("constants").path("0"));
        JsonNode behind = first(call, KerasNodes.place(1), first(call, "y", first(call, "x2", first(call, "b", first(call, "other",
                call.config().path("constants").path("1"))))));
        if (call.inputs().size() != 1 || before.isNumber() == behind.isNumber()) {
            return Optional.empty();
        }
        Formula number = Formula.empty().with("number", before.isNumber() ? before.asDouble() : behind.asDouble());
        return Optional.of(before.isNumber() ? number.then(type, "out0", "number", "in0") : number.then(type, "out0", "in0", "number"));
    }

    private static JsonNode first(Call call, String told, JsonNode otherwise) {
        JsonNode said = call.told(told);
        return said.isMissingNode() || said.isNull() ? otherwise : said;
    }

    /** Whether a call is of one value alone: a layer, which is told nothing else. */
    private static boolean isPlain(Call call) {
        return call.kind().equals("Add") && call.told(KerasNodes.place(0)).isMissingNode() && call.told(KerasNodes.place(1)).isMissingNode()
                && call.told("x2").isMissingNode();
    }
}
