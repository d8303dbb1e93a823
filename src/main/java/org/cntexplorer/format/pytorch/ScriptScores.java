package org.cntexplorer.format.pytorch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formula.Step;
import org.cntexplorer.model.Tensor;

/** What archived code does to the scores of queries and keys before it multiplies the values with them: scaling, masks, softmax. */
final class ScriptScores {
    private static final Set<String> SAME = Set.of("dropout", "dropout_", "alpha_dropout", "contiguous", "clone", "detach", "alias", "to", "type_as", "float",
            "double", "half", "type", "cpu", "cuda", "data", "expand_as");
    private static final Map<String, String> ARITHMETIC = Map.of("mul", "Mul", "mul_", "Mul", "div", "Div", "div_", "Div", "add", "Add", "add_", "Add", "sub", "Sub");
    private static final Set<String> MORE = Set.of("softmax", "where", "masked_fill", "masked_fill_");

    private ScriptScores() {}

    /** @return empty where it is about no scores, or makes something else of them */
    static Optional<Py> call(String function, Arguments all) {
        Py first = all.get(0, "input");
        Py second = all.get(1, "other");
        if (first instanceof Py.Scores scores) {
            return SAME.contains(function) ? Optional.of(scores)
                    : ARITHMETIC.containsKey(function) || MORE.contains(function) ? Optional.of(next(function, scores, all)) : Optional.empty();
        }
        return second instanceof Py.Scores scores && (function.equals("add") || function.equals("mul"))
                ? Optional.of(next(function, scores, new Arguments(List.of(scores, first), all.named()))) : Optional.empty();
    }

    /** @param key the keys as they were before their last two axes were swapped */
    static Py of(String query, String key, TorchGraph graph) {
        OptionalInt rank = graph.rank(key);
        return new Py.Scores(query, key, rank.orElse(0) < 2 ? Optional.empty() : Optional.of(Attending.scores(rank.getAsInt())), "scores");
    }

    /** baddbmm: the scores times a number, and something times another. */
    static Py added(String query, String key, Arguments all, TorchGraph graph) {
        Py.Scores scores = (Py.Scores) of(query, key, graph);
        boolean alone = Py.real(all.get(3, "beta")).orElse(1.0) == 0 || Py.number(all.get(0, "input")).filter(number -> number == 0).isPresent();
        return new Py.Scores(query, key, scores.formula().filter(formula -> alone).map(formula ->
                formula.with("alpha", Py.real(all.get(4, "alpha")).orElse(1.0)).then("Mul", "scaled", "scores", "alpha")), "scaled");
    }

    /** scaled_dot_product_attention, where nothing but what comes later is masked. */
    static Optional<Formula> scaled(String query, Arguments all, TorchGraph graph) {
        Optional<List<Integer>> extents = graph.extents(query);
        Py mask = all.get(3, "attn_mask");
        if (extents.isEmpty() || extents.get().size() < 2 || mask != Py.NONE && mask != Py.UNKNOWN) {
            return Optional.empty();
        }
        double scale = Py.real(all.get(6, "scale")).orElse(1 / Math.sqrt(extents.get().getLast()));
        return Optional.of(Attending.scaled(extents.get().size(), scale, Py.truth(all.get(5, "is_causal")).orElse(false)));
    }

    private static Py next(String function, Py.Scores scores, Arguments all) {
        int at = scores.formula().map(formula -> formula.steps().size()).orElse(0);
        String last = "s" + at;
        return new Py.Scores(scores.query(), scores.key(), scores.formula().flatMap(formula -> then(formula, function, scores.last(), last, all)), last);
    }

    private static Optional<Formula> then(Formula formula, String function, String from, String to, Arguments all) {
        String constant = to + " number";
        if (function.equals("softmax")) {
            return Py.whole(all.get(1, "dim")).map(axis -> formula.then(new Step("Softmax", List.of(from), List.of(to), Map.of("axis", axis))));
        }
        if (function.startsWith("masked_fill")) {
            Optional<Tensor> mask = all.tensor(1, "mask");
            Optional<Double> value = Py.number(all.get(2, "value"));
            return mask.isEmpty() || value.isEmpty() ? Optional.empty() : Optional.of(masked(formula, mask.get(), value.get(), from, to));
        }
        Optional<Object> numbers = Py.number(all.get(1, "other")).<Object>map(number -> number).or(() -> all.tensor(1, "other"));
        boolean plain = Py.number(all.get(2, "alpha")).orElse(1.0) == 1 && !all.named().containsKey("rounding_mode");
        return numbers.isEmpty() || !plain || !ARITHMETIC.containsKey(function) ? Optional.empty()
                : Optional.of(formula.with(constant, numbers.get()).then(ARITHMETIC.get(function), to, from, constant));
    }

    /** A number wherever a mask is not 0. */
    static Formula masked(Formula formula, Tensor mask, double value, String from, String to) {
        return formula.with(to + " mask", mask).with(to + " value", value)
                .then(new Step("Cast", List.of(to + " mask"), List.of(to + " masks"), Map.of("to", 9))).then("Where", to, to + " masks", to + " value", from);
    }
}
