package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/** Nodes that add or join values, and those that scale and shift them by constants: what is left of a normalisation. */
final class ArithmeticNodes {
    private final Translation translation;
    /** Values that are the model's inputs, scaled and shifted at most: their layer is no sum of anything. */
    private final Set<String> unweighted = new HashSet<>();
    /** Values that have been scaled and not shifted → where that operator stands. */
    private final Map<String, Integer> scaled = new HashMap<>();

    ArithmeticNodes(Translation translation) {
        this.translation = translation;
        translation.graph().inputs().forEach(index -> unweighted.add(translation.value(index)));
    }

    /** That a value is another's numbers. */
    void passed(String from, String to) {
        if (unweighted.contains(from)) {
            unweighted.add(to);
        }
    }

    /** @return false where the node is none of these, or is no sum of its values times constants */
    boolean translate(TfliteNode node, String name, String output) throws ModelFormatException {
        List<Integer> data = translation.data(node);
        return switch (node.type()) {
            case "ADD_N" -> sum(data, name, output);
            case "ADD" -> data.size() == 2 ? sum(data, name, output) : data.size() == 1 && constant(node, name, output);
            case "SUB", "MUL", "DIV" -> data.size() == 1 && constant(node, name, output);
            case "CONCATENATION" -> joined(node, name, output);
            case "PACK" -> packed(node, name, output);
            default -> false;
        };
    }

    private boolean sum(List<Integer> data, String name, String output) {
        translation.add(new Operator.Sum(name, data.stream().map(translation::value).toList(), output));
        return true;
    }

    private boolean joined(TfliteNode node, String name, String output) throws ModelFormatException {
        List<String> values = new ArrayList<>();
        for (int index : node.inputs()) {
            values.add(translation.taken(index));
        }
        translation.add(new Operator.Concatenation(name, values, output, translation.option(node, 0).orElse(0)));
        return true;
    }

    /** Values one behind the other along an axis of their own. */
    private boolean packed(TfliteNode node, String name, String output) throws ModelFormatException {
        int axis = translation.option(node, 1).orElse(0);
        List<String> values = new ArrayList<>();
        for (int index : node.inputs()) {
            List<Integer> extents = index < 0 ? List.of() : new ArrayList<>(translation.graph().tensor(index).shape());
            int at = axis < 0 ? axis + extents.size() + 1 : axis;
            if (index < 0 || at < 0 || at > extents.size() || extents.stream().anyMatch(extent -> extent < 1)) {
                return false;
            }
            extents.add(at, 1);
            String value = translation.taken(index);
            String wider = translation.between(node);
            translation.add(new Operator.Reshape(name, value, wider, extents));
            values.add(wider);
        }
        if (values.isEmpty()) {
            return false;
        }
        translation.add(new Operator.Concatenation(name, values, output, axis));
        return true;
    }

    private boolean constant(TfliteNode node, String name, String output) throws ModelFormatException {
        boolean first = translation.weights().has(node.input(0));
        Optional<Tensor> constant = translation.weights().of(node.input(first ? 0 : 1));
        int index = node.input(first ? 1 : 0);
        if (constant.isEmpty() || index < 0 || first && node.type().equals("DIV")) {
            return false;
        }
        String value = translation.value(index);
        if (unweighted.contains(value)) {
            translation.add(new Operator.Activation(name, value, output, node.type().toLowerCase(Locale.ROOT), BlockFormulas.of(node, translation)));
            unweighted.add(output);
            return true;
        }
        List<Integer> extents = translation.extents(index);
        int[] axes = axes(constant.get().shape(), extents);
        if (axes == null || constant.get().size() > Integer.MAX_VALUE / 16) {
            return false;
        }
        double[] numbers = constant.get().toArray();
        if (numbers.length == 1) {
            numbers = new double[extents.getLast()];
            Arrays.fill(numbers, constant.get().get(0));
        }
        double[] scale = new double[numbers.length];
        double[] shift = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            scale[i] = switch (node.type()) {
                case "MUL" -> numbers[i];
                case "DIV" -> 1 / numbers[i];
                case "SUB" -> first ? -1 : 1;
                default -> 1;
            };
            shift[i] = switch (node.type()) {
                case "ADD" -> numbers[i];
                case "SUB" -> first ? numbers[i] : -numbers[i];
                default -> 0;
            };
        }
        add(new Operator.ScaleShift(name, "normalization", value, output, true, axes[0], scale, shift), translation.isAlone(index));
        return true;
    }

    /** A shift behind a scaling is one step: a normalisation. @param alone whether nobody else takes the value in between */
    private void add(Operator.ScaleShift step, boolean alone) {
        Integer place = scaled.get(step.input());
        boolean shifts = Arrays.stream(step.scale()).allMatch(factor -> factor == 1);
        if (place != null && alone && shifts && translation.operators().get(place) instanceof Operator.ScaleShift before && before.axis() == step.axis()
                && before.scale().length == step.scale().length) {
            translation.operators().set(place, new Operator.ScaleShift(before.name(), before.kind(), before.input(), step.output(), true, step.axis(),
                    before.scale(), step.shift()));
            return;
        }
        if (!shifts && Arrays.stream(step.shift()).allMatch(number -> number == 0)) {
            scaled.put(step.output(), translation.operators().size());
        }
        translation.add(step);
    }

    /**
     * The axis of a value from which on a constant has a number for each place, as arrays are broadcast; null where it has none for some axes
     * in between, or makes the value larger.
     */
    private static int[] axes(long[] constant, List<Integer> extents) {
        int begin = 0;
        int end = constant.length;
        while (begin < end && constant[begin] == 1) {
            begin++;
        }
        while (end > begin && constant[end - 1] == 1) {
            end--;
        }
        if (extents.isEmpty() || constant.length - begin > extents.size()) {
            return null;
        }
        if (begin == end) {
            return new int[] {-1};
        }
        for (int axis = begin; axis < end; axis++) {
            if (constant[axis] != extents.get(extents.size() - constant.length + axis)) {
                return null;
            }
        }
        return new int[] {begin - constant.length};
    }
}
