package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/**
 * The bar that says what the colours of a figure stand for: its name left of it, numbers below it, strokes above it where something has that
 * number.
 */
final class ColourBar {
    private static final int SHADES = 128;
    private static final int MOST_TICKS = 5;
    private static final RichText HOLE = RichText.plain("no number");

    private final RichText label;
    private final ColourScale scale;
    private final double[] marks;
    private final boolean holes;
    private final ChartLook look;
    private final float size;

    /** Of curves. @param marks numbers that are marked on it */
    static ColourBar ofCurves(String label, ColourScale scale, double[] marks, ChartLook look) {
        return new ColourBar(label, scale, marks, false, look);
    }

    /** Of cells. @param holes whether some have no number, and are hatched */
    static ColourBar ofCells(String label, ColourScale scale, boolean holes, ChartLook look) {
        return new ColourBar(label, scale, new double[0], holes, look);
    }

    private ColourBar(String label, ColourScale scale, double[] marks, boolean holes, ChartLook look) {
        this.label = RichText.plain(label);
        this.scale = scale;
        this.marks = marks;
        this.holes = holes;
        this.look = look;
        size = look.smallSize();
    }

    double height() {
        return 3.2 * size;
    }

    /** Draws it at the right end of a strip of the page of its height; what a hatched cell is stands at the left end. */
    void draw(Graphics2D g, double x, double y, double width) {
        double note = holes ? 2 * size + HOLE.width(size) + 2 * size : 0;
        if (holes) {
            Rectangle2D hole = new Rectangle2D.Double(x, y + 0.75 * size, 1.6 * size, 0.8 * size);
            MatrixInk.hatch(g, hole, look);
            g.draw(hole);
            g.setPaint(look.palette().text());
            HOLE.draw(g, x + 2 * size, y + 1.5 * size, size);
        }
        if (!scale.isEmpty()) {
            bar(g, x + note, y, width - note);
        }
    }

    private void bar(Graphics2D g, double x, double y, double width) {
        Palette palette = look.palette();
        double thick = 0.8 * size;
        double top = y + 0.75 * size;
        boolean one = !(scale.high() > scale.low());
        double wide = one ? 2 * size : Math.clamp(width - label.width(size) - 4 * size, 4 * size, 22 * size);
        // numbers at the ends stand out a little
        double left = Math.max(x, x + width - wide - 1.6 * size);
        Rectangle2D bar = new Rectangle2D.Double(left, top, wide, thick);
        g.setPaint(palette.text());
        float fitting = label.fitting(size, left - x - 1.2 * size);
        label.draw(g, Math.max(x, left - label.width(fitting) - 1.2 * size), top + 0.75 * size, fitting);
        if (one) {
            g.setPaint(scale.at(scale.graded() ? 1 : 0));
            g.fill(bar);
        }
        for (int i = 0; !one && i < SHADES; i++) {
            g.setPaint(scale.at((i + 0.5) / SHADES));
            // each shade reaches to the end, under the next: no seams
            double from = wide * i / SHADES;
            g.fill(new Rectangle2D.Double(left + from, top, wide - from, thick));
        }
        g.setStroke(look.stroke(0.5));
        g.setPaint(palette.axis());
        g.draw(bar);
        for (double mark : marks) {
            if (Double.isFinite(mark)) {
                double at = at(mark, bar);
                g.draw(new Line2D.Double(at, top - 0.45 * size, at, top));
            }
        }
        numbers(g, bar);
    }

    private double at(double number, Rectangle2D bar) {
        double length = scale.high() - scale.low();
        return length > 0 ? bar.getX() + (number - scale.low()) / length * bar.getWidth() : bar.getCenterX();
    }

    private void numbers(Graphics2D g, Rectangle2D bar) {
        double base = bar.getMaxY() + 1.25 * size;
        if (!(scale.high() > scale.low())) {
            number(g, TickFormat.number(scale.low()), bar.getCenterX(), bar, base);
            return;
        }
        TickStep step = TickStep.of(scale.low(), scale.high(), MOST_TICKS, bar.getWidth(), size, false);
        double slack = 1e-9 * (scale.high() - scale.low());
        for (double i = Math.ceil((scale.low() - slack) / step.unit()); i * step.unit() <= scale.high() + slack; i++) {
            number(g, step.format().format(i * step.unit()), at(i * step.unit(), bar), bar, base);
        }
    }

    private void number(Graphics2D g, String text, double x, Rectangle2D bar, double base) {
        g.setPaint(look.palette().axis());
        g.draw(new Line2D.Double(x, bar.getMaxY(), x, bar.getMaxY() + 0.25 * size));
        g.setPaint(look.palette().text());
        RichText.plain(text).drawCentred(g, x, base, size);
    }
}
