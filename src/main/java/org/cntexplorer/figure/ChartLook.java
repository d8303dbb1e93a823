package org.cntexplorer.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** How the charts of a paper look, for JFreeChart: every length grows with the font, so that a chart is the same at every size. */
final class ChartLook {
    /** More curves than these are not told apart by the colours of series, but coloured in their order. */
    static final int MOST_SERIES = 14;

    private final FigureStyle style;
    /** A point where the labels have 7. */
    private final double unit;

    ChartLook(FigureStyle style) {
        this.style = style;
        unit = style.fontPoints() / 7.0;
    }

    FigureStyle style() {
        return style;
    }

    Palette palette() {
        return style.palette();
    }

    /** So many points at a font of 7 points. */
    double length(double points) {
        return points * unit;
    }

    Stroke stroke(double points) {
        return new BasicStroke((float) length(points), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    /** The stroke of a curve: dashed from the second round of the palette's colours on. */
    Stroke curve(int series) {
        int round = series / palette().series().size();
        float u = (float) unit;
        float[] dash = switch (round % 3) {
            case 1 -> new float[] {3.2f * u, 1.6f * u};
            case 2 -> new float[] {0.9f * u, 1.4f * u};
            default -> null;
        };
        return new BasicStroke((float) length(1), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    static Color faint(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
    }

    float labelSize() {
        return style.fontPoints();
    }

    /** Of tick labels and legend: a little smaller, but legible at 7 points. */
    float smallSize() {
        return style.fontPoints() * 0.9f;
    }

    Font small(String text) {
        return FontFace.REGULAR.of(smallSize(), text);
    }

    RectangleInsets insets(double top, double left, double bottom, double right) {
        return new RectangleInsets(length(top), length(left), length(bottom), length(right));
    }

    /** A thin line with short ticks outwards. */
    <A extends NumberAxis> A dress(A axis) {
        axis.setAxisLinePaint(palette().axis());
        axis.setAxisLineStroke(stroke(0.6));
        axis.setTickMarkPaint(palette().axis());
        axis.setTickMarkStroke(stroke(0.6));
        axis.setTickMarkInsideLength(0);
        axis.setTickMarkOutsideLength((float) length(2.4));
        axis.setTickLabelFont(small("0"));
        axis.setTickLabelPaint(palette().text());
        axis.setLabelPaint(palette().text());
        axis.setAutoRangeIncludesZero(false);
        return axis;
    }

    /** A plot of two axes, left and below, on a plain ground. */
    XYPlot plot(NumberAxis x, NumberAxis y) {
        XYPlot plot = new XYPlot(null, x, y, null);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainZeroBaselineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(insets(4, 2, 2, 6));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        return plot;
    }

    LegendItem legendItem(String name, Color colour, int series, boolean filled) {
        LegendItem item;
        if (filled && series < palette().series().size()) {
            item = new LegendItem(name, null, null, null, new Rectangle2D.Double(-length(4), -length(2.2), length(8), length(4.4)),
                    faint(colour, DistributionChart.FILL), stroke(0.8), colour);
        } else {
            item = new LegendItem(name, null, null, null, new Line2D.Double(-length(6), 0, length(6), 0), curve(series), colour);
        }
        return item;
    }

    /** The height of a legend's second and further rows, so that they do not take it from the plot. */
    double moreLegend(List<String> names, double width) {
        int rows = 1;
        double used = 0;
        for (String name : names) {
            double item = FontFace.REGULAR.width(smallSize(), name) + length(20);
            if (used > 0 && used + item > width - length(8)) {
                rows++;
                used = 0;
            }
            used += item;
        }
        return (rows - 1) * (1.15 * smallSize() + length(2));
    }

    /** @param legend what stands below the plot; empty for none */
    JFreeChart chart(XYPlot plot, List<LegendItem> legend) {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(palette().background());
        chart.setBorderVisible(false);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        chart.setRenderingHints(FigureStyle.hints());
        if (!legend.isEmpty()) {
            LegendItemCollection items = new LegendItemCollection();
            legend.forEach(items::add);
            plot.setFixedLegendItems(items);
            LegendTitle title = new LegendTitle(plot);
            title.setFrame(BlockBorder.NONE);
            title.setBackgroundPaint(null);
            title.setItemFont(small(String.join("", legend.stream().map(LegendItem::getLabel).toList())));
            title.setItemPaint(palette().text());
            title.setPosition(RectangleEdge.BOTTOM);
            title.setMargin(insets(0, 2, 2, 2));
            title.setPadding(RectangleInsets.ZERO_INSETS);
            title.setLegendItemGraphicPadding(insets(1, 2, 1, 1));
            title.setItemLabelPadding(insets(1, 1, 1, 5));
            chart.addLegend(title);
        }
        return chart;
    }
}
