package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Normalisations, with what they have learned. Only a batch normalisation does the same to every sample, and may be folded. */
final class NormalisationNodes implements OnnxOperators.Family {
    private final Walk walk;
    private final OnnxOperators operators;

    NormalisationNodes(Walk walk, OnnxOperators operators) {
        this.walk = walk;
        this.operators = operators;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "BatchNormalization" -> batch(node);
            case "InstanceNormalization" -> learned(node, node.input(0), "instance normalization", 1, node.input(1), node.input(2), node.output());
            case "GroupNormalization", "com.microsoft.GroupNorm" -> groups(node);
            case "LayerNormalization" -> learned(node, node.input(0), "layer normalization", (int) node.whole("axis", -1), node.input(1), node.input(2), node.output());
            case "SimplifiedLayerNormalization", "RMSNormalization", "com.microsoft.SimplifiedLayerNormalization" ->
                    learned(node, node.input(0), "rms normalization", (int) node.whole("axis", -1), node.input(1), "", node.output());
            case "com.microsoft.SkipLayerNormalization" -> skip(node, "layer normalization", node.input(3), node.input(4));
            case "com.microsoft.SkipSimplifiedLayerNormalization" -> skip(node, "rms normalization", "", node.input(3));
            default -> false;
        };
    }

    /** x·γ/√(σ²+ε) + β − μ·γ/√(σ²+ε): what a batch normalisation does in a trained model. */
    private boolean batch(OnnxNode node) throws ModelFormatException {
        double[][] parts = new double[4][];
        for (int i = 0; i < parts.length; i++) {
            Optional<NumberArray> part = walk.constants.array(node.input(i + 1));
            if (part.isEmpty() || i > 0 && part.get().size() != parts[0].length) {
                walk.block(node, "BatchNormalization with computed numbers");
                return true;
            }
            parts[i] = part.get().values();
        }
        if (node.whole("training_mode", 0) != 0) {
            walk.block(node, "BatchNormalization in training");
            return true;
        }
        String value = walk.value(node.input(0));
        walk.add(Operator.ScaleShift.ofBatch(DenseNodes.stem(node.input(1)).orElse(node.label()), value, node.output(), 1, Optional.of(parts[0]),
                Optional.of(parts[1]), parts[2], parts[3], node.real("epsilon", 1e-5f)));
        if (walk.weighted.containsKey(value)) {
            walk.weighted.put(node.output(), walk.weighted.get(value));
        }
        return true;
    }

    /** What is left of a normalisation that hangs on its sample: a factor and a shift of each channel, where they are learned. */
    private boolean learned(OnnxNode node, String input, String kind, int axis, String factors, String shifts, String output) throws ModelFormatException {
        Optional<NumberArray> scale = walk.constants.array(factors);
        Optional<NumberArray> shift = shifts.isEmpty() ? Optional.empty() : walk.constants.array(shifts);
        if (!factors.isEmpty() && scale.isEmpty() || !shifts.isEmpty() && shift.isEmpty()) {
            walk.block(node, node.type() + " with computed numbers");
            return true;
        }
        String value = walk.value(input);
        if (scale.isEmpty() || isGroups(node, scale.get(), shift)) {
            walk.add(new Operator.Pass(node.label(), value, output));
            walk.normalised.put(output, scale.isEmpty() ? kind : "group normalization");
            return true;
        }
        double[] shiftBy = shift.map(NumberArray::values).orElse(new double[0]);
        walk.add(new Operator.ScaleShift(DenseNodes.stem(factors).orElse(node.label()), kind, value, output, false, axis, scale.get().values(), shiftBy));
        return true;
    }

    /** Whether groups of channels are normalised as if each were one, as PyTorch writes it: what is learned comes behind. */
    private boolean isGroups(OnnxNode node, NumberArray scale, Optional<NumberArray> shift) {
        return node.type().equals("InstanceNormalization") && walk.graph.giver(node.input(0)).filter(giver -> giver.type().equals("Reshape")).isPresent()
                && Arrays.stream(scale.values()).allMatch(x -> x == 1)
                && shift.stream().flatMapToDouble(array -> Arrays.stream(array.values())).allMatch(x -> x == 0);
    }

    /** Numbers of each channel, or of each group in the first form of the operator. */
    private boolean groups(OnnxNode node) throws ModelFormatException {
        Optional<NumberArray> scale = walk.constants.array(node.input(1));
        Optional<NumberArray> shift = walk.constants.array(node.input(2));
        String value = walk.value(node.input(0));
        boolean channelLast = node.type().startsWith("com.microsoft") && node.whole("channels_last", 1) != 0;
        List<Integer> extents = walk.known(value);
        int axis = channelLast ? extents.size() - 1 : 1;
        if (scale.isEmpty() || shift.isEmpty() || scale.get().size() != shift.get().size()) {
            walk.block(node, node.type() + " with computed numbers");
            return true;
        }
        int channels = extents.get(axis);
        int each = channels / scale.get().size();
        double[] factors = new double[channels];
        double[] shifts = new double[channels];
        for (int c = 0; c < channels; c++) {
            factors[c] = scale.get().values()[c / each];
            shifts[c] = shift.get().values()[c / each];
        }
        walk.add(new Operator.ScaleShift(DenseNodes.stem(node.input(1)).orElse(node.label()), "group normalization", value, node.output(), false, axis, factors, shifts));
        if (node.whole("activation", 0) != 0) {
            walk.add(new Operator.Activation(node.label(), node.output(), walk.between(node.output()), "silu"));
        }
        return true;
    }

    /** A residual sum with a normalisation behind it; the sum may be taken as well. */
    private boolean skip(OnnxNode node, String kind, String shifts, String bias) throws ModelFormatException {
        boolean both = !node.output(3).isEmpty() && walk.count(node.output(3)) > 0;
        String sum = both ? node.output(3) : walk.between(node.output());
        if (both) {
            walk.count(sum, 1);
        }
        List<String> added = new ArrayList<>(List.of(walk.value(node.input(0)), walk.value(node.input(1))));
        if (!bias.isEmpty()) {
            // that of the layer before it
            int weighted = walk.weighted.containsKey(added.get(1)) ? 1 : 0;
            String biased = walk.between(added.get(weighted));
            operators.draw(node, node.as("Add", List.of(added.get(weighted), bias), List.of(biased), Map.of()));
            added.set(weighted, biased);
        }
        walk.add(new Operator.Sum(node.label() + " sum", added, sum));
        return learned(node, sum, kind, -1, node.input(2), shifts, node.output());
    }
}
