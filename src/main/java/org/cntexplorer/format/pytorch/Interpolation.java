package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formula.Step;

/** Images made larger between their pixels, of those that were made larger by repeating them: what links pass of the one and of the other. */
final class Interpolation {
    private Interpolation() {}

    /**
     * @param mode "linear", "bilinear", "trilinear", "bicubic"
     * @param corners whether the middles of the first and the last unit stay where they are, and not their outer sides
     * @param before extents of the positions before they were repeated
     * @param after and behind
     * @return the formula of the repeated value; empty where it does not hold all that was repeated, or the mode is another
     */
    static Optional<Formula> of(String mode, boolean corners, List<Integer> before, List<Integer> after) {
        boolean linear = List.of("linear", "bilinear", "trilinear").contains(mode);
        boolean larger = IntStream.range(0, before.size()).allMatch(i -> after.get(i) >= before.get(i));
        if (!linear && !mode.equals("bicubic") || !larger) {
            return Optional.empty();
        }
        Formula formula = Formula.empty().with("zero", new long[] {0}).with("two", new long[] {2});
        String value = "in0";
        for (int i = 0; i < before.size(); i++) {
            long extent = before.get(i);
            long size = after.get(i);
            // where each unit stands for the first time
            formula = formula.with("places" + i, LongStream.range(0, extent).map(place -> (place * size + extent - 1) / extent).toArray())
                    .then(new Step("Gather", List.of(value, "places" + i), List.of("single" + i), Map.of("axis", i + 2)));
            value = "single" + i;
        }
        Map<String, Object> attributes = new HashMap<>(Map.of("mode", linear ? "linear" : "cubic",
                "coordinate_transformation_mode", corners ? "align_corners" : "half_pixel"));
        if (!linear) {
            attributes.put("cubic_coeff_a", -0.75f);
        }
        List<Long> sizes = new ArrayList<>();
        after.forEach(size -> sizes.add((long) size));
        return Optional.of(formula.with("sizes", sizes.stream().mapToLong(Long::longValue).toArray()).then("Shape", "extents", "in0")
                .then("Slice", "outer", "extents", "zero", "two").then(new Step("Concat", List.of("outer", "sizes"), List.of("wanted"), Map.of("axis", 0)))
                .then(new Step("Resize", List.of(value, "", "", "wanted"), List.of("out0"), attributes)));
    }
}
