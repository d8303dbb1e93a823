package org.cntexplorer.app.graphview;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * The graph as lines and discs in primitive arrays, in the layout's unit: what the background thread draws from. Immutable once made.
 *
 * @param scene what it shows
 * @param lines the links, in the order in which they are drawn: weak ones first, those that stand out last
 * @param discs the neurons
 */
record Drawing(GraphScene scene, Emphasis emphasis, Palette palette, Lines lines, Discs discs) {
    /**
     * Links as lines.
     *
     * @param ends x and y of the source, x and y of the target, for each line
     * @param width in pixels at the fitted scale
     * @param colour premultiplied ARGB
     * @param links where each line comes from: the connections' links and, of them, the number
     */
    record Lines(float[] ends, float[] width, int[] colour, List<Links> links, int[] connection, int[] number) {
        int count() {
            return width.length;
        }

        /** The line nearest to a point and not further than {@code reach}, the upper one of several; −1 for none. */
        int nearest(double x, double y, double reach) {
            int nearest = -1;
            double best = reach * reach;
            for (int i = count() - 1; i >= 0; i--) {
                float x0 = ends[4 * i];
                float x1 = ends[4 * i + 2];
                if (x < Math.min(x0, x1) - reach || x > Math.max(x0, x1) + reach) {
                    continue;
                }
                double y0 = ends[4 * i + 1];
                double dx = x1 - x0;
                double dy = ends[4 * i + 3] - y0;
                double along = Math.clamp(((x - x0) * dx + (y - y0) * dy) / Math.max(dx * dx + dy * dy, 1e-12), 0, 1);
                double ex = x0 + along * dx - x;
                double ey = y0 + along * dy - y;
                double distance = ex * ex + ey * ey;
                if (distance < best * 0.8 || nearest < 0 && distance <= best) {
                    best = distance;
                    nearest = i;
                }
            }
            return nearest;
        }
    }

    /**
     * Neurons as discs.
     *
     * @param first number of the first disc of each layer
     */
    record Discs(float[] x, float[] y, float[] radius, int[] colour, BitSet selected, int[] first) {}

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    static Drawing of(GraphScene scene, Emphasis emphasis, Palette palette, Progress progress) {
        List<BitSet> linked = scene.layout().blocks().stream().map(b -> new BitSet()).toList();
        emphasis.selected().forEach(n -> linked.get(n.layer()).set(n.index()));
        Lines lines = lines(scene, emphasis, palette, linked, progress);
        progress.check();
        return new Drawing(scene, emphasis, palette, lines, discs(scene, emphasis, palette, linked));
    }

    private static Lines lines(GraphScene scene, Emphasis emphasis, Palette palette, List<BitSet> linked, Progress progress) {
        List<BitSet> selected = linked.stream().map(b -> (BitSet) b.clone()).toList();
        boolean dims = !emphasis.selected().isEmpty();
        List<Links> all = new ArrayList<>(scene.links().connections());
        all.addAll(emphasis.strongest());
        int total = all.stream().mapToInt(Links::count).sum();
        Builder dim = new Builder(dims ? total : 0);
        Builder bright = new Builder(total);
        for (int l = 0; l < all.size(); l++) {
            progress.check();
            Links links = all.get(l);
            int from = scene.network().connection(links.connection()).from();
            int to = scene.network().connection(links.connection()).to();
            GraphLayout.Block source = scene.layout().block(from);
            GraphLayout.Block target = scene.layout().block(to);
            boolean extra = l >= scene.links().connections().size();
            double strongest = Math.max(scene.strongestShown(links.connection()), extra ? GraphScene.strongest(links) : 0);
            // strongest come first in the arrays, and are to be drawn last
            for (int i = links.count() - 1; i >= 0; i--) {
                int s = links.source()[i];
                int t = links.target()[i];
                boolean stands = !dims || selected.get(from).get(s) || selected.get(to).get(t);
                double share = Math.abs(links.weight()[i]) / strongest;
                LinkLook look = LinkLook.among(share, links.count(), dims, stands, extra);
                Color colour = links.weight()[i] < 0 ? palette.negative() : palette.positive();
                (stands ? bright : dim).add(source.nodeX()[s], source.nodeY()[s], target.nodeX()[t], target.nodeY()[t], (float) look.width(),
                        Raster.premultiplied(colour.getRGB(), look.opacity()), l, i);
                if (stands && dims) {
                    linked.get(from).set(s);
                    linked.get(to).set(t);
                }
            }
        }
        return dim.with(bright, all);
    }

    private static Discs discs(GraphScene scene, Emphasis emphasis, Palette palette, List<BitSet> linked) {
        int[] first = new int[scene.layout().blocks().size() + 1];
        for (int l = 0; l < first.length - 1; l++) {
            first[l + 1] = first[l] + scene.layout().block(l).nodeX().length;
        }
        int n = first[first.length - 1];
        Discs discs = new Discs(new float[n], new float[n], new float[n], new int[n], new BitSet(), first);
        boolean dims = !emphasis.selected().isEmpty();
        double limit = scene.valueLimit();
        for (GraphLayout.Block block : scene.layout().blocks()) {
            int at = first[block.layer()];
            double[] values = scene.values().get(block.layer());
            System.arraycopy(block.nodeX(), 0, discs.x(), at, values.length);
            System.arraycopy(block.nodeY(), 0, discs.y(), at, values.length);
            for (int i = 0; i < values.length; i++) {
                discs.radius()[at + i] = (float) scene.radius(new Neuron(block.layer(), i), limit);
                Color colour = scene.quantity().signed() ? palette.diverging(values[i] / limit) : palette.sequential(values[i] / limit);
                boolean stands = !dims || linked.get(block.layer()).get(i);
                discs.colour()[at + i] = stands ? colour.getRGB() : Palette.mix(palette.background(), colour, LinkLook.DIMMED_NEURON).getRGB();
            }
        }
        emphasis.selected().forEach(s -> discs.selected().set(first[s.layer()] + s.index()));
        return discs;
    }

    private static final class Builder {
        private final float[] ends;
        private final float[] width;
        private final int[] colour;
        private final int[] connection;
        private final int[] number;
        private int count;

        Builder(int most) {
            ends = new float[4 * most];
            width = new float[most];
            colour = new int[most];
            connection = new int[most];
            number = new int[most];
        }

        void add(float x0, float y0, float x1, float y1, float lineWidth, int argb, int fromLinks, int ofNumber) {
            ends[4 * count] = x0;
            ends[4 * count + 1] = y0;
            ends[4 * count + 2] = x1;
            ends[4 * count + 3] = y1;
            width[count] = lineWidth;
            colour[count] = argb;
            connection[count] = fromLinks;
            number[count++] = ofNumber;
        }

        /** These lines, and {@code above} on top of them. */
        Lines with(Builder above, List<Links> links) {
            int n = count + above.count;
            float[] allEnds = Arrays.copyOf(ends, 4 * n);
            System.arraycopy(above.ends, 0, allEnds, 4 * count, 4 * above.count);
            float[] allWidths = Arrays.copyOf(width, n);
            System.arraycopy(above.width, 0, allWidths, count, above.count);
            return new Lines(allEnds, allWidths, joined(colour, above.colour, above.count, n), links,
                    joined(connection, above.connection, above.count, n), joined(number, above.number, above.count, n));
        }

        private int[] joined(int[] mine, int[] others, int othersCount, int n) {
            int[] all = Arrays.copyOf(mine, n);
            System.arraycopy(others, 0, all, count, othersCount);
            return all;
        }
    }
}
