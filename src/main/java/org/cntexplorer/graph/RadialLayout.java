package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;

/**
 * Layers as rings around the first one: an image stands in the middle as it is, any other layer around it, neuron by neuron or map by map.
 * Open channels stand beside the rings, large.
 */
final class RadialLayout {
    /** Room of a neuron, or of a map, at most. */
    private static final double MOST_NEURON = 7;
    private static final double MOST_MAP = 24;
    /** How thick a layer's rings are at most. */
    private static final double NEURONS_THICK = 14;
    private static final double MAPS_THICK = 26;
    /** Room between rings, for links and titles. */
    private static final double LEAST_GAP = 9;
    private static final double MOST_GAP = 34;
    private static final double ALL_GAPS = 150;
    /** Half the width of what is left free above the middle for titles. */
    private static final double TITLES = 15;
    /** Radius at which the first ring begins where nothing stands in the middle. */
    private static final double HOLLOW = 22;
    private static final double OPEN_SIDE = 64;
    private static final double OPEN_GAP = 8;

    private RadialLayout() {}

    static GraphLayout of(Network network, boolean assumeImages, Collection<Channel> open) {
        List<LayerBlock> atMiddle = new ArrayList<>();
        double gap = Math.clamp(ALL_GAPS / network.layers().size(), LEAST_GAP, MOST_GAP);
        double radius = 0;
        for (Layer layer : network.layers()) {
            LayerBlock alone = LayerShape.block(layer, assumeImages, false, List.of());
            boolean first = layer.index() == 0;
            if (first && !alone.isPlain()) {
                radius = Math.hypot(alone.width(), alone.height()) / 2;
                atMiddle.add(alone.moved(-alone.width() / 2, -alone.height() / 2));
            } else {
                double inner = first ? HOLLOW : radius + gap;
                RingPlaces places = RingPlaces.of(alone.tiles(), alone.isMapped(), inner, alone.isMapped() ? MAPS_THICK : NEURONS_THICK,
                        alone.isMapped() ? MOST_MAP : MOST_NEURON, TITLES);
                radius = places.outer();
                atMiddle.add(new LayerBlock(layer.index(), -radius, -radius, 2 * radius, 2 * radius, alone.isMapped() ? places.pixel() : places.step(),
                        alone.image(), alone.isMapped(), alone.tiles(), places, List.of()));
            }
        }
        double middle = radius + 1;
        List<LayerBlock> placed = new ArrayList<>();
        List<LayerRow> titles = new ArrayList<>();
        double[] beside = {2 * middle + OPEN_GAP, 0, 2 * middle};
        for (LayerBlock block : atMiddle) {
            LayerBlock moved = block.moved(middle, middle);
            placed.add(opened(moved, open, beside, 2 * middle));
            double room = block.layer() + 1 == atMiddle.size() ? Double.POSITIVE_INFINITY : gap;
            titles.add(new LayerRow(List.of(block.layer()), moved.top(), room));
        }
        return new GraphLayout(placed, titles, beside[2], 2 * middle, new RadialRoutes(middle, middle));
    }

    /** @param beside x and y where the next open channel goes, and the width that is taken */
    private static LayerBlock opened(LayerBlock block, Collection<Channel> open, double[] beside, double height) {
        Optional<Shape> image = block.image();
        List<Integer> channels = !block.isMapped() || image.isEmpty() ? Collections.emptyList()
                : open.stream().filter(c -> c.layer() == block.layer() && c.index() >= 0 && c.index() < block.channels()).map(Channel::index).distinct().toList();
        List<LayerBlock.Open> all = new ArrayList<>();
        for (int channel : channels) {
            double pitch = OPEN_SIDE / Math.max(block.rows(), block.columns());
            if (beside[1] > 0 && beside[1] + block.rows() * pitch > height) {
                beside[0] = beside[2] + OPEN_GAP;
                beside[1] = 0;
            }
            all.add(new LayerBlock.Open(channel, beside[0] - block.left(), beside[1] - block.top(), pitch));
            beside[1] += block.rows() * pitch + OPEN_GAP;
            beside[2] = Math.max(beside[2], beside[0] + block.columns() * pitch);
        }
        return all.isEmpty() ? block : new LayerBlock(block.layer(), block.left(), block.top(), block.width(), block.height(), block.pitch(), image,
                block.isMapped(), block.tiles(), block.places(), all);
    }
}
