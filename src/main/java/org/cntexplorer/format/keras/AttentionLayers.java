package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
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
        String of = call.output() + " ";
        for (int i = 1; i < 3 && numbers[0] != numbers[1]; i++) {
            int shared = numbers[0] / numbers[1];
            operators.add(new Operator.Take(call.name(), of + parts[i], of + parts[i] + " shared", 1, IntStream.range(0, numbers[0]).map(h -> h / shared).toArray(), false));
        }
        String some = numbers[0] == numbers[1] ? "" : " shared";
        operators.add(new Operator.Attention(call.name() + " attention", of + "query", of + "key" + some, of + "value" + some, of + "heads"));
        OwnWeights weights = call.weights().part("attention_output", "_output_dense", "output_dense").inOrder("kernel", "bias");
        Tensor kernel = weights.get(3, "kernel");
        int width = Math.multiplyExact((int) kernel.extent(0), (int) kernel.extent(1));
        operators.add(new Operator.Transpose(call.name(), of + "heads", of + "tokens", List.of(0, 2, 1, 3)));
        operators.add(new Operator.Reshape(call.name(), of + "tokens", of + "features", List.of(1, -1, width)));
        operators.add(new Operator.Dense(call.name() + " output", of + "features", call.output(), kernel.reshaped(width, kernel.extent(2)), Orientation.SOURCE_ROWS,
                weights.find("bias")));
        operators.add(new Operator.Block(call.name() + " scores", "attention scores", List.of(of + "query", of + "key" + some), List.of(call.output(1)), List.of(),
                OptionalInt.empty()));
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
    static List<Operator> plain(Call call) {
        List<String> taken = threeOf(call);
        return List.of(new Operator.Attention(call.name(), taken.get(0), taken.get(1), taken.get(2), call.output()));
    }
}
