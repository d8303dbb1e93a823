package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The chart of a {@link TimeFigure}: its lines above, the accuracy below on the same axis of time. */
final class TimeChart {
    /** Points are drawn on a line of so few checkpoints. */
    private static final int FEW = 25;
    private static final double BACK = 0.22;

    private final TimeFigure figure;
    private final ChartLook look;
    private final ColourScale order;

    TimeChart(TimeFigure figure, ChartLook look) {
        this.figure = figure;
        this.look = look;
        int lines = figure.lines().size();
        order = lines > ChartLook.MOST_SERIES ? ColourScale.graded(DoubleStream.of(0, lines - 1.0), look.palette())
                : ColourScale.none(look.palette());
    }

    private Color colour(int line) {
        return order.isEmpty() ? look.palette().series(line) : order.of(line);
    }

    /** @param full whether the lines are drawn too */
    JFreeChart chart(boolean full) {
        NumberAxis time = bare(figure.time(), false);
        double[] finite = Arrays.stream(figure.times()).map(figure::place).filter(Double::isFinite).toArray();
        time.setRange(wide(DoubleStream.of(finite), 0.03, false));
        XYPlot main = look.plot(null, axis(figure.axis(), range(figure.lines())));
        main.setInsets(RectangleInsets.ZERO_INSETS);
        XYPlot plot = main;
        if (figure.beside().isPresent()) {
            TimeFigure.Line beside = figure.beside().get();
            XYPlot below = look.plot(null, axis(beside.name(), range(List.of(beside))));
            below.setInsets(RectangleInsets.ZERO_INSETS);
            CombinedDomainXYPlot both = new CombinedDomainXYPlot(time);
            both.setGap(look.length(9));
            both.add(main, 5);
            both.add(below, 2);
            plot = both;
            if (full) {
                lines(below, List.of(beside), true);
                now(below);
            }
        } else {
            main.setDomainAxis(time);
        }
        plot.setInsets(look.insets(4, 2, 2, 6));
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        if (full) {
            lines(main, figure.lines(), false);
            now(main);
            figure.law().ifPresent(law -> main.addAnnotation(new LawAnnotation(figure, law, look, this::colour)));
        }
        JFreeChart chart = look.chart(plot, legend());
        if (!order.isEmpty()) {
            double[] mark = figure.highlight().isPresent() ? new double[] {figure.highlight().getAsInt()} : new double[0];
            String ends = figure.lines().getFirst().name() + " … " + figure.lines().getLast().name();
            chart.addSubtitle(new ColourBarTitle(ColourBar.ofCurves(ends, order, mark, look), look));
        }
        return chart;
    }

    private NumberAxis axis(String label, Range range) {
        NumberAxis axis = bare(label, true);
        axis.setRange(range);
        return axis;
    }

    private NumberAxis bare(String label, boolean vertical) {
        return figure.law().isPresent() ? new DecadesAxis(label, look, vertical) : new FigureAxis(label, look, vertical);
    }

    private Range range(List<TimeFigure.Line> lines) {
        return wide(lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())).map(figure::place).filter(Double::isFinite), 0.05, figure.law().isEmpty());
    }

    /** @param fromZero whether 0 belongs to it where it is near */
    private static Range wide(DoubleStream numbers, double room, boolean fromZero) {
        var all = numbers.summaryStatistics();
        if (all.getCount() == 0) {
            return new Range(0, 1);
        }
        double low = fromZero && all.getMin() >= 0 && all.getMin() < 0.35 * all.getMax() ? 0 : all.getMin();
        // accuracies that come near to 1 are seen beside it
        double high = fromZero && low == 0 && all.getMax() > 0.7 && all.getMax() <= 1 ? 1 : all.getMax();
        double length = high - low;
        double more = length > 0 ? room * length : Math.max(Math.abs(low) * 0.1, 0.5);
        return new Range(low - more, high + more);
    }

    private void lines(XYPlot plot, List<TimeFigure.Line> lines, boolean beside) {
        XYSeriesCollection series = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, figure.times().length <= FEW);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setAutoPopulateSeriesStroke(false);
        double radius = look.length(lines.size() > ChartLook.MOST_SERIES ? 0.9 : 1.4);
        for (int i = 0; i < lines.size(); i++) {
            XYSeries line = new XYSeries(i + " " + lines.get(i).name(), false, true);
            for (int t = 0; t < figure.times().length; t++) {
                double y = figure.place(lines.get(i).y()[t]);
                line.add(Double.valueOf(figure.place(figure.times()[t])), Double.isFinite(y) ? Double.valueOf(y) : null, false);
            }
            series.addSeries(line);
            boolean stands = !beside && figure.highlight().isPresent() && figure.highlight().getAsInt() == i;
            boolean back = !beside && figure.highlight().isPresent() && !stands;
            Color colour = beside ? look.palette().text() : colour(i);
            renderer.setSeriesPaint(i, back ? Palette.mix(look.palette().background(), colour, BACK) : colour);
            renderer.setSeriesStroke(i, stands ? look.stroke(2) : beside || !order.isEmpty() ? look.stroke(1) : look.curve(i));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
        }
        plot.setDataset(series);
        plot.setRenderer(renderer);
    }

    private void now(XYPlot plot) {
        figure.now().ifPresent(at -> plot.addDomainMarker(new ValueMarker(at, look.palette().accent(), look.stroke(1)), Layer.FOREGROUND));
    }

    private List<LegendItem> legend() {
        List<LegendItem> items = new ArrayList<>();
        for (int i = 0; order.isEmpty() && figure.lines().size() > 1 && i < figure.lines().size(); i++) {
            RichText name = RichText.cut(figure.lines().get(i).name(), FontFace.REGULAR, look.length(120), look.smallSize());
            items.add(look.legendItem(name.plain(), colour(i), i, false));
        }
        figure.law().ifPresent(law -> items.add(LawAnnotation.legend(law, look)));
        return items;
    }

    double moreLegend(double width) {
        return look.moreLegend(legend().stream().map(LegendItem::getLabel).toList(), width);
    }

    OptionalInt lineAt(double x, double y, Rectangle2D area) {
        JFreeChart chart = chart(false);
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
        try {
            chart.draw(nowhere, area, info);
        } finally {
            nowhere.dispose();
        }
        XYPlot plot = chart.getXYPlot();
        Rectangle2D data = (figure.beside().isPresent() ? info.getPlotInfo().getSubplotInfo(0) : info.getPlotInfo()).getDataArea();
        Range across = plot.getDomainAxis().getRange();
        Range up = range(figure.lines());
        if (!data.contains(x, y)) {
            return OptionalInt.empty();
        }
        double[] distance = figure.lines().stream().mapToDouble(line -> distance(line, x, y, data, across, up)).toArray();
        OptionalInt nearest = IntStream.range(0, distance.length).reduce((a, b) -> distance[b] < distance[a] ? b : a);
        return nearest.isPresent() && distance[nearest.getAsInt()] <= look.labelSize() ? nearest : OptionalInt.empty();
    }

    private double distance(TimeFigure.Line line, double x, double y, Rectangle2D data, Range across, Range up) {
        double least = Double.POSITIVE_INFINITY;
        double px = Double.NaN;
        double py = Double.NaN;
        for (int t = 0; t < figure.times().length; t++) {
            double qx = data.getX() + (figure.place(figure.times()[t]) - across.getLowerBound()) / across.getLength() * data.getWidth();
            double at = figure.place(line.y()[t]);
            double qy = data.getMaxY() - (at - up.getLowerBound()) / up.getLength() * data.getHeight();
            double d = Double.isFinite(py) ? Line2D.ptSegDist(px, py, qx, qy, x, y) : Math.hypot(qx - x, qy - y);
            least = d < least ? d : least;
            px = qx;
            py = Double.isFinite(at) ? qy : Double.NaN;
        }
        return least;
    }
}
