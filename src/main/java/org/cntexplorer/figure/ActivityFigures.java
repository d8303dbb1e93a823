package org.cntexplorer.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.activity.Outcome;
import org.cntexplorer.activity.ValueActivity;
import org.cntexplorer.activity.ValueActivity.SamplingError;
import org.cntexplorer.figure.ActivityFigure.MeanStd;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;

/**
 * The figures of a network at work.
 *
 * @param activity of this network
 * @param total whether neuron strength is that in and out together, where that was measured
 */
public record ActivityFigures(Network network, Activity activity, boolean total) {
    /** Of more classes those that no sample is of, and none is taken for, have no row. */
    private static final int MANY_CLASSES = 40;
    /** Numbers are single ones: a deviation of less than this part of them is none. */
    private static final double ROUNDING = 1e-6;
    private static final TimeFigure.Law ROOT = new TimeFigure.Law(-0.5, "as 1/√n");

    /** @param stem what a file's name says of it: "confusion"; @param label as short as a list has room for */
    public record Named(String stem, String label, Figure figure) {}

    /** All of them: the confusion matrix where samples have classes, and those of neuron strength where any layer has one. */
    public List<Named> all() {
        List<Named> all = new ArrayList<>();
        confusion().ifPresent(figure -> all.add(new Named("confusion", "Confusion matrix", figure)));
        all.add(new Named("activity", "Layers on data", layers()));
        all.add(new Named("activation-density", "Densities of a", activations()));
        boolean strengths = activity.layers().stream().anyMatch(layer -> strength(layer).isPresent());
        if (strengths) {
            all.add(new Named("neuron-strength-density", "Densities of z", strengths()));
        }
        error("activation *a*", layer -> Optional.of(layer.activation())).ifPresent(figure -> all.add(new Named("activation-error", "Errors of a", figure)));
        error("neuron strength " + symbol(), this::strength).ifPresent(figure -> all.add(new Named("neuron-strength-error", "Errors of z", figure)));
        return all;
    }

    private Optional<ValueActivity> strength(LayerActivity layer) {
        return total ? layer.strength() : layer.strengthIn();
    }

    private String symbol() {
        return total ? "*z* + *a*·*s*_out" : "*z*";
    }

    private static String samples(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "sample" : "samples");
    }

    /** "Activation of digits-mlp on 10,000 samples". */
    private String title(String what) {
        return what + " of " + network.name() + " on " + samples(activity.samples());
    }

    /** What each true class is taken for; empty where samples have no classes, or the network tells none. */
    public Optional<MatrixFigure> confusion() {
        return activity.outcome().filter(outcome -> outcome.labelled() > 0).map(this::confusion);
    }

    private MatrixFigure confusion(Outcome outcome) {
        long[][] counts = outcome.confusion();
        int[] shown = IntStream.range(0, counts.length).filter(c -> counts.length <= MANY_CLASSES || Arrays.stream(counts[c]).sum() > 0
                || Arrays.stream(counts).anyMatch(row -> row[c] > 0)).toArray();
        long[][] of = Arrays.stream(shown).mapToObj(row -> IntStream.of(shown).mapToLong(column -> counts[row][column]).toArray()).toArray(long[][]::new);
        double[][] shares = Arrays.stream(of).map(row -> {
            double all = LongStream.of(row).sum();
            return LongStream.of(row).mapToDouble(count -> all == 0 ? Double.NaN : count / all).toArray();
        }).toArray(double[][]::new);
        double accuracy = outcome.accuracy().orElseThrow();
        String heading = String.format(Locale.ROOT, "Accuracy %.2f ± %.2f %% of %s", 100 * accuracy,
                100 * Math.sqrt(accuracy * (1 - accuracy) / outcome.labelled()), samples(outcome.labelled()));
        String some = shown.length == counts.length ? "" : String.format(Locale.ROOT, ", %,d of %,d classes", shown.length, counts.length);
        return new MatrixFigure("Confusion matrix of " + network.name() + ", " + heading.toLowerCase(Locale.ROOT), IntStream.of(shown).mapToObj(outcome.classes()::get).toList(), shares,
                "Share of the true class", Optional.of(new MatrixFigure.Counts(of, heading + some, "True class", "Taken for")));
    }

    /** Mean and deviation of every layer, and how much of it is dead. */
    public ActivityFigure layers() {
        return new ActivityFigure(title("Activation and neuron strength"), "Neuron strength " + symbol(),
                network.layers().stream().map(layer -> activity.layer(layer.index()).map(at -> new ActivityFigure.OfLayer(layer.name(), at.units(),
                        meanStd(Optional.of(at.activation())), meanStd(strength(at)), at.deadUnits()))
                        .orElse(new ActivityFigure.OfLayer(layer.name(), 0, MeanStd.NONE, MeanStd.NONE, 0))).toList());
    }

    private static MeanStd meanStd(Optional<ValueActivity> value) {
        return value.map(ValueActivity::layer).map((Moments of) -> new MeanStd(of.mean(), of.std())).orElse(MeanStd.NONE);
    }

    private String name(LayerActivity layer) {
        return network.layer(layer.layer()).name();
    }

    /** How activations of each layer are distributed over its units and all samples. */
    public CurvesFigure activations() {
        return densities("Activation", "Activation *a*", layer -> Optional.of(layer.activation()));
    }

    /** How neuron strengths are. */
    public CurvesFigure strengths() {
        return densities("Neuron strength", "Neuron strength " + symbol(), this::strength);
    }

    private CurvesFigure densities(String what, String axis, Function<LayerActivity, Optional<ValueActivity>> of) {
        List<Curve> curves = activity.layers().stream().flatMap(layer -> of.apply(layer).filter(value -> !value.grid().isEmpty())
                .map(value -> Curve.of(name(layer), Double.NaN, BinnedSample.of(name(layer), value.layer(), value.grid()))).stream()).toList();
        return new CurvesFigure(title(what), axis, "", curves, CurvesFigure.Form.RIDGELINE);
    }

    /** The standard error of each layer's mean against the number of samples; empty where none is known, as of a single sample. */
    private Optional<TimeFigure> error(String what, Function<LayerActivity, Optional<ValueActivity>> of) {
        long[] numbers = activity.layers().stream().flatMapToLong(layer -> layer.activation().convergence().stream().mapToLong(SamplingError::samples))
                .filter(n -> n > 1).distinct().sorted().toArray();
        List<TimeFigure.Line> lines = activity.layers().stream().flatMap(layer -> of.apply(layer).map(value -> new TimeFigure.Line(name(layer),
                LongStream.of(numbers).mapToDouble(n -> error(value, n)).toArray())).stream()).filter(line -> Arrays.stream(line.y()).anyMatch(Double::isFinite)).toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(TimeFigure.logarithmic(title("Sampling error of the mean " + RichText.of(what).plain()), "Samples *n*",
                "Standard error of mean " + what, LongStream.of(numbers).asDoubleStream().toArray(), lines, ROOT));
    }

    /** NaN where the mean is the same for every sample but for rounding, as that of a softmax is. */
    private static double error(ValueActivity value, long samples) {
        return value.convergence().stream().filter(one -> one.samples() == samples && one.error() > ROUNDING * Math.abs(one.mean())).mapToDouble(SamplingError::error)
                .findFirst().orElse(Double.NaN);
    }
}
