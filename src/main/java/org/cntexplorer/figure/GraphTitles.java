package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Shape;

/** The titles above the layers: name, shape, fluctuation; smaller where there is little room, and at last a layer's number alone. */
final class GraphTitles {
    private static final double LINE = 1.22;
    private static final double LEAST_SCALE = 0.7;
    private static final double GAP = 0.7;

    private record Title(RichText name, RichText shape, RichText fluctuation) {
        double width(float size) {
            return Math.max(name.width(size), Math.max(shape.width(size * SMALL), fluctuation.width(size * SMALL)));
        }
    }

    private static final float SMALL = 0.88f;

    private final GraphScene scene;
    private final FigureStyle style;
    private final List<Title> titles = new ArrayList<>();

    GraphTitles(GraphScene scene, FigureStyle style) {
        this.scene = scene;
        this.style = style;
        for (GraphLayout.Block block : scene.layout().blocks()) {
            titles.add(new Title(new RichText(List.of(new RichText.Run(scene.network().layer(block.layer()).name(), FontFace.BOLD))),
                    new RichText(List.of(new RichText.Run(shape(block), FontFace.REGULAR))),
                    RichText.of("*Y* = " + TickFormat.number(scene.strength().layer(block.layer()).fluctuation()))));
        }
    }

    /** "28×28", "256 neurons". */
    private String shape(GraphLayout.Block block) {
        Shape shape = scene.network().layer(block.layer()).shape();
        return block.image().map(image -> image.channels() == 1 ? image.rows() + "×" + image.columns() : image.toString())
                .orElseGet(() -> shape.extents().size() > 1 ? shape.toString()
                        : String.format(Locale.ROOT, shape.neurons() == 1 ? "%,d neuron" : "%,d neurons", shape.neurons()));
    }

    double height() {
        return style.fontPoints() * (1 + 2 * SMALL) * LINE;
    }

    /** How far the first title reaches to the left of its layer's middle, and the last one to the right of its own. */
    double reach(boolean first) {
        return titles.isEmpty() ? 0 : (first ? titles.getFirst() : titles.getLast()).width(style.fontPoints()) / 2;
    }

    /** Draws them so that their last line ends above the layout, within {@code low} to {@code high}. */
    void draw(Graphics2D g, GraphPlace place, double low, double high) {
        float size = style.fontPoints();
        double[] centre = scene.layout().blocks().stream().mapToDouble(block -> place.x(block.centreX())).toArray();
        double scale = 1;
        for (int i = 0; i + 1 < centre.length; i++) {
            double room = centre[i + 1] - centre[i] - GAP * size;
            scale = Math.min(scale, room / ((titles.get(i).width(size) + titles.get(i + 1).width(size)) / 2));
        }
        boolean full = scale >= LEAST_SCALE;
        float used = (float) (size * Math.clamp(scale, LEAST_SCALE, 1));
        double bottom = place.y(0) - 0.9 * size;
        double freeFrom = low;
        for (int i = 0; i < centre.length; i++) {
            Title title = titles.get(i);
            // a title near an edge is moved rather than cut off
            double half = title.width(used) / 2;
            double x = Math.clamp(centre[i], low + half, Math.max(high - half, low + half));
            g.setPaint(style.palette().text());
            if (full) {
                title.name().drawCentred(g, x, bottom - 2 * SMALL * LINE * used, used);
                g.setPaint(style.palette().axis());
                title.shape().drawCentred(g, x, bottom - SMALL * LINE * used, used * SMALL);
                title.fluctuation().drawCentred(g, x, bottom, used * SMALL);
            } else {
                RichText number = new RichText(List.of(new RichText.Run(Integer.toString(i), FontFace.BOLD)));
                double wide = number.width(used);
                if (centre[i] - wide / 2 >= freeFrom) {
                    number.drawCentred(g, centre[i], bottom, used);
                    freeFrom = centre[i] + wide / 2 + GAP * used / 2;
                }
            }
        }
    }
}
