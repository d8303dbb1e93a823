package org.cntexplorer.format.pytorch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formula.Step;
import org.cntexplorer.model.Tensor;

/** What PyTorch's functions without weights compute, with the numbers that they are given. */
final class TorchFunctions {
    /** Functions whose names say all. */
    private static final Set<String> PLAIN = Set.of("relu", "sigmoid", "tanh");
    /** Functions that ONNX has under a name of its own, without numbers. */
    private static final Map<String, String> SAME = Map.ofEntries(Map.entry("selu", "Selu"), Map.entry("softsign", "Softsign"), Map.entry("exp", "Exp"),
            Map.entry("sin", "Sin"), Map.entry("cos", "Cos"), Map.entry("tan", "Tan"), Map.entry("sinh", "Sinh"), Map.entry("cosh", "Cosh"),
            Map.entry("atan", "Atan"), Map.entry("abs", "Abs"), Map.entry("sqrt", "Sqrt"), Map.entry("erf", "Erf"), Map.entry("log", "Log"),
            Map.entry("reciprocal", "Reciprocal"), Map.entry("round", "Round"), Map.entry("floor", "Floor"), Map.entry("ceil", "Ceil"),
            Map.entry("sign", "Sign"));

    /** What a function is given beside its value: by place, where it is called, or by name. {@link Py#UNKNOWN} where it is not. */
    @FunctionalInterface
    interface Given {
        Given NOTHING = (place, name) -> Py.UNKNOWN;

        Py get(int place, String name);

        default double real(int place, String name, double otherwise) {
            return Py.real(get(place, name)).orElse(otherwise);
        }
    }

    /**
     * What is computed.
     *
     * @param formula empty where the function's name says all
     * @param known whether that is all that there is to say: else nothing of it may be run
     */
    record Told(Optional<Formula> formula, boolean known) {
        private static final Told PLAIN = new Told(Optional.empty(), true);
        private static final Told UNKNOWN = new Told(Optional.empty(), false);

        private static Told of(Formula formula) {
            return new Told(Optional.of(formula), true);
        }
    }

    private TorchFunctions() {}

    /**
     * @param function as {@link ActivationNames} has it
     * @param rank axes of its value, where that is known
     */
    static Told of(String function, Given given, OptionalInt rank) {
        if (PLAIN.contains(function)) {
            return Told.PLAIN;
        }
        if (SAME.containsKey(function)) {
            return Told.of(Formula.of(SAME.get(function)));
        }
        return switch (function) {
            case "softmax", "log_softmax", "softmin" -> softmax(function, given.get(1, "dim"), rank);
            case "relu6" -> Told.of(clip(0.0, 6.0));
            case "hard_tanh" -> Told.of(clip(given.real(1, "min_val", -1), given.real(2, "max_val", 1)));
            case "clamp" -> clamp(given.get(1, "min"), given.get(2, "max"));
            case "leaky_relu" -> Told.of(Formula.of("LeakyRelu", Map.of("alpha", given.real(1, "negative_slope", 0.01))));
            case "rrelu" -> Told.of(Formula.of("LeakyRelu", Map.of("alpha", (given.real(1, "lower", 1.0 / 8) + given.real(2, "upper", 1.0 / 3)) / 2)));
            case "prelu" -> prelu(Py.tensor(given.get(1, "weight")), rank);
            case "elu" -> given.real(2, "scale", 1) == 1 && given.real(3, "input_scale", 1) == 1
                    ? Told.of(Formula.of("Elu", Map.of("alpha", given.real(1, "alpha", 1)))) : Told.UNKNOWN;
            case "celu" -> Told.of(Formula.of("Celu", Map.of("alpha", given.real(1, "alpha", 1))));
            case "gelu" -> gelu(given.get(1, "approximate") instanceof Py.Text text && text.value().equals("tanh"));
            case "silu" -> Told.of(Formula.empty().then("Sigmoid", "s", "in0").then("Mul", "out0", "in0", "s"));
            case "mish" -> Told.of(Formula.empty().then("Softplus", "p", "in0").then("Tanh", "t", "p").then("Mul", "out0", "in0", "t"));
            case "softplus" -> Told.of(softplus(given.real(1, "beta", 1), given.real(2, "threshold", 20)));
            case "softshrink" -> Told.of(shrink(given.real(1, "lambd", 0.5), true));
            case "hardshrink" -> Told.of(shrink(given.real(1, "lambd", 0.5), false));
            case "hard_sigmoid" -> Told.of(Formula.empty().then(hardSigmoid("out0")));
            case "hard_swish" -> Told.of(Formula.empty().then(hardSigmoid("s")).then("Mul", "out0", "in0", "s"));
            case "log_sigmoid" -> Told.of(Formula.empty().then("Neg", "n", "in0").then("Softplus", "p", "n").then("Neg", "out0", "p"));
            case "tanhshrink" -> Told.of(Formula.empty().then("Tanh", "t", "in0").then("Sub", "out0", "in0", "t"));
            case "square" -> Told.of(Formula.empty().then("Mul", "out0", "in0", "in0"));
            case "rsqrt" -> Told.of(Formula.empty().then("Sqrt", "s", "in0").then("Reciprocal", "out0", "s"));
            case "threshold" -> Told.of(Formula.empty().with("least", given.real(1, "threshold", 0)).with("else", given.real(2, "value", 0))
                    .then("Greater", "above", "in0", "least").then("Where", "out0", "above", "in0", "else"));
            case "local_response_norm" -> responses(given, rank);
            default -> Told.UNKNOWN;
        };
    }

    /** Between two bounds, one of which may be null. */
    static Formula clip(Double least, Double most) {
        Formula formula = Formula.empty();
        formula = least == null ? formula : formula.with("least", least);
        formula = most == null ? formula : formula.with("most", most);
        return formula.then("Clip", "out0", "in0", least == null ? "" : "least", most == null ? "" : "most");
    }

    private static Told clamp(Py least, Py most) {
        boolean open = least == Py.NONE || least == Py.UNKNOWN;
        boolean above = most == Py.NONE || most == Py.UNKNOWN;
        if (!open && Py.real(least).isEmpty() || !above && Py.real(most).isEmpty() || open && above) {
            return Told.UNKNOWN;
        }
        return Told.of(clip(Py.real(least).orElse(null), Py.real(most).orElse(null)));
    }

    /** Along one axis. Along that of the batch it is no function of a sample. */
    private static Told softmax(String function, Py along, OptionalInt rank) {
        OptionalInt axis = Py.whole(along).map(OptionalInt::of).orElse(rank.isEmpty() ? OptionalInt.empty()
                : OptionalInt.of(rank.getAsInt() == 1 || rank.getAsInt() == 3 ? 0 : 1));
        boolean batch = axis.isEmpty() || axis.getAsInt() == 0 && rank.orElse(0) != 1 || rank.isPresent() && axis.getAsInt() == -rank.getAsInt() && rank.getAsInt() > 1;
        if (batch) {
            return Told.UNKNOWN;
        }
        int of = axis.getAsInt();
        if (function.equals("softmax") && (of == -1 || rank.isPresent() && of == rank.getAsInt() - 1)) {
            return Told.PLAIN;
        }
        Map<String, Integer> attributes = Map.of("axis", of);
        return switch (function) {
            case "log_softmax" -> Told.of(Formula.of("LogSoftmax", attributes));
            case "softmin" -> Told.of(Formula.empty().then("Neg", "n", "in0").then(new Step("Softmax", List.of("n"), List.of("out0"), attributes)));
            default -> Told.of(Formula.of("Softmax", attributes));
        };
    }

    /** The slopes of channels stand before the axes of positions. */
    private static Told prelu(Optional<Tensor> slopes, OptionalInt rank) {
        if (slopes.isEmpty() || slopes.get().size() > 1 && rank.isEmpty()) {
            return Told.UNKNOWN;
        }
        long[] shape = new long[slopes.get().size() == 1 ? 1 : Math.max(1, rank.getAsInt() - 1)];
        Arrays.fill(shape, 1);
        shape[0] = slopes.get().size();
        return Told.of(Formula.empty().with("slopes", slopes.get().reshaped(shape)).then("PRelu", "out0", "in0", "slopes"));
    }

    private static Told gelu(boolean tanh) {
        Formula formula = Formula.empty().with("half", 0.5).with("one", 1);
        if (tanh) {
            formula = formula.with("root", Math.sqrt(2 / Math.PI)).with("part", 0.044715).then("Mul", "square", "in0", "in0")
                    .then("Mul", "cube", "square", "in0").then("Mul", "little", "cube", "part").then("Add", "more", "in0", "little")
                    .then("Mul", "wide", "more", "root").then("Tanh", "s", "wide");
        } else {
            formula = formula.with("root", Math.sqrt(0.5)).then("Mul", "wide", "in0", "root").then("Erf", "s", "wide");
        }
        return Told.of(formula.then("Add", "above", "s", "one").then("Mul", "twice", "in0", "above").then("Mul", "out0", "twice", "half"));
    }

    /** log(1 + exp(βx)) / β, and x itself where βx is above the threshold. */
    private static Formula softplus(double beta, double threshold) {
        if (beta == 1 && threshold >= 20) {
            return Formula.of("Softplus");
        }
        Formula formula = Formula.empty().with("beta", beta).then("Mul", "wide", "in0", "beta").then("Softplus", "p", "wide");
        return threshold / Math.abs(beta) >= 20 && threshold >= 20 ? formula.then("Div", "out0", "p", "beta") : formula.with("threshold", threshold)
                .then("Div", "smooth", "p", "beta").then("Greater", "above", "wide", "threshold").then("Where", "out0", "above", "in0", "smooth");
    }

    private static Formula shrink(double lambda, boolean soft) {
        return Formula.of("Shrink", Map.of("lambd", lambda, "bias", soft ? lambda : 0.0));
    }

    private static Step hardSigmoid(String output) {
        return new Step("HardSigmoid", List.of("in0"), List.of(output), Map.of("alpha", 1.0 / 6, "beta", 0.5));
    }

    /** Of windows of channels. Those of an even size reach further in PyTorch to the other side than in ONNX. */
    private static Told responses(Given given, OptionalInt rank) {
        Optional<Integer> size = Py.whole(given.get(1, "size"));
        if (size.isEmpty() || size.get() < 1 || size.get() % 2 == 0 || rank.orElse(0) != 4) {
            return Told.UNKNOWN;
        }
        return Told.of(Formula.of("LRN", Map.of("size", size.get(), "alpha", given.real(2, "alpha", 1e-4), "beta", given.real(3, "beta", 0.75),
                "bias", given.real(4, "k", 1))));
    }
}
