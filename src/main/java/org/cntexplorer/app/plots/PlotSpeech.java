package org.cntexplorer.app.plots;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Distribution;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FluctuationFigure;
import org.cntexplorer.figure.FramedFigure;
import org.cntexplorer.figure.StrengthFigure;
import org.cntexplorer.figure.WeightsFigure;
import org.cntexplorer.metric.Histogram;
import org.cntexplorer.model.Moments;

/** What a screen reader says of a plot: its numbers in a sentence. */
final class PlotSpeech {
    /** More curves than these are counted, not told. */
    private static final int TOLD = 4;

    private PlotSpeech() {}

    /** @param figure null where there is none */
    static String of(Figure figure) {
        return switch (figure) {
            case StrengthFigure strength -> "Node strength. " + distributions(strength.layers(), "neurons");
            case WeightsFigure weights -> "Link weights. " + distributions(weights.connections(), "links");
            case FluctuationFigure fluctuation -> "Layer fluctuation. " + fluctuation(fluctuation);
            case FramedFigure framed -> of(framed.figure());
            case null, default -> "No plot";
        };
    }

    private static String distributions(List<Distribution> samples, String what) {
        String told = samples.stream().limit(TOLD).map(sample -> distribution(sample, what)).collect(Collectors.joining(" "));
        return samples.isEmpty() ? "Nothing is chosen" : samples.size() > TOLD ? told + " And " + (samples.size() - TOLD) + " more." : told;
    }

    private static String distribution(Distribution sample, String what) {
        Moments moments = sample.moments();
        if (moments.n() == 0) {
            return sample.name() + ": no numbers.";
        }
        NumberText text = NumberText.ofColumn(DoubleStream.of(moments.min(), moments.max()));
        String range = sample.name() + ": " + NumberText.count(moments.n()) + " " + what + " from " + text.of(moments.min()) + " to " + text.of(moments.max())
                + ", mean " + text.of(moments.mean()) + ", standard deviation " + text.of(moments.std());
        Histogram histogram = sample.histogram();
        int most = IntStream.range(0, histogram.counts().length).reduce(0, (a, b) -> histogram.counts()[b] > histogram.counts()[a] ? b : a);
        return range + ", most of them, " + NumberText.count(histogram.counts()[most]) + ", between " + text.of(histogram.low() + most * histogram.width())
                + " and " + text.of(histogram.low() + (most + 1) * histogram.width()) + ".";
    }

    private static String fluctuation(FluctuationFigure figure) {
        NumberText text = NumberText.ofColumn(figure.fluctuation().stream().mapToDouble(Double::doubleValue));
        return IntStream.range(0, figure.names().size()).mapToObj(i -> figure.names().get(i) + " " + text.of(figure.fluctuation().get(i)))
                .collect(Collectors.joining(", ")) + ".";
    }
}
