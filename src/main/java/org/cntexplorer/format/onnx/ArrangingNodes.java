package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** The same numbers under other extents or in another order of axes: reshapes, transposes, depth to space and back; and numbers passed on. */
final class ArrangingNodes implements OnnxOperators.Family {
    private final Walk walk;

    ArrangingNodes(Walk walk) {
        this.walk = walk;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "Identity", "Cast", "CastLike", "Dropout", "QuantizeLinear", "DequantizeLinear", "com.microsoft.QuantizeLinear", "com.microsoft.DequantizeLinear",
                    "Trilu", "com.microsoft.BiasDropout", "OptionalGetElement", "Optional" -> {
                walk.pass(node.label(), node.input(0), node.output());
                yield true;
            }
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> reshape(node);
            case "Transpose" -> transpose(node);
            case "Expand" -> expand(node);
            case "DepthToSpace" -> depthToSpace(node);
            case "SpaceToDepth" -> spaceToDepth(node);
            default -> false;
        };
    }

    private boolean reshape(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        Optional<List<Integer>> extents = walk.extents(value);
        Optional<long[]> second = node.input(1).isEmpty() ? Optional.empty() : walk.constants.wholes(node.input(1));
        boolean open = node.type().equals("Reshape") && second.isEmpty() && node.wholes("shape").isEmpty();
        if (extents.isEmpty() || open) {
            return unsized(node, value, extents, second);
        }
        int[] shape = extents.get().stream().mapToInt(Integer::intValue).toArray();
        int[] to = node.type().equals("Reshape") ? sized(node, shape, second) : ConstantMoves.extents(node, shape, second);
        add(node, value, node.output(), Arrays.stream(to).boxed().toList());
        return true;
    }

    /** A shape that was written for another number of samples is one for one sample. */
    private int[] sized(OnnxNode node, int[] shape, Optional<long[]> second) {
        long[] wanted = node.wholes("shape").or(() -> second).orElseThrow();
        int size = NumberArray.size(shape);
        try {
            int[] to = ConstantMoves.extents(node, shape, second);
            if (Arrays.stream(to).asLongStream().reduce(1, (a, b) -> a * b) == size) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            // tried for one sample below
        }
        int[] one = ConstantMoves.ints(wanted);
        if (one.length > 0) {
            one[0] = 1;
        }
        long known = Arrays.stream(one).filter(extent -> extent > 0).asLongStream().reduce(1, (a, b) -> a * b);
        for (int axis = 0; axis < one.length; axis++) {
            one[axis] = one[axis] > 0 ? one[axis] : one[axis] == 0 && axis < shape.length ? shape[axis] : (int) (size / known);
        }
        return one;
    }

    /** What is not known yet stays so; a shape that is not known is what the file says of the value, or the vector that a layer takes. */
    private boolean unsized(OnnxNode node, String value, Optional<List<Integer>> extents, Optional<long[]> second) throws ModelFormatException {
        long[] said = walk.graph.described(node.output()).orElse(new long[0]);
        boolean told = extents.isPresent() && said.length > 0 && Arrays.stream(said).skip(1).allMatch(extent -> extent > 0);
        if (told) {
            said[0] = 1;
            add(node, value, node.output(), Arrays.stream(said).mapToObj(Math::toIntExact).toList());
        } else if (extents.isPresent() && node.type().equals("Reshape")) {
            walk.warn(node.output(), "The extents that \"" + node.label() + "\" makes are not known before the model runs; its value is taken for one vector.");
            walk.add(new Operator.Reshape(node.label(), value, node.output(), List.of()));
        } else {
            walk.pass(node.label(), value, node.output());
        }
        return true;
    }

    private void add(OnnxNode node, String value, String output, List<Integer> extents) throws ModelFormatException {
        // one number without axes is a vector of one
        walk.add(new Operator.Reshape(node.label(), value, output, extents.isEmpty() ? List.of(1) : extents));
        walk.inherit(value, output);
    }

    private boolean transpose(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        Optional<List<Integer>> extents = walk.extents(value);
        if (extents.isEmpty()) {
            walk.pass(node.label(), value, node.output());
            return true;
        }
        walk.add(new Operator.Transpose(node.label(), value, node.output(), Arrays.stream(ConstantMoves.order(node, extents.get().size())).boxed().toList()));
        walk.inherit(value, node.output());
        return true;
    }

    private boolean expand(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        Optional<long[]> wanted = walk.constants.wholes(node.input(1));
        if (wanted.isEmpty() || walk.extents(value).isEmpty()) {
            walk.pass(node.label(), value, node.output());
            return true;
        }
        walk.add(new Operator.Expand(node.label(), value, node.output(), Arrays.stream(wanted.get()).mapToObj(extent -> (int) Math.max(1, extent)).toList()));
        return true;
    }

    private boolean depthToSpace(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        List<Integer> extents = walk.known(value);
        int block = (int) node.whole("blocksize", 1);
        boolean columns = node.text("mode", "DCR").equals("CRD");
        int channels = extents.get(1) / (block * block);
        List<Integer> split = columns ? List.of(extents.get(0), channels, block, block, extents.get(2), extents.get(3))
                : List.of(extents.get(0), block, block, channels, extents.get(2), extents.get(3));
        List<Integer> order = columns ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
        moved(node, value, split, order, List.of(extents.get(0), channels, extents.get(2) * block, extents.get(3) * block));
        return true;
    }

    private boolean spaceToDepth(OnnxNode node) throws ModelFormatException {
        String value = walk.value(node.input(0));
        List<Integer> extents = walk.known(value);
        int block = (int) node.whole("blocksize", 1);
        int rows = extents.get(2) / block;
        int columns = extents.get(3) / block;
        moved(node, value, List.of(extents.get(0), extents.get(1), rows, block, columns, block), List.of(0, 3, 5, 1, 2, 4),
                List.of(extents.get(0), extents.get(1) * block * block, rows, columns));
        return true;
    }

    /** Reshaped, transposed, reshaped. */
    private void moved(OnnxNode node, String value, List<Integer> split, List<Integer> order, List<Integer> to) throws ModelFormatException {
        String parts = walk.between(value);
        String turned = walk.between(value);
        walk.add(new Operator.Reshape(node.label(), value, parts, new ArrayList<>(split)));
        walk.add(new Operator.Transpose(node.label(), parts, turned, order));
        walk.add(new Operator.Reshape(node.label(), turned, node.output(), to));
    }
}
