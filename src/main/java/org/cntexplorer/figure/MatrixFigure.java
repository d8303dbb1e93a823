package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.cntexplorer.metric.Divergence;

/**
 * A number for every two of some things as a heat map: the divergence between layers, groups of networks or networks (papers A, B). A cell
 * without a number is hatched, an infinite one has the darkest colour and says ∞.
 *
 * @param title of the figure, for a window or a file
 * @param names of rows and columns
 * @param matrix [row][column]
 * @param label what the numbers are, for the bar of colours: "Jeffreys divergence (nats)"
 */
public record MatrixFigure(String title, List<String> names, double[][] matrix, String label) implements Figure, Panelled {
    /** Cells are no larger than this, in sizes of the font. */
    private static final double LARGEST = 9;

    public MatrixFigure {
        Objects.requireNonNull(title);
        Objects.requireNonNull(label);
        names = List.copyOf(names);
        if (names.size() != matrix.length) {
            throw new IllegalArgumentException(names.size() + " names of " + matrix.length + " rows");
        }
        for (double[] row : matrix) {
            if (row.length != matrix.length) {
                throw new IllegalArgumentException("a row of " + row.length + " cells in a matrix of " + matrix.length);
            }
        }
    }

    public static MatrixFigure of(String title, Divergence divergence, String label) {
        return new MatrixFigure(title, divergence.names(), divergence.matrix(), label);
    }

    @Override
    public double aspect() {
        return 1;
    }

    @Override
    public double height(double width, FigureStyle style) {
        MatrixInk ink = new MatrixInk(this, ColourScale.none(style.palette()), new ChartLook(style));
        Rectangle2D page = new Rectangle2D.Double(0, 0, width, 10 * width);
        return layout(page, style, ink).barTop + ink.barHeight() + 0.6 * style.fontPoints();
    }

    /** Where its parts are. @param data where the cells are */
    private record Layout(Rectangle2D data, double left, double bottom, double barTop) {}

    private Layout layout(Rectangle2D area, FigureStyle style, MatrixInk ink) {
        double margin = 0.6 * style.fontPoints();
        double under = ink.barHeight();
        double left = ink.left(area);
        double most = Math.max(1, names.size()) * LARGEST * style.fontPoints();
        double bottom = ink.bottom(new Rectangle2D.Double(0, 0, Math.min(area.getWidth() - 2 * margin, left + most),
                Math.max(1, area.getHeight() - under - 2 * margin)));
        double wide = Math.max(1, area.getWidth() - left - 2 * margin);
        double high = Math.max(1, area.getHeight() - bottom - under - 2 * margin);
        double side = Math.min(Math.min(wide, high), most);
        // all of it in the middle of the page
        double x = area.getX() + margin + left + Math.max(0, (wide - side) / 2);
        return new Layout(new Rectangle2D.Double(x, area.getY() + margin, side, side), left, bottom, area.getY() + margin + side + bottom);
    }

    @Override
    public void draw(Graphics2D g, Rectangle2D area, FigureStyle style) {
        MatrixInk ink = new MatrixInk(this, ColourScale.none(style.palette()), new ChartLook(style));
        Graphics2D own = (Graphics2D) g.create();
        try {
            own.addRenderingHints(FigureStyle.hints());
            own.setPaint(style.palette().background());
            own.fill(area);
            Layout layout = layout(area, style, ink);
            ink.draw(own, layout.data, layout.left, layout.bottom);
            double margin = style.fontPoints();
            double right = Math.min(area.getMaxX() - margin, layout.data.getMaxX());
            ink.bar(own, area.getX() + margin, layout.barTop, right - area.getX() - margin);
        } finally {
            own.dispose();
        }
    }

    /**
     * The cell at a place of the figure.
     *
     * @param area that the figure is drawn into
     */
    public Optional<Cell> cellAt(double x, double y, Rectangle2D area, FigureStyle style) {
        MatrixInk ink = new MatrixInk(this, ColourScale.none(style.palette()), new ChartLook(style));
        return ink.cellAt(x, y, layout(area, style, ink).data);
    }

    @Override
    public PanelInk ink(ColourScale common, FigureStyle style) {
        return new MatrixInk(this, common, new ChartLook(style));
    }

    @Override
    public ColourScale scale(List<? extends Panelled> all, FigureStyle style) {
        return ColourScale.areas(all.stream().flatMapToDouble(figure -> ((MatrixFigure) figure).numbers()), style.palette());
    }

    private DoubleStream numbers() {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream);
    }

    @Override
    public boolean hasHoles() {
        return numbers().anyMatch(Double::isNaN);
    }
}
