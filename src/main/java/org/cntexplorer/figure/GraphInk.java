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
    /** How much of its opacity a link keeps that is not linked to the selection, and of its colour a neuron. */
    private static final double DIMMED_LINK = 0.10;
    private static final double DIMMED_NEURON = 0.22;
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
        g.setPaint(mix(palette.background(), palette.grid(), 0.38));
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
        int crowd = !stands ? Math.max(some.count(), 300) : extra ? 1 : dims ? 300 : some.count();
        LinkLook look = LinkLook.of(Math.abs(some.weight()[i]) / strongest(of), crowd);
        double opacity = stands ? look.opacity() : Math.max(look.opacity() * DIMMED_LINK, 0.012);
        return new Look(stands, (int) Math.clamp(Math.round(opacity * STEPS), 1, STEPS), some.weight()[i] >= 0, look);
    }

    private double strongest(int of) {
        Links some = links.get(of);
        double most = scene.strongestShown(some.connection());
        if (of >= scene.links().connections().size()) {
            for (float weight : some.weight()) {
                most = Math.max(most, Math.abs(weight));
            }
        }
        return most;
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

    private void neurons(Graphics2D g, Progress progress) {
        double limit = scene.valueLimit();
        Color rimColour = mix(palette.background(), palette.axis(), 0.55);
        for (GraphLayout.Block block : scene.layout().blocks()) {
            progress.check();
            // a thin rim, so that a value near 0 does not fade into the background; tiny neurons have none
            boolean rimmed = 0.47 * block.pitch() * place.scale() > 12 * thinnest;
            BasicStroke rim = new BasicStroke((float) (Math.min(0.8 * PIXEL, 0.07 * block.pitch()) * place.scale()));
            double[] values = scene.values().get(block.layer());
            for (int i = 0; i < values.length; i++) {
                double radius = scene.radius(new Neuron(block.layer(), i), limit);
                double x = place.x(block.nodeX()[i]);
                double y = place.y(block.nodeY()[i]);
                if (selected.get(block.layer()).get(i)) {
                    double ring = Math.max(radius, 2 * PIXEL);
                    disc(g, x, y, (ring + 3 * PIXEL) * place.scale(), palette.accent());
                    disc(g, x, y, (ring + 1.2 * PIXEL) * place.scale(), palette.background());
                    radius = ring;
                }
                Color colour = scene.quantity().signed() ? palette.diverging(values[i] / limit) : palette.sequential(values[i] / limit);
                boolean stands = !dims || linked.get(block.layer()).get(i);
                double r = radius * place.scale();
                // half of the rim's line lies outside its path
                disc(g, x, y, rimmed ? r - rim.getLineWidth() / 2 : r, stands ? colour : mix(palette.background(), colour, DIMMED_NEURON));
                if (rimmed) {
                    g.setPaint(stands ? rimColour : mix(palette.background(), rimColour, 0.5));
                    g.setStroke(rim);
                    double middle = r - rim.getLineWidth() / 2;
                    g.draw(new Ellipse2D.Double(x - middle, y - middle, 2 * middle, 2 * middle));
                }
            }
        }
    }

    private static void disc(Graphics2D g, double x, double y, double radius, Color colour) {
        g.setPaint(colour);
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    static Color mix(Color a, Color b, double part) {
        return new Color((int) Math.round(a.getRed() + (b.getRed() - a.getRed()) * part),
                (int) Math.round(a.getGreen() + (b.getGreen() - a.getGreen()) * part),
                (int) Math.round(a.getBlue() + (b.getBlue() - a.getBlue()) * part));
    }
}
