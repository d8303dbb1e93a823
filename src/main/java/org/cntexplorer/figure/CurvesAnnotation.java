package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalInt;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/** The curves of a figure, in its form. */
final class CurvesAnnotation extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;
    /** How much is left of the colour of a curve that steps back. */
    private static final double BACK = 0.22;
    private static final double FILL = 0.55;

    private final transient CurvesFigure figure;
    private final transient CurveShapes shapes;
    private final transient List<Color> colours;
    private final transient ChartLook look;

    /** @param colours of the curves */
    CurvesAnnotation(CurvesFigure figure, CurveShapes shapes, List<Color> colours, ChartLook look) {
        this.figure = figure;
        this.shapes = shapes;
        this.colours = colours;
        this.look = look;
    }

    @Override
    public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
        OptionalInt highlight = figure.highlight();
        boolean ridges = figure.form() == CurvesFigure.Form.RIDGELINE;
        for (int k = 0; k < figure.curves().size(); k++) {
            // ridges from the back, which is above, to the front
            int i = ridges ? figure.curves().size() - 1 - k : k;
            if (ridges || highlight.isEmpty() || highlight.getAsInt() != i) {
                curve(g, i, area);
            }
        }
        if (!ridges && highlight.isPresent()) {
            curve(g, highlight.getAsInt(), area);
        }
        if (figure.form() == CurvesFigure.Form.CURVES && highlight.isPresent()) {
            name(g, figure.curves().get(highlight.getAsInt()).name(), area);
        }
    }

    private void name(Graphics2D g, String name, Rectangle2D area) {
        float size = look.smallSize();
        RichText text = RichText.cut(name, FontFace.BOLD, 0.6 * area.getWidth(), size);
        g.setPaint(look.palette().text());
        text.draw(g, area.getMaxX() - text.width(size) - look.length(2), area.getMinY() + size, size);
    }

    private void curve(Graphics2D g, int i, Rectangle2D area) {
        Curve curve = figure.curves().get(i);
        OptionalInt highlight = figure.highlight();
        boolean back = highlight.isPresent() && highlight.getAsInt() != i;
        Palette palette = look.palette();
        Color colour = back ? Palette.mix(palette.background(), colours.get(i), BACK) : colours.get(i);
        boolean lines = figure.form() == CurvesFigure.Form.CURVES;
        if (figure.form() == CurvesFigure.Form.RIDGELINE) {
            g.setPaint(palette.grid());
            g.setStroke(look.stroke(0.5));
            double y = shapes.across(i, area);
            g.draw(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y));
        }
        boolean series = Double.isNaN(curve.value()) && lines && figure.curves().size() <= ChartLook.MOST_SERIES;
        double thin = lines || curve.single().isPresent() ? 1 : 0.7;
        g.setStroke(highlight.isPresent() && !back ? look.stroke(lines ? 2 : 1.2) : series ? look.curve(i) : look.stroke(thin));
        if (curve.single().isPresent()) {
            g.setPaint(colour);
            g.draw(shapes.spike(i, curve.single().getAsDouble(), area));
        } else if (!curve.isEmpty()) {
            Path2D line = shapes.line(i, area);
            if (!lines) {
                g.setPaint(Palette.mix(palette.background(), colour, FILL));
                g.fill(line);
            }
            g.setPaint(colour);
            g.draw(line);
            if (figure.form() == CurvesFigure.Form.VIOLIN) {
                box(g, curve, shapes.across(i, area), area, back);
            }
        }
    }

    /** Median and quartiles. */
    private void box(Graphics2D g, Curve curve, double x, Rectangle2D area, boolean back) {
        double columns = area.getWidth() / figure.curves().size();
        double radius = Math.min(look.length(1.6), 0.14 * columns);
        g.setPaint(back ? Palette.mix(look.palette().background(), look.palette().text(), BACK) : look.palette().text());
        g.setStroke(new java.awt.BasicStroke((float) (0.9 * radius)));
        g.draw(new Line2D.Double(x, shapes.along(curve.quantile(0.25), area), x, shapes.along(curve.quantile(0.75), area)));
        double y = shapes.along(curve.quantile(0.5), area);
        Ellipse2D median = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        g.setStroke(look.stroke(0.5));
        g.draw(median);
        g.setPaint(look.palette().background());
        g.fill(median);
    }
}
