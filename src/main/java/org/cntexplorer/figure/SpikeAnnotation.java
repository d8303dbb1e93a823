package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** The density of a sample that has one value only: a line over the whole height. */
final class SpikeAnnotation extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;

    private final double value;
    private final Color colour;
    private final transient Stroke stroke;

    SpikeAnnotation(double value, Color colour, Stroke stroke) {
        this.value = value;
        this.colour = colour;
        this.stroke = stroke;
    }

    @Override
    public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
        double x = across.valueToJava2D(value, area, RectangleEdge.BOTTOM);
        g.setPaint(colour);
        g.setStroke(stroke);
        g.draw(new Line2D.Double(x, area.getMinY(), x, area.getMaxY()));
    }
}
