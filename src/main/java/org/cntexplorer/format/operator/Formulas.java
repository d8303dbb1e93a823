package org.cntexplorer.format.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.cntexplorer.format.operator.Formula.Step;

/** Formulas that several file formats know, each by a name of its own: functions of each number, and normalisations of a sample. */
public final class Formulas {
    private static final String IN = "in0";
    private static final String OUT = "out0";

    private Formulas() {}

    /** A formula, and behind it a second that takes the one value that it gives. */
    public static Formula chained(Formula first, Formula second) {
        Map<String, Object> constants = new HashMap<>(first.constants());
        second.constants().forEach((name, numbers) -> constants.put("then " + name, numbers));
        List<Step> steps = new ArrayList<>();
        first.steps().forEach(step -> steps.add(renamed(step, name -> name.equals(OUT) ? "before" : name)));
        second.steps().forEach(step -> steps.add(renamed(step, name -> name.equals(IN) || name.equals(Formula.ALL) ? "before"
                : name.equals(OUT) || name.isEmpty() ? name : "then " + name)));
        return new Formula(steps, constants);
    }

    private static Step renamed(Step step, UnaryOperator<String> names) {
        return new Step(step.type(), step.inputs().stream().map(names).toList(), step.outputs().stream().map(names).toList(), step.attributes());
    }

    /** A value and a number, or numbers along its last axes. */
    public static Formula with(String type, Object numbers) {
        return Formula.empty().with("numbers", numbers).then(type, OUT, IN, "numbers");
    }

    /**
     * Places along an axis mixed from two each: the first of them where the share is 0, the second where it is 1.
     *
     * @param formula what is added to
     * @param rank how many axes the value has
     */
    public static Formula mixed(Formula formula, String input, String output, int axis, int rank, long[] first, long[] second, float[] share) {
        String of = "axis " + axis + " ";
        // the shares stand along this axis, and the axes behind it are 1
        Formula made = formula.with(of + "first", first).with(of + "second", second).with(of + "share", share)
                .then(new Step("Gather", List.of(input, of + "first"), List.of(of + "one"), Map.of("axis", axis)))
                .then(new Step("Gather", List.of(input, of + "second"), List.of(of + "other"), Map.of("axis", axis)))
                .then("Sub", of + "apart", of + "other", of + "one");
        // one share alone is a number without axes
        boolean alone = axis == rank - 1 || share.length == 1;
        if (!alone) {
            made = made.with(of + "axes", LongStream.range(1, rank - axis).toArray()).then("Unsqueeze", of + "shares", of + "share", of + "axes");
        }
        return made.then("Mul", of + "part", of + "apart", alone ? of + "share" : of + "shares").then("Add", output, of + "one", of + "part");
    }

    /** x where it is positive, else x · slope. */
    public static Formula leakyRelu(double slope) {
        return Formula.of("LeakyRelu", Map.of("alpha", slope));
    }

    /** x where it is positive, else alpha · (eˣ − 1). */
    public static Formula elu(double alpha) {
        return Formula.of("Elu", Map.of("alpha", alpha));
    }

    /** No less than the one and no more than the other. */
    public static Formula clip(double low, double high) {
        return Formula.empty().with("low", low).with("high", high).then("Clip", OUT, IN, "low", "high");
    }

    /** slope · x + middle, within 0 and 1. */
    public static Formula hardSigmoid(double slope, double middle) {
        return Formula.of("HardSigmoid", Map.of("alpha", slope, "beta", middle));
    }

    /** x · hardSigmoid(x), of slope 1/6. */
    public static Formula hardSwish() {
        return Formula.empty().then(new Step("HardSigmoid", List.of(IN), List.of("gate"), Map.of("alpha", 1 / 6.0, "beta", 0.5))).then("Mul", OUT, IN, "gate");
    }

    /** x · sigmoid(x). */
    public static Formula swish() {
        return Formula.empty().then("Sigmoid", "gate", IN).then("Mul", OUT, IN, "gate");
    }

    /** x · tanh(softplus(x)). */
    public static Formula mish() {
        return Formula.empty().then("Softplus", "soft", IN).then("Tanh", "gate", "soft").then("Mul", OUT, IN, "gate");
    }

    /** x · Φ(x). */
    public static Formula gelu() {
        return Formula.empty().with("root", Math.sqrt(0.5)).with("one", 1).with("half", 0.5).then("Mul", "scaled", IN, "root").then("Erf", "error", "scaled")
                .then("Add", "twice", "error", "one").then("Mul", "share", "twice", "half").then("Mul", OUT, IN, "share");
    }

    /** The same as it is approximated by a hyperbolic tangent. */
    public static Formula geluByTanh() {
        return Formula.empty().with("cubic", 0.044715).with("root", Math.sqrt(2 / Math.PI)).with("one", 1).with("half", 0.5).then("Mul", "square", IN, IN)
                .then("Mul", "third", "square", IN).then("Mul", "curved", "third", "cubic").then("Add", "bent", IN, "curved").then("Mul", "scaled", "bent", "root")
                .then("Tanh", "error", "scaled").then("Add", "twice", "error", "one").then("Mul", "share", "twice", "half").then("Mul", OUT, IN, "share");
    }

    /** The function of all numbers along an axis that sums to 1. */
    public static Formula softmax(int axis) {
        return Formula.of("Softmax", Map.of("axis", axis));
    }

    /** (x − mean) / √(variance + ε) along some axes. */
    public static Formula standardised(List<Integer> axes, double epsilon) {
        return standardised(Formula.empty(), IN, OUT, axes, epsilon);
    }

    /** The same of a value of other steps. */
    public static Formula standardised(Formula before, String input, String output, List<Integer> axes, double epsilon) {
        Map<String, ?> along = Map.of("axes", axes, "keepdims", 1);
        return before.with("epsilon", epsilon).then(new Step("ReduceMean", List.of(input), List.of("mean"), along)).then("Sub", "apart", input, "mean")
                .then("Mul", "squares", "apart", "apart").then(new Step("ReduceMean", List.of("squares"), List.of("variance"), along))
                .then("Add", "over", "variance", "epsilon").then("Sqrt", "deviation", "over").then("Div", output, "apart", "deviation");
    }

    /** x / √(mean of x² + ε) along some axes. */
    public static Formula byRootMeanSquare(List<Integer> axes, double epsilon) {
        return Formula.empty().with("epsilon", epsilon).then("Mul", "squares", IN, IN)
                .then(new Step("ReduceMean", List.of("squares"), List.of("mean"), Map.of("axes", axes, "keepdims", 1))).then("Add", "over", "mean", "epsilon")
                .then("Sqrt", "root", "over").then("Div", OUT, IN, "root");
    }

    /** x / √max(sum of x², ε) along some axes. */
    public static Formula unit(List<Integer> axes, double epsilon) {
        return unit(Formula.empty(), IN, OUT, axes, epsilon);
    }

    /** The same of a value of other steps; the names of its own begin with that of what it gives. */
    public static Formula unit(Formula before, String input, String output, List<Integer> axes, double epsilon) {
        return before.with("tiny", epsilon).with("along", axes.stream().mapToLong(Integer::longValue).toArray()).then("Mul", output + " squares", input, input)
                .then(new Step("ReduceSum", List.of(output + " squares", "along"), List.of(output + " sum"), Map.of("keepdims", 1)))
                .then("Max", output + " largest", output + " sum", "tiny").then("Sqrt", output + " length", output + " largest")
                .then("Div", output, input, output + " length");
    }

    /**
     * How much each key counts for each query, softmax(scale · Q·Kᵀ): {@code in0} and {@code in1}, of any number of axes before the last two.
     *
     * @param rank how many axes they have
     * @param causal whether a query sees no key behind its own place
     */
    public static Formula scores(int rank, double scale, boolean causal, String output) {
        return sharpened(agreement(rank).with("scale", scale).then("Mul", "scores", "products", "scale"), causal, output);
    }

    /** Q·Kᵀ as "products". */
    public static Formula agreement(int rank) {
        Integer[] turned = new Integer[rank];
        for (int axis = 0; axis < rank; axis++) {
            turned[axis] = axis < rank - 2 ? axis : 2 * rank - 3 - axis;
        }
        return Formula.empty().then(new Step("Transpose", List.of("in1"), List.of("keys"), Map.of("perm", List.of(turned)))).then("MatMul", "products", IN, "keys");
    }

    /** The softmax of "scores" along the keys. */
    public static Formula sharpened(Formula scores, boolean causal, String output) {
        Formula made = scores;
        if (causal) {
            // 0 for what is seen, and so much less for what is not that nothing of it is left
            made = made.with("one", 1).with("far", 1e9).then("Shape", "shape", "scores").then("ConstantOfShape", "nothing", "shape").then("Add", "all", "nothing", "one")
                    .then(new Step("Trilu", List.of("all"), List.of("seen"), Map.of("upper", 0))).then("Sub", "hidden", "seen", "one")
                    .then("Mul", "away", "hidden", "far").then("Add", "visible", "scores", "away");
        }
        return made.then(new Step("Softmax", List.of(causal ? "visible" : "scores"), List.of(output), Map.of("axis", -1)));
    }
}
