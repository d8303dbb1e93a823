package org.cntexplorer.format.operator;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Formula.Step;

/** How a normalisation makes a sample's numbers of mean 0 and deviation 1 before it scales and shifts them, as a formula of that one value. */
public final class SampleNorm {
    private SampleNorm() {}

    /**
     * (x − mean) / √(variance + ε), both along the last axes.
     *
     * @param axes how many
     */
    public static Formula last(int axes, double epsilon) {
        return normalised(Formula.empty().with("epsilon", epsilon), "in0", "out0", last(axes));
    }

    /** x / √(mean of the squares + ε) along the last axes. */
    public static Formula rootMeanSquare(int axes, double epsilon) {
        return divided(Formula.empty().with("epsilon", epsilon), "in0", "out0", last(axes));
    }

    /**
     * (x − mean) / √(variance + ε) along all positions of some channels together, of a value that has the batch first and its channels behind it.
     *
     * @param groups of channels that are normalised together; 0 where each is alone
     */
    public static Formula channelGroups(int groups, double epsilon) {
        Formula apart = Formula.empty().with("epsilon", epsilon).with("apart", new long[] {0, groups, -1}).then("Shape", "extents", "in0")
                .then("Reshape", "grouped", "in0", "apart");
        return normalised(apart, "grouped", "normal", List.of(2)).then("Reshape", "out0", "normal", "extents");
    }

    private static List<Integer> last(int axes) {
        return IntStream.range(0, axes).map(i -> i - axes).boxed().toList();
    }

    private static Formula normalised(Formula formula, String input, String output, List<Integer> axes) {
        return divided(formula.then(mean(input, "mean", axes)).then("Sub", "centred", input, "mean"), "centred", output, axes);
    }

    private static Formula divided(Formula formula, String input, String output, List<Integer> axes) {
        return formula.then("Mul", "squares", input, input).then(mean("squares", "variance", axes)).then("Add", "more", "variance", "epsilon")
                .then("Sqrt", "deviation", "more").then("Div", output, input, "deviation");
    }

    private static Step mean(String input, String output, List<Integer> axes) {
        return new Step("ReduceMean", List.of(input), List.of(output), Map.of("axes", axes, "keepdims", 1));
    }
}
