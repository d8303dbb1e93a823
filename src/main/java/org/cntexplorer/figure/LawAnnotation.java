package org.cntexplorer.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jfree.chart.LegendItem;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** The power of a number that lines are compared with: on logarithmic axes straight, through the last point of each line or, of many, through their middle. */
final class LawAnnotation extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;
    /** More lines than these have one law for all. */
    private static final int FEW = 7;

    private final transient TimeFigure figure;
    private final transient TimeFigure.Law law;
    private final transient ChartLook look;
    private final transient IntFunction<Color> colours;

    LawAnnotation(TimeFigure figure, TimeFigure.Law law, ChartLook look, IntFunction<Color> colours) {
        this.figure = figure;
        this.law = law;
        this.look = look;
        this.colours = colours;
    }

    static LegendItem legend(TimeFigure.Law law, ChartLook look) {
        return new LegendItem(law.name(), null, null, null, new Line2D.Double(-look.length(6), 0, look.length(6), 0), stroke(look), look.palette().axis());
    }

    private static Stroke stroke(ChartLook look) {
        float unit = (float) look.length(1);
        return new BasicStroke(0.6f * unit, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2 * unit, 1.6f * unit}, 0);
    }

    /** The logarithm of what a line is where the number is 1, by its last point; NaN where it has none. */
    private double origin(TimeFigure.Line line) {
        for (int t = figure.times().length - 1; t >= 0; t--) {
            double y = figure.place(line.y()[t]);
            if (Double.isFinite(y)) {
                return y - law.power() * figure.place(figure.times()[t]);
            }
        }
        return Double.NaN;
    }

    @Override
    public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
        double[] origins = figure.lines().stream().mapToDouble(this::origin).toArray();
        Shape clip = g.getClip();
        g.clip(area);
        g.setStroke(stroke(look));
        if (origins.length > FEW) {
            IntStream.range(0, origins.length).mapToDouble(i -> origins[i]).filter(Double::isFinite).average()
                    .ifPresent(middle -> draw(g, middle, look.palette().axis(), area, across, up));
        } else {
            for (int i = 0; i < origins.length; i++) {
                draw(g, origins[i], colours.apply(i), area, across, up);
            }
        }
        g.setClip(clip);
    }

    private void draw(Graphics2D g, double origin, Color colour, Rectangle2D area, ValueAxis across, ValueAxis up) {
        if (Double.isNaN(origin)) {
            return;
        }
        g.setPaint(colour);
        double low = across.getLowerBound();
        double high = across.getUpperBound();
        g.draw(new Line2D.Double(across.valueToJava2D(low, area, RectangleEdge.BOTTOM), up.valueToJava2D(origin + law.power() * low, area, RectangleEdge.LEFT),
                across.valueToJava2D(high, area, RectangleEdge.BOTTOM), up.valueToJava2D(origin + law.power() * high, area, RectangleEdge.LEFT)));
    }
}
