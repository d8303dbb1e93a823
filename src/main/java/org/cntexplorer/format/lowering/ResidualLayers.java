package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.lowering.LayerGroup.Kind;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * Residual networks, known by torchvision's names: "layer2.0.conv1", and beside it "layer2.0.downsample.0". Strides are those of its networks: 2
 * at the first block of each stage but the first, and in a stem of seven taps, behind which a maximum over three units stands.
 */
final class ResidualLayers {
    private static final Pattern BLOCK = Pattern.compile("((?:.*\\.)?layer(\\d{1,3})\\.\\d{1,4})\\.(?:(conv|bn)(\\d)|(downsample|shortcut)\\.(\\d))");

    private final OpenOptions options;
    private final List<Operator> operators = new ArrayList<>();
    private String value = "input";

    private ResidualLayers(OpenOptions options) {
        this.options = options;
    }

    /** @return empty where the groups are of no such network */
    static Optional<List<Operator>> of(List<LayerGroup> groups, OpenOptions options, List<String> notes) {
        boolean shortcut = groups.stream().map(group -> BLOCK.matcher(group.owner())).anyMatch(block -> block.matches() && block.group(5) != null);
        boolean known = groups.stream().allMatch(group -> group.kind() == Kind.CONVOLUTION && !group.isKeras() && group.weight().get().rank() == 4
                || group.kind() == Kind.BATCH_NORM || group.kind() == Kind.DENSE);
        if (!shortcut || !known || groups.getFirst().kind() != Kind.CONVOLUTION) {
            return Optional.empty();
        }
        try {
            return new ResidualLayers(options).operators(groups, notes);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // the names are torchvision's, the arrays are not
            return Optional.empty();
        }
    }

    private Optional<List<Operator>> operators(List<LayerGroup> groups, List<String> notes) {
        Tensor stem = groups.getFirst().weight().orElseThrow().tensor();
        boolean wide = stem.extent(2) >= 7;
        List<Integer> input = new ArrayList<>(List.of(1, (int) stem.extent(1)));
        List<Integer> given = options.inputShape().map(shape -> shape.extents()).filter(shape -> shape.size() == 3).orElse(List.of());
        input.addAll(given.isEmpty() ? Collections.nCopies(2, wide ? 224 : 32) : given.subList(1, 3));
        operators.add(new Operator.Input("input", value, input, false));
        Set<String> done = new HashSet<>();
        boolean positions = true;
        for (LayerGroup group : groups) {
            Matcher block = BLOCK.matcher(group.owner());
            if (block.matches()) {
                if (done.isEmpty()) {
                    put(new Operator.Activation("relu", value, next(), "relu"));
                }
                if (done.isEmpty() && wide) {
                    put(new Operator.Pooling("maxpool", value, next(), List.of(3, 3), List.of(2, 2), List.of(1, 1), Operator.Padding.GIVEN, List.of(1, 1),
                            List.of(1, 1), false, false, Optional.of(Operator.Pool.MAXIMUM)));
                }
                if (done.add(block.group(1))) {
                    block(block.group(1), Integer.parseInt(block.group(2)), groups);
                }
            } else if (group.kind() == Kind.CONVOLUTION) {
                convolution(group, wide && operators.size() == 1 ? 2 : 1);
            } else if (group.kind() == Kind.BATCH_NORM) {
                put(LayerChain.folded(group, value, next(), 1));
            } else {
                Tensor matrix = group.weight().orElseThrow().tensor();
                if (positions) {
                    put(new Operator.Mean("average", value, next(), List.of(2, 3), false, Optional.of(Operator.Pool.AVERAGE)));
                    positions = false;
                }
                put(new Operator.Dense(group.owner(), value, next(), matrix, Orientation.TARGET_ROWS, group.tensor("bias")));
            }
        }
        notes.add("The wiring and the strides are those of torchvision's residual networks, as the names of the arrays are.");
        if (given.isEmpty()) {
            notes.add("The size of the input is written nowhere: " + Extents.of(input.subList(1, 4)) + " is assumed; give another by --input-shape.");
        }
        return Optional.of(operators);
    }

    private void block(String prefix, int stage, List<LayerGroup> groups) {
        String before = value;
        List<LayerGroup> main = new ArrayList<>();
        List<LayerGroup> skip = new ArrayList<>();
        for (LayerGroup group : groups) {
            Matcher place = BLOCK.matcher(group.owner());
            if (place.matches() && place.group(1).equals(prefix)) {
                (place.group(5) == null ? main : skip).add(group);
            }
        }
        long convolutions = main.stream().filter(group -> group.kind() == Kind.CONVOLUTION).count();
        int stride = skip.isEmpty() || stage < 2 ? 1 : 2;
        // of three convolutions it is the middle one that goes in steps of two
        int strided = convolutions > 2 ? 1 : 0;
        int at = 0;
        for (LayerGroup group : main) {
            if (group.kind() == Kind.CONVOLUTION) {
                if (at > 0) {
                    put(new Operator.Activation(prefix + ".relu", value, next(), "relu"));
                }
                convolution(group, at++ == strided ? stride : 1);
            } else {
                put(LayerChain.folded(group, value, next(), 1));
            }
        }
        String out = value;
        value = before;
        for (LayerGroup group : skip) {
            if (group.kind() == Kind.CONVOLUTION) {
                convolution(group, stride);
            } else {
                put(LayerChain.folded(group, value, next(), 1));
            }
        }
        put(new Operator.Sum(prefix + " sum", List.of(out, value), next()));
        put(new Operator.Activation(prefix + ".relu", value, next(), "relu"));
    }

    private String next() {
        return "r" + operators.size();
    }

    private void put(Operator operator) {
        operators.add(operator);
        value = operator.outputs().getFirst();
    }

    private void convolution(LayerGroup group, int stride) {
        Tensor kernel = group.weight().orElseThrow().tensor();
        List<Integer> taps = List.of(Math.toIntExact(kernel.extent(2)), Math.toIntExact(kernel.extent(3)));
        List<Integer> padding = taps.stream().map(t -> (t - 1) / 2).toList();
        put(new Operator.Convolution(group.owner(), value, next(), kernel, Layout.CHANNELS_FIRST, 1, taps, List.of(stride, stride), List.of(1, 1),
                Operator.Padding.GIVEN, padding, padding, List.of(0, 0), false, false, group.tensor("bias")));
    }
}
