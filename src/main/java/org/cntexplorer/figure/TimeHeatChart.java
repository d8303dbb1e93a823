package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/** The chart of a {@link TimeHeatFigure}, alone or as a panel. */
final class TimeHeatChart implements PanelInk {
    private final TimeHeatFigure figure;
    private final ColourScale scale;
    private final ChartLook look;
    /** Edges of the columns: half way between the checkpoints. */
    private final double[] edges;

    /** @param common colours of all panels; empty for those of this figure alone */
    TimeHeatChart(TimeHeatFigure figure, ColourScale common, ChartLook look) {
        this.figure = figure;
        this.look = look;
        scale = common.isEmpty() ? figure.scale(List.of(figure), look.style()) : common;
        edges = edges(figure.times());
    }

    private static double[] edges(double[] times) {
        int n = times.length;
        double[] edges = new double[n + 1];
        for (int i = 1; i < n; i++) {
            edges[i] = (times[i - 1] + times[i]) / 2;
        }
        edges[0] = n == 0 ? 0 : n == 1 ? times[0] - 0.5 : times[0] - (edges[1] - times[0]);
        edges[n] = n == 0 ? 1 : n == 1 ? times[0] + 0.5 : times[n - 1] + (times[n - 1] - edges[n - 1]);
        return edges;
    }

    @Override
    public double height(double width) {
        return 0.7 * width;
    }

    @Override
    public String across() {
        return figure.time();
    }

    @Override
    public String up() {
        return figure.axis();
    }

    /** @param full whether the cells are drawn too */
    private XYPlot plot(String across, String up, boolean full) {
        NumberAxis x = new FigureAxis(across, look, false);
        NumberAxis y = new FigureAxis(up, look, true);
        x.setRange(edges[0], edges[0] < edges[edges.length - 1] ? edges[edges.length - 1] : edges[0] + 1);
        y.setRange(figure.low(), figure.high());
        XYPlot plot = look.plot(x, y);
        if (full) {
            plot.addAnnotation(new Cells());
        }
        return plot;
    }

    JFreeChart chart(boolean full) {
        JFreeChart chart = look.chart(plot(across(), up(), full), List.of());
        if (!scale.isEmpty()) {
            chart.addSubtitle(new ColourBarTitle(ColourBar.ofCells(figure.label(), scale, figure.hasHoles(), look), look));
        }
        return chart;
    }

    @Override
    public double left(Rectangle2D panel) {
        return PlotPanel.left(plot("", "", false), panel);
    }

    @Override
    public double bottom(Rectangle2D panel) {
        return PlotPanel.bottom(plot("", "", false), panel);
    }

    @Override
    public void draw(Graphics2D g, Rectangle2D data, double left, double bottom) {
        PlotPanel.draw(plot("", "", true), g, data, left, bottom);
    }

    @Override
    public Optional<Cell> cellAt(double x, double y, Rectangle2D data) {
        if (!data.contains(x, y) || figure.times().length == 0) {
            return Optional.empty();
        }
        double time = edges[0] + (x - data.getX()) / data.getWidth() * (edges[edges.length - 1] - edges[0]);
        int found = Arrays.binarySearch(edges, time);
        int column = (int) Math.clamp(found >= 0 ? found : -found - 2L, 0, figure.times().length - 1);
        double[] bins = figure.cells()[column];
        if (bins.length == 0) {
            return Optional.empty();
        }
        int row = (int) Math.clamp(Math.floor((data.getMaxY() - y) / data.getHeight() * bins.length), 0, bins.length - 1.0);
        return Optional.of(new Cell(row, column, bins[row]));
    }

    /** The cells; many of them are one picture in a file of lines. */
    private final class Cells extends AbstractXYAnnotation {
        private static final long serialVersionUID = 1;

        @Override
        public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
            long cells = Arrays.stream(figure.cells()).mapToLong(column -> column.length).sum();
            if (cells > look.style().lines()) {
                new LinePicture(area, look.style().resolution()).draw(g, picture -> cells(picture, area));
            } else {
                cells(g, area);
            }
            figure.now().ifPresent(at -> {
                g.setPaint(look.palette().accent());
                g.setStroke(look.stroke(1));
                g.draw(new Line2D.Double(x(at, area), area.getMinY(), x(at, area), area.getMaxY()));
            });
        }
    }

    private double x(double time, Rectangle2D area) {
        return area.getX() + (time - edges[0]) / (edges[edges.length - 1] - edges[0]) * area.getWidth();
    }

    private void cells(Graphics2D g, Rectangle2D area) {
        for (int column = 0; column < figure.times().length; column++) {
            double left = x(edges[column], area);
            double right = Math.min(area.getMaxX(), x(edges[column + 1], area) + look.length(0.6));
            double[] bins = figure.cells()[column];
            double high = area.getHeight() / Math.max(1, bins.length);
            if (Arrays.stream(bins).allMatch(Double::isNaN)) {
                MatrixInk.hatch(g, new Rectangle2D.Double(left, area.getY(), right - left, area.getHeight()), look);
                continue;
            }
            for (int bin = bins.length - 1; bin >= 0; bin--) {
                double top = area.getMaxY() - (bin + 1) * high;
                Rectangle2D cell = new Rectangle2D.Double(left, top, right - left, Math.min(high + look.length(0.6), area.getMaxY() - top));
                if (Double.isNaN(bins[bin])) {
                    MatrixInk.hatch(g, cell, look);
                } else {
                    g.setPaint(scale.of(bins[bin]));
                    g.fill(cell);
                }
            }
        }
    }
}
