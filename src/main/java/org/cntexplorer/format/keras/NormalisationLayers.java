package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
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
        return List.of(Operator.ScaleShift.ofBatch(call.name(), call.input(), call.output(), call.axis(axis.isArray() ? axis.path(0) : axis, -1), gamma, beta,
                mean, variance, call.config().path("epsilon").asDouble(1e-3)));
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
            return List.of(new Operator.Activation(call.name(), call.input(), call.output(), kind.replace(' ', '_')));
        }
        int n = gamma.isPresent() ? gamma.get().length : beta.get().length;
        double[] scale = gamma.orElseGet(() -> filled(n, 1));
        double[] shift = beta.orElseGet(() -> filled(n, 0));
        if (shift.length != n) {
            throw weights.bad("has " + n + " factors and " + shift.length + " shifts");
        }
        return List.of(new Operator.ScaleShift(call.name(), kind, call.input(), call.output(), false, first, scale, shift));
    }

    private static double[] filled(int n, double with) {
        double[] all = new double[n];
        Arrays.fill(all, with);
        return all;
    }
}
