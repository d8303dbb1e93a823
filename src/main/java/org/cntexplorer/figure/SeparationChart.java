package org.cntexplorer.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/** The chart of a {@link SeparationFigure}. */
final class SeparationChart {
    /** Room beside 0 and 1, so that a point there is whole. */
    private static final double BESIDE = 0.04;

    private final SeparationFigure figure;
    private final ChartLook look;

    SeparationChart(SeparationFigure figure, ChartLook look) {
        this.figure = figure;
        this.look = look;
    }

    /** @param full whether the intervals are drawn too */
    JFreeChart chart(boolean full) {
        NumberAxis x = new FigureAxis(figure.axis(), look, false);
        NamesAxis y = new NamesAxis("", figure.rows().stream().map(SeparationFigure.Row::name).toList(), look.length(125), look, true);
        y.setInverted(true);
        x.setRange(-BESIDE, 1 + BESIDE);
        XYPlot plot = look.plot(x, y);
        if (full) {
            plot.addAnnotation(new Intervals());
        }
        return look.chart(plot, List.of());
    }

    private final class Intervals extends AbstractXYAnnotation {
        private static final long serialVersionUID = 1;

        @Override
        public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
            Palette palette = look.palette();
            double row = area.getHeight() / Math.max(1, figure.rows().size());
            figure.highlight().ifPresent(i -> {
                g.setPaint(ChartLook.faint(palette.accent(), 0.16));
                g.fill(new Rectangle2D.Double(area.getX(), area.getY() + i * row, area.getWidth(), row));
            });
            g.setPaint(palette.axis());
            float u = (float) look.length(1);
            g.setStroke(new BasicStroke(0.6f * u, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2.5f * u, 1.5f * u}, 0));
            g.draw(new Line2D.Double(x(0.5, area), area.getMinY(), x(0.5, area), area.getMaxY()));
            for (int i = 0; i < figure.rows().size(); i++) {
                row(g, figure.rows().get(i), area.getY() + (i + 0.5) * row, row, area);
            }
        }
    }

    private static double x(double auc, Rectangle2D area) {
        return area.getX() + (auc + BESIDE) / (1 + 2 * BESIDE) * area.getWidth();
    }

    private void row(Graphics2D g, SeparationFigure.Row row, double y, double high, Rectangle2D area) {
        Palette palette = look.palette();
        if (Double.isNaN(row.auc())) {
            float size = (float) Math.min(look.smallSize(), 0.9 * high);
            g.setPaint(palette.axis());
            RichText.plain("not known").draw(g, x(0.5, area) + size, y + 0.35 * size, size);
            return;
        }
        Color colour = !row.sure() ? palette.axis() : row.auc() < 0.5 ? palette.negative() : palette.positive();
        double radius = Math.min(look.length(2.2), 0.4 * high);
        double cap = Math.min(look.length(1.8), 0.3 * high);
        g.setPaint(colour);
        g.setStroke(look.stroke(1));
        double low = x(row.low(), area);
        double top = x(row.high(), area);
        if (Double.isFinite(low) && Double.isFinite(top)) {
            g.draw(new Line2D.Double(low, y, top, y));
            // where the point covers the interval, its ends would look like a part of the point
            for (double end : top - low > 2.5 * radius ? new double[] {low, top} : new double[0]) {
                g.draw(new Line2D.Double(end, y - cap, end, y + cap));
            }
        }
        Ellipse2D point = new Ellipse2D.Double(x(row.auc(), area) - radius, y - radius, 2 * radius, 2 * radius);
        g.setPaint(row.sure() ? colour : palette.background());
        g.fill(point);
        g.setPaint(colour);
        g.draw(point);
    }
}
