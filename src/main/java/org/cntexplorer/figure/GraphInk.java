package org.cntexplorer.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.cntexplorer.graph.Crowd;
import org.cntexplorer.graph.Dashes;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * Links and neurons on the page, as the window draws them. Widths that the window counts in pixels are fractions of the layout here, as
 * large as in a window in which the graph fits.
 */
final class GraphInk {
    /** A pixel of the window, in the layout's unit. */
    private static final double PIXEL = 0.22;
    /** Steps of opacity: links of one step follow one another, so that a file says their look once. */
    private static final int STEPS = 250;
    /** Links of the scale. */
    private static final int SAMPLES = 41;
    /** What lines may stand out of the layout. */
    private static final double AROUND = 2;

    private final GraphScene scene;
    private final List<Links> links;
    /** Of each of these how much of the room between its layers stronger ones cover. */
    private final List<float[]> crowd = new ArrayList<>();
    /** Of these the links that are drawn for those of their maps, null where all are. */
    private final List<BitSet> mapLinks = new ArrayList<>();
    private final FigureStyle style;
    private final Palette palette;
    private final GraphPlace place;
    private final double thinnest;
    private final List<BitSet> selected;
    private final List<BitSet> linked;
    private final boolean dims;

    GraphInk(GraphScene scene, List<Links> emphasised, FigureStyle style, GraphPlace place) {
        this.scene = scene;
        this.style = style;
        this.place = place;
        palette = style.palette();
        thinnest = style.fontPoints() / 70;
        links = new ArrayList<>(scene.links().connections());
        links.addAll(emphasised);
        for (int of = 0; of < links.size(); of++) {
            mapLinks.add(mapped(links.get(of)) ? strongestOfMaps(links.get(of)) : null);
            crowd.add(Crowd.of(scene, links.get(of), mapLinks.get(of), strongest(of)));
        }
        dims = !scene.selection().isEmpty();
        selected = scene.layout().blocks().stream().map(block -> new BitSet()).toList();
        scene.selection().forEach(neuron -> selected.get(neuron.layer()).set(neuron.index()));
        linked = selected.stream().map(layer -> (BitSet) layer.clone()).toList();
    }

    void draw(Graphics2D g, DensityBands bands, Progress progress) {
        GraphGround ground = new GraphGround(scene, palette, place, dims);
        ground.plates(g);
        ground.blocks(g, style.fontPoints());
        new GraphBands(scene, bands, palette, place).draw(g, progress);
        markLinked();
        ground.maps(g, linked, progress);
        links(g, progress);
        bundles(g);
        neurons(g, progress);
    }

    private record Look(boolean stands, int opacity, boolean positive, double width) {}

    private Look look(int of, int i) {
        Links some = links.get(of);
        int from = scene.network().connection(some.connection()).from();
        int to = scene.network().connection(some.connection()).to();
        boolean stands = inside(some, i) && (!dims || selected.get(from).get(some.source()[i]) || selected.get(to).get(some.target()[i]));
        boolean extra = of >= scene.links().connections().size();
        LinkLook look = LinkLook.among(Math.abs(some.weight()[i]) / strongest(of), some.count(), scene.dims(), stands, extra);
        boolean own = stands && dims;
        double wide = look.width() * PIXEL;
        double narrow = own ? wide : Math.min(wide, Math.max(thinnest / place.scale(), Crowd.OF_LANE * scene.layout().routes().room(some.connection())));
        double opacity = look.opacity() * (own ? 1 : Crowd.seen(crowd.get(of)[i] * PIXEL * narrow / wide));
        return new Look(stands, (int) Math.clamp(Math.round(opacity * STEPS), 1, STEPS), some.weight()[i] >= 0, narrow / PIXEL);
    }

    /** Whether both ends pass the filter. */
    private boolean inside(Links some, int i) {
        return scene.passes(connection(some).from(), some.source()[i]) && scene.passes(connection(some).to(), some.target()[i]);
    }

    private double strongest(int of) {
        double most = scene.strongestShown(links.get(of).connection());
        return of < scene.links().connections().size() ? most : Math.max(most, GraphScene.strongest(links.get(of)));
    }

    /** Faint ones first, so that those that stand out lie above them. */
    private void links(Graphics2D g, Progress progress) {
        int total = links.stream().mapToInt(Links::count).sum();
        long[] order = new long[total];
        int n = 0;
        for (int of = 0; of < links.size(); of++) {
            progress.check();
            if (of < scene.links().connections().size() && !connection(links.get(of)).counted()) {
                continue;
            }
            BitSet ofMaps = mapLinks.get(of);
            for (int i = 0; i < links.get(of).count(); i++) {
                Look look = look(of, i);
                boolean extra = of >= scene.links().connections().size();
                if (!placed(links.get(of), i) || ofMaps != null && !(dims && look.stands()) && !ofMaps.get(i) || extra && !inside(links.get(of), i)) {
                    continue;
                }
                order[n++] = rank(look, connection(links.get(of)).counted(), i) << 48 | (long) of << 32 | i;
            }
        }
        Arrays.sort(order, 0, n);
        int asPicture = Math.max(0, n - style.lines());
        if (asPicture > 0) {
            new LinePicture(place.box(scene.layout(), AROUND), style.resolution())
                    .draw(g, lines -> lines(lines, order, 0, asPicture, progress.part(0, asPicture / (double) total)));
        }
        lines(g, order, asPicture, n, progress.part(asPicture / (double) total, 1));
    }

    /**
     * By what links are sorted, 15 bits: those that are not counted come last, before them those that stand out, then by opacity. Of one
     * opacity positive and negative ones take turns, so that neither covers the other.
     */
    private static long rank(Look look, boolean counted, int i) {
        int turn = i * 0x9E3779B9 >>> 28;
        return (counted ? 0 : 1L << 14) | (look.stands() ? 1L << 13 : 0) | (long) look.opacity() << 5 | (long) turn << 1 | (look.positive() ? 1 : 0);
    }

    private void lines(Graphics2D g, long[] order, int first, int end, Progress progress) {
        long before = -1;
        for (int k = first; k < end; k++) {
            if ((k & 1023) == 0) {
                progress.check();
                progress.report((k - first) / (double) (end - first), "Draw the links");
            }
            // the upper bits sort, the lower ones say which link
            int of = (int) (order[k] >>> 32 & 0xffff);
            int i = (int) order[k];
            if (order[k] >>> 48 != before) {
                before = order[k] >>> 48;
                Look look = look(of, i);
                boolean counted = connection(links.get(of)).counted();
                g.setPaint(ChartLook.faint(!counted ? palette.axis() : look.positive() ? palette.positive() : palette.negative(), look.opacity() / (double) STEPS));
                g.setStroke(counted ? stroke(look.width()) : dashed(look.width()));
            }
            line(g, links.get(of), i);
        }
    }

    /** Samples of links, side by side, from the strongest negative to the strongest positive one. */
    void scale(Graphics2D g, Rectangle2D area) {
        int crowd = scene.links().connections().stream().filter(some -> connection(some).counted()).mapToInt(Links::count).max().orElse(1);
        for (int i = 0; i < SAMPLES; i++) {
            double weight = 2. * i / (SAMPLES - 1) - 1;
            LinkLook look = LinkLook.of(Math.abs(weight), crowd);
            BasicStroke stroke = stroke(look.width());
            double x = area.getX() + stroke.getLineWidth() / 2 + (area.getWidth() - stroke.getLineWidth()) * i / (SAMPLES - 1);
            g.setPaint(ChartLook.faint(weight < 0 ? palette.negative() : palette.positive(), look.opacity()));
            g.setStroke(stroke);
            g.draw(new Line2D.Double(x, area.getMinY(), x, area.getMaxY()));
        }
    }

    /** Whether the layout has both ends: a force-directed one leaves most neurons out. */
    private boolean placed(Links some, int i) {
        Connection connection = connection(some);
        return scene.layout().block(connection.from()).has(some.source()[i]) && scene.layout().block(connection.to()).has(some.target()[i]);
    }

    private Connection connection(Links some) {
        return scene.network().connection(some.connection());
    }

    /** @param width in pixels of the window */
    private BasicStroke stroke(double width) {
        return new BasicStroke((float) Math.max(thinnest, width * PIXEL * place.scale()), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    private BasicStroke dashed(double width) {
        return new BasicStroke((float) Math.max(thinnest, width * PIXEL * place.scale()), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
                new float[] {(float) (Dashes.DASH * place.scale()), (float) (Dashes.GAP * place.scale())}, 0);
    }

    private boolean mapped(Links some) {
        return scene.layout().block(connection(some).from()).isMapped() || scene.layout().block(connection(some).to()).isMapped();
    }

    private BitSet strongestOfMaps(Links some) {
        return LayerBlock.strongestOfMaps(some, scene.layout().block(connection(some).from()), scene.layout().block(connection(some).to()));
    }

    private void line(Graphics2D g, Links some, int i) {
        Connection connection = connection(some);
        int s = some.source()[i];
        int t = some.target()[i];
        LayerBlock source = scene.layout().block(connection.from());
        LayerBlock target = scene.layout().block(connection.to());
        g.draw(place.way(mapped(some) && !own(some, i)
                ? scene.layout().routes().pathOfMaps(connection, source, s, target, t)
                : scene.layout().routes().path(connection, source, s, target, t)));
    }

    /** Whether a link is one of the selection's. */
    private boolean own(Links some, int i) {
        return dims && inside(some, i) && (selected.get(connection(some).from()).get(some.source()[i]) || selected.get(connection(some).to()).get(some.target()[i]));
    }

    /** Finds the neurons that the selected ones are linked to: maps that hold none of them are dimmed before a link is drawn. */
    private void markLinked() {
        for (int of = 0; dims && of < links.size(); of++) {
            Links some = links.get(of);
            boolean asOne = of < scene.links().connections().size() && !connection(some).counted();
            for (int i = 0; i < some.count(); i++) {
                if (!asOne && own(some, i) && placed(some, i)) {
                    linked.get(connection(some).from()).set(some.source()[i]);
                    linked.get(connection(some).to()).set(some.target()[i]);
                }
            }
        }
    }

    /** Connections that no metric counts, each as one line; a block between neighbours is a band already. */
    private void bundles(Graphics2D g) {
        for (Connection connection : scene.network().connections()) {
            boolean block = connection instanceof org.cntexplorer.model.Block;
            float[] way = scene.layout().routes().bundle(connection, scene.layout().block(connection.from()), scene.layout().block(connection.to()));
            if (!connection.counted() && way.length > 0 && !(block && scene.layout().routes().isBand(connection.index()))) {
                g.setPaint(ChartLook.faint(palette.axis(), (block ? 0.3 : 0.85) * (dims ? 0.45 : 1)));
                g.setStroke(block ? stroke(3) : dashed(1.5));
                g.draw(place.way(way));
            }
        }
    }

    /** The selected ones last, so that no neighbour covers their rings. */
    private void neurons(Graphics2D g, Progress progress) {
        progress.report(1, "Draw the neurons");
        for (LayerBlock block : scene.layout().blocks()) {
            BitSet later = selected.get(block.layer());
            for (int i : GraphLayout.drawn(block).toArray()) {
                if ((i & 1023) == 0) {
                    progress.check();
                }
                if (!later.get(i)) {
                    neuron(g, block, i, scene.radius(new Neuron(block.layer(), i)));
                }
            }
        }
        scene.selection().stream().filter(n -> scene.layout().block(n.layer()).has(n.index())).sorted().forEach(neuron -> {
            LayerBlock block = scene.layout().block(neuron.layer());
            double radius = Math.max(scene.radius(neuron), 2 * PIXEL);
            disc(g, scene.layout().x(neuron), scene.layout().y(neuron), radius + 3 * PIXEL, palette.accent());
            disc(g, scene.layout().x(neuron), scene.layout().y(neuron), radius + 1.2 * PIXEL, palette.background());
            neuron(g, block, neuron.index(), radius);
        });
    }

    private void neuron(Graphics2D g, LayerBlock block, int i, double radius) {
        double share = scene.values().get(block.layer())[i] / scene.limit(block.layer());
        Color colour = scene.signed() ? palette.diverging(share) : palette.sequential(share);
        boolean stands = (!dims || linked.get(block.layer()).get(i)) && (scene.passes(block.layer(), i) || selected.get(block.layer()).get(i));
        // a thin rim, so that a value near 0 does not fade into the background; tiny neurons have none
        double rim = 0.47 * block.pitch(i) * place.scale() > 12 * thinnest ? Math.min(0.8 * PIXEL, 0.07 * block.pitch(i)) : 0;
        // half of the rim's line lies outside its path
        double inside = radius - rim / 2;
        disc(g, block.x(i), block.y(i), inside, stands ? colour : Palette.mix(palette.background(), colour, LinkLook.DIMMED_NEURON));
        if (rim > 0) {
            g.setPaint(Palette.mix(palette.background(), palette.axis(), stands ? 0.55 : 0.27));
            g.setStroke(new BasicStroke((float) (rim * place.scale())));
            g.draw(circle(block.x(i), block.y(i), inside));
        }
    }

    private void disc(Graphics2D g, double layoutX, double layoutY, double radius, Color colour) {
        g.setPaint(colour);
        g.fill(circle(layoutX, layoutY, radius));
    }

    private Ellipse2D circle(double layoutX, double layoutY, double radius) {
        double r = radius * place.scale();
        return new Ellipse2D.Double(place.x(layoutX) - r, place.y(layoutY) - r, 2 * r, 2 * r);
    }
}
