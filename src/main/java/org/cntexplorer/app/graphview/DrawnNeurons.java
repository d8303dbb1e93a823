package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.cntexplorer.graph.ChannelMaps;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/** Makes the discs and the small maps of a drawing. */
final class DrawnNeurons {
    /** Cells of a large layer along either side: neurons larger than these are drawn when they are seen to be. */
    private static final int MOST_CELLS = 256;

    private final GraphScene scene;
    private final Emphasis emphasis;
    private final NeuronShade shade;
    /** Of each layer the neurons that are selected or linked to the selection. */
    private final List<BitSet> linked;
    private final boolean dims;

    DrawnNeurons(GraphScene scene, Emphasis emphasis, NeuronShade shade, List<BitSet> linked) {
        this.scene = scene;
        this.emphasis = emphasis;
        this.shade = shade;
        this.linked = linked;
        this.dims = !emphasis.selected().isEmpty();
    }

    Drawing.Discs discs(Progress progress) {
        // a selected pixel of a small map, or a selected cell, has no disc of its own, but is to be seen
        List<Neuron> pixels = emphasis.selected().stream()
                .filter(n -> !scene.layout().block(n.layer()).isDrawn(n.index()) || Drawing.isCells(scene.layout().block(n.layer()))).toList();
        long count = pixels.size();
        for (LayerBlock block : scene.layout().blocks()) {
            count += Drawing.isCells(block) ? 0 : GraphLayout.drawn(block).count();
        }
        int n = Math.toIntExact(count);
        Drawing.Discs discs = new Drawing.Discs(new float[n], new float[n], new float[n], new int[n], new BitSet());
        int at = 0;
        for (LayerBlock block : scene.layout().blocks()) {
            progress.check();
            PrimitiveIterator.OfInt drawn = Drawing.isCells(block) ? IntStream.empty().iterator() : GraphLayout.drawn(block).iterator();
            while (drawn.hasNext()) {
                put(discs, at++, block, drawn.nextInt());
            }
        }
        for (Neuron pixel : pixels) {
            put(discs, at++, scene.layout().block(pixel.layer()), pixel.index());
        }
        return discs;
    }

    private void put(Drawing.Discs discs, int at, LayerBlock block, int i) {
        Neuron neuron = new Neuron(block.layer(), i);
        discs.x()[at] = block.x(i);
        discs.y()[at] = block.y(i);
        discs.radius()[at] = (float) scene.radius(neuron);
        discs.colour()[at] = shade.of(block.layer(), scene.values().get(block.layer())[i], stands(block.layer(), i));
        discs.selected().set(at, emphasis.selected().contains(neuron));
    }

    private boolean stands(int layer, int i) {
        return (!dims || linked.get(layer).get(i)) && (scene.passes(layer, i) || emphasis.selected().contains(new Neuron(layer, i)));
    }

    List<Drawing.Maps> maps(Progress progress) {
        List<Drawing.Maps> maps = new ArrayList<>();
        for (LayerBlock block : scene.layout().blocks()) {
            if (block.isMapped()) {
                maps.add(maps(block, progress));
            } else if (Drawing.isCells(block)) {
                maps.add(cells(block, progress));
            }
        }
        return maps;
    }

    private Drawing.Maps maps(LayerBlock block, Progress progress) {
        ChannelMaps means = ChannelMaps.of(block, scene.values().get(block.layer()), progress);
        BitSet stands = new BitSet();
        int pixels = block.rows() * block.columns();
        for (int channel = 0; channel < block.channels(); channel++) {
            int next = linked.get(block.layer()).nextSetBit(channel * pixels);
            stands.set(channel, !dims || next >= 0 && next < (channel + 1) * pixels);
        }
        int[] colours = new int[means.means().length];
        int ofMap = means.rows() * means.columns();
        BitSet cells = scene.inside().isEmpty() ? null : ChannelMaps.cells(block, scene.inside().get(block.layer()));
        for (int i = 0; i < colours.length; i++) {
            colours[i] = shade.of(block.layer(), means.means()[i], stands.get(i / ofMap) && (cells == null || cells.get(i)));
        }
        return new Drawing.Maps(block.layer(), means.rows(), means.columns(), colours);
    }

    /** The mean of the neurons that stand in each cell; a cell stands where one of its neurons does. */
    private Drawing.Maps cells(LayerBlock block, Progress progress) {
        int rows = Math.min(block.rows(), MOST_CELLS);
        int columns = Math.min(block.columns(), MOST_CELLS);
        double[] sums = new double[rows * columns];
        int[] counts = new int[sums.length];
        BitSet stand = new BitSet();
        double[] values = scene.values().get(block.layer());
        for (int i = 0; i < values.length; i++) {
            if (i % (1 << 16) == 0) {
                progress.check();
            }
            int row = Math.clamp((int) ((block.y(i) - block.top()) / block.height() * rows), 0, rows - 1);
            int column = Math.clamp((int) ((block.x(i) - block.left()) / block.width() * columns), 0, columns - 1);
            sums[row * columns + column] += values[i];
            counts[row * columns + column]++;
            if (stands(block.layer(), i)) {
                stand.set(row * columns + column);
            }
        }
        int[] colours = new int[sums.length];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = counts[i] == 0 ? 0 : shade.of(block.layer(), sums[i] / counts[i], stand.get(i));
        }
        return new Drawing.Maps(block.layer(), rows, columns, colours);
    }
}
