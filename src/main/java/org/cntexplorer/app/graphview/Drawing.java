package org.cntexplorer.app.graphview;

import java.util.BitSet;
import java.util.List;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.ChannelMaps;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * The graph as lines, discs and maps in primitive arrays, in the layout's unit: what the background thread draws from. Immutable once made.
 *
 * @param scene what it shows
 * @param lines the links, in the order in which they are drawn: weak ones first, those that stand out last
 * @param discs the neurons that are drawn by themselves at every zoom
 * @param maps for each layer that is drawn as maps, or as cells because it is large, in order
 * @param shade the colours of the neurons
 * @param linked of each layer the neurons that are selected or linked to the selection
 */
record Drawing(GraphScene scene, Emphasis emphasis, Palette palette, Lines lines, Discs discs, List<Maps> maps, NeuronShade shade, List<BitSet> linked) {
    /** A plain layer of more neurons than this is drawn as cells, from which neurons come forth as one zooms in. */
    static final int LARGE = 4_096;

    /**
     * Links as straight pieces; a link that is not straight is several of them, a connection that is drawn as one a dashed line.
     *
     * @param ends x and y of both ends, for each piece
     * @param width in pixels at the fitted scale
     * @param crowd how much of the room between its layers stronger links of its connection cover already: their widths in pixels times their
     *     lengths and opacities, over the area, both in the layout's unit
     * @param room across the lane that the piece belongs to, in the layout's unit: it is drawn narrower than that; infinite for most
     * @param colour premultiplied ARGB
     * @param links where each piece comes from: the connections' links and, of them, the number; −1 for a connection that is drawn as one
     */
    record Lines(float[] ends, float[] width, float[] crowd, float[] room, int[] colour, List<Links> links, int[] connection, int[] number) {
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
     * A layer's small maps, or the cells of a large plain layer, which are a single one.
     *
     * @param colours of what {@link ChannelMaps} counts, opaque ARGB; 0 where no neuron is
     */
    record Maps(int layer, int rows, int columns, int[] colours) {}

    /** Whether a plain layer is so large that it is drawn as cells. */
    static boolean isCells(LayerBlock block) {
        return !block.isMapped() && block.isRectangle() && block.neurons() > LARGE;
    }

    /** Whether a neuron is not dimmed. */
    boolean stands(int layer, int neuron) {
        return (emphasis.selected().isEmpty() || linked.get(layer).get(neuron))
                && (scene.passes(layer, neuron) || emphasis.selected().contains(new Neuron(layer, neuron)));
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    static Drawing of(GraphScene scene, Emphasis emphasis, Palette palette, Progress progress) {
        List<BitSet> linked = scene.layout().blocks().stream().map(b -> new BitSet()).toList();
        emphasis.selected().forEach(n -> linked.get(n.layer()).set(n.index()));
        Lines lines = new DrawnLinks(scene, emphasis, palette, linked).lines(progress);
        progress.check();
        NeuronShade shade = new NeuronShade(scene, palette);
        DrawnNeurons neurons = new DrawnNeurons(scene, emphasis, shade, linked);
        return new Drawing(scene, emphasis, palette, lines, neurons.discs(progress), neurons.maps(progress), shade, linked);
    }
}
