package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trajectories and distributions over the checkpoints of a run. */
@Execution(ExecutionMode.CONCURRENT)
class TimeFigureTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(10, 20, 600, 400);
    private static final FigureStyle STYLE = new FigureStyle(11, Palette.LIGHT);
    private static final double[] TIMES = {0, 1, 2, 5, 20};
    private static final TimeFigure.Line ACCURACY = new TimeFigure.Line("Accuracy", new double[] {0.1, 0.7, 0.8, 0.9, 0.95});

    private static TimeFigure figure(int lines, Optional<TimeFigure.Line> beside) {
        return new TimeFigure("Fluctuation of a run", "Epoch", "Layer fluctuation *Y*", TIMES, IntStream.range(0, lines)
                .mapToObj(l -> new TimeFigure.Line("layer " + l, IntStream.range(0, TIMES.length).mapToDouble(t -> l + 0.1 * t).toArray())).toList(), beside);
    }

    private static XYPlot top(JFreeChart chart) {
        return chart.getXYPlot() instanceof CombinedDomainXYPlot both ? (XYPlot) both.getSubplots().getFirst() : chart.getXYPlot();
    }

    @Test
    void aLineALayerAndTheAccuracyInAPanelOfItsOwn() {
        JFreeChart chart = figure(3, Optional.of(ACCURACY)).chart(STYLE);
        List<?> plots = ((CombinedDomainXYPlot) chart.getXYPlot()).getSubplots();
        assertThat(plots).hasSize(2);
        XYDataset lines = top(chart).getDataset();
        assertThat(lines.getSeriesCount()).isEqualTo(3);
        for (int t = 0; t < TIMES.length; t++) {
            assertThat(lines.getXValue(2, t)).isEqualTo(TIMES[t]);
            assertThat(lines.getYValue(2, t)).isEqualTo(2 + 0.1 * t);
        }
        XYPlot below = (XYPlot) plots.get(1);
        assertThat(below.getRangeAxis().getLabel()).isEqualTo("Accuracy");
        assertThat(below.getDataset().getYValue(0, 4)).isEqualTo(0.95);
        // an accuracy is seen between 0 and 1
        assertThat(below.getRangeAxis().getRange().contains(0)).isTrue();
        assertThat(below.getRangeAxis().getRange().contains(1)).isTrue();
        assertThat(figure(3, Optional.empty()).chart(STYLE).getXYPlot()).isNotInstanceOf(CombinedDomainXYPlot.class);
    }

    @Test
    void whatIsNotFiniteIsAGap() {
        TimeFigure figure = new TimeFigure("x", "Epoch", "Y", TIMES, List.of(new TimeFigure.Line("a", new double[] {1, Double.NaN, 3, Double.POSITIVE_INFINITY, 5})),
                Optional.empty());
        XYDataset lines = figure.chart(STYLE).getXYPlot().getDataset();
        assertThat(lines.getY(0, 1)).isNull();
        assertThat(lines.getY(0, 3)).isNull();
        assertThat(lines.getYValue(0, 4)).isEqualTo(5);
        assertThat(figure.chart(STYLE).getXYPlot().getRangeAxis().getUpperBound()).isLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCheckpointAndALineAreFoundWhereTheyAre(boolean beside) {
        TimeFigure figure = figure(4, beside ? Optional.of(ACCURACY) : Optional.empty());
        PlotArea plot = figure.plotArea(AREA, STYLE);
        for (int t = 0; t < TIMES.length; t++) {
            assertThat(figure.checkpointAt(plot.xOf(TIMES[t]), AREA, STYLE)).hasValue(t);
        }
        assertThat(figure.checkpointAt(plot.xOf(12), AREA, STYLE)).hasValue(3);
        assertThat(figure.checkpointAt(plot.xOf(13), AREA, STYLE)).hasValue(4);
        assertThat(figure.checkpointAt(AREA.getMinX() + 1, AREA, STYLE)).isEmpty();
        // from the top downwards the lines come one after another
        double x = plot.xOf(5);
        int[] found = IntStream.range((int) AREA.getMinY(), (int) AREA.getMaxY()).map(y -> figure.lineAt(x, y, AREA, STYLE).orElse(-1)).filter(i -> i >= 0).distinct().toArray();
        assertThat(found).containsExactly(3, 2, 1, 0);
        assertThat(figure.lineAt(x, AREA.getMaxY() - 2, AREA, STYLE)).isEmpty();
    }

    @Test
    void theShownCheckpointIsMarkedInBothPanels() {
        JFreeChart chart = figure(2, Optional.of(ACCURACY)).at(OptionalDouble.of(5)).chart(STYLE);
        for (Object plot : ((CombinedDomainXYPlot) chart.getXYPlot()).getSubplots()) {
            assertThat(((XYPlot) plot).getDomainMarkers(Layer.FOREGROUND)).hasSize(1);
        }
        assertThat(top(figure(2, Optional.of(ACCURACY)).chart(STYLE)).getDomainMarkers(Layer.FOREGROUND)).isNullOrEmpty();
    }

    @Test
    void manyLinesHaveABarOfColoursInsteadOfALegend() {
        assertThat(figure(6, Optional.empty()).chart(STYLE).getLegend()).isNotNull();
        JFreeChart many = figure(60, Optional.empty()).chart(STYLE);
        assertThat(many.getLegend()).isNull();
        assertThat(many.getSubtitles()).hasOnlyElementsOfType(ColourBarTitle.class).hasSize(1);
        assertThat(top(many).getRenderer().getSeriesPaint(59)).isEqualTo(Palette.LIGHT.graded(1));
        assertThat(top(figure(3, Optional.empty()).with(OptionalInt.of(1)).chart(STYLE)).getRenderer().getSeriesPaint(1)).isEqualTo(Palette.LIGHT.series(1));
        assertThat(top(figure(3, Optional.empty()).with(OptionalInt.of(1)).chart(STYLE)).getRenderer().getSeriesPaint(0)).isNotEqualTo(Palette.LIGHT.series(0));
    }

    @Test
    void everyCheckpointHasANumber() {
        assertThatThrownBy(() -> new TimeFigure("x", "Epoch", "Y", TIMES, List.of(new TimeFigure.Line("short", new double[2])), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("2 numbers of short at 5 checkpoints");
        TimeFigure none = new TimeFigure("x", "Epoch", "Y", new double[0], List.of(), Optional.empty());
        assertThat(none.plotArea(AREA, STYLE).area().getWidth()).isPositive();
        assertThat(none.checkpointAt(AREA.getCenterX(), AREA, STYLE)).isEmpty();
    }

    private static TimeHeatFigure heat() {
        double[][] cells = new double[TIMES.length][8];
        for (int t = 0; t < TIMES.length; t++) {
            for (int bin = 0; bin < 8; bin++) {
                cells[t][bin] = t == 2 ? Double.NaN : 10 * t + bin;
            }
        }
        return new TimeHeatFigure("Strength of a run", "Epoch", "Node strength *s*", "Neurons", TIMES, -4, 4, cells);
    }

    @Test
    void aBinOfACheckpointIsFoundWhereItsColourIs() {
        TimeHeatFigure figure = heat();
        BufferedImage image = new BufferedImage(620, 440, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        figure.draw(g, AREA, STYLE);
        g.dispose();
        PlotArea plot = figure.plotArea(AREA, STYLE);
        for (int t = 0; t < TIMES.length; t++) {
            double x = plot.xOf(TIMES[t]);
            assertThat(figure.checkpointAt(x, AREA, STYLE)).hasValue(t);
            for (int bin = 0; bin < 8; bin++) {
                double y = plot.area().getMaxY() - (bin + 0.5) / 8 * plot.area().getHeight();
                Cell cell = figure.cellAt(x, y, AREA, STYLE).orElseThrow();
                assertThat(cell.column()).isEqualTo(t);
                assertThat(cell.row()).isEqualTo(bin);
                if (t == 2) {
                    assertThat(cell.value()).isNaN();
                } else {
                    assertThat(cell.value()).isEqualTo(10 * t + bin);
                    assertThat(image.getRGB((int) x, (int) y)).isEqualTo(Palette.LIGHT.sequential((10 * t + bin) / 47.0).getRGB());
                }
            }
        }
        // columns meet half way
        assertThat(figure.cellAt(plot.xOf(12.4), plot.area().getCenterY(), AREA, STYLE).orElseThrow().column()).isEqualTo(3);
        assertThat(figure.cellAt(plot.xOf(12.6), plot.area().getCenterY(), AREA, STYLE).orElseThrow().column()).isEqualTo(4);
        assertThat(figure.cellAt(plot.area().getMinX() - 3, plot.area().getCenterY(), AREA, STYLE)).isEmpty();
    }

    @Test
    void binsHaveAWidth() {
        assertThatThrownBy(() -> new TimeHeatFigure("x", "Epoch", "s", "n", TIMES, 1, 1, new double[5][3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeHeatFigure("x", "Epoch", "s", "n", TIMES, 0, 1, new double[4][3])).isInstanceOf(IllegalArgumentException.class);
        TimeHeatFigure none = new TimeHeatFigure("x", "Epoch", "s", "n", new double[0], 0, 1, new double[0][]);
        assertThat(none.cellAt(AREA.getCenterX(), AREA.getCenterY(), AREA, STYLE)).isEmpty();
    }
}
