package org.cntexplorer.app.plots;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Distribution;
import org.cntexplorer.figure.FluctuationFigure;
import org.cntexplorer.figure.StrengthFigure;
import org.cntexplorer.figure.WeightsFigure;
import org.cntexplorer.metric.Histogram;

/** What a chart says at the pointer: the numbers behind the bars. */
final class PlotReadout {
    private PlotReadout() {}

    private static Optional<Double> value(FigureView.Drawn drawn, double x) {
        return drawn == null ? Optional.empty() : drawn.plot()
                .filter(plot -> x >= plot.area().getMinX() && x <= plot.area().getMaxX()).map(plot -> plot.valueAt(x));
    }

    static Optional<String> strength(FigureView.Drawn drawn, double x) {
        return value(drawn, x).filter(v -> drawn.figure() instanceof StrengthFigure)
                .map(v -> "s ≈ " + NumberText.alone(v) + "  ·  " + counts(((StrengthFigure) drawn.figure()).layers(), v, "neuron"));
    }

    static Optional<String> weight(FigureView.Drawn drawn, double x) {
        return value(drawn, x).filter(v -> drawn.figure() instanceof WeightsFigure)
                .map(v -> "w ≈ " + NumberText.alone(v) + "  ·  " + counts(((WeightsFigure) drawn.figure()).connections(), v, "link"));
    }

    static Optional<String> fluctuation(FigureView.Drawn drawn, double x) {
        OptionalInt layer = layerAt(drawn, x);
        if (layer.isEmpty()) {
            return Optional.empty();
        }
        FluctuationFigure figure = (FluctuationFigure) drawn.figure();
        return Optional.of(figure.names().get(layer.getAsInt()) + ": Y = " + NumberText.alone(figure.fluctuation().get(layer.getAsInt())));
    }

    /** The layer whose point is nearest. */
    static OptionalInt layerAt(FigureView.Drawn drawn, double x) {
        Optional<Double> value = value(drawn, x);
        if (value.isEmpty() || !(drawn.figure() instanceof FluctuationFigure figure)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.clamp(Math.round(value.get()), 0, figure.names().size() - 1));
    }

    /** What the bar at {@code v} of each sample counts. */
    private static String counts(List<Distribution> samples, double v, String what) {
        StringJoiner all = new StringJoiner(" + ");
        long last = 0;
        for (Distribution sample : samples) {
            Histogram histogram = sample.histogram();
            boolean inside = v >= histogram.low() && v <= histogram.high();
            last = inside ? histogram.counts()[Math.min((int) ((v - histogram.low()) / histogram.width()), histogram.counts().length - 1)] : 0;
            all.add(NumberText.count(last));
        }
        return all + " " + what + (samples.size() == 1 && last == 1 ? "" : "s");
    }
}
