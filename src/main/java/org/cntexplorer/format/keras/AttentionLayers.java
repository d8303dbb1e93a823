package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Attention: with heads, whose projections are dense, and plain. How tokens mix depends on the data. */
final class AttentionLayers {
    private AttentionLayers() {}

    /** Queries, keys and values that a layer with heads takes: by their places or by their names. */
    private static List<String> threeOf(Call call) {
        String query = call.inputs().getFirst();
        String value = named(call, "value", 1, query);
        return List.of(query, named(call, "key", 2, value), value);
    }

    private static String named(Call call, String name, int place, String otherwise) {
        List<String> named = call.named().getOrDefault(name, List.of());
        return !named.isEmpty() ? named.getFirst() : place < call.inputs().size() ? call.inputs().get(place) : otherwise;
    }

    /** MultiHeadAttention and GroupedQueryAttention, along one axis of tokens. */
    static List<Operator> heads(Call call) throws ModelFormatException {
        if (call.steps() > 0 || call.config().path("attention_axes").size() > 1) {
            return List.of(call.block());
        }
        List<String> taken = threeOf(call);
        List<Operator> operators = new ArrayList<>();
        String[] parts = {"query", "key", "value"};
        int[] numbers = new int[3];
        for (int i = 0; i < 3; i++) {
            numbers[i] = project(call, parts[i], taken.get(i), operators);
        }
        if (numbers[1] != numbers[2] || numbers[0] % numbers[1] != 0) {
            throw call.weights().bad("has " + numbers[0] + " heads of queries, " + numbers[1] + " of keys and " + numbers[2] + " of values");
        }
        // the features of a head of queries, which may be others than those of values
        int width = (int) call.weights().part("query", "_query_dense", "query_dense").inOrder("kernel", "bias").get(3, "kernel").extent(2);
        String of = call.output() + " ";
        for (int i = 1; i < 3 && numbers[0] != numbers[1]; i++) {
            int shared = numbers[0] / numbers[1];
            operators.add(new Operator.Take(call.name(), of + parts[i], of + parts[i] + " shared", 1, IntStream.range(0, numbers[0]).map(h -> h / shared).toArray(), false));
        }
        String some = numbers[0] == numbers[1] ? "" : " shared";
        Optional<Formula> scores = isTold(call) ? Optional.of(Formulas.scores(4, 1 / Math.sqrt(width), isCausal(call), "shares")) : Optional.empty();
        operators.add(new Operator.Attention(call.name() + " attention", of + "query", of + "key" + some, of + "value" + some, of + "heads",
                scores.map(AttentionLayers::mixed)));
        OwnWeights weights = call.weights().part("attention_output", "_output_dense", "output_dense").inOrder("kernel", "bias");
        Tensor kernel = weights.get(3, "kernel");
        int features = Math.multiplyExact((int) kernel.extent(0), (int) kernel.extent(1));
        operators.add(new Operator.Transpose(call.name(), of + "heads", of + "tokens", List.of(0, 2, 1, 3)));
        operators.add(new Operator.Reshape(call.name(), of + "tokens", of + "features", List.of(1, -1, features)));
        operators.add(new Operator.Dense(call.name() + " output", of + "features", call.output(), kernel.reshaped(features, kernel.extent(2)), Orientation.SOURCE_ROWS,
                weights.find("bias")));
        operators.add(new Operator.Block(call.name() + " scores", "attention scores", List.of(of + "query", of + "key" + some), List.of(call.output(1)), List.of(),
                OptionalInt.empty(), scores.map(made -> Formulas.scores(4, 1 / Math.sqrt(width), isCausal(call), "out0"))));
        if (!call.named().containsKey(KerasNodes.SCORES)) {
            operators.removeLast();
        }
        return operators;
    }

    /** Features of each token → heads of features: the value is batch × heads × tokens × features. @return how many heads */
    private static int project(Call call, String part, String input, List<Operator> operators) throws ModelFormatException {
        OwnWeights weights = call.weights().part(part, "_" + part + "_dense", part + "_dense").inOrder("kernel", "bias");
        Tensor kernel = weights.get(3, "kernel");
        int heads = (int) kernel.extent(1);
        int width = Math.multiplyExact(heads, (int) kernel.extent(2));
        String of = call.output() + " ";
        Optional<Tensor> bias = weights.find("bias");
        operators.add(new Operator.Dense(call.name() + " " + part, input, of + part + " features", kernel.reshaped(kernel.extent(0), width), Orientation.SOURCE_ROWS,
                bias.isPresent() ? Optional.of(bias.get().reshaped(bias.get().size())) : bias));
        operators.add(new Operator.Reshape(call.name(), of + part + " features", of + part + " tokens", List.of(1, -1, heads, width / heads)));
        operators.add(new Operator.Transpose(call.name(), of + part + " tokens", of + part, List.of(0, 2, 1, 3)));
        return heads;
    }

    /** Attention and AdditiveAttention, whose list of inputs is query, value and perhaps key. */
    static List<Operator> plain(Call call) throws ModelFormatException {
        List<String> taken = threeOf(call);
        boolean told = isTold(call) && call.steps() == 0;
        return List.of(new Operator.Attention(call.name(), taken.get(0), taken.get(1), taken.get(2), call.output(),
                (told ? plainScores(call) : Optional.<Formula>empty()).map(AttentionLayers::mixed)));
    }

    /** By products of queries and keys, or by their sums within a tanh. */
    private static Optional<Formula> plainScores(Call call) throws ModelFormatException {
        boolean additive = call.kind().equals("AdditiveAttention");
        boolean scaled = call.flag("use_scale", additive);
        boolean joined = call.config().path("score_mode").asText("dot").equals("concat");
        boolean causal = isCausal(call) || call.flag("causal", false);
        OwnWeights weights = call.weights().inOrder("scale", "concat_score_weight").without(!scaled, "scale");
        Optional<Tensor> scale = scaled ? weights.find("scale") : Optional.empty();
        Optional<Tensor> weight = joined ? weights.find("concat_score_weight") : Optional.empty();
        if (scaled && scale.isEmpty() || joined && weight.isEmpty()) {
            return Optional.empty();
        }
        Formula formula = Formula.empty();
        if (additive || joined) {
            // each query with each key: an axis for the other's tokens
            formula = formula.with("keys axis", new long[] {1}).with("queries axis", new long[] {2}).with("features", new long[] {-1})
                    .then("Unsqueeze", "keys", "in1", "keys axis").then("Unsqueeze", "queries", "in0", "queries axis").then("Add", "sums", "queries", "keys");
            if (joined) {
                formula = times(formula, scale, "sums", "scaled sums").with("weight", weight.get()).then("Tanh", "bound", "scaled sums")
                        .then(new Formula.Step("ReduceSum", List.of("bound", "features"), List.of("agreement"), Map.of("keepdims", 0)))
                        .then("Mul", "scores", "agreement", "weight");
            } else {
                formula = times(formula.then("Tanh", "bound", "sums"), scale, "bound", "scaled")
                        .then(new Formula.Step("ReduceSum", List.of("scaled", "features"), List.of("scores"), Map.of("keepdims", 0)));
            }
        } else {
            formula = times(Formulas.agreement(3), scale, "products", "scores");
        }
        return Optional.of(Formulas.sharpened(formula, causal, "shares"));
    }

    private static Formula times(Formula formula, Optional<Tensor> factor, String value, String output) {
        return factor.isEmpty() ? formula.then("Identity", output, value) : formula.with("scale", factor.get()).then("Mul", output, value, "scale");
    }

    /** Values as the shares say. */
    private static Formula mixed(Formula shares) {
        return shares.then("MatMul", "out0", "shares", "in2");
    }

    /** Whether all is told that tokens mix by. */
    private static boolean isTold(Call call) {
        return call.told(KerasNodes.MASK).isMissingNode() && !call.flag("use_gate", false) && !call.told("training").asBoolean();
    }

    private static boolean isCausal(Call call) {
        return call.told("use_causal_mask").asBoolean();
    }
}
