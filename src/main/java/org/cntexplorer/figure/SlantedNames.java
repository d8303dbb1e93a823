package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import org.cntexplorer.graph.SlantedRow;

/** The titles of layers that stand so near to one another that upright text has no room: name and shape, rising to the right as in the window. */
final class SlantedNames {
    /** Height of the window's text in its pixels, in which {@link SlantedRow} counts. */
    private static final double PIXELS = 12;
    private static final double LINE = 15;
    private static final double BOTH = 28;
    /** No title is longer; the name is cut in its middle. */
    private static final double LONGEST = 110;
    private static final float SMALL = 0.88f;

    private final List<String> names;
    private final List<String> shapes;
    private final FigureStyle style;
    /** Units of the page for a pixel of the window. */
    private final double pixel;

    /** @param names of all layers, in order */
    SlantedNames(List<String> names, List<String> shapes, FigureStyle style) {
        this.names = names;
        this.shapes = shapes;
        this.style = style;
        this.pixel = style.fontPoints() / PIXELS;
    }

    /** In pixels of the window. */
    private double wanted(int layer) {
        float size = style.fontPoints();
        return Math.min(LONGEST, Math.max(GraphTitles.bold(names.get(layer)).width(size), RichText.plain(shapes.get(layer)).width(size * SMALL)) / pixel + 1);
    }

    /** Room that the titles of a row need above it. */
    double height(List<Integer> layers) {
        return layers.stream().mapToDouble(layer -> SlantedRow.rise(wanted(layer), BOTH)).max().orElse(0) * pixel;
    }

    /** How far a title reaches to the right of its layer's middle. */
    double reach(int layer) {
        double slant = Math.toRadians(SlantedRow.DEGREES);
        return (wanted(layer) * Math.cos(slant) + BOTH * Math.sin(slant)) * pixel;
    }

    /**
     * Draws the titles of a row.
     *
     * @param centre x of each layer's middle
     * @param bottom where titles end
     * @param room height above it that they may take
     * @param high right end of the page
     */
    void draw(Graphics2D g, List<Integer> layers, double[] centre, double bottom, double room, double high) {
        double[] wanted = layers.stream().mapToDouble(this::wanted).toArray();
        SlantedRow row = SlantedRow.of(Arrays.stream(centre).map(x -> x / pixel).toArray(), wanted, LINE, BOTH, room / pixel, high / pixel);
        double height = (row.withShape() ? BOTH : LINE) * pixel;
        double slant = Math.toRadians(SlantedRow.DEGREES);
        float size = style.fontPoints();
        for (int i = 0; i < centre.length; i++) {
            double width = row.width()[i] * pixel;
            if (width <= 0) {
                continue;
            }
            Graphics2D turned = (Graphics2D) g.create();
            turned.translate(centre[i] - height * Math.sin(slant) / 2, bottom - height * Math.cos(slant));
            turned.rotate(-slant);
            turned.setPaint(style.palette().text());
            GraphTitles.cut(names.get(layers.get(i)), width, size).draw(turned, 0, 0.8 * LINE * pixel, size);
            RichText shape = RichText.plain(shapes.get(layers.get(i)));
            if (row.withShape() && shape.width(size * SMALL) <= width) {
                turned.setPaint(style.palette().axis());
                shape.draw(turned, 0, (LINE + 0.75 * (BOTH - LINE)) * pixel, size * SMALL);
            }
            turned.dispose();
        }
    }
}
