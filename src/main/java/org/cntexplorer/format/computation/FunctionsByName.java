package org.cntexplorer.format.computation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formula.Step;

/** Functions whose name says all, as formulas. Those of a whole layer ("softmax") go along the last axis. */
public final class FunctionsByName {
    private static final Map<String, Formula> ALL = Map.ofEntries(
            Map.entry("linear", Formula.of("Identity")),
            Map.entry("identity", Formula.of("Identity")),
            Map.entry("relu", Formula.of("Relu")),
            Map.entry("relu6", Formula.empty().with("least", 0f).with("most", 6f).then("Clip", "out0", "in0", "least", "most")),
            Map.entry("sigmoid", Formula.of("Sigmoid")),
            Map.entry("tanh", Formula.of("Tanh")),
            Map.entry("softmax", Formula.of("Softmax", Map.of("axis", -1))),
            Map.entry("log_softmax", Formula.of("LogSoftmax", Map.of("axis", -1))),
            Map.entry("elu", Formula.of("Elu", Map.of("alpha", 1f))),
            Map.entry("selu", Formula.of("Selu")),
            Map.entry("softplus", Formula.of("Softplus")),
            Map.entry("softsign", Formula.of("Softsign")),
            Map.entry("hard_swish", Formula.of("HardSwish")),
            Map.entry("silu", Formula.empty().then("Sigmoid", "gate", "in0").then("Mul", "out0", "in0", "gate")),
            Map.entry("swish", Formula.empty().then("Sigmoid", "gate", "in0").then("Mul", "out0", "in0", "gate")),
            Map.entry("mish", Formula.empty().then("Softplus", "soft", "in0").then("Tanh", "gate", "soft").then("Mul", "out0", "in0", "gate")),
            Map.entry("gelu", Formula.empty().with("root", (float) Math.sqrt(0.5)).with("one", 1f).with("half", 0.5f).then("Mul", "far", "in0", "root")
                    .then("Erf", "error", "far").then("Add", "share", "error", "one").then("Mul", "whole", "in0", "share").then("Mul", "out0", "whole", "half")),
            Map.entry("log_sigmoid", Formula.empty().then("Neg", "back", "in0").then("Softplus", "soft", "back").then("Neg", "out0", "soft")),
            Map.entry("tanhshrink", Formula.empty().then("Tanh", "bent", "in0").then("Sub", "out0", "in0", "bent")),
            Map.entry("softmin", Formula.empty().then("Neg", "back", "in0").then(new Step("Softmax", List.of("back"), List.of("out0"), Map.of("axis", -1)))),
            Map.entry("square", Formula.empty().then("Mul", "out0", "in0", "in0")),
            Map.entry("exp", Formula.of("Exp")), Map.entry("exponential", Formula.of("Exp")), Map.entry("sin", Formula.of("Sin")),
            Map.entry("cos", Formula.of("Cos")), Map.entry("abs", Formula.of("Abs")), Map.entry("sqrt", Formula.of("Sqrt")), Map.entry("erf", Formula.of("Erf")),
            Map.entry("log", Formula.of("Log")), Map.entry("negative", Formula.of("Neg")), Map.entry("neg", Formula.of("Neg")));

    private FunctionsByName() {}

    /** Whether a name says all of a function. */
    public static boolean knows(String function) {
        return function.isEmpty() || ALL.containsKey(function);
    }

    static Optional<Formula> of(String function) {
        return Optional.ofNullable(ALL.get(function.isEmpty() ? "linear" : function));
    }
}
