package org.cntexplorer.app.graphview;

import java.awt.Color;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PrimitiveIterator;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.ChannelMaps;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/** Makes the discs and the small maps of a drawing. */
final class DrawnNeurons {
    private final GraphScene scene;
    private final Emphasis emphasis;
    private final Palette palette;
    /** Of each layer the neurons that are selected or linked to the selection. */
    private final List<BitSet> linked;
    private final boolean dims;

    DrawnNeurons(GraphScene scene, Emphasis emphasis, Palette palette, List<BitSet> linked) {
        this.scene = scene;
        this.emphasis = emphasis;
        this.palette = palette;
        this.linked = linked;
        this.dims = !emphasis.selected().isEmpty();
    }

    private int colour(double value, boolean stands) {
        double share = value / scene.valueLimit();
        Color colour = scene.quantity().signed() ? palette.diverging(share) : palette.sequential(share);
        return (stands ? colour : Palette.mix(palette.background(), colour, LinkLook.DIMMED_NEURON)).getRGB();
    }

    Drawing.Discs discs(Progress progress) {
        // a selected pixel of a small map has no disc of its own, but is to be seen
        List<Neuron> pixels = emphasis.selected().stream().filter(n -> !scene.layout().block(n.layer()).isDrawn(n.index())).toList();
        long count = pixels.size();
        for (LayerBlock block : scene.layout().blocks()) {
            count += block.isMapped() ? (long) block.open().size() * block.rows() * block.columns() : block.neurons();
        }
        int n = Math.toIntExact(count);
        Drawing.Discs discs = new Drawing.Discs(new float[n], new float[n], new float[n], new int[n], new BitSet());
        int at = 0;
        for (LayerBlock block : scene.layout().blocks()) {
            progress.check();
            PrimitiveIterator.OfInt drawn = GraphLayout.drawn(block).iterator();
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
        discs.radius()[at] = (float) scene.radius(neuron, scene.valueLimit());
        discs.colour()[at] = colour(scene.values().get(block.layer())[i], stands(block.layer(), i));
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
            colours[i] = colour(means.means()[i], stands.get(i / ofMap) && (cells == null || cells.get(i)));
        }
        return new Drawing.Maps(block.layer(), means.rows(), means.columns(), colours, stands);
    }
}
