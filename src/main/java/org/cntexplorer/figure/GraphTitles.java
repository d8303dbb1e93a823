package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LayerRow;
import org.cntexplorer.model.Shape;

/**
 * The titles above the layers, row by row: name, shape, fluctuation. Where there is little room they are smaller, then shorter, then slanted, and
 * between rows that stand close there is a layer's number alone.
 */
final class GraphTitles {
    private static final double LINE = 1.22;
    private static final float SMALL = 0.88f;
    private static final double LEAST_SCALE = 0.7;
    private static final double GAP = 0.7;
    /** More layers in a row have slanted titles rather than cut ones. */
    private static final int MANY = 12;

    private record Title(RichText name, RichText shape, RichText fluctuation) {
        double width(float size) {
            return Math.max(name.width(size), Math.max(shape.width(size * SMALL), fluctuation.width(size * SMALL)));
        }
    }

    private final GraphScene scene;
    private final FigureStyle style;
    private final List<Title> titles = new ArrayList<>();
    private final SlantedNames slanted;

    GraphTitles(GraphScene scene, FigureStyle style) {
        this.scene = scene;
        this.style = style;
        List<String> sizes = new ArrayList<>();
        for (LayerBlock block : scene.layout().blocks()) {
            int neurons = scene.network().layer(block.layer()).neurons();
            String extents = extents(block);
            String size = extents.contains("×") ? extents : extents + (neurons == 1 ? " neuron" : " neurons");
            sizes.add(size);
            // dense is what a layer is where nothing is said
            String kind = scene.network().layer(block.layer()).kind().equals("dense") ? "" : scene.kindWord(block.layer());
            String shape = kind.isEmpty() ? size : kind + " · " + size;
            titles.add(new Title(bold(name(block)), RichText.plain(shape), fluctuation(block)));
        }
        slanted = new SlantedNames(scene.layout().blocks().stream().map(this::name).toList(), sizes, style);
    }

    private String name(LayerBlock block) {
        return scene.network().layer(block.layer()).name();
    }

    private RichText fluctuation(LayerBlock block) {
        return RichText.of("*Y* = " + TickFormat.number(scene.strength().layer(block.layer()).fluctuation()));
    }

    static RichText bold(String text) {
        return new RichText(List.of(new RichText.Run(text, FontFace.BOLD)));
    }

    /** "28×28", "256". */
    private String extents(LayerBlock block) {
        Shape shape = scene.network().layer(block.layer()).shape();
        return block.image().map(Shape::pixels)
                .orElseGet(() -> shape.extents().size() > 1 ? shape.toString() : String.format(Locale.ROOT, "%,d", shape.neurons()));
    }

    /** Room above the layout. @param scale units of the page for one of the layout, as far as its width allows */
    double height(double scale) {
        Optional<LayerRow> first = scene.layout().rows().stream().filter(row -> row.room() == Double.POSITIVE_INFINITY).findFirst();
        if (first.isEmpty()) {
            return 0;
        }
        return isSlanted(first.get().layers(), scale) ? slanted.height(first.get().layers()) : whole();
    }

    private boolean isSlanted(List<Integer> layers, double scale) {
        double[] centre = layers.stream().mapToDouble(layer -> scene.layout().block(layer).centreX() * scale).toArray();
        float least = (float) (style.fontPoints() * LEAST_SCALE);
        return scale(layers.stream().map(titles::get).toList(), centre) < LEAST_SCALE
                && !isUpright(shorter(layers, centre, least), layers, centre);
    }

    /** Whether titles that are cut stand beside one another, and not so many of them that whole ones, slanted, tell more. */
    private boolean isUpright(List<Title> cut, List<Integer> layers, double[] centre) {
        boolean all = IntStream.range(0, cut.size()).allMatch(i -> cut.get(i).name().plain().equals(name(scene.layout().block(layers.get(i)))));
        return scale(cut, centre) >= LEAST_SCALE && (all || cut.size() <= MANY);
    }

    /** How far slanted titles reach to the right of the last layer's middle in the longest row; 0 where they are upright. */
    double slant(double scale) {
        return scene.layout().rows().stream().filter(row -> row.room() == Double.POSITIVE_INFINITY && isSlanted(row.layers(), scale))
                .mapToDouble(row -> slanted.reach(row.layers().getLast())).max().orElse(0);
    }

    /** Height of the three lines of a title. */
    private double whole() {
        return style.fontPoints() * (1 + 2 * SMALL) * LINE;
    }

    /** How far the first title reaches to the left of its layer's middle, and the last one to the right of its own. */
    double reach(boolean first) {
        return titles.isEmpty() ? 0 : (first ? titles.getFirst() : titles.getLast()).width(style.fontPoints()) / 2;
    }

    /** Draws them so that their last line ends above their row, within {@code low} to {@code high}. */
    void draw(Graphics2D g, GraphPlace place, double low, double high) {
        for (LayerRow row : scene.layout().rows()) {
            double room = row.room() * place.scale();
            // between rows that stand close there is room for a number at most
            if (room > whole() + 0.9 * style.fontPoints()) {
                draw(g, row.layers(), place, room - style.fontPoints(), low, high, place.y(row.top()) - 0.9 * style.fontPoints());
            } else {
                float size = (float) Math.min(style.fontPoints() * LEAST_SCALE, 0.8 * room);
                numbers(g, row.layers(), centres(row.layers(), place), size, place.y(row.top()) - 0.15 * size, low);
            }
        }
    }

    private double[] centres(List<Integer> layers, GraphPlace place) {
        return layers.stream().mapToDouble(layer -> place.x(scene.layout().block(layer).centreX())).toArray();
    }

    private void draw(Graphics2D g, List<Integer> layers, GraphPlace place, double room, double low, double high, double bottom) {
        float size = style.fontPoints();
        double[] centre = centres(layers, place);
        List<Title> whole = layers.stream().map(titles::get).toList();
        double scale = Math.clamp(scale(whole, centre), LEAST_SCALE, 1);
        float used = (float) (size * scale);
        List<Title> fitting = scale(whole, centre) >= LEAST_SCALE ? whole : shorter(layers, centre, used);
        if (fitting != whole && !isUpright(fitting, layers, centre)) {
            slanted.draw(g, layers, centre, bottom, Math.min(room, slanted.height(layers)), high);
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
    private List<Title> shorter(List<Integer> layers, double[] centre, float size) {
        List<Title> shorter = new ArrayList<>();
        for (int i = 0; i < centre.length; i++) {
            LayerBlock block = scene.layout().block(layers.get(i));
            double room = Math.min(i == 0 ? Double.MAX_VALUE : centre[i] - centre[i - 1], i + 1 == centre.length ? Double.MAX_VALUE : centre[i + 1] - centre[i])
                    - 1.1 * GAP * style.fontPoints();
            shorter.add(new Title(cut(name(block), room, size), RichText.plain(extents(block)), fluctuation(block)));
        }
        return shorter;
    }

    /** As much of a name as has room; its end is what tells layers apart, so the middle goes. */
    static RichText cut(String name, double room, float size) {
        return RichText.cut(name, FontFace.BOLD, room, size);
    }

    /** Where there are several rows, links that run there stay behind. */
    private void numbers(Graphics2D g, List<Integer> layers, double[] centre, float size, double bottom, double low) {
        double freeFrom = low;
        for (int i = 0; i < centre.length; i++) {
            RichText number = bold(Integer.toString(layers.get(i)));
            double half = number.width(size) / 2;
            if (centre[i] - half >= freeFrom) {
                if (scene.layout().rows().size() > 1) {
                    g.setPaint(ChartLook.faint(style.palette().background(), 0.8));
                    g.fill(new Rectangle2D.Double(centre[i] - half - 0.15 * size, bottom - 0.85 * size, 2 * half + 0.3 * size, size));
                }
                g.setPaint(style.palette().text());
                number.drawCentred(g, centre[i], bottom, size);
                freeFrom = centre[i] + half + GAP * size / 2;
            }
        }
    }
}
