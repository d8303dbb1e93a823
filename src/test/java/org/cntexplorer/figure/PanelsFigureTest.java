package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.figure.CurvesFigure.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small figures beside one another: each where it is looked for, and none over another. */
@Execution(ExecutionMode.CONCURRENT)
class PanelsFigureTest {
    private static final FigureStyle STYLE = new FigureStyle(11, Palette.LIGHT);

    private static CurvesFigure curves(int seed, double value) {
        Random random = new Random(seed);
        return new CurvesFigure("x", "Link weight *w*", "Accuracy", List.of(Curve.of("low", 0.1, random.doubles(200).toArray()),
                Curve.of("high", value, random.doubles(200).map(u -> u + 1).toArray())), Form.VIOLIN);
    }

    private static PanelsFigure panels(int n) {
        return new PanelsFigure("Link weights", IntStream.range(0, n).mapToObj(i -> new PanelsFigure.Panel("layer " + i, curves(i, 0.9))).toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 600, 400", "5, 600, 400", "6, 400, 900", "12, 900, 300"})
    void everyPanelIsInOnePlace(int n, double width, double height) {
        Rectangle2D area = new Rectangle2D.Double(30, 40, width, height);
        PanelsFigure figure = panels(n);
        Map<Integer, Rectangle2D> places = new HashMap<>();
        double step = Math.sqrt(width * height / n) / 7;
        for (double y = area.getMinY(); y < area.getMaxY(); y += step) {
            for (double x = area.getMinX(); x < area.getMaxX(); x += step) {
                Optional<PanelsFigure.Hit> hit = figure.at(x, y, area, STYLE);
                Rectangle2D place = new Rectangle2D.Double(x, y, 0.1, 0.1);
                hit.ifPresent(h -> places.merge(h.panel(), place, Rectangle2D::createUnion));
            }
        }
        assertThat(places.keySet()).containsExactlyInAnyOrderElementsOf(IntStream.range(0, n).boxed().toList());
        double width0 = places.get(0).getWidth();
        places.forEach((panel, place) -> {
            assertThat(area.contains(place)).isTrue();
            assertThat(place.getWidth()).as("panels are alike").isBetween(width0 - step - 0.5, width0 + step + 0.5);
            places.forEach((other, there) -> assertThat(panel.equals(other) || !place.intersects(there)).as(panel + " over " + other).isTrue());
        });
    }

    @Test
    void aCurveAndACellAreFoundInTheirPanel() {
        Rectangle2D area = new Rectangle2D.Double(0, 0, 600, 300);
        PanelsFigure violins = panels(2);
        Map<String, Integer> found = new HashMap<>();
        for (double x = 0; x < 600; x += 5) {
            violins.at(x, 120, area, STYLE).ifPresent(hit -> found.merge(hit.panel() + ":" + hit.curve().orElse(-1), 1, Integer::sum));
        }
        assertThat(found.keySet()).containsExactlyInAnyOrder("0:0", "0:1", "1:0", "1:1");
        assertThat(found.get("1:1")).isGreaterThan(12);
        MatrixFigure matrix = new MatrixFigure("x", List.of("a", "b"), new double[][] {{0, 1}, {2, 3}}, "J");
        PanelsFigure matrices = new PanelsFigure("x", List.of(new PanelsFigure.Panel("1", matrix), new PanelsFigure.Panel("2", matrix)));
        Map<String, Integer> cells = new HashMap<>();
        for (double y = 0; y < 300; y += 9) {
            for (double x = 0; x < 600; x += 9) {
                matrices.at(x, y, area, STYLE).flatMap(hit -> hit.cell().map(cell -> hit.panel() + ":" + cell.value())).ifPresent(key -> cells.merge(key, 1, Integer::sum));
            }
        }
        assertThat(cells.keySet()).containsExactlyInAnyOrder("0:0.0", "0:1.0", "0:2.0", "0:3.0", "1:0.0", "1:1.0", "1:2.0", "1:3.0");
    }

    /** A group of 0.9 has the same colour in every panel, also where another panel has one of 1. */
    @Test
    void coloursAreTheSameInEveryPanel() {
        Rectangle2D area = new Rectangle2D.Double(0, 0, 600, 300);
        PanelsFigure figure = new PanelsFigure("x", List.of(new PanelsFigure.Panel("1", curves(1, 0.55)), new PanelsFigure.Panel("2", curves(2, 1))));
        BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        figure.draw(g, area, STYLE);
        g.dispose();
        int half = Palette.mix(Palette.LIGHT.background(), Palette.LIGHT.graded(0.5), 0.55).getRGB();
        int all = Palette.mix(Palette.LIGHT.background(), Palette.LIGHT.graded(1), 0.55).getRGB();
        Map<Integer, Integer> panelOf = new HashMap<>();
        for (int x = 0; x < 600; x++) {
            for (int y = 0; y < 220; y += 2) {
                int colour = image.getRGB(x, y);
                if ((colour == half || colour == all) && !panelOf.containsKey(colour)) {
                    figure.at(x, y, area, STYLE).ifPresent(hit -> panelOf.put(colour, hit.panel()));
                }
            }
        }
        assertThat(panelOf).containsEntry(half, 0).containsEntry(all, 1).hasSize(2);
    }

    /** A density of 10 would leave one of 0.1 without colour. */
    @Test
    void panelsOfVeryDifferentNumbersHaveColoursOfTheirOwn() {
        assertThat(reds(1, 2)).as("beside one twice as great").containsExactly(false, true);
        assertThat(reds(1, 10)).as("beside one ten times as great").containsExactly(true, true);
    }

    /** Which of two panels has the last colour. */
    private static List<Boolean> reds(double... numbers) {
        Rectangle2D area = new Rectangle2D.Double(0, 0, 600, 300);
        PanelsFigure figure = new PanelsFigure("x", IntStream.range(0, 2).mapToObj(i -> new PanelsFigure.Panel("layer " + i,
                new TimeHeatFigure("x", "Epoch", "s", "Density", new double[] {0, 1}, 0, 1, new double[][] {{0, numbers[i]}, {numbers[i], 0}}))).toList());
        BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        figure.draw(g, area, STYLE);
        g.dispose();
        boolean[] red = new boolean[2];
        for (int x = 0; x < 600; x += 7) {
            for (int y = 0; y < 220; y += 7) {
                if (image.getRGB(x, y) == Palette.LIGHT.positive().getRGB()) {
                    figure.at(x, y, area, STYLE).ifPresent(hit -> red[hit.panel()] = true);
                }
            }
        }
        return List.of(red[0], red[1]);
    }

    @Test
    void panelsAreOfOneKind() {
        PanelsFigure.Panel curves = new PanelsFigure.Panel("1", curves(1, 1));
        PanelsFigure.Panel matrix = new PanelsFigure.Panel("2", new MatrixFigure("x", List.of(), new double[0][], "J"));
        assertThatThrownBy(() -> new PanelsFigure("x", List.of(curves, matrix))).isInstanceOf(IllegalArgumentException.class).hasMessage("panels of several kinds");
        FluctuationFigure other = new FluctuationFigure(List.of(), List.of());
        assertThatThrownBy(() -> new PanelsFigure.Panel("x", other)).isInstanceOf(IllegalArgumentException.class).hasMessage("FluctuationFigure cannot be a panel");
    }

    @Test
    void oneCurveStandsOutInAllPanels() {
        PanelsFigure figure = panels(3).with(OptionalInt.of(1));
        assertThat(figure.panels()).allSatisfy(panel -> assertThat(((CurvesFigure) panel.figure()).highlight()).hasValue(1));
        assertThat(figure.with(OptionalInt.of(7)).panels()).allSatisfy(panel -> assertThat(((CurvesFigure) panel.figure()).highlight()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"2, 241", "5, 241", "60, 241", "5, 510", "60, 510"})
    void manyPanelsStillFitAPage(int n, double width) {
        assertThat(panels(n).height(width, FigureStyle.PAPER)).isBetween(80.0, 750.0);
    }

    @Test
    void namesAreCutWhereTheyAreTheSame() {
        ShortNames names = ShortNames.of(List.of("features.block1.conv", "features.block12.conv", "features.block2.conv"));
        assertThat(names.cut(1, FontFace.REGULAR, 1_000, 7).plain()).isEqualTo("features.block12.conv");
        assertThat(names.cut(1, FontFace.REGULAR, 25, 7).plain()).isEqualTo("…12…");
        assertThat(names.cut(1, FontFace.REGULAR, 9, 7).plain()).isEqualTo("12");
        assertThat(ShortNames.of(List.of("0.1–0.2", "0.2–0.3")).cut(0, FontFace.REGULAR, 1, 7).plain()).contains("…");
        assertThat(ShortNames.of(List.of("same", "same")).cut(0, FontFace.REGULAR, 1, 7).plain()).isEqualTo("s…e");
        assertThat(ShortNames.of(List.of()).names()).isEmpty();
    }

    @Test
    void anIndexStandsLowerAndOthersStayAsTheyAre() {
        assertThat(RichText.of("In-strength *s*_in of it").runs()).extracting(RichText.Run::text).containsExactly("In-strength ", "s", "in", " of it");
        assertThat(RichText.of("In-strength *s*_in").runs().getLast().index()).isTrue();
        assertThat(RichText.of("real_accuracy").runs()).extracting(RichText.Run::text).containsExactly("real_accuracy");
        assertThat(RichText.of("*a* _ b").plain()).isEqualTo("a _ b");
    }
}
