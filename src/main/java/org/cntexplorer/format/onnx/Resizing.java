package org.cntexplorer.format.onnx;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Resize and Upsample: each unit of the output is its nearest neighbour in the input. */
final class Resizing {
    private final Walk walk;

    Resizing(Walk walk) {
        this.walk = walk;
    }

    boolean translate(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        List<Integer> extents = walk.known(value);
        int rank = extents.size();
        // from opset 11 on a region comes before the scales
        boolean region = node.type().equals("Resize") && (node.inputs().size() > 2 || node.attribute("coordinate_transformation_mode").isPresent());
        Optional<double[]> scales = scales(node, region ? 2 : 1);
        Optional<long[]> sizes = region && !node.input(3).isEmpty() ? walk.constants.wholes(node.input(3)) : Optional.empty();
        long[] axes = node.wholes("axes").orElse(null);
        int count = axes == null ? rank : axes.length;
        if (sizes.isEmpty() && scales.isEmpty() || sizes.map(s -> s.length).orElse(scales.map(s -> s.length).orElse(0)) != count) {
            return false;
        }
        boolean nearest = node.text("mode", "nearest").equals("nearest");
        String at = value;
        for (int i = 0; i < count; i++) {
            int axis = (int) (axes == null ? i : axes[i] < 0 ? axes[i] + rank : axes[i]);
            int extent = extents.get(axis);
            double scale = sizes.isPresent() ? (double) sizes.get()[i] / extent : scales.get()[i];
            long units = axis == 0 && rank > 1 ? extent : sizes.isPresent() ? sizes.get()[i] : (long) Math.floor(extent * scale);
            if (units < 1 || units > Integer.MAX_VALUE) {
                return false;
            }
            if (units != extent || scale != 1) {
                String next = walk.between(value);
                walk.add(new Operator.Take(node.label(), at, next, axis, places(node, region, nearest, extent, (int) units, scale), false));
                at = next;
            }
        }
        if (!nearest) {
            walk.warn(node.output(), "\"" + node.label() + "\" resizes by " + node.text("mode", "linear") + " interpolation, which is taken for the nearest neighbour.");
        }
        walk.pass(node.label(), at, node.output());
        return true;
    }

    private Optional<double[]> scales(OnnxNode node, int input) throws ModelFormatException {
        if (node.attribute("scales").isPresent()) {
            return node.attribute("scales").map(a -> a.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray());
        }
        return node.input(input).isEmpty() ? Optional.empty() : walk.constants.array(node.input(input)).map(NumberArray::values).filter(s -> s.length > 0);
    }

    private static int[] places(OnnxNode node, boolean region, boolean nearest, int extent, int units, double scale) {
        String how = region ? node.text("coordinate_transformation_mode", "half_pixel") : "asymmetric";
        String rounding = !region ? "floor" : nearest ? node.text("nearest_mode", "round_prefer_floor") : "round_prefer_floor";
        int[] places = new int[units];
        for (int i = 0; i < units; i++) {
            double x = switch (how) {
                case "asymmetric" -> i / scale;
                case "align_corners" -> units == 1 ? 0 : i * (extent - 1.0) / (units - 1.0);
                case "pytorch_half_pixel" -> units > 1 ? (i + 0.5) / scale - 0.5 : 0;
                default -> (i + 0.5) / scale - 0.5;
            };
            // what division leaves of a whole number is one
            double exact = Math.abs(x - Math.rint(x)) < 1e-9 ? Math.rint(x) : x;
            double place = switch (rounding) {
                case "floor" -> Math.floor(exact);
                case "ceil" -> Math.ceil(exact);
                case "round_prefer_ceil" -> Math.floor(exact + 0.5);
                default -> Math.ceil(exact - 0.5);
            };
            places[i] = (int) Math.clamp(place, 0, extent - 1);
        }
        return places;
    }
}
