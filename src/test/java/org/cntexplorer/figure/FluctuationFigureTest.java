package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;

/** The charts of fluctuations and of weights show the metrics' numbers. */
class FluctuationFigureTest {
    private final FigureStyle style = FigureStyle.PAPER;

    @Test
    void aPointALayer() {
        Network network = RandomNetwork.dense(3, 12, 30, 7, 2);
        NodeStrength strength = NodeStrength.of(network, Convention.AUTHORS, Progress.NONE);
        XYDataset points = FluctuationFigure.of(network, strength).chart(style).getXYPlot().getDataset();
        assertThat(points.getItemCount(0)).isEqualTo(4);
        for (int l = 0; l < 4; l++) {
            assertThat(points.getXValue(0, l)).isEqualTo(l);
            assertThat(points.getYValue(0, l)).isEqualTo(strength.layer(l).fluctuation());
        }
    }

    @Test
    void aLayerWithoutAFiniteFluctuationHasNoPoint() {
        XYDataset points = new FluctuationFigure(List.of("a", "b", "c"), List.of(1.0, Double.NaN, 2.0)).chart(style).getXYPlot().getDataset();
        assertThat(points.getY(0, 1)).isNull();
        assertThat(points.getY(0, 2)).isEqualTo(2.0);
    }

    @Test
    void namesWhereTheyHaveRoomAndNumbersElsewhere() {
        assertThat(ticks(3)).containsExactly("layer 0", "layer 1", "layer 2");
        assertThat(ticks(20).subList(0, 3)).containsExactly("0", "1", "2");
        List<String> many = ticks(200);
        assertThat(many).hasSize(200);
        assertThat(many.getFirst()).isEqualTo("0");
        assertThat(many.stream().filter(label -> !label.isEmpty()).count()).isBetween(5L, 30L);
    }

    @SuppressWarnings("unchecked")
    private List<String> ticks(int layers) {
        FluctuationFigure figure = new FluctuationFigure(IntStream.range(0, layers).mapToObj(l -> "layer " + l).toList(),
                IntStream.range(0, layers).mapToObj(l -> l + 1.0).toList());
        ValueAxis axis = figure.chart(style).getXYPlot().getDomainAxis();
        List<NumberTick> ticks = axis.refreshTicks(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics(), new AxisState(),
                new Rectangle(0, 0, 220, 100), RectangleEdge.BOTTOM);
        return ticks.stream().map(NumberTick::getText).toList();
    }

    @Test
    void theHistogramOfAConnectionCountsEveryWeight() {
        Network network = RandomNetwork.dense(4, 40, 25, 3);
        WeightsFigure figure = WeightsFigure.of(network, LinkWeights.of(network, Progress.NONE), List.of(1, 0), Progress.NONE);
        assertThat(figure.connections()).extracting(Distribution::name).containsExactly("dense 2", "dense 1");
        assertThat(figure.connections()).extracting(connection -> connection.histogram().total()).containsExactly(75L, 1_000L);
        XYDataset curves = figure.chart(style).getXYPlot().getDataset(DistributionChart.DENSITIES);
        double area = 0;
        for (int i = 1; i < curves.getItemCount(1); i++) {
            area += curves.getYValue(1, i) * (curves.getXValue(1, i) - curves.getXValue(1, i - 1));
        }
        assertThat(area).isCloseTo(1, within(5e-3));
    }
}
