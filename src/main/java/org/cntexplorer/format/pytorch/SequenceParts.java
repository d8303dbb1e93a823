package org.cntexplorer.format.pytorch;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.lowering.RecurrentStack;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.SampleNorm;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/** Modules that go along steps or tokens: recurrent ones and attention. */
final class SequenceParts {
    private static final List<String> WEIGHTS = List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");
    private static final int MOST_LAYERS = 1000;

    private SequenceParts() {}

    /** @return all steps of its last layer; empty where its weights are not there */
    static Optional<String> recurrent(TorchGraph graph, PartFacts part, String input) throws Misfit {
        Optional<RecurrentStack> stack = stack(part);
        return stack.isEmpty() ? Optional.empty() : Optional.of(RecurrentParts.add(graph, part.name(), input, stack.get()).sequence());
    }

    static Optional<RecurrentStack> stack(PartFacts part) {
        boolean cell = part.kind().endsWith("Cell");
        Map<String, Tensor> weights = new HashMap<>();
        for (int layer = 0; layer < MOST_LAYERS && (layer == 0 || weights.containsKey("weight_ih_l" + (layer - 1))); layer++) {
            for (String weight : WEIGHTS) {
                String own = weight + "_l" + layer;
                part.tensor(cell && layer == 0 ? weight : own).ifPresent(tensor -> weights.put(own, tensor));
                part.tensor(own + "_reverse").ifPresent(tensor -> weights.put(own + "_reverse", tensor));
            }
        }
        String kind = part.kind().replace("Cell", "").toLowerCase(Locale.ROOT);
        String function = part.text("nonlinearity").orElseGet(() -> part.text("mode").filter("RNN_RELU"::equals).map(mode -> "relu").orElse("tanh"));
        return RecurrentStack.named(weights, cell || !part.truth("batch_first") ? 0 : 1, Optional.of(kind), function)
                // one step of a cell is no sequence of steps, which is what would be run
                .map(stack -> cell ? stack.untold() : stack);
    }

    /** Of one value with itself: queries, keys and values by three matrices that lie one below the other, heads side by side. */
    static Optional<String> attention(TorchGraph graph, PartFacts part, String input) throws Misfit {
        Optional<Tensor> all = part.tensor("in_proj_weight");
        Optional<Integer> heads = part.whole("num_heads");
        if (all.isEmpty() || all.get().rank() != 2 || all.get().extent(0) != 3 * all.get().extent(1) || heads.isEmpty() || heads.get() < 1
                || all.get().extent(1) % heads.get() != 0) {
            return Optional.empty();
        }
        boolean batchFirst = part.truth("batch_first");
        int features = (int) all.get().extent(1);
        String[] projected = new String[3];
        List<String> names = List.of("query", "key", "value");
        for (int i = 0; i < 3; i++) {
            long from = (long) i * features;
            Tensor matrix = rows(all.get(), from, features);
            Optional<Tensor> bias = part.tensor("in_proj_bias").map(tensor -> rows(tensor, from, features));
            String name = part.name() + "." + names.get(i);
            projected[i] = apart(graph, name, graph.linear(name, input, matrix, bias), heads.get(), features, batchFirst);
        }
        boolean more = part.tensor("bias_k").isPresent() || part.truth("add_zero_attn");
        String mixed = graph.attention(part.name(), projected[0], projected[1], projected[2], more ? Optional.empty() : usual(features / heads.get()));
        String together = together(graph, part.name(), mixed, features, batchFirst);
        Optional<Tensor> matrix = part.tensor("out_proj.weight");
        return Optional.of(matrix.isEmpty() ? together : graph.linear(part.name() + ".out_proj", together, matrix.get(), part.tensor("out_proj.bias")));
    }

    /** Attention of values that are projected already, tokens by features, the batch first. */
    static String attend(TorchGraph graph, String name, String query, String key, String value, int heads, int features) throws Misfit {
        if (heads < 1 || features % heads != 0) {
            throw new Misfit("\"" + name + "\" has " + heads + " heads of " + features + " features");
        }
        String mixed = graph.attention(name, apart(graph, name + ".query", query, heads, features, true), apart(graph, name + ".key", key, heads, features, true),
                apart(graph, name + ".value", value, heads, features, true), usual(features / heads));
        return together(graph, name, mixed, features, true);
    }

    /** With nothing masked. @param features of a head */
    private static Optional<Formula> usual(int features) {
        return Optional.of(Attending.scaled(4, 1 / Math.sqrt(features), false));
    }

    /** The layer of torch.nn as PyTorch computes it in one go: its arguments are its tensors. Empty where they are others. */
    static Optional<String> transformer(TorchGraph graph, String name, Arguments all) throws Misfit {
        List<Optional<Tensor>> tensors = java.util.stream.IntStream.range(0, 18).mapToObj(i -> all.tensor(i, "")).toList();
        Optional<Integer> heads = Py.whole(all.get(2, "num_heads"));
        boolean given = java.util.stream.IntStream.of(3, 5, 10, 12, 14, 16).allMatch(i -> tensors.get(i).isPresent());
        if (!given || heads.isEmpty() || !(all.get(0, "src") instanceof Py.Signal input)) {
            return Optional.empty();
        }
        boolean before = Py.truth(all.get(8, "norm_first")).orElse(false);
        double epsilon = Py.real(all.get(9, "eps")).orElse(1e-5);
        String attended = norm(graph, name + ".norm1", input.value(), tensors.get(10), tensors.get(11), epsilon, before);
        Map<String, Tensor> own = new HashMap<>();
        List<String> names = List.of("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
        for (int i = 0; i < 4; i++) {
            String tensor = names.get(i);
            tensors.get(3 + i).ifPresent(found -> own.put(tensor, found));
        }
        PartFacts attention = new PartFacts(name + ".self_attn", "MultiheadAttention",
                attribute -> attribute.equals("num_heads") ? new Py.Whole(heads.get()) : attribute.equals("batch_first") ? new Py.Truth(true) : Py.UNKNOWN,
                tensor -> Optional.ofNullable(own.get(tensor)));
        Optional<String> mixed = attention(graph, attention, attended);
        if (mixed.isEmpty()) {
            return Optional.empty();
        }
        String middle = norm(graph, name + ".norm1", graph.sum(name + " sum 1", List.of(input.value(), mixed.get())), tensors.get(10), tensors.get(11), epsilon,
                !before);
        String inner = graph.linear(name + ".linear1", norm(graph, name + ".norm2", middle, tensors.get(12), tensors.get(13), epsilon, before), tensors.get(14).get(),
                tensors.get(15));
        String active = graph.activation(name + ".activation", inner, Py.truth(all.get(7, "use_gelu")).orElse(false) ? "gelu" : "relu",
                TorchFunctions.Given.NOTHING);
        String out = graph.linear(name + ".linear2", active, tensors.get(16).get(), tensors.get(17));
        return Optional.of(norm(graph, name + ".norm2", graph.sum(name + " sum 2", List.of(middle, out)), tensors.get(12), tensors.get(13), epsilon, !before));
    }

    private static String norm(TorchGraph graph, String name, String input, Optional<Tensor> weight, Optional<Tensor> bias, double epsilon, boolean here)
            throws Misfit {
        return here ? graph.scaled(name, "layer normalization", input, -1, weight, bias, Optional.of(SampleNorm.last(1, epsilon))) : input;
    }

    /** Some of a tensor's rows, in place. */
    static Tensor rows(Tensor tensor, long from, long count) {
        long[] shape = tensor.shape();
        long bytes = tensor.size() / Math.max(1, shape[0]) * tensor.type().bytes();
        shape[0] = count;
        return new Tensor(tensor.type(), tensor.order(), tensor.data().asSlice(from * bytes, count * bytes), shape);
    }

    /** Tokens × features to heads × tokens × features of a head. */
    private static String apart(TorchGraph graph, String name, String value, int heads, int features, boolean batchFirst) throws Misfit {
        boolean turned = !batchFirst && graph.rank(value).orElse(3) == 3;
        String samples = turned ? graph.transpose(name, value, List.of(1, 0, 2)) : value;
        String split = graph.reshape(name, samples, List.of(1, -1, heads, features / heads));
        return graph.transpose(name, split, List.of(0, 2, 1, 3));
    }

    private static String together(TorchGraph graph, String name, String value, int features, boolean batchFirst) throws Misfit {
        String samples = graph.reshape(name, graph.transpose(name, value, List.of(0, 2, 1, 3)), List.of(1, -1, features));
        return batchFirst ? samples : graph.transpose(name, samples, List.of(1, 0, 2));
    }
}
