package org.cntexplorer.format.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;

/**
 * Normalisations that exporters write as several nodes: (x − mean(x)) / √(mean((x − mean(x))²) + ε), and without the mean. What is learned, the
 * factors and shifts behind, are nodes of their own.
 */
final class ComposedNormalisations {
    private static final int LONGEST = 12;

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
        return found.isPresent() || last.type().equals("Div") ? found : dividing(last, last.input(1), last.input(0));
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
