package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * A network at work, layer by layer (arXiv 2404.11172): mean ± standard deviation of its activation and of its neuron strength, each in a panel of its own,
 * and below the share of its units that no sample makes active.
 *
 * @param title of the figure, for a window or a file
 * @param strength what neuron strength is, with its symbol between asterisks: {@code "Neuron strength *z*"}
 * @param layers all of the network, in order
 */
public record ActivityFigure(String title, String strength, List<OfLayer> layers) implements ChartFigure {
    /**
     * A layer; what is not finite has no point.
     *
     * @param units neurons, or channels where they have positions; 0 where nothing is known of the layer
     * @param dead those that no sample makes active
     */
    public record OfLayer(String name, int units, MeanStd activation, MeanStd strength, int dead) {
        public OfLayer {
            Objects.requireNonNull(name);
        }

        /** NaN where nothing is known of the layer. */
        public double deadShare() {
            return units == 0 ? Double.NaN : dead / (double) units;
        }
    }

    /** Of all units and samples. */
    public record MeanStd(double mean, double std) {
        public static final MeanStd NONE = new MeanStd(Double.NaN, Double.NaN);
    }

    public ActivityFigure {
        Objects.requireNonNull(title);
        Objects.requireNonNull(strength);
        layers = List.copyOf(layers);
    }

    @Override
    public double aspect() {
        return 1.05;
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        ChartLook look = new ChartLook(style);
        CombinedDomainXYPlot all = new CombinedDomainXYPlot(new LayerAxis(layers.stream().map(OfLayer::name).toList(), look));
        all.setGap(look.length(7));
        all.add(panel("Activation *a*", points(OfLayer::activation), look.palette().series(0), look), 3);
        all.add(panel(strength, points(OfLayer::strength), look.palette().series(1), look), 3);
        all.add(dead(look), 2);
        all.setInsets(look.insets(4, 2, 2, 6));
        all.setBackgroundPaint(null);
        all.setOutlineVisible(false);
        return look.chart(all, List.of());
    }

    /** A point a layer, from one standard deviation below to one above. */
    private YIntervalSeriesCollection points(Function<OfLayer, MeanStd> of) {
        YIntervalSeries series = new YIntervalSeries("");
        for (int layer = 0; layer < layers.size(); layer++) {
            MeanStd value = of.apply(layers.get(layer));
            if (Double.isFinite(value.mean) && Double.isFinite(value.std)) {
                series.add(layer, value.mean, value.mean - value.std, value.mean + value.std);
            }
        }
        return collection(series);
    }

    private static YIntervalSeriesCollection collection(YIntervalSeries series) {
        YIntervalSeriesCollection all = new YIntervalSeriesCollection();
        all.addSeries(series);
        return all;
    }

    private XYPlot panel(String label, YIntervalSeriesCollection points, Color colour, ChartLook look) {
        double low = 0;
        double high = 0;
        for (int i = 0; i < points.getItemCount(0); i++) {
            low = Math.min(low, points.getStartYValue(0, i));
            high = Math.max(high, points.getEndYValue(0, i));
        }
        double length = high > low ? high - low : 1;
        XYPlot plot = plot(label, points, low - 0.06 * length, high + 0.06 * length, colour, look.length(1.6), look);
        plot.setRangeZeroBaselineVisible(true);
        plot.setRangeZeroBaselinePaint(look.palette().grid());
        plot.setRangeZeroBaselineStroke(look.stroke(0.8));
        return plot;
    }

    /** A point a layer, on a stalk, so that none that are dead are seen, too. */
    private XYPlot dead(ChartLook look) {
        YIntervalSeries series = new YIntervalSeries("");
        double high = 0;
        for (int layer = 0; layer < layers.size(); layer++) {
            double share = layers.get(layer).deadShare();
            if (Double.isFinite(share)) {
                series.add(layer, share, 0, share);
                high = Math.max(high, share);
            }
        }
        double top = high == 0 ? 1 : high;
        return plot("Dead share", collection(series), -0.09 * top, 1.12 * top, look.palette().axis(), 0, look);
    }

    private static XYPlot plot(String label, YIntervalSeriesCollection points, double low, double high, Color colour, double cap, ChartLook look) {
        NumberAxis axis = new FigureAxis(label, look, true);
        axis.setRange(low, high);
        XYPlot plot = look.plot(null, axis);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        XYErrorRenderer renderer = new XYErrorRenderer();
        double radius = look.length(1.9);
        renderer.setDrawXError(false);
        renderer.setCapLength(2 * cap);
        renderer.setErrorPaint(colour);
        renderer.setErrorStroke(look.stroke(0.9));
        renderer.setSeriesShape(0, new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
        renderer.setSeriesPaint(0, colour);
        plot.setDataset(points);
        plot.setRenderer(renderer);
        return plot;
    }
}
