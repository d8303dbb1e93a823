package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;

/**
 * Where every neuron stands: one block a layer. The unit is a hundredth of the tallest block that there may be; x grows to the right, y grows
 * downwards, the top left corner is (0, 0).
 *
 * @param blocks one for each layer, in order
 * @param rows the layers row by row, for their titles
 * @param routes the way of each connection's links
 */
public record GraphLayout(List<LayerBlock> blocks, List<LayerRow> rows, double width, double height, LinkRoutes routes) {
    public GraphLayout {
        blocks = List.copyOf(blocks);
        rows = List.copyOf(rows);
    }

    /**
     * The layered layout, no channel open.
     *
     * @param assumeImages whether an input vector such as 784 is laid out as the image that it may be (28×28)
     */
    public static GraphLayout layered(Network network, boolean assumeImages) {
        return layered(network, assumeImages, Set.of());
    }

    /** @param open the channels that are open; others than the network's own are left aside */
    public static GraphLayout layered(Network network, boolean assumeImages, Collection<Channel> open) {
        return LayeredLayout.of(network, assumeImages, open);
    }

    /** Of no layer at all: for what is drawn of lines and discs alone. */
    public static GraphLayout empty(double width, double height) {
        return new GraphLayout(List.of(), List.of(), width, height, new ForceLayout.StraightRoutes());
    }

    /** The image that a layer is shown as: its own shape, or the assumed one of an input vector. */
    public static Optional<Shape> imageOf(Layer layer, boolean assumeImages) {
        if (layer.shape().isImage()) {
            return Optional.of(layer.shape());
        }
        return assumeImages && layer.kind().equals("input") ? layer.shape().assumedImage() : Optional.empty();
    }

    public LayerBlock block(int layer) {
        return blocks.get(layer);
    }

    public float x(Neuron neuron) {
        return blocks.get(neuron.layer()).x(neuron.index());
    }

    public float y(Neuron neuron) {
        return blocks.get(neuron.layer()).y(neuron.index());
    }

    /** The neuron whose cell holds the point: the nearest one, not further than {@code reach} or half a pitch. */
    public Optional<Neuron> neuronAt(double x, double y, double reach) {
        Neuron nearest = null;
        double best = Double.MAX_VALUE;
        for (LayerBlock block : blocks) {
            double limit = Math.max(reach, block.pitch() / 2);
            if (!block.isNear(x, y, limit)) {
                continue;
            }
            int i = block.nearest(x, y);
            if (i < 0) {
                continue;
            }
            // a map's pixels are squares, without room between them
            double cell = block.isMapped() ? 0.71 * block.pitch(i) : block.pitch(i) / 2;
            double distance = Math.hypot(block.x(i) - x, block.y(i) - y);
            if (distance <= Math.max(reach, cell) && distance < best) {
                best = distance;
                nearest = new Neuron(block.layer(), i);
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The neurons that are drawn by themselves and whose centres lie in a rectangle, layer by layer. */
    public List<Neuron> neuronsIn(double left, double top, double right, double bottom) {
        List<Neuron> inside = new ArrayList<>();
        for (LayerBlock block : blocks) {
            drawn(block).forEach(i -> {
                float x = block.x(i);
                float y = block.y(i);
                if (x >= left && x <= right && y >= top && y <= bottom) {
                    inside.add(new Neuron(block.layer(), i));
                }
            });
        }
        return inside;
    }

    /** The neurons of a block that are drawn by themselves. */
    public static IntStream drawn(LayerBlock block) {
        int pixels = block.rows() * block.columns();
        return block.isMapped() ? block.open().stream().flatMapToInt(o -> IntStream.range(o.channel() * pixels, (o.channel() + 1) * pixels))
                : block.places().all();
    }

    /** The layer whose block holds the point. */
    public Optional<LayerBlock> blockAt(double x, double y) {
        return blocks.stream().filter(b -> b.contains(x, y)).findFirst();
    }

    /** The channel whose map, small or open, holds the point. */
    public Optional<Channel> channelAt(double x, double y) {
        return blockAt(x, y).filter(LayerBlock::isMapped).flatMap(block -> {
            int i = block.nearest(x, y);
            boolean inside = Math.max(Math.abs(block.x(i) - x), Math.abs(block.y(i) - y)) <= block.pitch(i);
            return inside ? channelOf(new Neuron(block.layer(), i)) : Optional.empty();
        });
    }

    /** The channel that a neuron is a pixel of, where its layer is drawn as maps. */
    public Optional<Channel> channelOf(Neuron neuron) {
        LayerBlock block = block(neuron.layer());
        return block.isMapped() ? block.image().map(image -> Channel.of(neuron, image)) : Optional.empty();
    }
}
