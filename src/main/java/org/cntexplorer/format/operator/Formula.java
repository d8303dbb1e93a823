package org.cntexplorer.format.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.model.Tensor;

/**
 * What an operator computes, in the words of ONNX (operator set 17), where the links that it stands for do not tell: a function with its numbers, a
 * normalisation by the sample's own mean. In its steps {@code in0}, {@code in1}, … are the values that the operator takes and {@code out0}, … those that it
 * gives, in the order of {@link Operator#inputs()} and {@link Operator#outputs()}; other names are its own. Immutable.
 *
 * @param steps one behind the other
 * @param constants numbers that steps take by name: a {@link Tensor}, a {@code float[]} (one axis, or none where it has one number) or a {@code long[]}
 *                  (one axis)
 */
public record Formula(List<Step> steps, Map<String, Object> constants) {
    /** Stands for all values that the operator takes. */
    public static final String ALL = "in*";

    /**
     * One operator of ONNX.
     *
     * @param inputs names; "" for one that is left out
     * @param attributes a {@link Number} (whole ones as {@link Integer} or {@link Long}, others as {@link Float} or {@link Double}), a {@link String}, or a
     *                   list of one of these
     */
    public record Step(String type, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        public Step {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            attributes = Map.copyOf(attributes);
        }
    }

    public Formula {
        steps = List.copyOf(steps);
        constants = Map.copyOf(constants);
        for (Object constant : constants.values()) {
            if (!(constant instanceof Tensor || constant instanceof float[] || constant instanceof long[])) {
                throw new IllegalArgumentException("a constant of a formula is " + constant.getClass().getSimpleName());
            }
        }
    }

    /** One operator of ONNX that takes all values and gives one. */
    public static Formula of(String type) {
        return of(type, Map.of());
    }

    /** The same with attributes. */
    public static Formula of(String type, Map<String, ?> attributes) {
        return new Formula(List.of(new Step(type, List.of(ALL), List.of("out0"), attributes)), Map.of());
    }

    /** A formula without steps, to which they are added by {@link #with} and {@link #then}. */
    public static Formula empty() {
        return new Formula(List.of(), Map.of());
    }

    /** With numbers that the steps take by name. */
    public Formula with(String constant, Object numbers) {
        Map<String, Object> more = new HashMap<>(constants);
        more.put(constant, numbers instanceof Number one ? new float[] {one.floatValue()} : numbers);
        return new Formula(steps, more);
    }

    /** With one more step, without attributes. */
    public Formula then(String type, String output, String... inputs) {
        return then(new Step(type, Arrays.asList(inputs), List.of(output), Map.of()));
    }

    /** With one more step. */
    public Formula then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Formula(more, constants);
    }
}
