package org.cntexplorer.figure;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/**
 * A chart on axes that it shares with others: they reach as far as its own and as the frame.
 *
 * @param figure not itself framed
 */
public record FramedFigure(ChartFigure figure, Frame frame) implements ChartFigure {
    public FramedFigure {
        if (!(figure instanceof StrengthFigure || figure instanceof FluctuationFigure || figure instanceof WeightsFigure)) {
            throw new IllegalArgumentException(figure.getClass().getSimpleName() + " has axes of its own");
        }
    }

    @Override
    public String title() {
        return figure.title();
    }

    @Override
    public double aspect() {
        return figure.aspect();
    }

    @Override
    public double height(double width, FigureStyle style) {
        return figure.height(width, style);
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        JFreeChart chart = figure.chart(style);
        if (frame.low() <= frame.high()) {
            double room = 0.02 * (frame.high() - frame.low());
            widen(chart.getXYPlot().getDomainAxis(), frame.low() - room, frame.high() + room);
        }
        widen(chart.getXYPlot().getRangeAxis(), frame.bottom(), frame.top());
        return chart;
    }

    private static void widen(ValueAxis axis, double low, double high) {
        axis.setRange(new Range(Math.min(axis.getLowerBound(), low), Math.max(axis.getUpperBound(), high)));
    }
}
