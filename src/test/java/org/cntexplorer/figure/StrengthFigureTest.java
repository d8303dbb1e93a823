package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.Density;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart of strengths shows the metric's numbers. */
class StrengthFigureTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(10, 20, 2_400, 1_600);
    private static final FigureStyle STYLE = new FigureStyle(70, Palette.LIGHT);

    private final Network network = RandomNetwork.dense(7, 30, 200, 1, 5);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);

    private StrengthFigure figure(List<Integer> layers, Set<Neuron> marked, Optional<ValueRange> range) {
        return StrengthFigure.of(strength, layers, layers.stream().map(l -> network.layer(l).name()).toList(), marked, range, Progress.NONE);
    }

    private static XYPlot plot(StrengthFigure figure) {
        return figure.chart(STYLE).getXYPlot();
    }

    @Test
    void theCurveIsTheDensityOfTheStrengths() {
        XYDataset curve = plot(figure(List.of(1), Set.of(), Optional.empty())).getDataset(DistributionChart.DENSITIES);
        Density expected = Density.of(strength.layer(1).total(), curve.getItemCount(0));
        for (int i = 0; i < curve.getItemCount(0); i++) {
            assertThat(curve.getXValue(0, i)).isEqualTo(expected.x()[i]);
            assertThat(curve.getYValue(0, i)).isEqualTo(expected.y()[i]);
        }
    }

    @Test
    void theBarsCountEveryNeuronOnceAndHaveAreaOne() {
        XYDataset steps = plot(figure(List.of(1), Set.of(), Optional.empty())).getDataset(DistributionChart.HISTOGRAMS);
        double[] total = strength.layer(1).total();
        double area = 0;
        // the outline goes up at the left edge of a bar and along its top to the right edge
        for (int i = 1; i + 1 < steps.getItemCount(0); i += 2) {
            double left = steps.getXValue(0, i);
            double right = steps.getXValue(0, i + 1);
            boolean last = i + 2 == steps.getItemCount(0) - 1;
            long inside = Arrays.stream(total).filter(s -> s >= left && (s < right || last)).count();
            assertThat(steps.getYValue(0, i)).isCloseTo(inside / (total.length * (right - left)), within(1e-9));
            area += steps.getYValue(0, i) * (right - left);
        }
        assertThat(area).isCloseTo(1, within(1e-9));
    }

    @Test
    void selectedNeuronsOfShownLayersAreMarkedAtTheirStrength() {
        StrengthFigure figure = figure(List.of(1, 3), Set.of(new Neuron(1, 17), new Neuron(3, 2), new Neuron(0, 4)), Optional.empty());
        assertThat(figure.marks()).containsExactly(new Mark("1:17", strength.of(new Neuron(1, 17))), new Mark("3:2", strength.of(new Neuron(3, 2))));
        assertThat(plot(figure).getAnnotations()).hasSize(1);
        assertThat(plot(figure(List.of(1), Set.of(), Optional.empty())).getAnnotations()).isEmpty();
    }

    @Test
    void aRangeIsHighlighted() {
        XYPlot plot = plot(figure(List.of(1), Set.of(), Optional.of(new ValueRange(3, -2))));
        assertThat(plot.getDomainMarkers(Layer.BACKGROUND)).hasSize(1);
        IntervalMarker marker = (IntervalMarker) plot.getDomainMarkers(Layer.BACKGROUND).iterator().next();
        assertThat(marker.getStartValue()).isEqualTo(-2);
        assertThat(marker.getEndValue()).isEqualTo(3);
    }

    @Test
    void onlySeveralLayersHaveALegend() {
        assertThat(figure(List.of(1), Set.of(), Optional.empty()).chart(STYLE).getLegend()).isNull();
        XYPlot several = plot(figure(List.of(0, 1, 3), Set.of(), Optional.empty()));
        assertThat(IntStream.range(0, 3).mapToObj(i -> several.getLegendItems().get(i).getLabel())).containsExactly("input", "dense 1", "dense 3");
    }

    @Test
    void aPlaceOnTheChartHasTheValueThatItsAxisSays() {
        StrengthFigure figure = figure(List.of(1), Set.of(), Optional.empty());
        PlotArea plot = figure.plotArea(AREA, STYLE);
        XYPlot chart = plot(figure);
        assertThat(AREA.contains(plot.area())).isTrue();
        assertThat(plot.valueAt(plot.area().getMinX())).isEqualTo(chart.getDomainAxis().getLowerBound());
        assertThat(plot.valueAt(plot.area().getMaxX() + 50)).isEqualTo(chart.getDomainAxis().getUpperBound());
        double x = plot.area().getMinX() + 0.3 * plot.area().getWidth();
        assertThat(plot.xOf(plot.valueAt(x))).isCloseTo(x, within(1e-6));
        assertThat(figure.valueAt(x, AREA, STYLE).orElseThrow()).isEqualTo(plot.valueAt(x));
        assertThat(figure.valueAt(AREA.getMinX() + 1, AREA, STYLE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void strangeSamplesAreDrawn(int which) {
        double[] sample = switch (which) {
            case 0 -> new double[0];
            case 1 -> new double[] {4};
            case 2 -> new double[] {-1, -1, -1};
            case 3 -> new double[] {Double.NaN, 1, Double.POSITIVE_INFINITY, 2, Double.NEGATIVE_INFINITY};
            default -> new Random(1).doubles(100_000).toArray();
        };
        StrengthFigure figure = new StrengthFigure(List.of(Distribution.of("strange", sample)), List.of(), Optional.empty());
        XYPlot plot = plot(figure);
        long finite = Arrays.stream(sample).filter(Double::isFinite).count();
        boolean spread = Arrays.stream(sample).filter(Double::isFinite).distinct().count() > 1;
        assertThat(figure.layers().getFirst().histogram().total()).isEqualTo(finite);
        assertThat(plot.getDataset(DistributionChart.DENSITIES).getItemCount(0) > 0).isEqualTo(spread);
        // one value is a line over the whole height
        assertThat(plot.getAnnotations()).hasSize(finite > 0 && !spread ? 1 : 0);
        assertThat(plot.getDomainAxis().getRange().getLength()).isPositive().isFinite();
        for (double s : sample) {
            assertThat(!Double.isFinite(s) || plot.getDomainAxis().getRange().contains(s)).isTrue();
        }
        assertThat(figure.plotArea(AREA, STYLE).area().getWidth()).isGreaterThan(AREA.getWidth() / 2);
    }
}
