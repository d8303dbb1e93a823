package org.cntexplorer.format.pytorch;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator.Pool;
import org.cntexplorer.format.operator.SampleNorm;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/** The modules of torch.nn that have no others in them: what each adds to the operators, by its kind, its attributes and its tensors. */
final class PartKinds {
    private PartKinds() {}

    /** @return the value that it gives; empty where its kind is not known, or its attributes are not there */
    static Optional<String> add(TorchGraph graph, PartFacts part, String input) throws Misfit {
        String kind = part.kind();
        String name = part.name();
        Optional<String> function = ActivationNames.ofModule(kind);
        if (function.isPresent()) {
            return Optional.of(activation(graph, part, input, function.get()));
        }
        Optional<Tensor> weight = part.tensor("weight");
        return switch (kind) {
            case "Linear", "LazyLinear", "NonDynamicallyQuantizableLinear" -> weight.isEmpty() ? Optional.empty()
                    : Optional.of(linear(graph, name, input, weight.get(), part.tensor("bias")));
            case "Conv1d", "Conv2d", "Conv3d", "LazyConv1d", "LazyConv2d", "LazyConv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d" ->
                weight.isEmpty() ? Optional.empty() : convolution(graph, part, input, weight.get());
            case "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm", "FrozenBatchNorm2d", "LazyBatchNorm1d", "LazyBatchNorm2d" -> {
                if (part.tensor("running_var").isEmpty() && weight.isEmpty() && !part.has("eps")) {
                    yield Optional.empty();
                }
                yield Optional.of(graph.batchNorm(name, input, weight, part.tensor("bias"), part.tensor("running_mean"), part.tensor("running_var"),
                        part.real("eps", 1e-5)));
            }
            case "LayerNorm", "RMSNorm" -> {
                int axes = part.get("normalized_shape") instanceof Py.Sequence shape ? shape.items().size() : weight.map(Tensor::rank).orElse(1);
                boolean square = kind.equals("RMSNorm");
                // no ε of an RMSNorm is the least step from 1
                Formula before = square ? SampleNorm.rootMeanSquare(axes, part.real("eps", Math.ulp(1f))) : SampleNorm.last(axes, part.real("eps", 1e-5));
                yield Optional.of(graph.scaled(name, square ? "rms normalization" : "layer normalization",
                        axes == 1 && weight.isPresent() ? tokens(graph, name, input, weight.get().size()) : input, -axes, weight, part.tensor("bias"),
                        Optional.of(before)));
            }
            case "GroupNorm" -> Optional.of(graph.scaled(name, "group normalization", input, 1, weight, part.tensor("bias"),
                    part.whole("num_groups").map(groups -> SampleNorm.channelGroups(groups, part.real("eps", 1e-5)))));
            case "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d" -> Optional.of(part.tensor("running_var").isPresent()
                    ? graph.batchNorm(name, input, weight, part.tensor("bias"), part.tensor("running_mean"), part.tensor("running_var"), part.real("eps", 1e-5))
                    : graph.scaled(name, "instance normalization", input, 1, weight, part.tensor("bias"),
                            Optional.of(SampleNorm.channelGroups(0, part.real("eps", 1e-5)))));
            case "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout", "Identity", "DropPath", "StochasticDepth",
                    "QuantStub", "DeQuantStub" -> Optional.of(graph.pass(name, input));
            case "Flatten" -> {
                Optional<Integer> from = part.whole("start_dim");
                yield Optional.of(graph.flatten(name, input, from.orElse(1), part.whole("end_dim").orElse(-1)));
            }
            case "Unflatten" -> {
                Optional<Integer> axis = part.whole("dim");
                Optional<List<Integer>> sizes = Py.wholes(part.get("unflattened_size"), -1);
                yield axis.isEmpty() || sizes.isEmpty() ? Optional.empty() : Optional.of(SpatialParts.unflatten(graph, name, input, axis.get(), sizes.get()));
            }
            case "Embedding", "EmbeddingBag" -> {
                if (weight.isEmpty()) {
                    yield Optional.empty();
                }
                String looked = graph.embedding(name, input, weight.get());
                // without a word each bag is a mean
                Pool pool = switch (part.text("mode").orElse("mean")) {
                    case "sum" -> Pool.SUM;
                    case "max" -> Pool.MAXIMUM;
                    default -> Pool.AVERAGE;
                };
                yield Optional.of(kind.equals("Embedding") ? looked : graph.mean(name + " bag", looked, List.of(-2), false, Optional.of(pool)));
            }
            case "LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell" -> SequenceParts.recurrent(graph, part, input);
            case "MultiheadAttention" -> SequenceParts.attention(graph, part, input);
            default -> SpatialParts.add(graph, part, input);
        };
    }

    private static String activation(TorchGraph graph, PartFacts part, String input, String function) throws Misfit {
        return graph.activation(part.name(), input, function, (place, attribute) -> switch (attribute) {
            case "weight" -> part.tensor("weight").<Py>map(Py.Weights::new).orElse(Py.UNKNOWN);
            case "dim" -> part.kind().equals("Softmax2d") ? new Py.Whole(-3) : part.get("dim");
            default -> part.get(attribute);
        });
    }

    /** A dense layer along the last axis; behind a convolution along all, where the flattening stands in code that is not known. */
    static String linear(TorchGraph graph, String name, String before, Tensor matrix, Optional<Tensor> bias) throws Misfit {
        String input = graph.beforeDense(name, before);
        Optional<List<Integer>> extents = graph.extents(input);
        if (matrix.rank() == 2 && extents.isPresent() && extents.get().size() > 2 && extents.get().getLast() != matrix.extent(1)) {
            long size = extents.get().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
            if (size == matrix.extent(1)) {
                return graph.linear(name, graph.flatten(name + " flatten", input, 1, -1), matrix, bias);
            }
            if (extents.get().get(1) == matrix.extent(1)) {
                List<Integer> axes = java.util.stream.IntStream.range(2, extents.get().size()).boxed().toList();
                graph.note("The layer \"" + name + "\" takes as many numbers as there are channels before it: their averages over all positions are assumed.");
                return graph.linear(name, graph.mean(name + " average", input, axes, false, Optional.of(Pool.AVERAGE)), matrix, bias);
            }
        }
        return graph.linear(name, input, matrix, bias);
    }

    /** Positions of a convolution made tokens of as many features as it has channels, where code that is not known must do so. */
    static String tokens(TorchGraph graph, String name, String input, long features) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        if (extents.isEmpty() || extents.get().size() < 4 || extents.get().getLast() == features || extents.get().get(1) != features) {
            return input;
        }
        graph.note("The positions before \"" + name + "\" are taken for tokens, as its size wants it.");
        return graph.swap(name + " tokens", graph.flatten(name + " tokens", input, 2, -1), 1, 2);
    }

    private static Optional<String> convolution(TorchGraph graph, PartFacts part, String input, Tensor kernel) throws Misfit {
        int axes = part.kind().charAt(part.kind().length() - 2) - '0';
        Optional<List<Integer>> stride = part.wholes("stride", axes);
        if (stride.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> words = part.text("padding");
        Optional<List<Integer>> padding = words.isPresent() ? Optional.of(Collections.nCopies(axes, 0)) : part.wholes("padding", axes);
        boolean transposed = part.kind().startsWith("ConvTranspose");
        if (padding.isEmpty()) {
            return Optional.empty();
        }
        boolean same = words.filter("same"::equals).isPresent();
        Optional<String> mode = part.text("padding_mode").filter(text -> !text.equals("zeros"));
        if (mode.isPresent()) {
            graph.note("The padding of \"" + part.name() + "\" is \"" + mode.get() + "\", and is counted as no links, as zeros are.");
            if (!transposed && !same && !graph.poolsBetween()) {
                String padded = Paddings.around(graph, part.name() + " padding", input, padding.get(), mode.get());
                return convolution(graph, part, padded, kernel, stride.get(), Collections.nCopies(axes, 0), false);
            }
        }
        String padded = mode.isEmpty() ? input : graph.does(part.name(), input, "is padded by \"" + mode.get() + "\"", Optional.empty());
        return convolution(graph, part, padded, kernel, stride.get(), same ? null : padding.get(), transposed);
    }

    private static Optional<String> convolution(TorchGraph graph, PartFacts part, String input, Tensor kernel, List<Integer> stride, List<Integer> padding,
            boolean transposed) throws Misfit {
        int axes = stride.size();
        return Optional.of(graph.convolution(part.name(), input, kernel, part.tensor("bias"), stride, padding, part.wholes("dilation", axes).orElse(Collections.nCopies(axes, 1)),
                transposed, part.wholes("output_padding", axes).orElse(Collections.nCopies(axes, 0)), part.whole("groups").orElse(1)));
    }
}
