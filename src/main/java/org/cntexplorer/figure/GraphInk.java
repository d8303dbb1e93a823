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
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkLook;
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
    private static final int STEPS = 100;

    private final GraphScene scene;
    private final List<Links> links;
    private final Palette palette;
    private final GraphPlace place;
    private final double thinnest;
    private final List<BitSet> selected;
    private final List<BitSet> linked;
    private final boolean dims;

    /** @param fontPoints of the figure, by which its thinnest line is measured */
    GraphInk(GraphScene scene, List<Links> emphasised, Palette palette, GraphPlace place, double fontPoints) {
        this.scene = scene;
        this.palette = palette;
        this.place = place;
        thinnest = fontPoints / 70;
        links = new ArrayList<>(scene.links().connections());
        links.addAll(emphasised);
        dims = !scene.selection().isEmpty();
        selected = scene.layout().blocks().stream().map(block -> new BitSet()).toList();
        scene.selection().forEach(neuron -> selected.get(neuron.layer()).set(neuron.index()));
        linked = selected.stream().map(layer -> (BitSet) layer.clone()).toList();
    }

    void draw(Graphics2D g, Progress progress) {
        plates(g);
        links(g, progress);
        neurons(g, progress);
    }

    /** A faint plate behind every layer of several columns, so that it is seen as one. */
    private void plates(Graphics2D g) {
        g.setPaint(Palette.mix(palette.background(), palette.grid(), 0.38));
        for (GraphLayout.Block block : scene.layout().blocks()) {
            if (block.isGrid()) {
                double around = Math.min(1.6, 0.6 * block.pitch() + 0.4);
                g.fill(new Rectangle2D.Double(place.x(block.left() - around), place.y(block.top() - around),
                        (block.width() + 2 * around) * place.scale(), (block.height() + 2 * around) * place.scale()));
            }
        }
    }

    private record Look(boolean stands, int opacity, boolean positive, LinkLook look) {}

    private Look look(int of, int i) {
        Links some = links.get(of);
        int from = scene.network().connection(some.connection()).from();
        int to = scene.network().connection(some.connection()).to();
        boolean stands = !dims || selected.get(from).get(some.source()[i]) || selected.get(to).get(some.target()[i]);
        boolean extra = of >= scene.links().connections().size();
        LinkLook look = LinkLook.among(Math.abs(some.weight()[i]) / strongest(of), some.count(), dims, stands, extra);
        return new Look(stands, (int) Math.clamp(Math.round(look.opacity() * STEPS), 1, STEPS), some.weight()[i] >= 0, look);
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
            for (int i = 0; i < links.get(of).count(); i++) {
                Look look = look(of, i);
                long rank = (look.stands() ? 2L * STEPS + 2 : 0) + 2L * look.opacity() + (look.positive() ? 1 : 0);
                // the upper bits sort, the lower ones say which link
                order[n++] = rank << 52 | (long) of << 32 | i;
            }
        }
        Arrays.sort(order);
        long before = -1;
        for (int k = 0; k < n; k++) {
            if ((k & 1023) == 0) {
                progress.check();
                progress.report(k / (double) total, "Draw the links");
            }
            int of = (int) (order[k] >>> 32 & 0xfffff);
            int i = (int) order[k];
            if (order[k] >>> 52 != before) {
                before = order[k] >>> 52;
                Look look = look(of, i);
                g.setPaint(ChartLook.faint(look.positive() ? palette.positive() : palette.negative(), look.opacity() / (double) STEPS));
                g.setStroke(new BasicStroke((float) Math.max(thinnest, look.look().width() * PIXEL * place.scale()), BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND));
            }
            line(g, links.get(of), i);
        }
    }

    private void line(Graphics2D g, Links some, int i) {
        int from = scene.network().connection(some.connection()).from();
        int to = scene.network().connection(some.connection()).to();
        int s = some.source()[i];
        int t = some.target()[i];
        GraphLayout.Block source = scene.layout().block(from);
        GraphLayout.Block target = scene.layout().block(to);
        g.draw(new Line2D.Double(place.x(source.nodeX()[s]), place.y(source.nodeY()[s]), place.x(target.nodeX()[t]), place.y(target.nodeY()[t])));
        if (dims && (selected.get(from).get(s) || selected.get(to).get(t))) {
            linked.get(from).set(s);
            linked.get(to).set(t);
        }
    }

    /** The selected ones last, so that no neighbour covers their rings. */
    private void neurons(Graphics2D g, Progress progress) {
        progress.report(1, "Draw the neurons");
        double limit = scene.valueLimit();
        for (GraphLayout.Block block : scene.layout().blocks()) {
            BitSet later = selected.get(block.layer());
            for (int i = 0; i < block.nodeX().length; i++) {
                if ((i & 1023) == 0) {
                    progress.check();
                }
                if (!later.get(i)) {
                    neuron(g, block, i, scene.radius(new Neuron(block.layer(), i), limit), limit);
                }
            }
        }
        scene.selection().stream().sorted().forEach(neuron -> {
            GraphLayout.Block block = scene.layout().block(neuron.layer());
            double radius = Math.max(scene.radius(neuron, limit), 2 * PIXEL);
            disc(g, scene.layout().x(neuron), scene.layout().y(neuron), radius + 3 * PIXEL, palette.accent());
            disc(g, scene.layout().x(neuron), scene.layout().y(neuron), radius + 1.2 * PIXEL, palette.background());
            neuron(g, block, neuron.index(), radius, limit);
        });
    }

    private void neuron(Graphics2D g, GraphLayout.Block block, int i, double radius, double limit) {
        double share = scene.values().get(block.layer())[i] / limit;
        Color colour = scene.quantity().signed() ? palette.diverging(share) : palette.sequential(share);
        boolean stands = !dims || linked.get(block.layer()).get(i);
        // a thin rim, so that a value near 0 does not fade into the background; tiny neurons have none
        double rim = 0.47 * block.pitch() * place.scale() > 12 * thinnest ? Math.min(0.8 * PIXEL, 0.07 * block.pitch()) : 0;
        // half of the rim's line lies outside its path
        double inside = radius - rim / 2;
        disc(g, block.nodeX()[i], block.nodeY()[i], inside, stands ? colour : Palette.mix(palette.background(), colour, LinkLook.DIMMED_NEURON));
        if (rim > 0) {
            g.setPaint(Palette.mix(palette.background(), palette.axis(), stands ? 0.55 : 0.27));
            g.setStroke(new BasicStroke((float) (rim * place.scale())));
            g.draw(circle(block.nodeX()[i], block.nodeY()[i], inside));
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
