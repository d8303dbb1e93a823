package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.format.lowering.RecurrentStack;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Pool;
import org.cntexplorer.format.operator.SampleNorm;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** PyTorch's functions as archived code calls them, with their arguments in order: what each adds to the operators. */
final class ScriptCalls {
    private static final java.util.Set<String> SAME = java.util.Set.of("dropout", "dropout_", "feature_dropout", "alpha_dropout", "contiguous", "clone", "detach",
            "_shape_as_tensor", "alias", "requires_grad_", "cpu", "cuda", "lift_fresh", "data");
    private static final java.util.Set<String> CASTS = java.util.Set.of("to", "type_as", "float", "double", "half", "bfloat16", "type", "int", "long", "bool");

    private final TorchGraph graph;
    private final ScriptSums sums;
    private final ScriptMoves moves;
    /** Of a value that is another one with its last two axes swapped, that other one. */
    private final Map<String, String> swapped = new HashMap<>();
    /** Of a value that a function has written into, what it is now. */
    private final Map<String, String> written = new HashMap<>();

    ScriptCalls(TorchGraph graph) {
        this.graph = graph;
        this.sums = new ScriptSums(graph);
        this.moves = new ScriptMoves(graph, swapped);
    }

    /**
     * @param path as the code has it, "torch.conv2d"
     * @param part path of the module whose code it is
     */
    Py call(String path, List<Py> arguments, Map<String, Py> named, String part) throws Misfit {
        String function = path.substring(path.lastIndexOf('.') + 1);
        Arguments all = new Arguments(arguments, named);
        Optional<Py> number = ScriptNumbers.call(function, all, graph);
        if (number.isPresent()) {
            return number.get();
        }
        String name = part.isEmpty() ? function : part;
        Py first = all.get(0, "input");
        Optional<Py> scores = ScriptScores.call(function, all);
        if (scores.isPresent()) {
            return scores.get();
        }
        if (function.equals("clone") && first instanceof Py.Signal signal) {
            // what is written into the one is not written into the other
            return new Py.Signal(graph.pass(name, signal.value()));
        }
        if (SAME.contains(function)) {
            return first;
        }
        Py given = called(function, all, name);
        if (function.endsWith("_") && !function.startsWith("_") && first instanceof Py.Signal before && given instanceof Py.Signal after) {
            wrote(before.value(), after.value());
        }
        return given;
    }

    /** A function has written what it gives into what it was given. */
    void wrote(String before, String after) {
        if (!before.equals(after)) {
            written.put(before, after);
        }
    }

    /** A value as it is now, after all that was written into it. */
    Py now(Py value) {
        return switch (value) {
            case Py.Signal signal when written.containsKey(signal.value()) -> {
                String last = signal.value();
                for (int i = 0; i <= written.size() && written.containsKey(last); i++) {
                    last = written.get(last);
                }
                yield new Py.Signal(last);
            }
            case Py.Sequence sequence when !written.isEmpty() -> new Py.Sequence(sequence.items().stream().map(this::now).toList());
            default -> value;
        };
    }

    private Py called(String function, Arguments all, String name) throws Misfit {
        Py first = all.get(0, "input");
        if (CASTS.contains(function) && first instanceof Py.Signal signal) {
            return new Py.Signal(moves.cast(function, signal.value(), all, name));
        }
        if (CASTS.contains(function)) {
            return first;
        }
        Optional<Py> done = switch (function) {
            case "linear", "addmm", "matmul", "mm", "bmm", "baddbmm", "t", "numpy_T", "scaled_dot_product_attention" -> product(function, all, name);
            case "lstm", "gru", "rnn_tanh", "rnn_relu" -> recurrent(function, all, name);
            case "_transformer_encoder_layer_fwd" -> SequenceParts.transformer(graph, name, all).map(Py.Signal::new);
            case "embedding" -> Py.tensor(first).isPresent() && all.get(1, "indices") instanceof Py.Signal indices
                    ? Optional.of(new Py.Signal(graph.embedding(name, indices.value(), Py.tensor(first).get()))) : Optional.empty();
            default -> Optional.empty();
        };
        if (done.isEmpty() && first instanceof Py.Signal signal) {
            done = signal(function, signal.value(), all, name);
        }
        if (done.isEmpty()) {
            done = moves.call(function, all, name);
        }
        if (done.isEmpty()) {
            done = sums.call(function, all, name);
        }
        if (done.isEmpty()) {
            done = ScriptConstants.call(function, all);
        }
        return done.isPresent() ? done.get() : unknown(function, all, name);
    }

    /** A block, where it takes what hangs on the data. */
    private Py unknown(String function, Arguments all, String name) throws Misfit {
        List<String> taken = all.signals();
        return taken.isEmpty() ? Py.UNKNOWN : new Py.Signal(graph.block(name, function, taken));
    }

    /** Functions of one value. */
    private Optional<Py> signal(String function, String input, Arguments all, String name) throws Misfit {
        Optional<String> activation = ActivationNames.ofFunction(function);
        if (activation.isPresent()) {
            return Optional.of(new Py.Signal(graph.activation(name, input, activation.get(), all)));
        }
        Optional<String> value = switch (function) {
            case "conv1d", "conv2d", "conv3d", "_convolution_mode", "_convolution", "convolution", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" ->
                convolution(function, input, all, name);
            case "batch_norm", "_batch_norm_impl_index", "native_batch_norm" -> Optional.of(normed(input, all, name, "batch normalization",
                    Py.truth(all.get(5, "training")).orElse(false), Optional.empty()));
            case "layer_norm", "native_layer_norm" -> {
                int axes = all.get(1, "normalized_shape") instanceof Py.Sequence shape ? Math.max(1, shape.items().size()) : 1;
                yield Optional.of(graph.scaled(name, "layer normalization", input, -axes, all.tensor(2, "weight"), all.tensor(3, "bias"),
                        Optional.of(SampleNorm.last(axes, all.real(4, "eps", 1e-5)))));
            }
            case "group_norm" -> Optional.of(graph.scaled(name, "group normalization", input, 1, all.tensor(2, "weight"), all.tensor(3, "bias"),
                    Py.whole(all.get(1, "num_groups")).map(groups -> SampleNorm.channelGroups(groups, all.real(4, "eps", 1e-5)))));
            case "instance_norm" -> Optional.of(normed(input, all, name, "instance normalization",
                    Py.truth(all.get(5, "use_input_stats")).orElse(true), Optional.of(SampleNorm.channelGroups(0, all.real(7, "eps", 1e-5)))));
            case "max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d" -> pooling(function, input, all, name);
            case "max_pool1d_with_indices", "max_pool2d_with_indices", "max_pool3d_with_indices" ->
                pooling(function.substring(0, function.indexOf("_with")), input, all, name);
            case "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d" -> {
                Optional<List<Integer>> sizes = SpatialParts.sizes(all.get(1, "output_size"), axes(function));
                yield sizes.isEmpty() ? Optional.empty() : Optional.of(graph.adaptive(name, input, sizes.get(),
                        function.startsWith("adaptive_max") ? Pool.MAXIMUM : Pool.AVERAGE));
            }
            default -> Optional.empty();
        };
        if (value.isPresent() && (function.contains("_with_indices") || function.startsWith("adaptive_max") || function.startsWith("native_"))) {
            return Optional.of(new Py.Sequence(List.of(new Py.Signal(value.get()), Py.UNKNOWN, Py.UNKNOWN)));
        }
        return value.map(Py.Signal::new);
    }

    /** @param own whether the sample's own mean and variance are taken @param before what is done then; empty where it is done to a batch */
    private String normed(String input, Arguments all, String name, String kind, boolean own, Optional<Formula> before) throws Misfit {
        Optional<Tensor> weight = all.tensor(1, "weight");
        Optional<Tensor> bias = all.tensor(2, "bias");
        Optional<Tensor> mean = all.tensor(3, "running_mean");
        Optional<Tensor> variance = all.tensor(4, "running_var");
        return own || mean.isEmpty() || variance.isEmpty() ? graph.scaled(name, kind, input, 1, weight, bias, before)
                : graph.batchNorm(name, input, weight, bias, mean, variance, all.real(7, "eps", 1e-5));
    }

    /** The number in "conv2d". */
    private static int axes(String function) {
        return function.charAt(function.length() - 2) - '0';
    }

    private Optional<String> convolution(String function, String input, Arguments all, String name) throws Misfit {
        Optional<Tensor> kernel = all.tensor(1, "weight");
        if (kernel.isEmpty() || kernel.get().rank() < 3) {
            return Optional.empty();
        }
        int axes = kernel.get().rank() - 2;
        boolean general = function.endsWith("convolution");
        boolean transposed = general ? Py.truth(all.get(6, "transposed")).orElse(false) : function.startsWith("conv_transpose");
        // conv2d: stride, padding, dilation, groups; conv_transpose2d: stride, padding, output_padding, groups, dilation;
        // _convolution: stride, padding, dilation, transposed, output_padding, groups
        int dilation = !general && transposed ? 7 : 5;
        int more = general ? 7 : 5;
        int groups = general ? 8 : 6;
        boolean same = all.get(4, "padding") instanceof Py.Text text && text.value().equals("same");
        boolean valid = all.get(4, "padding") instanceof Py.Text text && text.value().equals("valid");
        List<Integer> zeros = Collections.nCopies(axes, 0);
        List<Integer> ones = Collections.nCopies(axes, 1);
        Optional<List<Integer>> stride = numbers(all.get(3, "stride"), axes, ones);
        Optional<List<Integer>> padding = same || valid ? Optional.of(zeros) : numbers(all.get(4, "padding"), axes, zeros);
        Optional<List<Integer>> dilations = numbers(all.get(dilation, "dilation"), axes, ones);
        if (stride.isEmpty() || padding.isEmpty() || dilations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(graph.convolution(name, input, kernel.get(), all.tensor(2, "bias"), stride.get(), same ? null : padding.get(), dilations.get(),
                transposed, transposed ? numbers(all.get(more, "output_padding"), axes, zeros).orElse(zeros) : zeros,
                Py.whole(all.get(groups, "groups")).orElse(1)));
    }

    private static Optional<List<Integer>> numbers(Py value, int axes, List<Integer> otherwise) {
        if (value == Py.UNKNOWN || value == Py.NONE || value instanceof Py.Sequence none && none.items().isEmpty()) {
            return Optional.of(otherwise);
        }
        return Py.wholes(value, axes);
    }

    private Optional<String> pooling(String function, String input, Arguments all, String name) throws Misfit {
        int axes = axes(function);
        Optional<List<Integer>> taps = Py.wholes(all.get(1, "kernel_size"), axes);
        if (taps.isEmpty()) {
            return Optional.empty();
        }
        boolean max = function.startsWith("max");
        List<Integer> zeros = Collections.nCopies(axes, 0);
        List<Integer> ones = Collections.nCopies(axes, 1);
        List<Integer> around = numbers(all.get(3, "padding"), axes, zeros).orElse(zeros);
        Optional<Pool> pool = max ? Optional.of(Pool.MAXIMUM)
                : SpatialParts.average(around, all.get(5, "count_include_pad"), all.get(6, "divisor_override"));
        return Optional.of(graph.pooling(name, input, taps.get(), numbers(all.get(2, "stride"), axes, taps.get()).orElse(taps.get()), around, max ? numbers(all.get(4, "dilation"), axes, ones).orElse(ones) : ones,
                Py.truth(all.get(max ? 5 : 4, "ceil_mode")).orElse(false), pool));
    }

    private Optional<Py> product(String function, Arguments all, String name) throws Misfit {
        Py first = all.get(0, "input");
        Py second = all.get(1, "other");
        switch (function) {
            case "linear" -> {
                return first instanceof Py.Signal signal && all.tensor(1, "weight").filter(weight -> weight.rank() == 2).isPresent()
                        ? Optional.of(new Py.Signal(graph.linear(name, signal.value(), all.tensor(1, "weight").get(), all.tensor(2, "bias")))) : Optional.empty();
            }
            case "t", "numpy_T" -> {
                return switch (first) {
                    case Py.Weights weights when weights.tensor().rank() == 2 -> Optional.of(new Py.Turned(weights.tensor()));
                    case Py.Turned turned -> Optional.of(new Py.Weights(turned.tensor()));
                    default -> Optional.empty();
                };
            }
            case "addmm" -> {
                boolean plain = Py.real(all.get(3, "beta")).orElse(1.0) == 1 && Py.real(all.get(4, "alpha")).orElse(1.0) == 1;
                return second instanceof Py.Signal signal && plain ? sums.dense(signal.value(), all.get(2, "mat2"), all.tensor(0, "input"), name) : Optional.empty();
            }
            case "scaled_dot_product_attention" -> {
                return first instanceof Py.Signal q && second instanceof Py.Signal k && all.get(2, "value") instanceof Py.Signal v
                        ? Optional.of(new Py.Signal(graph.attention(name, q.value(), k.value(), v.value(), ScriptScores.scaled(q.value(), all, graph))))
                        : Optional.empty();
            }
            case "baddbmm" -> {
                return second instanceof Py.Signal q && all.get(2, "batch2") instanceof Py.Signal k && swapped.containsKey(k.value())
                        ? Optional.of(ScriptScores.added(q.value(), swapped.get(k.value()), all, graph)) : Optional.empty();
            }
            default -> {
                if (first instanceof Py.Scores scores && second instanceof Py.Signal value) {
                    Optional<Formula> formula = scores.formula().map(known -> known.then("MatMul", "out0", scores.last(), "in2"));
                    return Optional.of(new Py.Signal(graph.attention(name, scores.query(), scores.key(), value.value(), formula)));
                }
                if (first instanceof Py.Signal query && second instanceof Py.Signal key) {
                    return Optional.of(swapped.containsKey(key.value()) ? ScriptScores.of(query.value(), swapped.get(key.value()), graph)
                            : sums.matrices(function, query.value(), key.value(), name));
                }
                return first instanceof Py.Signal signal ? sums.dense(signal.value(), second, Optional.empty(), name) : Optional.empty();
            }
        }
    }

    private Optional<Py> recurrent(String function, Arguments all, String name) throws Misfit {
        if (!(all.get(0, "input") instanceof Py.Signal input) || !(all.get(2, "params") instanceof Py.Sequence params)) {
            return Optional.empty();
        }
        List<Tensor> weights = params.items().stream().map(Py::tensor).flatMap(Optional::stream).toList();
        boolean biases = Py.truth(all.get(3, "has_biases")).orElse(true);
        int layers = Py.whole(all.get(4, "num_layers")).orElse(1);
        boolean both = Py.truth(all.get(7, "bidirectional")).orElse(false);
        int each = biases ? 4 : 2;
        if (weights.size() != params.items().size() || weights.size() % each != 0) {
            return Optional.empty();
        }
        List<List<Tensor>> sets = IntStream.range(0, weights.size() / each).mapToObj(i -> weights.subList(i * each, (i + 1) * each)).toList();
        String kind = function.startsWith("rnn") ? "rnn" : function;
        RecurrentStack stack = new RecurrentStack(kind, RecurrentStack.torchGates(kind), sets, layers, both,
                Py.truth(all.get(8, "batch_first")).orElse(false) ? 1 : 0, function.equals("rnn_relu") ? "relu" : "tanh", Orientation.TARGET_ROWS,
                startsWithNothing(all.get(1, "hx")) ? Optional.of(Operator.Recurrence.usual(false)) : Optional.empty());
        Py outputs = outputs(graph, name, RecurrentParts.add(graph, name, input.value(), stack), stack);
        // the function gives output, hidden state and cell state; the module puts the two states into a tuple
        if (outputs instanceof Py.Sequence two && two.items().get(1) instanceof Py.Sequence states) {
            return Optional.of(new Py.Sequence(Stream.concat(Stream.of(two.items().getFirst()), states.items().stream()).toList()));
        }
        return Optional.of(outputs);
    }

    /** Whether states before the first step are zeros, as they are where none are given. */
    static boolean startsWithNothing(Py states) {
        return switch (states) {
            case Py.Nothing none -> true;
            case Py.Filled filled -> filled.number() == 0;
            case Py.Sequence several -> several.items().stream().allMatch(ScriptCalls::startsWithNothing);
            default -> false;
        };
    }

    /** What a recurrent module returns: all steps, and the last step of each layer and direction; of an LSTM its cells', too. */
    Py outputs(TorchGraph graph, String name, RecurrentParts.Outputs outputs, RecurrentStack stack) throws Misfit {
        Py sequence = new Py.Signal(outputs.sequence());
        boolean lstm = stack.kind().equals("lstm");
        List<Py> last = new ArrayList<>();
        List<Py> cells = new ArrayList<>();
        for (int i = 0; i < outputs.last().size(); i++) {
            (lstm && i % 2 == 1 ? cells : last).add(new Py.Signal(outputs.last().get(i)));
        }
        Py states = new Py.Sequence(last);
        return new Py.Sequence(List.of(sequence, lstm ? new Py.Sequence(List.of(states, new Py.Sequence(cells))) : states));
    }
}
