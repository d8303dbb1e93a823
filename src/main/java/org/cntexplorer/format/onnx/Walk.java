package org.cntexplorer.format.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.computation.RecurrentSums;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.format.operator.Operator;

/** What those who translate nodes share: the operators so far, who takes which value, and what is known of values that are no neurons. */
final class Walk {
    /** An operator that does not fit what comes before it, of a node that may be drawn as a block instead. */
    static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misfit(Throwable cause) {
            super(cause);
        }
    }

    final OnnxGraph graph;
    final Constants constants;
    final OnnxTensors tensors;
    final Lowering lowering;
    /** Values that are attention scores. */
    final Map<String, AttentionNodes.Scores> scores = new HashMap<>();
    /** Values that are the sums of weights and nothing else yet, and the axis of their channels. */
    final Map<String, Integer> weighted = new HashMap<>();
    /** Values that were normalised by their own numbers, and how: factors behind them are not to be folded into the weights before. */
    final Map<String, String> normalised = new HashMap<>();
    private final Map<String, Integer> counts;
    private final Map<String, List<OnnxNode>> takers = new HashMap<>();
    private final Set<String> given = new HashSet<>();
    private final Set<OnnxNode> done = new HashSet<>();
    private final Deferral deferral;
    /** What each value is made of, and what is to be said where it leads to an output. */
    private final Map<String, List<String>> sources = new HashMap<>();
    private final Map<String, List<String>> remarks = new LinkedHashMap<>();
    private boolean strict;
    private int made;

    /** @param counts how many operators take each value: what the lowering looks at, kept up here */
    Walk(OnnxGraph graph, Constants constants, OnnxTensors tensors, Lowering lowering, Map<String, Integer> counts, Deferral deferral) {
        this.graph = graph;
        this.constants = constants;
        this.tensors = tensors;
        this.lowering = lowering;
        this.counts = counts;
        this.deferral = deferral;
    }

    /** The recurrent nodes of the model's graph, each direction, in order. */
    final List<RecurrentSums> recurrent = new ArrayList<>();

    /** Whether the node that is translated must fit, so that a misfit is the file's fault. */
    void strict(boolean must) {
        strict = must;
    }

    /** @throws Misfit where the operator does not fit and need not */
    void add(Operator operator) throws ModelFormatException {
        try {
            lowering.add(operator);
            given.addAll(operator.outputs());
            operator.outputs().forEach(output -> sources.put(output, operator.inputs()));
        } catch (ModelFormatException e) {
            if (strict || lowering.isSpent()) {
                throw e;
            }
            throw new Misfit(e);
        }
    }

    /** Something the person should know of a value; not where it is left out in the end, as the arithmetic of shapes is. */
    void warn(String value, String sentence) {
        remarks.computeIfAbsent(value, v -> new ArrayList<>()).add(sentence);
    }

    /** Says what is to be said of all that leads to some values. */
    void tell(List<String> roots) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                sources.getOrDefault(next, List.of()).forEach(open::push);
            }
        }
        remarks.forEach((value, all) -> {
            if (roots.isEmpty() || reached.contains(value)) {
                all.forEach(lowering::warn);
            }
        });
    }

    boolean isGiven(String value) {
        return given.contains(value);
    }

    /** Extents of a value, a constant's too; empty where they are not known. */
    Optional<List<Integer>> extents(String value) throws ModelFormatException {
        if (given.contains(value)) {
            return lowering.extents(value);
        }
        if (constants.of(value).isPresent()) {
            return Optional.of(Arrays.stream(constants.of(value).get().transposed() ? reversed(constants.of(value).get().tensor().shape())
                    : constants.of(value).get().tensor().shape()).mapToObj(Math::toIntExact).toList());
        }
        Optional<List<Integer>> deferred = deferral.extents(value);
        return deferred.isPresent() ? deferred : Optional.ofNullable(scores.get(value)).flatMap(s -> Optional.ofNullable(s.extents()));
    }

    private static long[] reversed(long[] shape) {
        return new long[] {shape[1], shape[0]};
    }

    /** Extents that must be known. @throws Misfit where they are not */
    List<Integer> known(String value) throws ModelFormatException {
        return extents(value).orElseThrow(() -> new Misfit(null));
    }

    /** A value that an operator takes: where it is a constant or was put off, it is given now. */
    String value(String value) throws ModelFormatException {
        if (given.contains(value)) {
            return value;
        }
        if (constants.of(value).isPresent()) {
            add(new Operator.Constant(value, value, extents(value).orElseThrow()));
        } else if (scores.containsKey(value)) {
            AttentionNodes.Scores known = scores.get(value);
            add(new Operator.Block(known.name(), "MatMul of two computed values", List.of(value(known.rows()), value(known.columns())), List.of(value),
                    known.extents() == null ? List.of() : known.extents(), OptionalInt.empty()));
        } else {
            deferral.give(value, this);
        }
        if (!given.contains(value)) {
            add(new Operator.Block(value, "no operator, a value that nothing gives", List.of(), List.of(value), List.of(), OptionalInt.empty()));
        }
        return value;
    }

    /** A name for a value between two operators that one node is translated to. */
    String between(String of) {
        String name = of + " part " + ++made;
        counts.put(name, 1);
        return name;
    }

    /** A value between two operators that several others take. */
    String shared(String of) {
        String name = between(of);
        counts.put(name, 2);
        return name;
    }

    void take(String value, OnnxNode by) {
        takers.computeIfAbsent(value, v -> new ArrayList<>()).add(by);
    }

    void count(String value, int times) {
        counts.merge(value, times, Integer::sum);
    }

    int count(String value) {
        return counts.getOrDefault(value, 0);
    }

    /** The one node that takes a value, where the value goes nowhere else. */
    Optional<OnnxNode> onlyTaker(String value) {
        List<OnnxNode> all = takers.getOrDefault(value, List.of());
        return all.size() == 1 && count(value) == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    List<OnnxNode> takers(String value) {
        return takers.getOrDefault(value, List.of());
    }

    /** That a node's work is done by another's operator. */
    void done(OnnxNode node) {
        done.add(node);
    }

    boolean isDone(OnnxNode node) {
        return done.contains(node);
    }

    /** A value under another name, whatever kind of value it is. */
    void alias(String from, String to, String name) throws ModelFormatException {
        if (to.isEmpty() || from.equals(to)) {
            return;
        }
        if (constants.of(from).isPresent()) {
            constants.put(to, constants.of(from).get());
        } else if (scores.containsKey(from)) {
            scores.put(to, scores.get(from));
        } else if (given.contains(from)) {
            pass(name, from, to);
        } else if (!deferral.alias(from, to)) {
            pass(name, value(from), to);
        }
    }

    void pass(String name, String from, String to) throws ModelFormatException {
        add(new Operator.Pass(name, value(from), to));
        inherit(from, to);
        if (weighted.containsKey(from)) {
            weighted.put(to, weighted.get(from));
        }
    }

    /** That a value is another's numbers, arranged otherwise. */
    void inherit(String from, String to) {
        if (normalised.containsKey(from)) {
            normalised.put(to, normalised.get(from));
        }
    }

    boolean isConstant(String value) throws ModelFormatException {
        return !value.isEmpty() && constants.contain(value);
    }

    /** The inputs of a node that are computed. */
    List<String> computed(OnnxNode node) throws ModelFormatException {
        List<String> computed = new ArrayList<>();
        for (String value : node.inputs()) {
            if (!value.isEmpty() && !constants.contain(value)) {
                computed.add(value);
            }
        }
        return computed;
    }

    Deferral deferral() {
        return deferral;
    }

    /** Draws a node as a block. */
    void block(OnnxNode node, String type) throws ModelFormatException {
        block(node, type, List.of());
    }

    /** @param extents of its first output; none where they are not known */
    void block(OnnxNode node, String type, List<Integer> extents) throws ModelFormatException {
        boolean before = strict;
        strict = true;
        List<String> inputs = new ArrayList<>();
        for (String value : node.taken()) {
            if (given.contains(value) || scores.containsKey(value)) {
                inputs.add(value(value));
            }
        }
        for (String value : inputs.isEmpty() ? computed(node) : List.<String>of()) {
            inputs.add(value(value));
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            String output = node.outputs().get(i);
            // the first output is what others take, as a rule; a second one, such as the places of a maximum, only where somebody does
            if (!output.isEmpty() && !given.contains(output) && (i == 0 || count(output) > 0)) {
                List<Integer> known = i == 0 && !extents.isEmpty() ? extents : described(output);
                add(new Operator.Block(node.name(), type, inputs, List.of(output), known, OptionalInt.empty()));
            }
        }
        strict = before;
    }

    /** What the file says of the extents of a value, with a batch of one; none where one is open. */
    private List<Integer> described(String value) {
        long[] said = graph.described(value).orElse(new long[0]);
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < said.length; axis++) {
            if (axis > 0 && said[axis] < 0 || said[axis] > Integer.MAX_VALUE) {
                return List.of();
            }
            extents.add(axis == 0 && said.length > 1 ? 1 : (int) Math.max(1, said[axis]));
        }
        return extents;
    }
}
