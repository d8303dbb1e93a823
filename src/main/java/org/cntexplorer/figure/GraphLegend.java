package org.cntexplorer.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.cntexplorer.graph.GraphScene;

/** What the colours mean: a bar for the neurons' quantity, two lines for the sign of a link, and how many links are shown. */
final class GraphLegend {
    private static final float SMALL = 0.88f;
    private static final int SHADES = 64;
    private static final double LINE = 1.25;

    private final GraphScene scene;
    private final FigureStyle style;
    private final double width;
    /** Of the text; smaller only where the figure is narrower than the legend. */
    private final float size;
    private final boolean stacked;
    private final RichText quantity;
    private final RichText count;
    private final RichText positive = RichText.of("*w* > 0");
    private final RichText negative = RichText.of("*w* < 0");

    GraphLegend(GraphScene scene, FigureStyle style, double width) {
        this.scene = scene;
        this.style = style;
        this.width = width;
        quantity = RichText.plain(scene.quantity().label());
        count = RichText.plain(String.format(Locale.ROOT, "%,d of %,d links shown", scene.links().shown(), scene.links().existing()));
        float wanted = style.fontPoints() * SMALL;
        stacked = bar(wanted) + 2 * wanted + links(wanted) > width;
        double widest = Math.max(bar(wanted), links(wanted));
        size = stacked && widest > width ? (float) (wanted * width / widest) : wanted;
    }

    private static double bar(float size) {
        return 12 * size;
    }

    private double links(float size) {
        return Math.max(count.width(size), signs(size));
    }

    private double signs(float size) {
        return positive.width(size) + negative.width(size) + 6.6 * size;
    }

    double height() {
        double one = size * (2 * LINE + 1.1);
        return stacked ? one + size * (2 * LINE + 0.4) : one;
    }

    /** Draws it with its left upper corner at a point. */
    void draw(Graphics2D g, double x, double y) {
        colours(g, x, y);
        double right = x + width;
        double top = stacked ? y + size * (2 * LINE + 1.5) : y + size * 0.55;
        double left = stacked ? x : right - count.width(size);
        g.setPaint(style.palette().text());
        count.draw(g, left, top + size, size);
        double line = stacked ? x : right - signs(size);
        sign(g, line, top + size * (1 + LINE), positive, style.palette().positive());
        sign(g, line + positive.width(size) + 3.9 * size, top + size * (1 + LINE), negative, style.palette().negative());
    }

    private void sign(Graphics2D g, double x, double base, RichText words, Color colour) {
        g.setPaint(colour);
        g.setStroke(new BasicStroke(size * 0.18f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(new Line2D.Double(x, base - 0.32 * size, x + 2.2 * size, base - 0.32 * size));
        g.setPaint(style.palette().axis());
        words.draw(g, x + 2.7 * size, base, size);
    }

    private void colours(Graphics2D g, double x, double y) {
        Palette palette = style.palette();
        boolean signed = scene.quantity().signed();
        g.setPaint(palette.text());
        quantity.draw(g, x, y + size, size);
        double top = y + size * 1.4;
        double thick = size * 0.85;
        double wide = bar(size);
        for (int i = 0; i < SHADES; i++) {
            double t = (i + 0.5) / SHADES;
            g.setPaint(signed ? palette.diverging(2 * t - 1) : palette.sequential(t));
            // each shade reaches to the end, under the next: no seams
            g.fill(new Rectangle2D.Double(x + wide * i / SHADES, top, wide * (SHADES - i) / SHADES, thick));
        }
        g.setPaint(Palette.mix(palette.background(), palette.axis(), 0.5));
        g.setStroke(new BasicStroke(size * 0.07f));
        g.draw(new Rectangle2D.Double(x, top, wide, thick));
        g.setPaint(palette.axis());
        float small = size * 0.94f;
        double base = top + thick + small * 1.1;
        RichText low = RichText.of(signed ? "−" + TickFormat.number(scene.valueLimit()) : "0");
        RichText high = RichText.of(TickFormat.number(scene.valueLimit()));
        low.draw(g, x, base, small);
        high.draw(g, x + wide - high.width(small), base, small);
        if (signed) {
            RichText.of("0").drawCentred(g, x + wide / 2, base, small);
        }
    }
}
