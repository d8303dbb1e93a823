package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.figure.CurvesFigure.Form;
import org.cntexplorer.metric.BinnedSample;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distributions of groups of networks: what is drawn is where it should be, and is found there. */
@Execution(ExecutionMode.CONCURRENT)
class CurvesFigureTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(10, 20, 700, 500);
    private static final FigureStyle STYLE = new FigureStyle(11, Palette.LIGHT);

    /** Normal samples whose middles are 10 apart, each narrower than the one before. */
    private static List<Curve> apart(int groups) {
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            Random random = new Random(i);
            double middle = 10 * i;
            double spread = 2.0 / (1 + 0.2 * i);
            curves.add(Curve.of("group " + i, 0.1 + 0.2 * i, random.doubles(2_000).map(u -> middle + spread * random.nextGaussian()).toArray()));
        }
        return curves;
    }

    private static CurvesFigure figure(List<Curve> curves, Form form) {
        return new CurvesFigure("Node strength of layer 1", "Node strength *s*", "Accuracy", curves, form);
    }

    private static BufferedImage drawn(Figure figure) {
        BufferedImage image = new BufferedImage(720, 540, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        figure.draw(g, AREA, STYLE);
        g.dispose();
        return image;
    }

    /** Where the highest point of a curve is, from its numbers and the axes alone. */
    private static double[] peak(CurvesFigure figure, int curve) {
        XYPlot plot = figure.chart(STYLE).getXYPlot();
        Rectangle2D data = figure.plotArea(AREA, STYLE).area();
        Curve of = figure.curves().get(curve);
        int top = IntStream.range(0, of.density().x().length).reduce(0, (a, b) -> of.density().y()[b] > of.density().y()[a] ? b : a);
        return new double[] {
            data.getX() + (of.density().x()[top] - plot.getDomainAxis().getLowerBound()) / plot.getDomainAxis().getRange().getLength() * data.getWidth(),
            data.getMaxY() - of.density().y()[top] / plot.getRangeAxis().getUpperBound() * data.getHeight()};
    }

    private static boolean near(BufferedImage image, double x, double y, Color colour) {
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                if (apart(image.getRGB((int) Math.round(x) + dx, (int) Math.round(y) + dy), colour) < 60) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int apart(int rgb, Color colour) {
        return Math.abs((rgb >> 16 & 255) - colour.getRed()) + Math.abs((rgb >> 8 & 255) - colour.getGreen()) + Math.abs((rgb & 255) - colour.getBlue());
    }

    @Test
    void theHighestPointOfACurveIsDrawnInItsColourAndFoundThere() {
        CurvesFigure figure = figure(apart(5), Form.CURVES);
        BufferedImage image = drawn(figure);
        for (int i = 0; i < 5; i++) {
            double[] peak = peak(figure, i);
            assertThat(near(image, peak[0], peak[1], Palette.LIGHT.graded(i / 4.0))).as("curve " + i + " at its peak").isTrue();
            assertThat(figure.curveAt(peak[0], peak[1] + 3, AREA, STYLE)).hasValue(i);
            assertThat(figure.curveAt(peak[0], peak[1] - 30, AREA, STYLE)).as("above curve " + i).isEmpty();
        }
        assertThat(figure.curveAt(AREA.getX() + 2, AREA.getCenterY(), AREA, STYLE)).as("beside the axes").isEmpty();
    }

    @Test
    void aRidgeAndAViolinAreFoundInTheirRowAndColumn() {
        CurvesFigure ridges = figure(apart(6), Form.RIDGELINE);
        CurvesFigure violins = figure(apart(6), Form.VIOLIN);
        for (int i = 0; i < 6; i++) {
            double along = ridges.plotArea(AREA, STYLE).xOf(ridges.curves().get(i).moments().mean());
            Rectangle2D data = ridges.plotArea(AREA, STYLE).area();
            XYPlot plot = ridges.chart(STYLE).getXYPlot();
            double base = data.getMaxY() - (i - plot.getRangeAxis().getLowerBound()) / plot.getRangeAxis().getRange().getLength() * data.getHeight();
            assertThat(ridges.curveAt(along, base - 4, AREA, STYLE)).hasValue(i);
            // far from every ridge its row counts
            assertThat(ridges.curveAt(data.getMinX() + 1, base - 4, AREA, STYLE)).hasValue(i);
            PlotArea columns = violins.plotArea(AREA, STYLE);
            assertThat(violins.curveAt(columns.xOf(i), columns.area().getCenterY(), AREA, STYLE)).hasValue(i);
            assertThat(violins.curveAt(columns.xOf(i + 0.45), columns.area().getMinY() + 1, AREA, STYLE)).hasValue(i);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void theOthersStepBackFromTheCurveThatStandsOut(Form form) {
        CurvesFigure figure = figure(apart(4), form).with(OptionalInt.of(2));
        BufferedImage image = drawn(figure);
        int[] strong = new int[4];
        // the bar of colours below has all of them
        double below = figure.plotArea(AREA, STYLE).area().getMaxY() - 1;
        for (int y = 0; y < below; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                for (int i = 0; i < 4; i++) {
                    strong[i] += image.getRGB(x, y) == Palette.LIGHT.graded(i / 3.0).getRGB() ? 1 : 0;
                }
            }
        }
        assertThat(strong[2]).isGreaterThan(50);
        assertThat(strong[0] + strong[1] + strong[3]).isZero();
        assertThat(figure.with(OptionalInt.empty())).isEqualTo(figure(figure.curves(), form));
        assertThatThrownBy(() -> figure.with(OptionalInt.of(4))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void groupsWithoutADensityAndOfVeryDifferentSizeAreDrawn(Form form) {
        List<Curve> strange = List.of(Curve.of("one value", 0.2, new double[] {5, 5, 5}), Curve.of("nothing", 0.5, new double[] {Double.NaN}),
                Curve.of("wide", 0.9, new Random(1).doubles(500).map(u -> 10 * u).toArray()),
                Curve.of("narrow", Double.NaN, new Random(2).doubles(500).map(u -> 3 + 1e-4 * u).toArray()));
        CurvesFigure figure = figure(strange, form);
        XYPlot plot = figure.chart(STYLE).getXYPlot();
        assertThat((form == Form.VIOLIN ? plot.getRangeAxis() : plot.getDomainAxis()).getRange().contains(5)).isTrue();
        BufferedImage image = drawn(figure);
        Rectangle2D data = figure.plotArea(AREA, STYLE).area();
        long line = IntStream.range((int) data.getMinY(), (int) data.getMaxY()).mapToLong(y -> IntStream.range((int) data.getMinX(), (int) data.getMaxX())
                // a thin line is mixed with the ground
                .filter(x -> apart(image.getRGB(x, y), Palette.LIGHT.graded(0)) < 170).count()).sum();
        assertThat(line).as("the line of the only value").isGreaterThan(20);
        if (form == Form.CURVES) {
            assertThat(figure.curveAt(figure.plotArea(AREA, STYLE).xOf(5) + 2, data.getMinY() + 5, AREA, STYLE)).hasValue(0);
        }
        assertThat(figure(List.of(), form).curveAt(data.getCenterX(), data.getCenterY(), AREA, STYLE)).isEmpty();
        drawn(figure(List.of(), form));
    }

    @Test
    void groupsWithANumberHaveABarOfColoursAndOthersALegend() {
        CurvesFigure numbers = figure(apart(3), Form.CURVES);
        assertThat(numbers.chart(STYLE).getLegend()).isNull();
        assertThat(numbers.chart(STYLE).getSubtitles()).hasOnlyElementsOfType(ColourBarTitle.class).hasSize(1);
        List<Curve> words = apart(3).stream().map(curve -> new Curve(curve.name(), Double.NaN, curve.moments(), curve.density())).toList();
        assertThat(figure(words, Form.CURVES).chart(STYLE).getSubtitles()).noneMatch(ColourBarTitle.class::isInstance);
        assertThat(IntStream.range(0, 3).mapToObj(i -> figure(words, Form.CURVES).chart(STYLE).getXYPlot().getLegendItems().get(i).getLabel()))
                .containsExactly("group 0", "group 1", "group 2");
        // rows and columns have their names at the axis
        assertThat(figure(words, Form.VIOLIN).chart(STYLE).getLegend()).isNull();
        CurvesFigure alike = figure(apart(2).stream().map(curve -> new Curve(curve.name(), 0.7, curve.moments(), curve.density())).toList(), Form.CURVES);
        double[] peak = peak(alike, 0);
        assertThat(near(drawn(alike), peak[0], peak[1], Palette.LIGHT.graded(1))).isTrue();
    }

    @Test
    void manyGroupsWithoutANumberAreColouredInTheirOrder() {
        List<Curve> words = apart(ChartLook.MOST_SERIES + 1).stream().map(curve -> new Curve(curve.name(), Double.NaN, curve.moments(), curve.density())).toList();
        CurvesFigure many = figure(words, Form.CURVES);
        assertThat(many.chart(STYLE).getLegend()).isNull();
        assertThat(many.chart(STYLE).getSubtitles()).hasOnlyElementsOfType(ColourBarTitle.class).hasSize(1);
        assertThat(many.barLabel()).isEqualTo("group 0 … group 14");
        BufferedImage image = drawn(many);
        for (int i : new int[] {0, 7, 14}) {
            double[] peak = peak(many, i);
            assertThat(near(image, peak[0], peak[1], Palette.LIGHT.graded(i / 14.0))).as("curve " + i).isTrue();
        }
        CurvesFigure few = figure(words.subList(0, 3), Form.CURVES);
        double[] peak = peak(few, 2);
        assertThat(near(drawn(few), peak[0], peak[1], Palette.LIGHT.series(2))).isTrue();
    }

    @Test
    void aFigureWithAxesOfItsOwnTakesNoOthers() {
        CurvesFigure figure = figure(apart(2), Form.CURVES);
        assertThatThrownBy(() -> new FramedFigure(figure, new Frame(0, 1, 0, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBinnedSampleIsItsCurve() {
        double[] numbers = new Random(5).doubles(300).toArray();
        Curve curve = Curve.of("x", 1, BinnedSample.of("y", numbers));
        Curve exact = Curve.of("x", 1, numbers);
        assertThat(curve.moments()).isEqualTo(exact.moments());
        assertThat(curve.density().x()).hasSize(Curve.POINTS);
        for (int i = 0; i < Curve.POINTS; i += 7) {
            assertThat(curve.density().y()[i]).isCloseTo(exact.density().y()[i], within(1e-5));
        }
        assertThat(exact.quantile(0.5)).isCloseTo(0.5, within(0.05));
        assertThat(exact.quantile(0.25)).isLessThan(0.35);
        assertThat(Curve.of("", 0, new double[] {2}).quantile(0.25)).isEqualTo(2);
        assertThat(Curve.of("", 0, new double[0]).quantile(0.5)).isNaN();
    }
}
