package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Pool;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;

/** Modules that look at positions: pooling, padding, resizing, moving pixels between channels and positions. */
final class SpatialParts {
    private static final Pattern POOLING = Pattern.compile("(Max|Avg|LP)Pool([123])d");
    private static final Pattern ADAPTIVE = Pattern.compile("Adaptive(Avg|Max)Pool([123])d");
    private static final Pattern PADDING = Pattern.compile("(Zero|Constant|Reflection|Replication|Circular)Pad([123])d");

    private SpatialParts() {}

    /** @return empty where its kind is not known, or its attributes are not there */
    static Optional<String> add(TorchGraph graph, PartFacts part, String input) throws Misfit {
        Matcher pooling = POOLING.matcher(part.kind());
        if (pooling.matches()) {
            int axes = Integer.parseInt(pooling.group(2));
            Optional<List<Integer>> taps = part.wholes("kernel_size", axes);
            if (taps.isEmpty()) {
                return Optional.empty();
            }
            // an empty or missing stride is the window's size
            List<Integer> around = part.wholes("padding", axes).orElse(Collections.nCopies(axes, 0));
            Optional<Pool> pool = switch (pooling.group(1)) {
                case "Max" -> Optional.of(Pool.MAXIMUM);
                case "Avg" -> average(around, part.get("count_include_pad"), part.get("divisor_override"));
                default -> Optional.empty();
            };
            return Optional.of(graph.pooling(part.name(), input, taps.get(), part.wholes("stride", axes).orElse(taps.get()), around,
                    part.wholes("dilation", axes).orElse(Collections.nCopies(axes, 1)), part.truth("ceil_mode"), pool));
        }
        Matcher adaptive = ADAPTIVE.matcher(part.kind());
        if (adaptive.matches()) {
            return sizes(part.get("output_size"), Integer.parseInt(adaptive.group(2))).isEmpty() ? Optional.empty()
                    : Optional.of(graph.adaptive(part.name(), input, sizes(part.get("output_size"), Integer.parseInt(adaptive.group(2))).get(),
                    adaptive.group(1).equals("Max") ? Pool.MAXIMUM : Pool.AVERAGE));
        }
        Matcher padding = PADDING.matcher(part.kind());
        if (padding.matches()) {
            Optional<List<Integer>> sides = part.wholes("padding", 2 * Integer.parseInt(padding.group(2)));
            return sides.isEmpty() ? Optional.empty() : Optional.of(padded(graph, part.name(), input, sides.get(), padding.group(1),
                    part.get("value")));
        }
        return switch (part.kind()) {
            case "Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d" -> Optional.of(resized(graph, part, input));
            case "PixelShuffle" -> part.whole("upscale_factor").isEmpty() ? Optional.empty()
                    : Optional.of(shuffled(graph, part.name(), input, part.whole("upscale_factor").get()));
            default -> Optional.empty();
        };
    }

    /** Of the whole window, padding counted, unless it is told otherwise; empty where it is divided by another number. */
    static Optional<Pool> average(List<Integer> around, Py counted, Py divisor) {
        if (divisor != Py.NONE && divisor != Py.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(around.stream().allMatch(side -> side == 0) || !Py.truth(counted).orElse(true) ? Pool.AVERAGE : Pool.PADDED_AVERAGE);
    }

    /** A number for each axis, −1 where it stays as it is (None). */
    static Optional<List<Integer>> sizes(Py value, int axes) {
        if (value instanceof Py.Sequence sequence && sequence.items().size() == axes) {
            List<Integer> sizes = new ArrayList<>();
            for (Py item : sequence.items()) {
                Optional<Integer> size = item == Py.NONE ? Optional.of(-1) : Py.whole(item);
                if (size.isEmpty()) {
                    return Optional.empty();
                }
                sizes.add(size.get());
            }
            return Optional.of(sizes);
        }
        return Py.wholes(value, axes);
    }

    /**
     * @param sides the last axis' begin and end first, as PyTorch has them
     * @param number of a constant padding; 0 where it is not given
     */
    static String padded(TorchGraph graph, String name, String input, List<Integer> sides, String how, Py number) throws Misfit {
        int axes = sides.size() / 2;
        List<Integer> begin = IntStream.range(0, axes).map(i -> sides.get(2 * (axes - 1 - i))).boxed().toList();
        List<Integer> end = IntStream.range(0, axes).map(i -> sides.get(2 * (axes - 1 - i) + 1)).boxed().toList();
        if (how.equals("Zero") || how.equals("Constant") || how.equals("constant")) {
            return Paddings.constant(graph, name, input, begin, end, Py.real(number).orElse(0.0));
        }
        if (graph.extents(input).isEmpty()) {
            String padded = graph.add(output -> new Operator.Pad(name, input, output, begin, end));
            return graph.does(name, padded, "is padded by \"" + how + "\"", Optional.empty());
        }
        String value = input;
        for (int i = 0; i < axes; i++) {
            int axis = graph.extents(input).get().size() - 1 - i;
            int extent = axis < 0 ? 0 : graph.extents(input).get().get(axis);
            int first = sides.get(2 * i);
            int[] places = new int[Math.max(0, first + extent + sides.get(2 * i + 1))];
            for (int p = 0; p < places.length; p++) {
                int at = p - first;
                places[p] = switch (how.toLowerCase(java.util.Locale.ROOT).substring(0, 4)) {
                    case "refl" -> at < 0 ? -at : at >= extent ? 2 * extent - 2 - at : at;
                    case "circ" -> Math.floorMod(at, Math.max(1, extent));
                    default -> Math.clamp(at, 0, Math.max(0, extent - 1));
                };
            }
            value = graph.take(name, value, axis, places, false);
        }
        return value;
    }

    private static String resized(TorchGraph graph, PartFacts part, String input) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        String mode = part.text("mode").orElse(part.kind().equals("UpsamplingBilinear2d") ? "bilinear" : "nearest");
        if (extents.isEmpty() || extents.get().size() < 3) {
            return graph.block(part.name(), "Upsample of " + mode, List.of(input));
        }
        int axes = extents.get().size() - 2;
        Optional<List<Integer>> sizes = Py.wholes(part.get("size"), axes);
        if (sizes.isEmpty()) {
            List<Integer> scaled = new ArrayList<>();
            for (int i = 0; i < axes; i++) {
                Py factor = part.get("scale_factor") instanceof Py.Sequence each && each.items().size() == axes ? each.items().get(i) : part.get("scale_factor");
                Optional<Double> times = Py.real(factor);
                if (times.isEmpty()) {
                    return graph.block(part.name(), "Upsample of " + mode, List.of(input));
                }
                scaled.add((int) Math.floor(extents.get().get(i + 2) * times.get()));
            }
            sizes = Optional.of(scaled);
        }
        return resized(graph, part.name(), input, mode, part.truth("align_corners") || part.kind().equals("UpsamplingBilinear2d"), sizes.get());
    }

    /**
     * Every unit the nearest one before; the links of other ways are taken for those of this one, with a note.
     *
     * @param corners whether the middles of the first and the last unit stay where they are, and not their outer sides
     */
    static String resized(TorchGraph graph, String name, String input, String mode, boolean corners, List<Integer> sizes) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        if (extents.isEmpty() || extents.get().size() != sizes.size() + 2 || sizes.stream().anyMatch(size -> size < 1 || size > 1 << 20)) {
            return graph.block(name, "Upsample of " + mode, List.of(input));
        }
        if (!mode.startsWith("nearest")) {
            graph.note("The resizing of \"" + name + "\" is " + mode + ", and its links are taken for those of nearest neighbours.");
        }
        boolean middle = mode.equals("nearest-exact");
        String value = input;
        for (int i = 0; i < sizes.size(); i++) {
            int extent = extents.get().get(i + 2);
            int size = sizes.get(i);
            value = graph.take(name, value, i + 2, IntStream.range(0, size).map(p ->
                    (int) Math.min(extent - 1L, middle ? (2L * p + 1) * extent / (2L * size) : (long) p * extent / size)).toArray(), false);
        }
        return mode.startsWith("nearest") ? value
                : graph.does(name, value, "is resized by \"" + mode + "\"", Interpolation.of(mode, corners, extents.get().subList(2, extents.get().size()), sizes));
    }

    static String shuffled(TorchGraph graph, String name, String input, int factor) throws Misfit {
        Optional<List<Integer>> extents = graph.extents(input);
        if (extents.isEmpty() || extents.get().size() != 4 || factor < 1 || extents.get().get(1) % ((long) factor * factor) != 0) {
            return graph.block(name, "PixelShuffle", List.of(input));
        }
        int channels = extents.get().get(1) / (factor * factor);
        int rows = extents.get().get(2);
        int columns = extents.get().get(3);
        String apart = graph.reshape(name, input, List.of(1, channels, factor, factor, rows, columns));
        return graph.reshape(name, graph.transpose(name, apart, List.of(0, 1, 4, 2, 5, 3)), List.of(1, channels, rows * factor, columns * factor));
    }

    static String unflatten(TorchGraph graph, String name, String input, int axis, List<Integer> sizes) throws Misfit {
        List<Integer> extents = graph.extents(input).orElse(List.of(1, -1));
        int place = TorchGraph.axis(name, axis, extents.size());
        List<Integer> to = new ArrayList<>(extents.subList(0, place));
        to.addAll(sizes);
        to.addAll(extents.subList(place + 1, extents.size()));
        return graph.reshape(name, input, to);
    }
}
