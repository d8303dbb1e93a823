package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;

/** Layers that give an image, a sequence or a volume another size: UpSampling, Resizing, CenterCrop. */
final class ImageLayers {
    private static final int LARGEST = 1 << 26;
    /** Along an axis that is computed, for each of which some numbers are kept. */
    private static final int MOST_PLACES = 1 << 16;

    private ImageLayers() {}

    /** Every unit so many times, one after the other; what is between two units when these are mixed is a block. */
    static List<Operator> upsampling(Call call, int axes) {
        List<Integer> times = call.numbers(call.config().has("size") ? "size" : "length", axes, 2);
        String how = call.config().path("interpolation").asText("nearest");
        return List.of(new Operator.Deferred(call.name(), List.of(call.input()), List.of(call.output()), extents -> {
            List<Integer> from = extents.getFirst();
            List<Integer> known = new ArrayList<>(from);
            int first = call.firstPosition();
            if (known.size() < first + axes) {
                return List.of(call.block());
            }
            List<Operator> operators = new ArrayList<>();
            String value = call.input();
            for (int axis = 0; axis < axes; axis++) {
                int factor = times.get(axis);
                long units = (long) known.get(first + axis) * factor;
                if (factor < 1 || units > LARGEST) {
                    throw call.weights().bad("makes " + units + " units of " + known.get(first + axis));
                }
                known.set(first + axis, (int) units);
                String next = axis == axes - 1 ? call.output() : call.output() + " along " + axis;
                operators.add(new Operator.Take(call.name(), value, next, first + axis, IntStream.range(0, (int) units).map(i -> i / factor).toArray(), false));
                value = next;
            }
            return how.equals("nearest") ? operators : call.blockOfImage(call.kind() + " (" + how + ")", known,
                    how.equals("bilinear") && axes == 2 && isSmall(known, first) ? Optional.of(mixed(from, known, first)) : Optional.empty());
        }));
    }

    /** Images of another size, mixed from the pixels around or cut out: a block of that size. */
    static List<Operator> resizing(Call call) {
        int height = call.config().path("height").asInt();
        int width = call.config().path("width").asInt();
        return List.of(new Operator.Deferred(call.name(), List.of(call.input()), List.of(call.output()), extents -> {
            List<Integer> from = extents.getFirst();
            List<Integer> known = new ArrayList<>(from);
            int first = call.firstPosition();
            if (known.size() < first + 2 || height < 1 || width < 1) {
                return List.of(call.block());
            }
            if (known.get(first) == height && known.get(first + 1) == width) {
                return List.of(call.pass());
            }
            known.set(first, height);
            known.set(first + 1, width);
            return call.blockOfImage(call.kind(), known, call.kind().equals("CenterCrop") ? cropped(from, known, first) : resized(call, from, known, first));
        }));
    }

    private static Optional<Formula> resized(Call call, List<Integer> from, List<Integer> to, int first) {
        boolean plain = isSmall(to, first) && !call.flag("crop_to_aspect_ratio", false) && !call.flag("pad_to_aspect_ratio", false) && !call.flag("antialias", false);
        return switch (plain ? call.config().path("interpolation").asText("bilinear") : "") {
            case "bilinear" -> Optional.of(mixed(from, to, first));
            case "nearest" -> Optional.of(nearest(from, to, first));
            default -> Optional.empty();
        };
    }

    private static boolean isSmall(List<Integer> extents, int first) {
        return extents.get(first) <= MOST_PLACES && extents.get(first + 1) <= MOST_PLACES;
    }

    /** Larger images only: smaller ones are made larger first. */
    private static Optional<Formula> cropped(List<Integer> from, List<Integer> to, int first) {
        long top = (from.get(first) - to.get(first)) / 2;
        long left = (from.get(first + 1) - to.get(first + 1)) / 2;
        if (from.get(first) < to.get(first) || from.get(first + 1) < to.get(first + 1)) {
            return Optional.empty();
        }
        return Optional.of(Formula.empty().with("begin", new long[] {top, left}).with("end", new long[] {top + to.get(first), left + to.get(first + 1)})
                .with("axes", new long[] {first, first + 1}).then("Slice", "out0", "in0", "begin", "end", "axes"));
    }

    /** Where the middle of a pixel of so many falls among others, counted in these from the middle of the first. */
    private static double place(int pixel, int many, int units) {
        return (pixel + 0.5) * units / many - 0.5;
    }

    private static Formula nearest(List<Integer> from, List<Integer> to, int first) {
        Formula formula = Formula.empty();
        String value = "in0";
        for (int axis = first; axis < first + 2; axis++) {
            int units = from.get(axis);
            int many = to.get(axis);
            String next = axis == first + 1 ? "out0" : "along " + axis;
            formula = formula.with("places " + axis, IntStream.range(0, many).mapToLong(i -> Math.min(units - 1, (long) ((i + 0.5) * units / many))).toArray())
                    .then(new Formula.Step("Gather", List.of(value, "places " + axis), List.of(next), Map.of("axis", axis)));
            value = next;
        }
        return formula;
    }

    /** Each pixel from the two before and behind it along each axis, the nearer one more. */
    private static Formula mixed(List<Integer> from, List<Integer> to, int first) {
        Formula formula = Formula.empty();
        String value = "in0";
        int last = first + 1;
        for (int axis = first; axis <= last; axis++) {
            int units = from.get(axis);
            int many = to.get(axis);
            long[] before = new long[many];
            long[] behind = new long[many];
            float[] share = new float[many];
            for (int i = 0; i < many; i++) {
                double place = Math.clamp(place(i, many, units), 0, units - 1);
                before[i] = (long) place;
                behind[i] = Math.min(units - 1, before[i] + 1);
                share[i] = (float) (place - before[i]);
            }
            String next = axis == last ? "out0" : "along " + axis;
            formula = Formulas.mixed(formula, value, next, axis, from.size(), before, behind, share);
            value = next;
        }
        return formula;
    }
}
