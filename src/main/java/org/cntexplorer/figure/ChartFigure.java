package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.OptionalDouble;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/** A figure that is a chart: the same one on screen and on paper. Immutable plain data; a chart is made of it whenever one is drawn. */
public sealed interface ChartFigure extends Figure permits StrengthFigure, FluctuationFigure, WeightsFigure, FramedFigure,
        CurvesFigure, TimeFigure, TimeHeatFigure, SeparationFigure, ActivityFigure {
    /** A new chart in this style; whoever asked for it may do with it what he likes. */
    JFreeChart chart(FigureStyle style);

    /** A chart over two columns is less tall for its width than one over a single column. */
    @Override
    default double height(double width, FigureStyle style) {
        double column = 36 * style.fontPoints();
        return aspect() * Math.min(width, column) + 0.3 * Math.max(width - column, 0);
    }

    @Override
    default void draw(Graphics2D g, Rectangle2D area, FigureStyle style) {
        drawn(g, area, style);
    }

    /** Draws it and says where its axes are. */
    default PlotArea drawn(Graphics2D g, Rectangle2D area, FigureStyle style) {
        return drawn(chart(style), g, area);
    }

    private static PlotArea drawn(JFreeChart chart, Graphics2D g, Rectangle2D area) {
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        // JFreeChart leaves hints, clip and fonts as it needed them
        Graphics2D own = (Graphics2D) g.create();
        try {
            chart.draw(own, area, info);
        } finally {
            own.dispose();
        }
        XYPlot plot = chart.getXYPlot();
        return new PlotArea(info.getPlotInfo().getDataArea(), plot.getDomainAxis().getLowerBound(), plot.getDomainAxis().getUpperBound());
    }

    /** Where the chart has its axes when it is drawn into {@code area}. */
    default PlotArea plotArea(Rectangle2D area, FigureStyle style) {
        return plotArea(bareChart(style), area);
    }

    /** Where a chart has its axes when it is drawn into {@code area}. */
    private static PlotArea plotArea(JFreeChart chart, Rectangle2D area) {
        Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
        try {
            return drawn(chart, nowhere, area);
        } finally {
            nowhere.dispose();
        }
    }

    /** The chart without what takes long to draw: its axes stand where those of {@link #chart} do. */
    default JFreeChart bareChart(FigureStyle style) {
        return chart(style);
    }

    /** The horizontal axis' value at {@code x} when the chart is drawn into {@code area}; empty beside the axes. */
    default OptionalDouble valueAt(double x, Rectangle2D area, FigureStyle style) {
        PlotArea plot = plotArea(area, style);
        return x < plot.area().getMinX() || x > plot.area().getMaxX() ? OptionalDouble.empty() : OptionalDouble.of(plot.valueAt(x));
    }
}
