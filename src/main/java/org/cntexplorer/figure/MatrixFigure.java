package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.cntexplorer.metric.Divergence;

/**
 * A number for every two of some things as a heat map: the divergence between layers, groups of networks or networks (papers A, B). A cell
 * without a number is hatched, an infinite one has the darkest colour and says ∞. Or shares of counts: a confusion matrix.
 *
 * @param title of the figure, for a window or a file
 * @param names of rows and columns
 * @param matrix [row][column]
 * @param label what the numbers are, for the bar of colours: "Jeffreys divergence (nats)"
 * @param counts what the numbers are shares of, where they are shares
 */
public record MatrixFigure(String title, List<String> names, double[][] matrix, String label, Optional<Counts> counts) implements Figure, Panelled {
    /** Cells are no larger than this, in sizes of the font. */
    private static final double LARGEST = 9;
    /** Room of the heading and of what rows and columns are, in sizes of the font. */
    private static final double HEADING = 1.8;
    private static final double TITLE = 1.6;

    /**
     * How many things each cell has, which are written beside its share; in a cell that has none nothing is.
     *
     * @param of [row][column]
     * @param heading stands above the matrix: "Accuracy 95.99 ± 0.20 %"
     * @param up what rows are: "True class"
     * @param across what columns are
     */
    public record Counts(long[][] of, String heading, String up, String across) {}

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
        if (counts.isPresent() && counts.get().of().length != matrix.length) {
            throw new IllegalArgumentException(counts.get().of().length + " rows of counts in a matrix of " + matrix.length);
        }
    }

    /** Numbers that are no shares. */
    public MatrixFigure(String title, List<String> names, double[][] matrix, String label) {
        this(title, names, matrix, label, Optional.empty());
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
        double size = style.fontPoints();
        double margin = 0.6 * size;
        double above = counts.isPresent() ? HEADING * size : 0;
        double names = counts.isPresent() ? TITLE * size : 0;
        double under = ink.barHeight() + names + above;
        double left = ink.left(area) + names;
        double most = Math.max(1, this.names.size()) * LARGEST * size;
        double bottom = ink.bottom(new Rectangle2D.Double(0, 0, Math.min(area.getWidth() - 2 * margin, left + most),
                Math.max(1, area.getHeight() - under - 2 * margin)));
        double wide = Math.max(1, area.getWidth() - left - 2 * margin);
        double high = Math.max(1, area.getHeight() - bottom - under - 2 * margin);
        double side = Math.min(Math.min(wide, high), most);
        // all of it in the middle of the page
        double x = area.getX() + margin + left + Math.max(0, (wide - side) / 2);
        double y = area.getY() + margin + above;
        return new Layout(new Rectangle2D.Double(x, y, side, side), left - names, bottom, y + side + bottom + names);
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
            counts.ifPresent(some -> words(own, some, area, layout, style));
            double margin = style.fontPoints();
            double right = Math.min(area.getMaxX() - margin, layout.data.getMaxX());
            ink.bar(own, area.getX() + margin, layout.barTop, right - area.getX() - margin);
        } finally {
            own.dispose();
        }
    }

    private static void words(Graphics2D g, Counts counts, Rectangle2D area, Layout layout, FigureStyle style) {
        float size = style.fontPoints();
        Rectangle2D data = layout.data;
        g.setPaint(style.palette().text());
        RichText heading = RichText.plain(counts.heading);
        float fitting = heading.fitting(size, area.getWidth() - 1.2 * size);
        double half = heading.width(fitting) / 2;
        // over the cells, but not beyond the page
        double middle = Math.clamp(data.getCenterX(), area.getX() + 0.6 * size + half, Math.max(area.getX() + 0.6 * size + half, area.getMaxX() - 0.6 * size - half));
        heading.drawCentred(g, middle, data.getY() - 0.7 * size, fitting);
        RichText across = RichText.plain(counts.across);
        across.drawCentred(g, data.getCenterX(), data.getMaxY() + layout.bottom + 1.1 * size, across.fitting(size, data.getWidth()));
        AffineTransform before = g.getTransform();
        g.translate(data.getX() - layout.left - 0.5 * size, data.getCenterY());
        g.rotate(-Math.PI / 2);
        RichText up = RichText.plain(counts.up);
        up.drawCentred(g, 0, 0, up.fitting(size, data.getHeight()));
        g.setTransform(before);
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
