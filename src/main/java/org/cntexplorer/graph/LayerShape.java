package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Shape;

/**
 * Makes the block of a layer by itself. Small layers get a larger pitch, so that all layers are of comparable height. A layer of more than
 * {@link #COLUMN} neurons is a block of several columns, one of an image shape a block of its channels' maps, one of channels along one axis
 * a block of upright strips.
 */
final class LayerShape {
    /** Neurons of a plain layer that stand in one column before a second is begun. */
    static final int COLUMN = 64;
    /** Height of the tallest block. */
    static final double TALLEST = 100;
    /** Pixels of a layer of one channel that are neurons at once; more are a map. */
    private static final int MOST_PIXELS = 4_096;
    private static final double MOST_PITCH = 8.5;
    /** How much longer than all of them are wide channels along one axis may be. */
    private static final int SLENDER = 16;
    /** Between an open channel and what is beside it. */
    private static final double OPEN_GAP = 4;

    private LayerShape() {}

    /** @param crowded whether there are many layers, so that this one is to be slender */
    static LayerBlock block(Layer layer, boolean assumeImages, boolean crowded, List<Integer> open) {
        int n = layer.neurons();
        Optional<Shape> image = GraphLayout.imageOf(layer, assumeImages);
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
