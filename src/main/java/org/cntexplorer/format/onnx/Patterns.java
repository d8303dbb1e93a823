package org.cntexplorer.format.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;

/** Several nodes of a body that are one function or one normalisation. */
final class Patterns {
    /**
     * What some nodes do together.
     *
     * @param name of the function, or the normalisation's kind
     * @param input the one value that they take
     * @param parts the nodes, the last one too
     */
    record Found(String name, String input, Set<OnnxNode> parts, boolean isNormalisation) {}

    private final Map<OnnxNode, Found> found = new HashMap<>();
    private final Set<OnnxNode> parts = new HashSet<>();

    static Patterns of(List<OnnxNode> nodes, Walk walk) throws ModelFormatException {
        Patterns patterns = new Patterns();
        Map<String, Set<OnnxNode>> takers = new HashMap<>();
        for (OnnxNode node : nodes) {
            node.taken().forEach(value -> takers.computeIfAbsent(value, v -> new HashSet<>()).add(node));
        }
        Set<OnnxNode> here = new HashSet<>(nodes);
        ComposedFunctions functions = new ComposedFunctions(walk.graph, walk.constants);
        ComposedNormalisations normalisations = new ComposedNormalisations(walk);
        for (OnnxNode node : nodes) {
            Optional<Found> one = functions.endingAt(node);
            if (one.isEmpty()) {
                one = normalisations.endingAt(node);
            }
            // all inside, and nobody outside takes what is computed on the way
            if (one.isPresent() && one.get().parts().stream().allMatch(part -> here.contains(part) && !patterns.parts.contains(part))
                    && closed(node, one.get(), takers)) {
                patterns.found.put(node, one.get());
                patterns.parts.addAll(one.get().parts());
            }
        }
        return patterns;
    }

    private static boolean closed(OnnxNode last, Found one, Map<String, Set<OnnxNode>> takers) {
        return one.parts().stream().allMatch(part -> part == last || takers.getOrDefault(part.output(), Set.of()).stream()
                .allMatch(taker -> one.parts().contains(taker) || taker.type().equals("Shape")));
    }

    Optional<Found> endingAt(OnnxNode node) {
        return Optional.ofNullable(found.get(node));
    }

    boolean isPart(OnnxNode node) {
        return parts.contains(node);
    }
}
