package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.metric.BinnedSample;
import org.cntexplorer.metric.Divergence;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The heat map of a matrix: each cell has its colour at its place. */
@Execution(ExecutionMode.CONCURRENT)
class MatrixFigureTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(5, 7, 600, 420);
    private static final FigureStyle STYLE = new FigureStyle(11, Palette.LIGHT);
    private static final double NONE = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static MatrixFigure matrix(int n) {
        double[][] numbers = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                numbers[i][j] = i * n + j;
            }
        }
        return new MatrixFigure("Divergence", IntStream.range(0, n).mapToObj(i -> "layer " + i).toList(), numbers, "Jeffreys divergence (nats)");
    }

    private static BufferedImage drawn(Figure figure) {
        BufferedImage image = new BufferedImage(620, 440, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        figure.draw(g, AREA, STYLE);
        g.dispose();
        return image;
    }

    /** Where the cells are, by asking for them. */
    private static Rectangle2D cells(MatrixFigure figure) {
        double y = AREA.getMinY() + 30;
        double left = AREA.getMinX();
        while (left < AREA.getMaxX() && figure.cellAt(left, y, AREA, STYLE).isEmpty()) {
            left++;
        }
        double right = left;
        while (figure.cellAt(right + 1, y, AREA, STYLE).isPresent()) {
            right++;
        }
        double top = y;
        while (figure.cellAt(left, top - 1, AREA, STYLE).isPresent()) {
            top--;
        }
        double bottom = y;
        while (figure.cellAt(left, bottom + 1, AREA, STYLE).isPresent()) {
            bottom++;
        }
        return new Rectangle2D.Double(left, top, right - left + 1, bottom - top + 1);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "12", "40"})
    void aCellIsFoundWhereItsColourIs(int n) {
        MatrixFigure figure = matrix(n);
        BufferedImage image = drawn(figure);
        Rectangle2D cells = cells(figure);
        assertThat(AREA.contains(cells)).isTrue();
        assertThat(cells.getWidth()).isBetween(cells.getHeight() - 1, cells.getHeight() + 1);
        double side = cells.getWidth() / n;
        Set<Cell> found = new HashSet<>();
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                double x = cells.getX() + (column + 0.5) * side;
                double y = cells.getY() + (row + 0.5) * side;
                Cell cell = figure.cellAt(x, y, AREA, STYLE).orElseThrow();
                assertThat(cell).isEqualTo(new Cell(row, column, figure.matrix()[row][column]));
                found.add(cell);
                Color expected = Palette.LIGHT.sequential(n == 1 ? 0 : cell.value() / (n * n - 1.0));
                // beside the number in its middle
                int at = image.getRGB((int) (x - 0.3 * side), (int) (y - 0.3 * side));
                if (n < 40) {
                    assertThat(new Color(at)).isEqualTo(expected);
                }
            }
        }
        assertThat(found).hasSize(n * n);
        assertThat(figure.cellAt(AREA.getX() + 1, AREA.getY() + 1, AREA, STYLE)).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsNoNumberIsHatchedAndWhatIsInfiniteHasTheLastColour() {
        MatrixFigure figure = new MatrixFigure("odd", List.of("a", "b"), new double[][] {{0, NONE}, {INFINITE, 2}}, "J");
        BufferedImage image = drawn(figure);
        Rectangle2D cells = cells(figure);
        double half = cells.getWidth() / 2;
        assertThat(share(image, new Rectangle2D.Double(cells.getX() + half + 3, cells.getY() + 3, half - 6, half - 6), Palette.LIGHT.background())).isBetween(0.3, 0.9);
        assertThat(share(image, new Rectangle2D.Double(cells.getX() + 3, cells.getY() + half + 3, half - 6, half - 6), Palette.LIGHT.positive())).isBetween(0.9, 0.999);
        assertThat(share(image, new Rectangle2D.Double(cells.getX() + 3, cells.getY() + 3, half - 6, half - 6), Palette.LIGHT.middle())).isGreaterThan(0.9);
    }

    private static double share(BufferedImage image, Rectangle2D of, Color colour) {
        long same = 0;
        long all = 0;
        for (int y = (int) of.getMinY(); y < of.getMaxY(); y++) {
            for (int x = (int) of.getMinX(); x < of.getMaxX(); x++, all++) {
                same += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
            }
        }
        return same / (double) all;
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 0.50", "0.0123, 0.012", "0.0996, 0.10", "0.00042, 4e−4", "3.14159, 3.14", "12.34, 12.3", "99.96, 100", "12345.6, 12346", "1234567, 1e6",
        "-0.25, −0.25"})
    void numbersInCellsHaveTwoOrThreeDigits(double number, String text) {
        assertThat(MatrixInk.text(number)).isEqualTo(text);
    }

    @Test
    void showsADivergence() {
        List<BinnedSample> samples = List.of(BinnedSample.of("low", new double[] {1, 2, 3, 5}), BinnedSample.of("high", new double[] {2, 4, 6, 7}),
                BinnedSample.of("one", new double[] {3}));
        Divergence divergence = Divergence.of(samples, Divergence.Kind.JEFFREYS, Progress.NONE);
        MatrixFigure figure = MatrixFigure.of("Divergence of accuracy", divergence, "Jeffreys divergence (nats)");
        assertThat(figure.names()).containsExactly("low", "high", "one");
        assertThat(figure.matrix()[0][1]).isPositive().isEqualTo(Divergence.between(samples.get(0), samples.get(1), Divergence.Kind.JEFFREYS));
        assertThat(figure.matrix()[0][2]).isNaN();
        drawn(figure);
    }

    @Test
    void aMatrixIsSquareAndNamed() {
        assertThatThrownBy(() -> new MatrixFigure("x", List.of("a"), new double[2][2], "J")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 names of 2 rows");
        assertThatThrownBy(() -> new MatrixFigure("x", List.of("a", "b"), new double[][] {{1, 2}, {3}}, "J")).isInstanceOf(IllegalArgumentException.class);
        drawn(matrix(0));
    }

    @Test
    void itsHeightSuitsItsCells() {
        // two cells need no page, sixty fill the column
        assertThat(matrix(2).height(510, FigureStyle.PAPER)).isLessThan(260);
        assertThat(matrix(60).height(241, FigureStyle.PAPER)).isBetween(200.0, 320.0);
    }
}
