package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.study.statistics.RankCorrelation;
import org.cntexplorer.study.statistics.Separation;
import org.cntexplorer.study.statistics.SeparationTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The AUC of every number, from the best downwards. */
@Execution(ExecutionMode.CONCURRENT)
class SeparationFigureTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(10, 20, 600, 300);
    private static final FigureStyle STYLE = new FigureStyle(11, Palette.LIGHT);

    private static SeparationTable.Comparison comparison(String metric, double shift, int networks) {
        Random random = new Random(1);
        double[] low = random.doubles(networks).toArray();
        double[] high = random.doubles(networks).map(u -> u + shift).toArray();
        double[] all = new double[2 * networks];
        System.arraycopy(low, 0, all, 0, networks);
        System.arraycopy(high, 0, all, networks, networks);
        return new SeparationTable.Comparison(metric, "layer 2", Separation.of(low, high, 7),
                RankCorrelation.of(all, IntStream.range(0, 2 * networks).asDoubleStream().toArray()));
    }

    private static SeparationFigure figure() {
        return SeparationFigure.of(SeparationTable.of(List.of(comparison("strength", 0, 40), comparison("fluctuation", 3, 40), comparison("mean", -0.6, 40),
                comparison("little", 1, 1)), SeparationTable.Groups.ACCURACY), 10);
    }

    @Test
    void rowsAreThoseOfTheTable() {
        SeparationFigure figure = figure();
        assertThat(figure.rows()).extracting(SeparationFigure.Row::name)
                .containsExactly("fluctuation of layer 2", "mean of layer 2", "strength of layer 2", "little of layer 2");
        assertThat(figure.rows()).extracting(SeparationFigure.Row::sure).containsExactly(true, true, false, false);
        assertThat(figure.rows().getFirst().auc()).isEqualTo(1);
        assertThat(figure.rows().get(1).auc()).isBetween(figure.rows().get(1).low(), figure.rows().get(1).high()).isLessThan(0.5);
        assertThat(figure.rows().get(3).auc()).isNaN();
        assertThat(figure.title()).isEqualTo("What separates the accurate networks from the inaccurate networks");
        assertThat(SeparationFigure.of(SeparationTable.of(List.of(comparison("a", 0, 5), comparison("b", 1, 5)), SeparationTable.Groups.ACCURACY), 1).rows()).hasSize(1);
    }

    @Test
    void aRowIsFoundWhereItsPointIs() {
        SeparationFigure figure = figure();
        BufferedImage image = new BufferedImage(620, 340, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        figure.draw(g, AREA, STYLE);
        g.dispose();
        PlotArea plot = figure.plotArea(AREA, STYLE);
        for (int i = 0; i < 4; i++) {
            double y = plot.area().getMinY() + (i + 0.5) / 4 * plot.area().getHeight();
            assertThat(figure.rowAt(plot.area().getCenterX(), y, AREA, STYLE)).hasValue(i);
            // its name belongs to it
            assertThat(figure.rowAt(AREA.getMinX() + 5, y, AREA, STYLE)).hasValue(i);
            double auc = figure.rows().get(i).auc();
            if (!Double.isNaN(auc)) {
                int expected = i == 0 ? Palette.LIGHT.positive().getRGB() : i == 1 ? Palette.LIGHT.negative().getRGB() : Palette.LIGHT.background().getRGB();
                assertThat(image.getRGB((int) plot.xOf(auc), (int) y)).as("row " + i).isEqualTo(expected);
            }
        }
        assertThat(figure.rowAt(plot.area().getCenterX(), AREA.getMaxY() - 2, AREA, STYLE)).isEmpty();
        assertThat(new SeparationFigure("none", "AUC", List.of(), OptionalInt.empty()).rowAt(AREA.getCenterX(), AREA.getCenterY(), AREA, STYLE)).isEmpty();
    }

    @Test
    void moreRowsAskForMoreHeight() {
        SeparationFigure figure = figure();
        SeparationFigure longer = new SeparationFigure("x", "AUC", IntStream.range(0, 40).mapToObj(i -> figure.rows().get(i % 4)).toList(), OptionalInt.of(3));
        assertThat(longer.height(241, FigureStyle.PAPER)).isGreaterThan(4 * figure.height(241, FigureStyle.PAPER));
    }
}
