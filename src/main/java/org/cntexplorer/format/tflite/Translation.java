package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** What the families of nodes share while they are translated: the graph, its constants and the operators so far. */
final class Translation {
    /** Types whose first input is computed with, and whose others tell how. */
    private static final Set<String> TOLD = Set.of("RESHAPE", "SQUEEZE", "EXPAND_DIMS", "STRIDED_SLICE", "SLICE", "PAD", "PADV2", "MIRROR_PAD", "TILE", "MEAN",
            "SUM", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD", "TRANSPOSE", "BROADCAST_TO", "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR", "SPLIT_V", "REVERSE_V2",
            "ARG_MAX", "ARG_MIN", "TOPK_V2", "SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND", "SHAPE");

    private final TfliteGraph graph;
    private final Weights weights;
    private final List<Operator> operators = new ArrayList<>();
    /** The inputs, and what a node gives. */
    private final Set<Integer> given = new HashSet<>();
    private final Map<Integer, Integer> takers = new HashMap<>();
    private final Map<String, String> shortened = new HashMap<>();

    Translation(TfliteGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
        given.addAll(graph.inputs());
        graph.nodes().forEach(node -> given.addAll(node.outputs()));
    }

    TfliteGraph graph() {
        return graph;
    }

    Weights weights() {
        return weights;
    }

    List<Operator> operators() {
        return operators;
    }

    void add(Operator operator) {
        operators.add(operator);
    }

    /** The nodes that the outputs hang on; the file has each behind those that it hangs on itself. */
    List<TfliteNode> needed() throws ModelFormatException {
        Set<Integer> wanted = new HashSet<>(graph.outputs());
        List<TfliteNode> needed = new ArrayList<>();
        for (TfliteNode node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                needed.add(node);
                List<Integer> data = data(node);
                wanted.addAll(data);
                data.forEach(index -> takers.merge(index, 1, Integer::sum));
            }
        }
        graph.outputs().forEach(index -> takers.merge(index, 1, Integer::sum));
        shortened.putAll(Names.shortened(needed.stream().filter(node -> node.output() >= 0).map(this::whole).collect(Collectors.toSet())));
        return needed.reversed();
    }

    /** How many numbers the nodes give together; where the file does not say, as many as they take. */
    long size(List<TfliteNode> nodes) throws ModelFormatException {
        Map<Integer, Long> sizes = new HashMap<>();
        graph.inputs().forEach(index -> sizes.put(index, product(extents(index))));
        long all = 0;
        for (TfliteNode node : nodes) {
            long taken = 0;
            for (int index : data(node)) {
                taken += sizes.getOrDefault(index, 1L);
            }
            for (int output : node.outputs()) {
                long given = extents(output).isEmpty() ? taken : product(extents(output));
                sizes.put(output, given);
                all += Math.max(given, taken / node.outputs().size());
            }
        }
        return all;
    }

    private static long product(List<Integer> extents) {
        return extents.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Whether one node only takes a value, and nobody outside. */
    boolean isAlone(int index) {
        return takers.getOrDefault(index, 0) == 1;
    }

    /** The values that a node computes with, constants left out. */
    List<Integer> data(TfliteNode node) throws ModelFormatException {
        int from = switch (node.type()) {
            case "SPLIT" -> 1;
            case "TRANSPOSE_CONV", "CONV_3D_TRANSPOSE" -> 2;
            default -> 0;
        };
        int to = TOLD.contains(node.type()) || from > 0 ? from + 1 : node.inputs().size();
        List<Integer> data = new ArrayList<>();
        for (int place = from; place < Math.min(to, node.inputs().size()); place++) {
            int index = node.input(place);
            if (index >= 0 && given.contains(index) && !weights.has(index)) {
                data.add(index);
            }
        }
        return data;
    }

    String value(int index) {
        return graph.tensor(index).value();
    }

    /** As {@link TfliteGraph#extents}. */
    List<Integer> extents(int index) {
        return graph.extents(index);
    }

    /** The value of an input of a node, a constant too, which is no neurons. */
    String taken(int index) throws ModelFormatException {
        if (weights.has(index)) {
            String constant = value(index) + " constant " + operators.size();
            operators.add(new Operator.Constant(graph.tensor(index).name(), constant, extents(index).isEmpty() ? List.of(1) : extents(index),
                    weights.of(index)));
            return constant;
        }
        return value(index);
    }

    String name(TfliteNode node) {
        String whole = whole(node);
        return shortened.getOrDefault(whole, whole);
    }

    private String whole(TfliteNode node) {
        List<String> candidates = new ArrayList<>();
        candidates.add(graph.tensor(node.output()).name());
        if (node.input(1) >= 0) {
            candidates.add(graph.tensor(node.input(1)).name());
        }
        return Names.of(node.type(), candidates);
    }

    /** A node that is not known, or depends on the data. */
    void block(TfliteNode node) throws ModelFormatException {
        List<String> taken = data(node).stream().map(this::value).toList();
        for (int output : node.outputs()) {
            List<Integer> extents = extents(output);
            if (taken.isEmpty()) {
                operators.add(new Operator.Constant(name(node), value(output), extents.isEmpty() ? List.of(1) : extents));
            } else {
                operators.add(new Operator.Block(name(node), node.type(), taken, List.of(value(output)), extents, OptionalInt.empty(),
                        node.outputs().size() == 1 ? BlockFormulas.of(node, this) : Optional.empty()));
            }
        }
    }

    /** A step that a node makes on the way to what it gives. */
    String between(TfliteNode node) {
        return value(node.output()) + " step " + operators.size();
    }

    Optional<Integer> option(TfliteNode node, int field) throws ModelFormatException {
        return node.options().isPresent() ? Optional.of(node.options().get().whole(field, 0)) : Optional.empty();
    }
}
