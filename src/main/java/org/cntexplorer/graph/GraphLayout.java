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
 * Where every neuron stands. One block a layer, left to right in layer order, each centred on one horizontal axis. The unit is a
 * hundredth of the tallest block that there may be; x grows to the right, y grows downwards, the top left corner is (0, 0).
 *
 * <p>Small layers get a larger pitch, so that all layers are of comparable height. A layer of more than {@link #COLUMN} neurons is a block
 * of several columns, one of an image shape a block of its channels' maps, one of channels along one axis a block of upright strips. Above
 * and below the blocks there is room for the links that jump over layers. Nothing is kept for each neuron, so that a layer of millions
 * costs no more than a small one.
 *
 * @param blocks one for each layer, in order
 * @param routes the way of each connection's links
 */
public record GraphLayout(List<LayerBlock> blocks, double width, double height, LinkRoutes routes) {
    /** Neurons of a plain layer that stand in one column before a second is begun. */
    static final int COLUMN = 64;
    /** Height of the tallest block. */
    static final double TALLEST = 100;
    /** Pixels of a layer of one channel that are neurons at once; more are a map. */
    private static final int MOST_PIXELS = 4_096;
    /** Layers beyond this number stand nearer to one another, in slender blocks. */
    private static final int CROWD = 9;
    /** Width that a network of few layers is spread over. */
    private static final double SPREAD = 190;
    private static final double LEAST_GAP = 30;
    private static final double CROWDED_GAP = 17;
    private static final double MOST_GAP = 75;
    private static final double MOST_PITCH = 8.5;
    /** How much longer than all of them are wide channels along one axis may be. */
    private static final int SLENDER = 16;
    /** Between an open channel and what is beside it. */
    private static final double OPEN_GAP = 4;

    public GraphLayout {
        blocks = List.copyOf(blocks);
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
        List<LayerBlock> atOrigin = new ArrayList<>();
        boolean crowded = network.layers().size() > CROWD;
        double widths = 0;
        double tallest = 0;
        for (Layer layer : network.layers()) {
            List<Integer> channels = open.stream().filter(c -> c.layer() == layer.index()).map(Channel::index).toList();
            LayerBlock block = block(layer, assumeImages, crowded, channels);
            atOrigin.add(block);
            widths += block.width();
            tallest = Math.max(tallest, block.height());
        }
        double gap = Math.clamp((SPREAD - widths) / Math.max(1, atOrigin.size() - 1), crowded ? CROWDED_GAP : LEAST_GAP, MOST_GAP);
        LinkRoutes routes = LinkRoutes.of(network, tallest);
        List<LayerBlock> placed = new ArrayList<>();
        double x = 0;
        for (LayerBlock block : atOrigin) {
            placed.add(block.moved(x, routes.above() + (tallest - block.height()) / 2));
            x += block.width() + gap;
        }
        double width = x - gap + (network.outOf(network.layers().size() - 1).isEmpty() ? 0 : LinkRoutes.BULGE);
        return new GraphLayout(placed, width, routes.above() + tallest + routes.below(), routes);
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
            if (x < block.left() - limit || x > block.right() + limit || y < block.top() - limit || y > block.bottom() + limit) {
                continue;
            }
            int i = block.nearest(x, y);
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

    private static LayerBlock block(Layer layer, boolean assumeImages, boolean crowded, List<Integer> open) {
        int n = layer.neurons();
        Optional<Shape> image = imageOf(layer, assumeImages);
        if (image.isPresent()) {
            return imageBlock(layer, image.get(), image.get().rows(), image.get().columns(), crowded, open);
        }
        if (isStrips(layer)) {
            return imageBlock(layer, layer.shape(), layer.shape().columns(), 1, crowded, open);
        }
        if (n <= COLUMN) {
            double height = Math.min(MOST_PITCH * n, TALLEST * (0.7 + 0.3 * n / COLUMN));
            return plain(layer, n, height / n);
        }
        // the more neurons, the nearer to a square
        double slender = crowded ? 9 : n <= 1_024 ? 3 : n <= 8_192 ? 2.4 : 2;
        int rows = Math.max(COLUMN / 2, (int) Math.ceil(Math.sqrt(slender * n)));
        return plain(layer, rows, TALLEST * (n <= 1_024 ? 0.88 : 1) / rows);
    }

    /** Whether channels along one axis stand upright beside one another: not where they are so long that none could be seen. */
    private static boolean isStrips(Layer layer) {
        Shape shape = layer.shape();
        return shape.extents().size() == 2 && shape.channels() > 1 && shape.columns() > 1 && !layer.kind().equals("attention")
                && (long) SLENDER * shape.channels() >= shape.columns();
    }

    private static LayerBlock plain(Layer layer, int rows, double pitch) {
        Tiles tiles = Tiles.plain(layer.neurons(), rows);
        return new LayerBlock(layer.index(), 0, 0, tiles.columns() * pitch, rows * pitch, pitch, Optional.empty(), false, tiles,
                new GridPlaces(tiles, pitch, 0, NeuronOrder.INDEX), List.of());
    }

    /** The maps of an image layer stand in rows and columns, one empty pixel apart; open channels to the right of them. */
    private static LayerBlock imageBlock(Layer layer, Shape shape, int rows, int columns, boolean crowded, List<Integer> channels) {
        // of narrow maps the room between them counts
        double aspect = columns == 1 ? (rows + 1) / 2.0 : rows / (double) columns;
        int across = (int) Math.ceil(Math.sqrt(shape.channels() * aspect / (crowded ? 7 : 1.5)));
        across = Math.clamp(across, 1, shape.channels());
        if (columns == 1) {
            // rows of strips that are about equally full
            across = Math.ceilDiv(shape.channels(), Math.ceilDiv(shape.channels(), across));
        }
        Tiles tiles = Tiles.of(shape, rows, columns, across);
        double area = shape.channels() == 1 ? 0.56 : crowded ? 0.6 : 0.72;
        double pitch = Math.min(TALLEST * area / Math.sqrt((double) tiles.width() * tiles.height()), TALLEST * 0.96 / tiles.height());
        boolean mapped = shape.channels() > 1 || shape.neurons() > MOST_PIXELS;
        List<LayerBlock.Open> open = new ArrayList<>();
        double width = tiles.width() * pitch;
        double height = tiles.height() * pitch;
        List<Integer> shown = mapped ? channels.stream().filter(c -> c >= 0 && c < shape.channels()).distinct().toList() : List.of();
        if (!shown.isEmpty()) {
            int below = columns == 1 ? 1 : Math.min(shown.size(), 3);
            double side = Math.min(64, (TALLEST - OPEN_GAP * (below - 1)) / below);
            double own = columns == 1 ? Math.min(2 * pitch, TALLEST / rows) : side / Math.max(rows, columns);
            double tall = below * (own * rows + OPEN_GAP) - OPEN_GAP;
            double left = width + OPEN_GAP;
            height = Math.max(height, tall);
            for (int k = 0; k < shown.size(); k++) {
                open.add(new LayerBlock.Open(shown.get(k), left + k / below * (own * columns + OPEN_GAP),
                        (height - tall) / 2 + k % below * (own * rows + OPEN_GAP), own));
            }
            width = left + (shown.size() + below - 1) / below * (own * columns + OPEN_GAP) - OPEN_GAP;
        }
        return new LayerBlock(layer.index(), 0, 0, width, height, pitch, Optional.of(shape), mapped, tiles,
                new GridPlaces(tiles, pitch, (height - tiles.height() * pitch) / 2, NeuronOrder.INDEX), open);
    }
}
