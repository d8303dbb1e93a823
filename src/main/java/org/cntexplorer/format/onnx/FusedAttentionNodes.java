package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/** Nodes that do a transformer's steps in one: attention with heads, with its projections too, embeddings with their normalisation. */
final class FusedAttentionNodes implements OnnxOperators.Family {
    private final Walk walk;
    private final OnnxOperators operators;

    FusedAttentionNodes(Walk walk, OnnxOperators operators) {
        this.walk = walk;
        this.operators = operators;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "com.microsoft.Attention" -> projected(node);
            case "com.microsoft.MultiHeadAttention" -> !node.input(1).isEmpty() && !node.input(2).isEmpty() && several(node);
            case "com.microsoft.GroupQueryAttention" -> !node.input(1).isEmpty() && !node.input(2).isEmpty()
                    && heads(node, node.input(0), node.input(1), node.input(2), node.whole("num_heads", 1), node.whole("kv_num_heads", 1));
            case "Attention" -> plain(node);
            case "com.microsoft.EmbedLayerNormalization" -> embedded(node);
            case "com.microsoft.BiasGelu", "com.microsoft.FastGelu" -> biased(node);
            default -> false;
        };
    }

    /** The projections of query, key and value side by side in one matrix. */
    private boolean projected(OnnxNode node) throws ModelFormatException {
        Optional<Constant> weights = walk.constants.of(node.input(1));
        Optional<Constant> bias = node.input(2).isEmpty() ? Optional.empty() : walk.constants.of(node.input(2));
        if (weights.isEmpty() || weights.get().tensor().rank() != 2 || weights.get().transposed()) {
            return false;
        }
        Tensor matrix = weights.get().tensor();
        int columns = Math.toIntExact(matrix.extent(1));
        long[] sizes = node.wholes("qkv_hidden_sizes").filter(s -> s.length == 3).orElse(new long[] {columns / 3, columns / 3, columns / 3});
        if (Arrays.stream(sizes).sum() != columns || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            return false;
        }
        String sums = walk.shared(node.output());
        walk.add(new Operator.Dense(DenseNodes.name(node, weights.get()), walk.value(node.input(0)), sums, matrix,
                org.cntexplorer.model.DenseConnection.Orientation.SOURCE_ROWS, bias.map(b -> b.tensor().reshaped(b.tensor().size()))));
        List<String> parts = new ArrayList<>();
        int first = 0;
        for (long size : sizes) {
            String part = walk.between(sums);
            walk.add(new Operator.Take(node.label(), sums, part, -1, IntStream.range(first, first + (int) size).toArray(), false));
            parts.add(part);
            first += (int) size;
        }
        return heads(node, parts.get(0), parts.get(1), parts.get(2), node.whole("num_heads", 1), node.whole("num_heads", 1));
    }

    /** Query, key and value of projections before it, whose biases, one behind the other, may be left to it. */
    private boolean several(OnnxNode node) throws ModelFormatException {
        List<String> projected = new ArrayList<>(node.inputs().subList(0, 3));
        Optional<NumberArray> bias = node.input(3).isEmpty() ? Optional.empty() : walk.constants.array(node.input(3));
        int first = 0;
        for (int i = 0; bias.isPresent() && i < projected.size(); i++) {
            String value = walk.value(projected.get(i));
            int size = walk.known(value).getLast();
            double[] own = Arrays.copyOfRange(bias.get().values(), first, first + size);
            String numbers = walk.between(node.input(3));
            String sum = walk.between(value);
            walk.constants.put(numbers, new NumberArray(own, new int[] {size}, bias.get().type()));
            operators.draw(node, node.as("Add", List.of(value, numbers), List.of(sum), Map.of()));
            projected.set(i, sum);
            first += size;
        }
        return heads(node, projected.get(0), projected.get(1), projected.get(2), node.whole("num_heads", 1), node.whole("num_heads", 1));
    }

    /** @param query, key, value batch × tokens × features, the features of all heads side by side */
    private boolean heads(OnnxNode node, String query, String key, String value, long queryHeads, long valueHeads) throws ModelFormatException {
        List<Integer> of = walk.known(walk.value(value));
        if (of.size() != 3 || walk.known(walk.value(query)).size() != 3 || walk.known(walk.value(key)).size() != 3) {
            return false;
        }
        String q = apart(node, query, (int) queryHeads);
        String k = apart(node, key, (int) valueHeads);
        String v = apart(node, value, (int) valueHeads);
        if (valueHeads != queryHeads) {
            // heads of queries share those of keys and values
            int each = (int) (queryHeads / valueHeads);
            String repeated = walk.between(v);
            walk.add(new Operator.Take(node.label(), v, repeated, 1, IntStream.range(0, (int) queryHeads).map(h -> h / each).toArray(), false));
            v = repeated;
        }
        String mixed = walk.between(node.output());
        walk.add(new Operator.Attention(node.label(), q, k, v, mixed));
        String turned = walk.between(node.output());
        walk.add(new Operator.Transpose(node.label(), mixed, turned, List.of(0, 2, 1, 3)));
        List<Integer> extents = walk.known(turned);
        walk.add(new Operator.Reshape(node.label(), turned, node.output(), List.of(extents.get(0), extents.get(1), extents.get(2) * extents.get(3))));
        return true;
    }

    /** Batch × heads × tokens × features. */
    private String apart(OnnxNode node, String value, int heads) throws ModelFormatException {
        List<Integer> extents = walk.known(value);
        if (heads < 1 || extents.get(2) % heads != 0) {
            throw new IllegalArgumentException(heads + " heads of " + extents.get(2));
        }
        String split = walk.between(value);
        String turned = walk.between(value);
        walk.add(new Operator.Reshape(node.label(), value, split, List.of(extents.get(0), extents.get(1), heads, extents.get(2) / heads)));
        walk.add(new Operator.Transpose(node.label(), split, turned, List.of(0, 2, 1, 3)));
        return turned;
    }

    /** ONNX' own, of opset 23. */
    private boolean plain(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(2));
        if (walk.known(value).size() == 3) {
            return heads(node, node.input(0), node.input(1), node.input(2), node.whole("q_num_heads", 1), node.whole("kv_num_heads", 1));
        }
        walk.add(new Operator.Attention(node.label(), walk.value(node.input(0)), walk.value(node.input(1)), value, node.output()));
        return true;
    }

    private boolean embedded(OnnxNode node) throws ModelFormatException {
        Optional<Constant> words = walk.constants.of(node.input(2));
        Optional<Constant> segments = node.input(4).isEmpty() ? Optional.empty() : walk.constants.of(node.input(4));
        if (words.isEmpty()) {
            return false;
        }
        String of = walk.between(node.output());
        SelectingNodes.embedding(DenseNodes.name(node, words.get()), words.get().tensor(), node.input(0), of, walk);
        List<String> all = new ArrayList<>(List.of(of));
        if (segments.isPresent() && !node.input(1).isEmpty()) {
            String segment = walk.between(node.output());
            SelectingNodes.embedding(DenseNodes.name(node, segments.get()), segments.get().tensor(), node.input(1), segment, walk);
            all.add(segment);
        }
        walk.warn(node.output(), "The constants that \"" + node.label() + "\" adds are not counted.");
        String sum = all.size() > 1 ? walk.between(node.output()) : of;
        if (all.size() > 1) {
            walk.add(new Operator.Sum(node.label() + " sum", all, sum));
        }
        operators.draw(node, node.as("LayerNormalization", List.of(sum, node.input(5), node.input(6)), List.of(node.output()), Map.of("axis", new long[] {-1})));
        return true;
    }

    private boolean biased(OnnxNode node) throws ModelFormatException {
        String sum = walk.between(node.output());
        OnnxNode add = node.as("Add", List.of(node.input(0), node.input(1)), List.of(sum), Map.of());
        operators.draw(node, add);
        walk.add(new Operator.Activation(node.label(), sum, node.output(), "gelu"));
        return true;
    }
}
