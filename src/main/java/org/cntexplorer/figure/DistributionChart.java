package org.cntexplorer.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.graph.ValueRange;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Histograms and densities of some samples on common axes: one chart for strengths and weights. */
final class DistributionChart {
    /** Opacity of the histograms' fill. */
    static final double FILL = 0.22;
    /** Datasets of the plot. */
    static final int HISTOGRAMS = 0;
    static final int DENSITIES = 1;

    private final List<Distribution> samples;
    private final List<Mark> marks;
    private final Optional<ValueRange> highlight;
    private final ChartLook look;

    DistributionChart(List<Distribution> samples, List<Mark> marks, Optional<ValueRange> highlight, FigureStyle style) {
        this.samples = samples;
        this.marks = marks;
        this.highlight = highlight;
        look = new ChartLook(style);
    }

    JFreeChart chart(String label) {
        NumberAxis x = new FigureAxis(label, look, false);
        NumberAxis y = new FigureAxis("Probability density", look, true);
        x.setRange(across());
        y.setRange(0, top());
        XYPlot plot = look.plot(x, y);
        highlight.ifPresent(range -> plot.addDomainMarker(marker(range), Layer.BACKGROUND));
        histograms(plot);
        densities(plot);
        for (int i = 0; i < samples.size(); i++) {
            Color colour = look.palette().series(i);
            int series = i;
            samples.get(i).single().ifPresent(value -> plot.addAnnotation(new SpikeAnnotation(value, colour, look.curve(series))));
        }
        if (!marks.isEmpty()) {
            plot.addAnnotation(new MarksAnnotation(marks, look));
        }
        return look.chart(plot, legend());
    }

    private List<LegendItem> legend() {
        List<LegendItem> items = new ArrayList<>();
        for (int i = 0; samples.size() > 1 && i < samples.size(); i++) {
            items.add(look.legendItem(samples.get(i).name(), look.palette().series(i), i, samples.get(i).single().isEmpty()));
        }
        return items;
    }

    /** The height of a legend's second and further rows, so that they do not take it from the plot. */
    static double moreLegend(List<Distribution> samples, double width, FigureStyle style) {
        return new ChartLook(style).moreLegend(samples.stream().map(Distribution::name).toList(), width);
    }

    private IntervalMarker marker(ValueRange range) {
        IntervalMarker marker = new IntervalMarker(range.low(), range.high(), ChartLook.faint(look.palette().accent(), 0.16));
        marker.setOutlinePaint(look.palette().accent());
        marker.setOutlineStroke(look.stroke(0.5));
        marker.setAlpha(1);
        return marker;
    }

    private void histograms(XYPlot plot) {
        XYSeriesCollection steps = new XYSeriesCollection();
        XYAreaRenderer renderer = new XYAreaRenderer(XYAreaRenderer.AREA);
        renderer.setOutline(true);
        for (int i = 0; i < samples.size(); i++) {
            // the number keeps keys apart that have the same name
            steps.addSeries(steps(i + " " + samples.get(i).name(), samples.get(i)));
            renderer.setSeriesPaint(i, ChartLook.faint(look.palette().series(i), samples.size() > 4 ? FILL / 2.5 : samples.size() > 1 ? FILL / 1.4 : FILL));
            renderer.setSeriesOutlinePaint(i, ChartLook.faint(look.palette().series(i), samples.size() > 4 ? 0 : 0.45));
            renderer.setSeriesOutlineStroke(i, look.stroke(0.4));
        }
        plot.setDataset(HISTOGRAMS, steps);
        plot.setRenderer(HISTOGRAMS, renderer);
    }

    /** The outline of the bars: one path, for bars side by side would show seams in a PDF. */
    private static XYSeries steps(String key, Distribution sample) {
        XYSeries outline = new XYSeries(key, false, true);
        if (sample.isEmpty() || sample.single().isPresent()) {
            return outline;
        }
        double low = sample.histogram().low();
        double width = sample.histogram().width();
        outline.add(low, 0);
        for (int i = 0; i < sample.histogram().counts().length; i++) {
            outline.add(low + i * width, sample.height(i));
            outline.add(low + (i + 1) * width, sample.height(i));
        }
        outline.add(sample.histogram().high(), 0);
        return outline;
    }

    private void densities(XYPlot plot) {
        XYSeriesCollection curves = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setAutoPopulateSeriesStroke(false);
        for (int i = 0; i < samples.size(); i++) {
            XYSeries curve = new XYSeries(i + " " + samples.get(i).name(), false, true);
            double[] at = samples.get(i).density().x();
            for (int p = 0; p < at.length; p++) {
                curve.add(at[p], samples.get(i).density().y()[p], false);
            }
            curves.addSeries(curve);
            renderer.setSeriesPaint(i, look.palette().series(i));
            renderer.setSeriesStroke(i, look.curve(i));
        }
        plot.setDataset(DENSITIES, curves);
        plot.setRenderer(DENSITIES, renderer);
    }

    private Range across() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        Optional<Frame> frame = Frame.all(samples.stream().flatMap(sample -> Frame.of(sample).stream()).toList());
        if (frame.isPresent()) {
            low = frame.get().low();
            high = frame.get().high();
        }
        for (Mark mark : marks) {
            low = Math.min(low, mark.value());
            high = Math.max(high, mark.value());
        }
        if (!(low <= high)) {
            return new Range(-1, 1);
        }
        double room = high > low ? 0.02 * (high - low) : Math.max(Math.abs(low) * 0.1, 1e-6);
        return new Range(low - room, high + room);
    }

    private double top() {
        double top = samples.stream().mapToDouble(Distribution::top).max().orElse(0);
        return top > 0 ? 1.06 * top : 1;
    }
}
