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
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** PyTorch's functions as archived code calls them, with their arguments in order: what each adds to the operators. */
final class ScriptCalls {
    private static final java.util.Set<String> SAME = java.util.Set.of("dropout", "dropout_", "feature_dropout", "alpha_dropout", "contiguous", "clone", "detach", "to",
            "type_as", "float", "double", "half", "_shape_as_tensor", "alias", "requires_grad_", "masked_fill", "masked_fill_", "expand_as", "cpu", "cuda", "type",
            "lift_fresh", "data");

    private final TorchGraph graph;
    private final ScriptSums sums;
    private final ScriptMoves moves;
    /** Of a value that is another one with its last two axes swapped, that other one. */
    private final Map<String, String> swapped = new HashMap<>();

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
        Optional<Py> number = ScriptNumbers.call(function, arguments, graph);
        if (number.isPresent()) {
            return number.get();
        }
        String name = part.isEmpty() ? function : part;
        Py first = all.get(0, "input");
        if (first instanceof Py.Scores && (SAME.contains(function) || List.of("softmax", "mul", "div", "add", "mul_", "div_", "add_", "where", "sub")
                .contains(function))) {
            return first;
        }
        if (arguments.size() > 1 && arguments.get(1) instanceof Py.Scores scores && List.of("add", "mul").contains(function)) {
            return scores;
        }
        if (SAME.contains(function)) {
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
            return Optional.of(new Py.Signal(graph.activation(name, input, activation.get())));
        }
        Optional<String> value = switch (function) {
            case "conv1d", "conv2d", "conv3d", "_convolution", "convolution", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" ->
                convolution(function, input, all, name);
            case "batch_norm", "_batch_norm_impl_index", "native_batch_norm" -> Optional.of(graph.batchNorm(name, input, all.tensor(1, "weight"),
                    all.tensor(2, "bias"), all.tensor(3, "running_mean"), all.tensor(4, "running_var"), Py.real(all.get(7, "eps")).orElse(1e-5)));
            case "layer_norm", "native_layer_norm" -> Optional.of(graph.scaled(name, "layer normalization", input,
                    -(all.get(1, "normalized_shape") instanceof Py.Sequence shape ? Math.max(1, shape.items().size()) : 1), all.tensor(2, "weight"),
                    all.tensor(3, "bias")));
            case "group_norm" -> Optional.of(graph.scaled(name, "group normalization", input, 1, all.tensor(2, "weight"), all.tensor(3, "bias")));
            case "instance_norm" -> Optional.of(graph.scaled(name, "instance normalization", input, 1, all.tensor(1, "weight"), all.tensor(2, "bias")));
            case "max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d" -> pooling(function, input, all, name);
            case "max_pool1d_with_indices", "max_pool2d_with_indices", "max_pool3d_with_indices" ->
                pooling(function.substring(0, function.indexOf("_with")), input, all, name);
            case "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d" -> {
                Optional<List<Integer>> sizes = SpatialParts.sizes(all.get(1, "output_size"), axes(function));
                yield sizes.isEmpty() ? Optional.empty() : Optional.of(graph.adaptive(name, input, sizes.get()));
            }
            default -> Optional.empty();
        };
        if (value.isPresent() && (function.contains("_with_indices") || function.startsWith("adaptive_max") || function.startsWith("native_"))) {
            return Optional.of(new Py.Sequence(List.of(new Py.Signal(value.get()), Py.UNKNOWN, Py.UNKNOWN)));
        }
        return value.map(Py.Signal::new);
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
        return Optional.of(graph.pooling(name, input, taps.get(), numbers(all.get(2, "stride"), axes, taps.get()).orElse(taps.get()),
                numbers(all.get(3, "padding"), axes, zeros).orElse(zeros), max ? numbers(all.get(4, "dilation"), axes, ones).orElse(ones) : ones,
                Py.truth(all.get(max ? 5 : 4, "ceil_mode")).orElse(false)));
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
                return second instanceof Py.Signal signal ? sums.dense(signal.value(), all.get(2, "mat2"), all.tensor(0, "input"), name) : Optional.empty();
            }
            case "scaled_dot_product_attention" -> {
                return first instanceof Py.Signal q && second instanceof Py.Signal k && all.get(2, "value") instanceof Py.Signal v
                        ? Optional.of(new Py.Signal(graph.attention(name, q.value(), k.value(), v.value()))) : Optional.empty();
            }
            case "baddbmm" -> {
                return second instanceof Py.Signal q && all.get(2, "batch2") instanceof Py.Signal k && swapped.containsKey(k.value())
                        ? Optional.of(new Py.Scores(q.value(), swapped.get(k.value()))) : Optional.empty();
            }
            default -> {
                if (first instanceof Py.Scores scores && second instanceof Py.Signal value) {
                    return Optional.of(new Py.Signal(graph.attention(name, scores.query(), scores.key(), value.value())));
                }
                if (first instanceof Py.Signal query && second instanceof Py.Signal key) {
                    return swapped.containsKey(key.value()) ? Optional.of(new Py.Scores(query.value(), swapped.get(key.value()))) : Optional.empty();
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
                Py.truth(all.get(8, "batch_first")).orElse(false) ? 1 : 0, function.equals("rnn_relu") ? "relu" : "tanh", Orientation.TARGET_ROWS);
        Py outputs = outputs(graph, name, RecurrentParts.add(graph, name, input.value(), stack), stack);
        // the function gives output, hidden state and cell state; the module puts the two states into a tuple
        if (outputs instanceof Py.Sequence two && two.items().get(1) instanceof Py.Sequence states) {
            return Optional.of(new Py.Sequence(Stream.concat(Stream.of(two.items().getFirst()), states.items().stream()).toList()));
        }
        return Optional.of(outputs);
    }

    /** What a recurrent module returns: all steps, and the last step of each layer and direction; of an LSTM twice. */
    Py outputs(TorchGraph graph, String name, RecurrentParts.Outputs outputs, RecurrentStack stack) throws Misfit {
        Py sequence = new Py.Signal(outputs.sequence());
        List<Py> last = new ArrayList<>();
        outputs.last().forEach(value -> last.add(new Py.Signal(value)));
        Py states = new Py.Sequence(last);
        return new Py.Sequence(List.of(sequence, stack.kind().equals("lstm") ? new Py.Sequence(List.of(states, states)) : states));
    }
}
