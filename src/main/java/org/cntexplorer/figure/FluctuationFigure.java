package org.cntexplorer.figure;

import java.awt.geom.Ellipse2D;
import java.util.List;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Layer fluctuation Y against layer (papers A, B).
 *
 * @param names of the layers
 * @param fluctuation of each; where it is not finite there is no point
 */
public record FluctuationFigure(List<String> names, List<Double> fluctuation) implements ChartFigure {
    public FluctuationFigure {
        names = List.copyOf(names);
        fluctuation = List.copyOf(fluctuation);
        if (names.size() != fluctuation.size()) {
            throw new IllegalArgumentException(names.size() + " names of " + fluctuation.size() + " layers");
        }
    }

    public static FluctuationFigure of(Network network, NodeStrength strength) {
        return new FluctuationFigure(network.layers().stream().map(Layer::name).toList(),
                strength.layers().stream().map(NodeStrength.OfLayer::fluctuation).toList());
    }

    @Override
    public String title() {
        return "Layer fluctuation";
    }

    @Override
    public double aspect() {
        return 0.62;
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        ChartLook look = new ChartLook(style);
        XYSeries points = new XYSeries("Layer fluctuation");
        double top = 0;
        double least = Double.MAX_VALUE;
        for (int layer = 0; layer < names.size(); layer++) {
            double y = fluctuation.get(layer);
            boolean finite = Double.isFinite(y);
            points.add(Double.valueOf(layer), finite ? Double.valueOf(y) : null);
            top = Math.max(top, finite ? y : 0);
            least = Math.min(least, finite ? y : Double.MAX_VALUE);
        }
        NumberAxis y = new FigureAxis("Layer fluctuation *Y*", look, true);
        // a point on the axis would be cut in half
        y.setRange(least < 0.03 * top || top == 0 ? -0.04 * (top > 0 ? top : 1) : 0, top > 0 ? 1.1 * top : 1);
        XYPlot plot = look.plot(new LayerAxis(names, look), y);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        double radius = look.length(2.1);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
        renderer.setSeriesPaint(0, look.palette().series(0));
        renderer.setSeriesStroke(0, look.stroke(1));
        // white rings keep the points apart from their line
        renderer.setUseOutlinePaint(true);
        renderer.setSeriesOutlinePaint(0, look.palette().background());
        renderer.setSeriesOutlineStroke(0, look.stroke(0.7));
        renderer.setDrawOutlines(true);
        plot.setDataset(new XYSeriesCollection(points));
        plot.setRenderer(renderer);
        return look.chart(plot, List.of());
    }
}
