package org.cntexplorer.format.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;

/**
 * Normalisations that exporters write as several nodes: (x − mean(x)) / √(mean((x − mean(x))²) + ε), and without the mean. What is learned, the
 * factors and shifts behind, are nodes of their own.
 */
final class ComposedNormalisations {
    private static final int LONGEST = 16;
    /** Nodes between a value and what it is divided by, and what they make of it. */
    private static final Map<String, String> NORMS = Map.ofEntries(Map.entry("ReduceL2", "l2_normalization"), Map.entry("ReduceL1", "l1_normalization"),
            Map.entry("ReduceSum", "share"), Map.entry("ReduceSumSquare", "l2_normalization"), Map.entry("AveragePool", "lrn"), Map.entry("ReduceMax", "share"),
            Map.entry("Mul", ""), Map.entry("Add", ""), Map.entry("Pow", ""), Map.entry("Sqrt", ""), Map.entry("Abs", ""), Map.entry("Clip", ""),
            Map.entry("Max", ""), Map.entry("Expand", ""), Map.entry("Unsqueeze", ""), Map.entry("Squeeze", ""), Map.entry("Pad", ""), Map.entry("Cast", ""),
            Map.entry("Reshape", ""), Map.entry("Shape", ""), Map.entry("If", ""));

    private final Walk walk;

    ComposedNormalisations(Walk walk) {
        this.walk = walk;
    }

    /** The normalisation whose last node divides, or multiplies by the reciprocal. */
    Optional<Patterns.Found> endingAt(OnnxNode last) throws ModelFormatException {
        if (!last.type().equals("Div") && !last.type().equals("Mul")) {
            return Optional.empty();
        }
        Optional<Patterns.Found> found = dividing(last, last.input(0), last.input(1));
        if (found.isPresent()) {
            return found;
        }
        return last.type().equals("Div") ? byItself(last) : dividing(last, last.input(1), last.input(0));
    }

    /** A value over a norm, a sum, or an average of its neighbourhood, which hang on nothing else: a function without weights. */
    private Optional<Patterns.Found> byItself(OnnxNode last) throws ModelFormatException {
        Set<OnnxNode> parts = new HashSet<>(List.of(last));
        Deque<String> open = new ArrayDeque<>(List.of(last.input(1)));
        String name = "";
        while (!open.isEmpty()) {
            String value = open.pop();
            Optional<OnnxNode> giver = walk.graph.giver(value);
            if (value.equals(last.input(0)) || value.isEmpty() || walk.isConstant(value)) {
                continue;
            }
            if (giver.isEmpty() || parts.size() > LONGEST || !NORMS.containsKey(giver.get().type())) {
                return Optional.empty();
            }
            if (giver.get().type().equals("Shape")) {
                // its own extents, to which the norm is repeated
                continue;
            }
            parts.add(giver.get());
            String here = NORMS.get(giver.get().type());
            name = here.isEmpty() ? name : here;
            // the way that a branch takes hangs on shapes, as a rule
            (giver.get().type().equals("If") ? giver.get().captured() : giver.get().inputs()).forEach(open::push);
        }
        String kind = name;
        return kind.isEmpty() || walk.isConstant(last.input(0)) ? Optional.empty() : Optional.of(new Patterns.Found(kind, last.input(0), parts, false));
    }

    private Optional<Patterns.Found> dividing(OnnxNode last, String divided, String root) throws ModelFormatException {
        Set<OnnxNode> parts = new HashSet<>(List.of(last));
        Optional<String> squared = squared(root, parts);
        if (squared.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> centred = centred(back(divided, parts), parts);
        if (centred.isPresent()) {
            Optional<String> other = centred(back(squared.get(), parts), parts);
            return other.filter(centred.get()::equals).map(input -> new Patterns.Found("layer normalization", input, parts, true));
        }
        return back(squared.get(), parts).equals(back(divided, parts)) ? Optional.of(new Patterns.Found("rms normalization", back(divided, parts), parts, true))
                : Optional.empty();
    }

    /** v of √(mean(v²) + ε), or of one over that. */
    private Optional<String> squared(String root, Set<OnnxNode> parts) throws ModelFormatException {
        String value = root;
        boolean rooted = false;
        boolean averaged = false;
        for (int step = 0; step < LONGEST; step++) {
            Optional<OnnxNode> giver = walk.graph.giver(value);
            if (giver.isEmpty()) {
                return Optional.empty();
            }
            OnnxNode node = giver.get();
            parts.add(node);
            String type = node.type();
            if (averaged && (type.equals("Pow") && is(node.input(1), 2) || type.equals("Mul") && node.input(0).equals(node.input(1)))) {
                return rooted ? Optional.of(node.input(0)) : Optional.empty();
            }
            boolean eps = type.equals("Add") && (walk.constants.number(node.input(0)).isPresent() || walk.constants.number(node.input(1)).isPresent());
            boolean power = type.equals("Pow") && (is(node.input(1), 0.5) || is(node.input(1), -0.5));
            boolean reciprocal = type.equals("Reciprocal") || type.equals("Div") && is(node.input(0), 1);
            if (!(eps || power || reciprocal || Set.of("Sqrt", "ReduceMean", "Cast", "Identity").contains(type))) {
                return Optional.empty();
            }
            rooted |= power || type.equals("Sqrt");
            averaged |= type.equals("ReduceMean");
            value = walk.constants.number(node.input(0)).isPresent() ? node.input(1) : node.input(0);
        }
        return Optional.empty();
    }

    private boolean is(String value, double number) throws ModelFormatException {
        return walk.constants.number(value).filter(found -> found == number).isPresent();
    }

    /** x of x − mean(x). */
    private Optional<String> centred(String value, Set<OnnxNode> parts) throws ModelFormatException {
        Optional<OnnxNode> sub = walk.graph.giver(value).filter(node -> node.type().equals("Sub"));
        if (sub.isEmpty()) {
            return Optional.empty();
        }
        Set<OnnxNode> more = new HashSet<>(List.of(sub.get()));
        Optional<OnnxNode> mean = walk.graph.giver(back(sub.get().input(1), more)).filter(node -> node.type().equals("ReduceMean"));
        if (mean.isEmpty() || !back(mean.get().input(0), more).equals(back(sub.get().input(0), more))) {
            return Optional.empty();
        }
        parts.addAll(more);
        parts.add(mean.get());
        return Optional.of(back(sub.get().input(0), parts));
    }

    /** The value before casts, which are parts too. */
    private String back(String value, Set<OnnxNode> parts) {
        String at = value;
        for (int step = 0; step < LONGEST; step++) {
            Optional<OnnxNode> giver = walk.graph.giver(at).filter(node -> node.type().equals("Cast") || node.type().equals("Identity"));
            if (giver.isEmpty()) {
                return at;
            }
            parts.add(giver.get());
            at = giver.get().input(0);
        }
        return at;
    }
}
