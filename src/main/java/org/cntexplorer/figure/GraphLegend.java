package org.cntexplorer.figure;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphScene;

/**
 * The scales of a graph: a bar of the neurons' colours with the ends of their quantity, and one of the links' widths and opacities, from
 * the strongest negative weight to the strongest positive one, with how many links are shown; of a signal also what the ribbons tell.
 */
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
    private final List<RichText> ends;

    GraphLegend(GraphScene scene, FigureStyle style, double width) {
        this.scene = scene;
        this.style = style;
        this.width = width;
        quantity = RichText.plain(scene.quantityWords() + (scene.limits().areOwn() ? " · each layer its own range" : ""));
        String told = scene.flow().isPresent() && DensityBands.tellOf(scene) ? ", " + DensityBands.words(scene.flow()) : "";
        count = RichText.plain(String.format(Locale.ROOT, "%,d of %,d links shown", scene.links().shown(), scene.links().existing()) + told);
        ends = ends(scene);
        float wanted = style.fontPoints() * SMALL;
        stacked = colours(wanted) + 2 * wanted + links(wanted) > width;
        double widest = Math.max(colours(wanted), links(wanted));
        size = stacked && widest > width ? (float) (wanted * width / widest) : wanted;
    }

    /** Of several connections each has a strongest link of its own, by which the others' widths are measured. */
    private static List<RichText> ends(GraphScene scene) {
        int[] shown = IntStream.range(0, scene.links().connections().size()).filter(c -> scene.network().connection(c).counted())
                .filter(c -> scene.links().connections().get(c).count() > 0).toArray();
        String most = shown.length == 1 ? TickFormat.number(scene.strongestShown(shown[0])) : "max";
        String none = scene.flow().isPresent() ? "*w*·*a* = 0" : "*w* = 0";
        return shown.length == 0 ? List.of() : List.of(RichText.of("−" + most), RichText.of(none), RichText.of(most));
    }

    private static double bar(float size) {
        return 12 * size;
    }

    private double colours(float size) {
        return Math.max(quantity.width(size), bar(size));
    }

    private double links(float size) {
        return Math.max(count.width(size), bar(size));
    }

    double height() {
        double one = size * (2 * LINE + 1.1);
        return stacked ? one + size * (2 * LINE + 1.5) : one;
    }

    /** Draws it with its left upper corner at a point. */
    void draw(Graphics2D g, double x, double y, GraphInk ink) {
        colours(g, x, y);
        double top = stacked ? y + size * (2 * LINE + 1.5) : y;
        double left = stacked ? x : x + width - links(size);
        g.setPaint(style.palette().text());
        count.draw(g, left, top + size, size);
        if (!ends.isEmpty()) {
            Rectangle2D bar = new Rectangle2D.Double(left, top + size * 1.4, links(size), size * 0.85);
            ink.scale(g, bar);
            numbers(g, bar, ends);
        }
    }

    private void colours(Graphics2D g, double x, double y) {
        Palette palette = style.palette();
        boolean signed = scene.signed();
        g.setPaint(palette.text());
        quantity.draw(g, x, y + size, size);
        Rectangle2D bar = new Rectangle2D.Double(x, y + size * 1.4, bar(size), size * 0.85);
        for (int i = 0; i < SHADES; i++) {
            double t = (i + 0.5) / SHADES;
            g.setPaint(signed ? palette.diverging(2 * t - 1) : palette.sequential(t));
            // each shade reaches to the end, under the next: no seams
            double from = bar.getWidth() * i / SHADES;
            g.fill(new Rectangle2D.Double(x + from, bar.getY(), bar.getWidth() - from, bar.getHeight()));
        }
        g.setPaint(Palette.mix(palette.background(), palette.axis(), 0.5));
        g.setStroke(new BasicStroke(size * 0.07f));
        g.draw(bar);
        String most = scene.limits().areOwn() ? "max" : TickFormat.number(scene.limits().whole());
        numbers(g, bar, signed ? List.of(RichText.of("−" + most), RichText.of("0"), RichText.of(most)) : List.of(RichText.of("0"), RichText.of(most)));
    }

    /** Below a bar: at its ends, and in its middle where there are three. */
    private void numbers(Graphics2D g, Rectangle2D bar, List<RichText> numbers) {
        g.setPaint(style.palette().axis());
        float small = size * 0.94f;
        double base = bar.getMaxY() + small * 1.1;
        numbers.getFirst().draw(g, bar.getX(), base, small);
        numbers.getLast().draw(g, bar.getMaxX() - numbers.getLast().width(small), base, small);
        if (numbers.size() == 3) {
            numbers.get(1).drawCentred(g, bar.getCenterX(), base, small);
        }
    }
}
