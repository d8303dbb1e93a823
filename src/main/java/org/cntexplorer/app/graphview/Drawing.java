package org.cntexplorer.app.graphview;

import java.util.BitSet;
import java.util.List;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.ChannelMaps;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Links;
import org.cntexplorer.progress.Progress;

/**
 * The graph as lines, discs and maps in primitive arrays, in the layout's unit: what the background thread draws from. Immutable once made.
 *
 * @param scene what it shows
 * @param lines the links, in the order in which they are drawn: weak ones first, those that stand out last
 * @param discs the neurons that are drawn by themselves
 * @param maps for each layer that is drawn as maps, in order
 */
record Drawing(GraphScene scene, Emphasis emphasis, Palette palette, Lines lines, Discs discs, List<Maps> maps) {
    /**
     * Links as straight pieces; a link that is not straight is several of them, a connection that is drawn as one a dashed line.
     *
     * @param ends x and y of both ends, for each piece
     * @param width in pixels at the fitted scale
     * @param colour premultiplied ARGB
     * @param links where each piece comes from: the connections' links and, of them, the number; −1 for a connection that is drawn as one
     */
    record Lines(float[] ends, float[] width, int[] colour, List<Links> links, int[] connection, int[] number) {
        int count() {
            return width.length;
        }

        /** The piece nearest to a point and not further than {@code reach}, the upper one of several; −1 for none. */
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

    /** Neurons as discs. @param selected the discs of the selected ones */
    record Discs(float[] x, float[] y, float[] radius, int[] colour, BitSet selected) {}

    /**
     * A layer's small maps.
     *
     * @param colours of what {@link ChannelMaps} counts, opaque ARGB
     * @param stands the channels that are not dimmed
     */
    record Maps(int layer, int rows, int columns, int[] colours, BitSet stands) {}

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    static Drawing of(GraphScene scene, Emphasis emphasis, Palette palette, Progress progress) {
        List<BitSet> linked = scene.layout().blocks().stream().map(b -> new BitSet()).toList();
        emphasis.selected().forEach(n -> linked.get(n.layer()).set(n.index()));
        Lines lines = new DrawnLinks(scene, emphasis, palette, linked).lines(progress);
        progress.check();
        DrawnNeurons neurons = new DrawnNeurons(scene, emphasis, palette, linked);
        return new Drawing(scene, emphasis, palette, lines, neurons.discs(progress), neurons.maps(progress));
    }
}
