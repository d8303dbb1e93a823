package org.cntexplorer.app.plots;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Distribution;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FluctuationFigure;
import org.cntexplorer.figure.FramedFigure;
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

    /** Without the axes that it shares with others. */
    private static Figure figure(FigureView.Drawn drawn) {
        return drawn.figure() instanceof FramedFigure framed ? framed.figure() : drawn.figure();
    }

    static Optional<String> strength(FigureView.Drawn drawn, double x) {
        return value(drawn, x).filter(v -> figure(drawn) instanceof StrengthFigure)
                .map(v -> at(((StrengthFigure) figure(drawn)).layers(), v));
    }

    static Optional<String> weight(FigureView.Drawn drawn, double x) {
        return value(drawn, x).filter(v -> figure(drawn) instanceof WeightsFigure)
                .map(v -> at(((WeightsFigure) figure(drawn)).connections(), v));
    }

    static Optional<String> fluctuation(FigureView.Drawn drawn, double x) {
        OptionalInt layer = layerAt(drawn, x);
        if (layer.isEmpty()) {
            return Optional.empty();
        }
        FluctuationFigure figure = (FluctuationFigure) figure(drawn);
        return Optional.of(figure.names().get(layer.getAsInt()) + ": Y = " + NumberText.alone(figure.fluctuation().get(layer.getAsInt())));
    }

    /** The layer whose point is nearest. */
    static OptionalInt layerAt(FigureView.Drawn drawn, double x) {
        Optional<Double> value = value(drawn, x);
        if (value.isEmpty() || !(figure(drawn) instanceof FluctuationFigure figure)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.clamp(Math.round(value.get()), 0, figure.names().size() - 1));
    }

    /** "−12.3: 17": the place, as exact as a pointer can be, and how many the bars there count, sample by sample. */
    private static String at(List<Distribution> samples, double v) {
        NumberText like = NumberText.ofColumn(samples.stream().map(Distribution::histogram).flatMapToDouble(h -> DoubleStream.of(h.low(), h.high())));
        return like.of(v) + ": " + samples.stream().map(Distribution::histogram).map(h -> NumberText.count(count(h, v))).collect(Collectors.joining(" + "));
    }

    private static long count(Histogram histogram, double v) {
        boolean inside = v >= histogram.low() && v <= histogram.high();
        return inside ? histogram.counts()[Math.min((int) ((v - histogram.low()) / histogram.width()), histogram.counts().length - 1)] : 0;
    }
}
