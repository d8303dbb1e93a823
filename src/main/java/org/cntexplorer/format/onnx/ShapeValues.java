package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;

/**
 * Shapes that a graph computes as it runs, as far as they are known before: PyTorch writes {@code x.view(x.size(0), -1)} as
 * Shape, Gather, Unsqueeze, Concat, Reshape.
 */
final class ShapeValues {
    private static final int DEEPEST = 16;
    private static final int MOST_VISITS = 1000;

    private final Constants constants;
    private final OnnxGraph graph;
    private final Map<String, Dims> dims;
    private int visits;

    ShapeValues(Constants constants, OnnxGraph graph, Map<String, Dims> dims) {
        this.constants = constants;
        this.graph = graph;
        this.dims = dims;
    }

    /** Where a value has passed a Reshape to a constant or a computed shape. */
    Dims reshaped(OnnxNode node, Dims before) throws ModelFormatException {
        Dims after = before.after(node, constants);
        if (after.extents().isPresent()) {
            return after;
        }
        Optional<long[]> wanted = wholes(node.input(1), DEEPEST);
        return wanted.isEmpty() ? Dims.UNKNOWN : Dims.known(wanted.get());
    }

    /** The numbers of a vector, −1 for those that are not known. */
    private Optional<long[]> wholes(String value, int depth) throws ModelFormatException {
        Optional<long[]> constant = constants.wholes(value);
        if (constant.isPresent()) {
            return constant;
        }
        Optional<OnnxNode> giver = graph.giver(value);
        if (giver.isEmpty() || depth == 0 || ++visits > MOST_VISITS) {
            return Optional.empty();
        }
        OnnxNode node = giver.get();
        return switch (node.type()) {
            case "Shape" -> node.attribute("start").isPresent() || node.attribute("end").isPresent() ? Optional.empty()
                    : dims.getOrDefault(node.input(0), Dims.UNKNOWN).extents();
            case "Unsqueeze", "Squeeze", "Cast", "Identity", "Reshape" -> wholes(node.input(0), depth - 1);
            case "Gather" -> gathered(node, depth);
            case "Concat" -> joined(node, depth);
            default -> Optional.empty();
        };
    }

    private Optional<long[]> gathered(OnnxNode node, int depth) throws ModelFormatException {
        Optional<long[]> places = constants.wholes(node.input(1));
        if (places.isEmpty()) {
            return Optional.empty();
        }
        long[] from = wholes(node.input(0), depth - 1).orElse(new long[0]);
        return Optional.of(Arrays.stream(places.get())
                .map(place -> place < 0 ? place + from.length : place)
                .map(place -> place >= 0 && place < from.length ? from[(int) place] : -1).toArray());
    }

    private Optional<long[]> joined(OnnxNode node, int depth) throws ModelFormatException {
        List<Long> all = new ArrayList<>();
        for (String value : node.inputs()) {
            Optional<long[]> part = all.size() > DEEPEST ? Optional.empty() : wholes(value, depth - 1);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            Arrays.stream(part.get()).forEach(all::add);
        }
        return Optional.of(all.stream().mapToLong(Long::longValue).toArray());
    }
}
