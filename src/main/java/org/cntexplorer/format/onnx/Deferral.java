package org.cntexplorer.format.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.ElementType;

/**
 * Values that are put off until somebody must have them as neurons: whole numbers (words, masks, lengths), truths, shapes that are not known, and
 * labels. Most are never neurons: words are looked up in an embedding, masks are put over attention.
 */
final class Deferral {
    /** What makes a label or a table of a network's outputs. */
    private static final Set<String> CONCLUSIONS = Set.of("ArgMax", "ArgMin", "TopK", "NonMaxSuppression", "ai.onnx.ml.ZipMap",
            "ai.onnx.ml.ArrayFeatureExtractor", "ai.onnx.ml.LabelEncoder", "ai.onnx.ml.Normalizer");
    private static final Set<String> NUMBERS = Set.of("Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Not", "And", "Or", "Xor", "IsNaN", "IsInf",
            "Shape", "Size", "NonZero", "ConstantOfShape", "Range", "RandomNormalLike", "RandomUniformLike", "EyeLike", "SequenceLength", "Unique");
    private static final Set<String> BY_NUMBERS = Set.of("Reshape", "Expand", "Tile", "Range", "ConstantOfShape", "NonZero", "Slice", "Split", "TopK", "OneHot",
            "Pad", "Resize", "Unique");

    /** How a node that was put off is translated after all. */
    interface Translation {
        void translate(OnnxNode node) throws ModelFormatException;
    }

    private final Map<String, Operator.Input> inputs;
    private final Set<String> indices;
    private final Set<String> deferred = new HashSet<>();
    private final Set<String> concluded = new HashSet<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Map<String, OnnxNode> givers = new HashMap<>();
    private final Map<String, NumberArray> samples = new HashMap<>();
    private final Map<OnnxNode, Integer> order = new HashMap<>();
    private final Set<OnnxNode> conclusions = new LinkedHashSet<>();
    private Translation translation;

    /**
     * @param inputs of the model, not given to the lowering yet
     * @param wholes those of them that are whole numbers
     * @param indices filled with those that are looked up in an embedding
     */
    Deferral(Map<String, Operator.Input> inputs, Set<String> wholes, Set<String> indices) {
        this.inputs = inputs;
        this.indices = indices;
        for (String input : wholes) {
            deferred.add(input);
            NumberArray.zeros(inputs.get(input).extents(), ElementType.I64).ifPresent(sample -> samples.put(input, sample));
        }
    }

    void by(Translation how) {
        translation = how;
    }

    boolean isDeferred(String value) {
        return deferred.contains(value);
    }

    Optional<List<Integer>> extents(String value) {
        return Optional.ofNullable(samples.get(value)).map(sample -> Arrays.stream(sample.shape()).boxed().toList());
    }

    /**
     * Puts a node off where what it gives is no value of neurons.
     *
     * @param data the computed values that it takes
     */
    boolean defer(OnnxNode node, List<String> data, boolean hasWeights, Constants constants) throws ModelFormatException {
        if (CONCLUSIONS.contains(node.type()) && node.captured().isEmpty()) {
            conclusions.add(node);
            concluded.addAll(node.outputs());
            put(node, constants);
            return true;
        }
        if (hasWeights || !node.captured().isEmpty()) {
            return false;
        }
        boolean after = data.stream().anyMatch(concluded::contains);
        if (after) {
            concluded.addAll(node.outputs());
        }
        if (after || NUMBERS.contains(node.type()) || data.stream().allMatch(deferred::contains)) {
            put(node, constants);
            return true;
        }
        return false;
    }

    private void put(OnnxNode node, Constants constants) throws ModelFormatException {
        order.put(node, order.size());
        for (String output : node.outputs()) {
            deferred.add(output);
            givers.put(output, node);
        }
        List<NumberArray> in = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.inputs().get(i);
            NumberArray known = input.isEmpty() ? null : constants.array(input).orElse(BY_NUMBERS.contains(node.type()) && i > 0 ? null : samples.get(input));
            if (known == null && !input.isEmpty()) {
                return;
            }
            in.add(known);
        }
        if (!constants.arithmetic().may(node, in.stream().map(known -> known == null ? new long[0] : Arrays.stream(known.shape()).asLongStream().toArray()).toList())) {
            // its extents stay unknown
            return;
        }
        try {
            List<NumberArray> made = ConstantArithmetic.of(node, in).orElse(List.of());
            for (int i = 0; i < Math.min(made.size(), node.outputs().size()); i++) {
                samples.put(node.outputs().get(i), made.get(i));
            }
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException | NullPointerException e) {
            // its extents stay unknown
        }
    }

    boolean alias(String from, String to) {
        if (!deferred.contains(from)) {
            return false;
        }
        deferred.add(to);
        aliases.put(to, from);
        if (samples.containsKey(from)) {
            samples.put(to, samples.get(from));
        }
        if (concluded.contains(from)) {
            concluded.add(to);
        }
        return true;
    }

    /** Gives a value after all, and what it hangs on. */
    void give(String value, Walk walk) throws ModelFormatException {
        Deque<String> open = new ArrayDeque<>(List.of(value));
        Set<String> seen = new HashSet<>();
        Set<OnnxNode> found = new HashSet<>();
        List<String> renamed = new ArrayList<>();
        while (!open.isEmpty()) {
            String next = open.pop();
            if (walk.isGiven(next) || !seen.add(next)) {
                continue;
            }
            if (inputs.containsKey(next)) {
                walk.add(inputs.get(next));
            } else if (aliases.containsKey(next)) {
                renamed.add(next);
                open.push(aliases.get(next));
            } else if (givers.containsKey(next)) {
                OnnxNode node = givers.get(next);
                if (found.add(node)) {
                    conclusions.remove(node);
                    node.inputs().stream().filter(deferred::contains).forEach(open::push);
                }
            }
        }
        List<OnnxNode> nodes = new ArrayList<>(found);
        nodes.sort((a, b) -> Integer.compare(order.get(a), order.get(b)));
        for (OnnxNode node : nodes) {
            translation.translate(node);
        }
        for (String name : renamed.reversed()) {
            walk.add(new Operator.Pass(name, walk.value(aliases.get(name)), name));
        }
    }

    /** The input whose numbers are looked up under a value, given as one of words; the value itself where it is computed of neurons. */
    String looked(String value, Walk walk) throws ModelFormatException {
        Deque<String> open = new ArrayDeque<>(List.of(value));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (inputs.containsKey(next)) {
                if (!walk.isGiven(next)) {
                    indices.add(next);
                    walk.add(inputs.get(next));
                }
                return next;
            }
            if (aliases.containsKey(next)) {
                open.push(aliases.get(next));
            } else if (givers.containsKey(next) && deferred.contains(next)) {
                givers.get(next).inputs().reversed().forEach(open::push);
            }
        }
        return walk.value(value);
    }

    /** Labels that nobody took as neurons, and the values of neurons that they were made of. */
    List<String> conclude(Walk walk) {
        List<String> roots = new ArrayList<>();
        for (OnnxNode node : conclusions) {
            walk.lowering.warn("The operator " + node.type() + " behind the last layer is left out.");
        }
        for (String value : concluded) {
            OnnxNode node = givers.get(value);
            if (node != null) {
                node.inputs().stream().filter(walk::isGiven).forEach(roots::add);
            }
        }
        return roots;
    }
}
