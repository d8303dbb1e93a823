package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * The operators of a network of tokens in the making. A value is the batch, the tokens and their features; its extents are known, but for numbers
 * that are looked up. What does not fit is an {@link IllegalArgumentException}.
 */
final class TokenOperators {
    private final List<Operator> operators = new ArrayList<>();
    private final Map<String, List<Integer>> extents = new HashMap<>();
    private int next;

    List<Operator> operators() {
        return operators;
    }

    List<Integer> extents(String value) {
        return extents.get(value);
    }

    int features(String value) {
        return extents.get(value).getLast();
    }

    int tokens(String value) {
        return extents.get(value).get(1);
    }

    /** Adds an operator of one value. @return that value */
    String add(Function<String, Operator> made) {
        String output = "t" + next++;
        Operator operator = made.apply(output);
        List<Optional<List<Integer>>> taken = operator.inputs().stream().map(value -> Optional.ofNullable(extents.get(value))).toList();
        ValueExtents.of(operator, taken).ifPresent(found -> extents.put(output, found));
        operators.add(operator);
        return output;
    }

    /** @param given empty for numbers that are looked up in an embedding */
    String input(String name, List<Integer> given) {
        return add(output -> new Operator.Input(name, output, given, false));
    }

    String dense(String name, String input, Tensor matrix, Orientation orientation, Optional<Tensor> bias) {
        long targets = matrix.extent(orientation == Orientation.TARGET_ROWS ? 0 : 1);
        if (bias.isPresent() && bias.get().size() != targets) {
            throw new IllegalArgumentException(bias.get().size() + " biases for " + targets + " neurons of \"" + name + "\"");
        }
        return add(output -> new Operator.Dense(name, input, output, matrix, orientation, bias));
    }

    /** A normalisation that depends on the sample, with what it has learned. */
    String norm(LayerGroup group, String input) {
        double[] scale = group.tensor("weight", "gamma", "scale").orElseThrow().toArray();
        double[] shift = group.tensor("bias", "beta").map(Tensor::toArray).orElse(new double[0]);
        if (shift.length > 0 && shift.length != scale.length || scale.length != features(input)) {
            throw new IllegalArgumentException("\"" + group.owner() + "\" normalises " + scale.length + " features, not " + features(input));
        }
        String kind = group.part("bias", "beta").isPresent() ? "layer normalization" : "rms normalization";
        return add(output -> new Operator.ScaleShift(group.owner(), kind, input, output, false, -1, scale, shift));
    }

    /** Each feature times a number that was learned, as the branches of some vision transformers are. */
    String scaled(LayerGroup group, String input) {
        double[] scale = group.tensor(group.parts().keySet().iterator().next()).orElseThrow().toArray();
        return add(output -> new Operator.ScaleShift(group.owner(), "scale", input, output, true, -1, scale, new double[0]));
    }

    String sum(String name, String... values) {
        return add(output -> new Operator.Sum(name, List.of(values), output));
    }

    String attention(String name, String query, String key, String value) {
        return add(output -> new Operator.Attention(name, query, key, value, output));
    }

    /** What is not known, as wide as its first value. */
    String block(String name, String type, List<String> values) {
        return block(name, type, values, features(values.getFirst()));
    }

    /** @param features of what it gives, for each token */
    String block(String name, String type, List<String> values, int features) {
        List<Integer> given = new ArrayList<>(extents(values.getFirst()));
        given.set(given.size() - 1, features);
        return add(output -> new Operator.Block(name, type, values, List.of(output), given, OptionalInt.empty()));
    }

    String reshape(String name, String input, Integer... to) {
        return add(output -> new Operator.Reshape(name, input, output, List.of(to)));
    }

    /** Some of the features. */
    String features(String name, String input, int from, int count) {
        return add(output -> new Operator.Take(name, input, output, -1, IntStream.range(from, from + count).toArray(), false));
    }

    /** Heads of keys or values that several heads of queries share, so often that there are as many: which of them share is told by no weight. */
    String shared(String name, String input, int features) {
        int own = features(input);
        if (own == features) {
            return input;
        }
        int tokens = tokens(input);
        String apart = reshape(name + " heads", input, 1, tokens, 1, own);
        String repeated = add(output -> new Operator.Expand(name + " heads", apart, output, List.of(1, tokens, features / own, own)));
        return reshape(name + " heads", repeated, 1, tokens, features);
    }

    /** The first token alone, where it is one of a class, or else the average of all. */
    String oneToken(String name, String input, boolean first) {
        if (tokens(input) == 1) {
            return input;
        }
        return first ? add(output -> new Operator.Take(name + " token", input, output, 1, new int[] {0}, true))
                : add(output -> new Operator.Mean(name + " average", input, output, List.of(1), false));
    }

    /** Numbers of the file that are added or stand before the tokens: no neurons. */
    String constant(String name, Integer... shape) {
        return add(output -> new Operator.Constant(name, output, Arrays.asList(shape)));
    }
}
