package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Shape;

/**
 * The titles above the layers: name, shape, fluctuation. Where there is little room they are smaller, then shorter, and at last there is a
 * layer's number alone.
 */
final class GraphTitles {
    private static final double LINE = 1.22;
    private static final float SMALL = 0.88f;
    private static final double LEAST_SCALE = 0.7;
    private static final double GAP = 0.7;

    private record Title(RichText name, RichText shape, RichText fluctuation) {
        double width(float size) {
            return Math.max(name.width(size), Math.max(shape.width(size * SMALL), fluctuation.width(size * SMALL)));
        }
    }

    private final GraphScene scene;
    private final FigureStyle style;
    private final List<Title> titles = new ArrayList<>();

    GraphTitles(GraphScene scene, FigureStyle style) {
        this.scene = scene;
        this.style = style;
        for (LayerBlock block : scene.layout().blocks()) {
            int neurons = scene.network().layer(block.layer()).neurons();
            String extents = extents(block);
            String size = extents.contains("×") ? extents : extents + (neurons == 1 ? " neuron" : " neurons");
            // dense is what a layer is where nothing is said
            String kind = scene.network().layer(block.layer()).kind().equals("dense") ? "" : scene.kindWord(block.layer());
            String shape = kind.isEmpty() ? size : kind + " · " + size;
            titles.add(new Title(bold(name(block)), RichText.plain(shape), fluctuation(block)));
        }
    }

    private String name(LayerBlock block) {
        return scene.network().layer(block.layer()).name();
    }

    private RichText fluctuation(LayerBlock block) {
        return RichText.of("*Y* = " + TickFormat.number(scene.strength().layer(block.layer()).fluctuation()));
    }

    private static RichText bold(String text) {
        return new RichText(List.of(new RichText.Run(text, FontFace.BOLD)));
    }

    /** "28×28", "256". */
    private String extents(LayerBlock block) {
        Shape shape = scene.network().layer(block.layer()).shape();
        return block.image().map(Shape::pixels)
                .orElseGet(() -> shape.extents().size() > 1 ? shape.toString() : String.format(Locale.ROOT, "%,d", shape.neurons()));
    }

    /** @param scale units of the page for one of the layout, as far as its width allows */
    double height(double scale) {
        double[] centre = scene.layout().blocks().stream().mapToDouble(block -> block.centreX() * scale).toArray();
        float least = (float) (style.fontPoints() * LEAST_SCALE);
        boolean numbers = scale(titles, centre) < LEAST_SCALE && scale(shorter(centre, least), centre) < LEAST_SCALE;
        return style.fontPoints() * (numbers ? 1 : 1 + 2 * SMALL) * LINE;
    }

    /** How far the first title reaches to the left of its layer's middle, and the last one to the right of its own. */
    double reach(boolean first) {
        return titles.isEmpty() ? 0 : (first ? titles.getFirst() : titles.getLast()).width(style.fontPoints()) / 2;
    }

    /** Draws them so that their last line ends above the layout, within {@code low} to {@code high}. */
    void draw(Graphics2D g, GraphPlace place, double low, double high) {
        float size = style.fontPoints();
        double[] centre = scene.layout().blocks().stream().mapToDouble(block -> place.x(block.centreX())).toArray();
        double bottom = place.y(0) - 0.9 * size;
        double scale = Math.clamp(scale(titles, centre), LEAST_SCALE, 1);
        float used = (float) (size * scale);
        List<Title> fitting = scale(titles, centre) >= LEAST_SCALE ? titles : shorter(centre, used);
        if (scale(fitting, centre) < LEAST_SCALE) {
            numbers(g, place, used, bottom);
            return;
        }
        for (int i = 0; i < centre.length; i++) {
            Title title = fitting.get(i);
            // a title near an edge is moved rather than cut off
            double half = title.width(used) / 2;
            double x = Math.clamp(centre[i], low + half, Math.max(high - half, low + half));
            g.setPaint(style.palette().text());
            title.name().drawCentred(g, x, bottom - 2 * SMALL * LINE * used, used);
            g.setPaint(style.palette().axis());
            title.shape().drawCentred(g, x, bottom - SMALL * LINE * used, used * SMALL);
            title.fluctuation().drawCentred(g, x, bottom, used * SMALL);
        }
    }

    /** How much smaller the text must be so that no title meets its neighbour. */
    private double scale(List<Title> some, double[] centre) {
        float size = style.fontPoints();
        double scale = 1;
        for (int i = 0; i + 1 < centre.length; i++) {
            double room = centre[i + 1] - centre[i] - GAP * size;
            scale = Math.min(scale, room / ((some.get(i).width(size) + some.get(i + 1).width(size)) / 2));
        }
        return scale;
    }

    /** The titles with their names cut to the room between the neighbours, and without the word "neurons". */
    private List<Title> shorter(double[] centre, float size) {
        List<Title> shorter = new ArrayList<>();
        for (int i = 0; i < centre.length; i++) {
            LayerBlock block = scene.layout().block(i);
            double room = Math.min(i == 0 ? Double.MAX_VALUE : centre[i] - centre[i - 1], i + 1 == centre.length ? Double.MAX_VALUE : centre[i + 1] - centre[i])
                    - 1.1 * GAP * style.fontPoints();
            shorter.add(new Title(cut(name(block), room, size), RichText.plain(extents(block)), fluctuation(block)));
        }
        return shorter;
    }

    /** As much of a name as has room; its end is what tells layers apart, so the middle goes. */
    private static RichText cut(String name, double room, float size) {
        int length = name.codePointCount(0, name.length());
        RichText cut = bold(name);
        for (int kept = length - 1; kept >= 2 && cut.width(size) > room; kept--) {
            int head = name.offsetByCodePoints(0, (kept + 1) / 2);
            int tail = name.offsetByCodePoints(name.length(), -(kept / 2));
            cut = bold(name.substring(0, head).stripTrailing() + "…" + name.substring(tail).stripLeading());
        }
        return cut;
    }

    /** Of one row above all of it, of several above each; links that run there stay behind. */
    private void numbers(Graphics2D g, GraphPlace place, float size, double bottom) {
        List<LayerBlock> blocks = scene.layout().blocks();
        boolean oneRow = blocks.stream().allMatch(block -> block.isRectangle() && Math.abs(block.centreY() - blocks.getFirst().centreY()) < 1);
        List<Rectangle2D> drawn = new ArrayList<>();
        for (LayerBlock block : blocks) {
            RichText number = bold(Integer.toString(block.layer()));
            double base = oneRow ? bottom : place.y(rowTop(block)) - 0.3 * size;
            double half = number.width(size) / 2 + 0.15 * size;
            Rectangle2D box = new Rectangle2D.Double(place.x(block.centreX()) - half, base - 0.85 * size, 2 * half, size);
            if (drawn.stream().noneMatch(box::intersects)) {
                drawn.add(box);
                if (!oneRow) {
                    g.setPaint(ChartLook.faint(style.palette().background(), 0.8));
                    g.fill(box);
                }
                g.setPaint(style.palette().text());
                number.drawCentred(g, place.x(block.centreX()), base, size);
            }
        }
    }

    private double rowTop(LayerBlock of) {
        return !of.isRectangle() ? of.top() : scene.layout().blocks().stream().filter(block -> block.isRectangle() && Math.abs(block.centreY() - of.centreY()) < 1)
                .mapToDouble(LayerBlock::top).min().orElse(of.top());
    }
}
