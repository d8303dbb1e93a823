package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws the cells of a {@link MatrixFigure} with their names, alone or as a panel. */
final class MatrixInk implements PanelInk {
    /** Numbers in cells are not written smaller than this part of the small text. */
    private static final float SMALLEST = 0.75f;
    /** And two in one cell not than this. */
    private static final float LEGIBLE = 0.85f;
    private static final String INFINITE = "∞";
    /** Rows of more cells than this are drawn as a picture of so many points at least. */
    private static final int MOST_CELLS = 120;
    private static final int PICTURE = 1000;
    /** From a line to the next in a cell, in sizes of its letters. */
    private static final double LINE = 1.15;

    private final MatrixFigure figure;
    private final ColourScale scale;
    private final ChartLook look;
    private final float size;
    private final double longest;
    private final ShortNames names;

    /** @param common colours of all panels; empty for those of this figure alone */
    MatrixInk(MatrixFigure figure, ColourScale common, ChartLook look) {
        this.figure = figure;
        this.look = look;
        scale = common.isEmpty() ? figure.scale(List.of(figure), look.style()) : common;
        size = look.smallSize();
        longest = look.length(70);
        names = ShortNames.of(figure.names());
    }

    private int n() {
        return figure.names().size();
    }

    @Override
    public double height(double width) {
        Rectangle2D panel = new Rectangle2D.Double(0, 0, width, 2 * width);
        return width - left(panel) - look.labelSize() + bottom(panel);
    }

    @Override
    public String across() {
        return figure.counts().map(MatrixFigure.Counts::across).orElse("");
    }

    @Override
    public String up() {
        return figure.counts().map(MatrixFigure.Counts::up).orElse("");
    }

    private RichText name(int i, double room) {
        return names.cut(i, FontFace.REGULAR, room, size);
    }

    private double widest() {
        double widest = 0;
        for (int i = 0; i < n(); i++) {
            widest = Math.max(widest, name(i, longest).width(size));
        }
        return widest;
    }

    @Override
    public double left(Rectangle2D panel) {
        return Math.min(widest(), 0.4 * panel.getWidth()) + 0.8 * size;
    }

    @Override
    public double bottom(Rectangle2D panel) {
        double side = Math.min(panel.getWidth() - left(panel), panel.getHeight() - 1.6 * size);
        return NamesAxis.upright(figure.names(), 0.9 * side / Math.max(1, n()), size)
                ? Math.min(Math.min(widest(), longest), 0.4 * panel.getHeight()) + 0.8 * size : 1.6 * size;
    }

    /** The square that the cells fill. */
    Rectangle2D cells(Rectangle2D data) {
        double side = Math.min(data.getWidth(), data.getHeight());
        return new Rectangle2D.Double(data.getX(), data.getY(), side, side);
    }

    @Override
    public Optional<Cell> cellAt(double x, double y, Rectangle2D data) {
        Rectangle2D cells = cells(data);
        if (n() == 0 || !cells.contains(x, y)) {
            return Optional.empty();
        }
        int row = (int) Math.min((y - cells.getY()) / cells.getHeight() * n(), n() - 1.0);
        int column = (int) Math.min((x - cells.getX()) / cells.getWidth() * n(), n() - 1.0);
        return Optional.of(new Cell(row, column, figure.matrix()[row][column]));
    }

    double barHeight() {
        return ColourBar.ofCells(figure.label(), scale, false, look).height() + look.length(3);
    }

    /** The bar of colours, and what a hatched cell is. */
    void bar(Graphics2D g, double x, double y, double width) {
        ColourBar.ofCells(figure.label(), scale, figure.hasHoles(), look).draw(g, x, y, width);
    }

    @Override
    public void draw(Graphics2D g, Rectangle2D data, double left, double bottom) {
        Rectangle2D cells = cells(data);
        double side = cells.getWidth() / Math.max(1, n());
        if (n() > MOST_CELLS) {
            picture(g, cells);
        } else {
            areas(g, cells, side);
        }
        g.setPaint(look.palette().axis());
        g.setStroke(look.stroke(0.5));
        g.draw(cells);
        numbers(g, cells, side);
        if (bottom > 0) {
            names(g, cells, side, left, bottom);
        }
    }

    private void areas(Graphics2D g, Rectangle2D cells, double side) {
        for (int row = 0; row < n(); row++) {
            for (int column = 0; column < n(); column++) {
                // each reaches a little under the next, so that there are no seams
                double over = look.length(0.6);
                Rectangle2D cell = new Rectangle2D.Double(cells.getX() + column * side, cells.getY() + row * side,
                        Math.min(side + over, cells.getWidth() - column * side), Math.min(side + over, cells.getHeight() - row * side));
                double value = figure.matrix()[row][column];
                g.setPaint(Double.isNaN(value) ? look.palette().background() : scale.of(value));
                g.fill(cell);
            }
        }
        for (int row = 0; row < n(); row++) {
            for (int column = 0; column < n(); column++) {
                if (Double.isNaN(figure.matrix()[row][column])) {
                    hatch(g, new Rectangle2D.Double(cells.getX() + column * side, cells.getY() + row * side, side, side), look);
                }
            }
        }
    }

    /** So many cells that each as an area of its own would make a file of hundreds of megabytes: a picture, in which what has no number is grey. */
    private void picture(Graphics2D g, Rectangle2D cells) {
        int points = Math.ceilDiv(PICTURE, n());
        BufferedImage picture = new BufferedImage(points * n(), points * n(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < n(); row++) {
            for (int column = 0; column < n(); column++) {
                int[] one = new int[points * points];
                // about as dark as strokes would be
                Color colour = Double.isNaN(figure.matrix()[row][column]) ? Palette.mix(look.palette().background(), look.palette().axis(), 0.3) : scale.of(figure.matrix()[row][column]);
                Arrays.fill(one, colour.getRGB());
                picture.setRGB(column * points, row * points, points, points, one, 0, points);
            }
        }
        LinePicture.paste(g, picture, cells);
    }

    /** Strokes from the lower left to the upper right, on a lighter ground. */
    static void hatch(Graphics2D g, Rectangle2D cell, ChartLook look) {
        g.setPaint(look.palette().background());
        g.fill(cell);
        g.setPaint(look.palette().axis());
        g.setStroke(look.stroke(0.4));
        double step = Math.min(look.length(3), cell.getWidth() / 2);
        double w = cell.getWidth();
        double h = cell.getHeight();
        for (double d = step / 2; d < w + h; d += step) {
            double x0 = Math.max(0, d - h);
            double x1 = Math.min(w, d);
            g.draw(new Line2D.Double(cell.getX() + x0, cell.getY() + (d - x0), cell.getX() + x1, cell.getY() + (d - x1)));
        }
    }

    /** What is written in a cell, if there is room: its number, or count and share. */
    private List<String> words(int row, int column) {
        double value = figure.matrix()[row][column];
        if (Double.isNaN(value)) {
            return List.of();
        }
        if (figure.counts().isEmpty()) {
            return List.of(Double.isInfinite(value) ? INFINITE : text(value));
        }
        long count = figure.counts().get().of()[row][column];
        return count == 0 ? List.of() : List.of(String.format(Locale.ROOT, "%,d", count), percent(value));
    }

    /** The size of letters with which the widest of some words has room in a cell. */
    private float fitting(double widest, double side) {
        return (float) Math.min(size, size * 0.88 * side / Math.max(widest, 1e-9));
    }

    private void numbers(Graphics2D g, Rectangle2D cells, double side) {
        if (n() > MOST_CELLS) {
            return;
        }
        boolean some = false;
        double[] widest = new double[2];
        for (int row = 0; row < n(); row++) {
            for (int column = 0; column < n(); column++) {
                List<String> words = words(row, column);
                boolean infinite = words.equals(List.of(INFINITE));
                some |= infinite;
                for (int line = 0; line < words.size() && !infinite; line++) {
                    widest[line] = Math.max(widest[line], RichText.plain(words.get(line)).width(size));
                }
            }
        }
        float both = fitting(Math.max(widest[0], widest[1]), side);
        // the share is told by the colour, too
        int lines = widest[1] > 0 && both >= LEGIBLE * size && side >= (LINE + 1.3) * both ? 2 : 1;
        float fitting = lines == 2 ? both : fitting(widest[0], side);
        boolean written = fitting >= SMALLEST * size && side >= 1.3 * fitting;
        float sign = (float) Math.min(1.3 * size, 0.9 * side);
        for (int row = 0; row < n() && (written || some); row++) {
            for (int column = 0; column < n(); column++) {
                List<String> words = words(row, column);
                g.setPaint(look.palette().textOn(scale.of(figure.matrix()[row][column])));
                if (words.equals(List.of(INFINITE))) {
                    text(g, INFINITE, cells, row, column, side, sign, 0);
                } else if (written) {
                    for (int line = 0; line < Math.min(lines, words.size()); line++) {
                        text(g, words.get(line), cells, row, column, side, fitting, LINE * fitting * (line - (lines - 1) / 2.0));
                    }
                }
            }
        }
    }

    private void text(Graphics2D g, String text, Rectangle2D cells, int row, int column, double side, float size, double lower) {
        RichText.plain(text).drawCentred(g, cells.getX() + (column + 0.5) * side, cells.getY() + (row + 0.5) * side + 0.35 * size + lower, size);
    }

    /** "98 %", "0.4 %", and 100 % only where it is all. */
    static String percent(double share) {
        boolean fine = share > 0 && share < 0.0995 || share >= 0.995 && share < 1;
        return String.format(Locale.ROOT, fine ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    /** Two or three digits. */
    static String text(double value) {
        double a = Math.abs(value);
        String text = value == 0 ? "0"
                : a >= 99_999.5 || a < 0.0005 ? String.format(Locale.ROOT, "%.0e", value).replaceFirst("e\\+?(-?)0?", "e$1")
                : String.format(Locale.ROOT, a >= 99.95 ? "%.0f" : a >= 9.995 ? "%.1f" : a >= 0.0995 ? "%.2f" : "%.3f", value);
        return text.replace('-', '−');
    }

    private void names(Graphics2D g, Rectangle2D cells, double side, double left, double bottom) {
        g.setPaint(look.palette().text());
        double gap = 0.4 * size;
        int every = NamesAxis.every(side, size);
        for (int i = 0; i < n(); i += every) {
            RichText text = name(i, Math.min(longest, left - 2 * gap));
            text.draw(g, cells.getX() - gap - text.width(size), cells.getY() + (i + 0.5) * side + 0.35 * size, size);
        }
        boolean upright = bottom > 1.7 * size;
        for (int i = 0; i < n(); i += upright ? every : 1) {
            double x = cells.getX() + (i + 0.5) * side;
            if (upright) {
                RichText text = name(i, Math.min(longest, bottom - 2 * gap));
                AffineTransform before = g.getTransform();
                g.translate(x + 0.35 * size, cells.getMaxY() + gap + text.width(size));
                g.rotate(-Math.PI / 2);
                text.draw(g, 0, 0, size);
                g.setTransform(before);
            } else {
                name(i, Math.min(longest, side - 0.4 * size)).drawCentred(g, x, cells.getMaxY() + gap + 0.85 * size, size);
            }
        }
    }
}
