package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;

/** Normalisations: of a batch, which a trained model has turned into fixed numbers, and of a sample, of which only the learned factors are known. */
final class NormalisationLayers {
    private NormalisationLayers() {}

    static List<Operator> batch(Call call) throws ModelFormatException {
        OwnWeights weights = call.weights().inOrder("gamma", "beta", "moving_mean", "moving_variance")
                .without(!call.flag("scale", true), "gamma").without(!call.flag("center", true), "beta");
        double[] mean = weights.get(1, "moving_mean", "running_mean").toArray();
        double[] variance = weights.get(1, "moving_variance", "running_std").toArray();
        Optional<double[]> gamma = weights.numbers("gamma");
        Optional<double[]> beta = weights.numbers("beta");
        if (variance.length != mean.length || gamma.isPresent() && gamma.get().length != mean.length || beta.isPresent() && beta.get().length != mean.length) {
            throw weights.bad("has " + mean.length + " means, " + variance.length + " variances and other factors");
        }
        JsonNode axis = call.config().path("axis");
        boolean training = call.told("training").asBoolean();
        String input = training ? call.output() + " of the batch" : call.input();
        Operator normalised = Operator.ScaleShift.ofBatch(call.name(), input, call.output(), call.axis(axis.isArray() ? axis.path(0) : axis, -1), gamma, beta,
                mean, variance, call.config().path("epsilon").asDouble(1e-3));
        return training ? List.of(new Operator.Pass(call.name(), call.input(), input, "a normalisation by the batch as in training", Optional.empty()), normalised)
                : List.of(normalised);
    }

    /** @param kind "layer normalization", … */
    static List<Operator> sample(Call call, String kind) throws ModelFormatException {
        OwnWeights weights = call.weights().inOrder("gamma", "beta").without(!call.flag("scale", true), "gamma").without(!call.flag("center", true), "beta");
        Optional<double[]> gamma = weights.numbers("gamma", "scale");
        Optional<double[]> beta = weights.numbers("beta");
        JsonNode axes = call.config().path("axis");
        int first = call.axis(axes.isArray() ? axes.path(0) : axes, -1);
        for (int i = 1; axes.isArray() && i < axes.size(); i++) {
            if (call.axis(axes.path(i), 0) != first + i) {
                return List.of(call.block());
            }
        }
        if (gamma.isEmpty() && beta.isEmpty()) {
            return List.of(new Operator.Activation(call.name(), call.input(), call.output(), kind.replace(' ', '_'), formula(call, 0)));
        }
        int n = gamma.isPresent() ? gamma.get().length : beta.get().length;
        double[] scale = gamma.orElseGet(() -> filled(n, 1));
        double[] shift = beta.orElseGet(() -> filled(n, 0));
        if (shift.length != n) {
            throw weights.bad("has " + n + " factors and " + shift.length + " shifts");
        }
        return List.of(new Operator.ScaleShift(call.name(), kind, call.input(), call.output(), false, first, scale, shift, formula(call, n)));
    }

    /** The axes of a layer, from the last where it says none; empty where it means all. */
    static Optional<List<Integer>> axes(Call call, int otherwise) {
        JsonNode axes = call.config().path("axis");
        if (!axes.isArray()) {
            return axes.isNull() ? Optional.empty() : Optional.of(List.of(call.axis(axes, otherwise)));
        }
        List<Integer> all = new ArrayList<>();
        axes.forEach(axis -> all.add(call.axis(axis, otherwise)));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** What is done to a sample before it is scaled and shifted. @param channels of those that are; 0 where that is not known */
    private static Optional<Formula> formula(Call call, int channels) {
        double epsilon = call.config().path("epsilon").asDouble(call.kind().equals("RMSNormalization") ? 1e-6 : 1e-3);
        return switch (call.kind()) {
            // of these, versions of Keras compute different things
            case "LayerNormalization" -> call.flag("rms_scaling", false) ? Optional.empty() : axes(call, -1).map(axes -> Formulas.standardised(axes, epsilon));
            case "RMSNormalization" -> axes(call, -1).map(axes -> Formulas.byRootMeanSquare(axes, epsilon));
            // without groups it is another's layer of this name
            case "GroupNormalization", "InstanceNormalization" -> call.kind().equals("GroupNormalization") || call.config().has("groups")
                    ? groups(call, call.config().path("groups").asInt(32), channels, epsilon) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** All positions of the channels of a group together. */
    private static Optional<Formula> groups(Call call, int groups, int channels, double epsilon) {
        int axis = call.config().path("axis").asInt(-1);
        int all = groups == -1 ? channels : groups;
        if (channels == 0 || all < 1 || channels % all != 0 || axis != -1 && axis != 1 || axis == 1 && call.channelLast() && !call.config().has("axis")) {
            return Optional.empty();
        }
        // 0 keeps an extent, and what is not told is the rest
        long[] apart = new long[(axis == -1 ? 4 : 3) + call.steps()];
        int at = 1 + call.steps();
        if (axis == -1) {
            apart[at] = -1;
            apart[at + 1] = all;
            apart[at + 2] = channels / all;
        } else {
            apart[at] = all;
            apart[at + 1] = -1;
        }
        List<Integer> along = axis == -1 ? List.of(at, at + 2) : List.of(at + 1);
        Formula parted = Formula.empty().with("extents", apart).then("Reshape", "groups", "in0", "extents");
        return Optional.of(Formulas.standardised(parted, "groups", "normal", along, epsilon).then("Shape", "before", "in0").then("Reshape", "out0", "normal", "before"));
    }

    /** x · scale + offset. */
    static Optional<Formula> rescaling(Call call) {
        Optional<float[]> scale = numbers(call.config().path("scale"), 1);
        Optional<float[]> offset = numbers(call.config().path("offset"), 0);
        boolean each = scale.isPresent() && offset.isPresent() && (scale.get().length > 1 || offset.get().length > 1);
        return scale.isEmpty() || offset.isEmpty() || each && !call.channelLast() ? Optional.empty()
                : Optional.of(Formula.empty().with("scale", scale.get()).with("offset", offset.get()).then("Mul", "scaled", "in0", "scale")
                        .then("Add", "out0", "scaled", "offset"));
    }

    /** One number, or a list of them, perhaps within lists of one. */
    private static Optional<float[]> numbers(JsonNode numbers, double otherwise) {
        JsonNode list = numbers;
        while (list.isArray() && list.size() == 1) {
            list = list.get(0);
        }
        if (!list.isArray()) {
            return list.isNumber() || list.isMissingNode() || list.isNull() ? Optional.of(new float[] {(float) list.asDouble(otherwise)}) : Optional.empty();
        }
        float[] all = new float[list.size()];
        for (int i = 0; i < all.length; i++) {
            if (!list.get(i).isNumber()) {
                return Optional.empty();
            }
            all[i] = (float) list.get(i).asDouble();
        }
        return Optional.of(all);
    }

    /** (x − mean) / √variance along the last axis, by the mean and variance of the data that the layer was shown. */
    static Optional<Formula> ofData(Call call) throws ModelFormatException {
        JsonNode axis = call.config().path("axis");
        boolean one = axis.isNull() || axis.isArray() && axis.isEmpty();
        boolean last = (axis.isArray() && axis.size() == 1 ? axis.path(0) : axis).asInt(-1) == -1 && axis.size() <= 1;
        OwnWeights weights = call.weights().inOrder("mean", "variance", "count");
        boolean said = call.config().hasNonNull("mean") && call.config().hasNonNull("variance");
        Optional<float[]> mean = said ? numbers(call.config().path("mean"), 0) : weights.numbers("mean").map(NormalisationLayers::floats);
        Optional<float[]> variance = said ? numbers(call.config().path("variance"), 1) : weights.numbers("variance").map(NormalisationLayers::floats);
        if (mean.isEmpty() || variance.isEmpty() || !one && !last || one && mean.get().length != 1) {
            return Optional.empty();
        }
        float[] deviation = new float[variance.get().length];
        for (int i = 0; i < deviation.length; i++) {
            deviation[i] = (float) Math.max(Math.sqrt(variance.get()[i]), 1e-7);
        }
        Formula numbers = Formula.empty().with("mean", mean.get()).with("deviation", deviation);
        return Optional.of(call.flag("invert", false) ? numbers.then("Mul", "scaled", "in0", "deviation").then("Add", "out0", "scaled", "mean")
                : numbers.then("Sub", "apart", "in0", "mean").then("Div", "out0", "apart", "deviation"));
    }

    private static float[] floats(double[] all) {
        float[] floats = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            floats[i] = (float) all[i];
        }
        return floats;
    }

    private static double[] filled(int n, double with) {
        double[] all = new double[n];
        Arrays.fill(all, with);
        return all;
    }
}
