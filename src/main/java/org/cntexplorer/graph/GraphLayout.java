package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;

/**
 * Where every neuron stands. One block a layer, left to right in layer order, each centred on the horizontal axis. Units are neuron
 * pitches (the distance of neighbours in a column is 1); x grows to the right, y grows downwards, the top left corner is (0, 0).
 *
 * @param blocks one for each layer, in order
 */
public record GraphLayout(List<Block> blocks, double width, double height) {
    /** Neurons of a plain layer that stand in one column before a second is begun. */
    static final int COLUMN = 64;

    /**
     * A layer's place.
     *
     * @param layer index of the layer
     * @param left x of the left edge
     * @param top y of the upper edge
     * @param image the image shape that the neurons are laid out as, where it is one
     * @param nodeX x of each neuron's centre
     * @param nodeY y of each neuron's centre
     */
    public record Block(int layer, double left, double top, double width, double height, Optional<Shape> image, float[] nodeX, float[] nodeY) {
        public double centreX() {
            return left + width / 2;
        }
    }

    public GraphLayout {
        blocks = List.copyOf(blocks);
    }

    /**
     * The layered layout.
     *
     * @param assumeImages whether an input vector such as 784 is laid out as the image that it may be (28×28)
     */
    public static GraphLayout layered(Network network, boolean assumeImages) {
        List<Block> atOrigin = new ArrayList<>();
        double height = 0;
        for (Layer layer : network.layers()) {
            Block block = block(layer, assumeImages);
            atOrigin.add(block);
            height = Math.max(height, block.height());
        }
        double gap = Math.max(12, height * 0.5);
        List<Block> placed = new ArrayList<>();
        double x = 0;
        for (Block block : atOrigin) {
            placed.add(moved(block, x, (height - block.height()) / 2));
            x += block.width() + gap;
        }
        return new GraphLayout(placed, x - gap, height);
    }

    /** The image that a layer is shown as: its own shape, or the assumed one of an input vector. */
    public static Optional<Shape> imageOf(Layer layer, boolean assumeImages) {
        if (layer.shape().isImage()) {
            return Optional.of(layer.shape());
        }
        return assumeImages && layer.kind().equals("input") ? layer.shape().assumedImage() : Optional.empty();
    }

    private static Block block(Layer layer, boolean assumeImages) {
        int n = layer.neurons();
        float[] x = new float[n];
        float[] y = new float[n];
        Optional<Shape> image = imageOf(layer, assumeImages);
        int columns;
        int rows;
        if (image.isPresent()) {
            Shape shape = image.get();
            int mapsAcross = (int) Math.ceil(Math.sqrt(shape.channels()));
            int mapsDown = (shape.channels() + mapsAcross - 1) / mapsAcross;
            columns = mapsAcross * (shape.columns() + 1) - 1;
            rows = mapsDown * (shape.rows() + 1) - 1;
            for (int i = 0; i < n; i++) {
                int[] at = shape.position(i);
                x[i] = at[0] % mapsAcross * (shape.columns() + 1) + at[2] + 0.5f;
                y[i] = at[0] / mapsAcross * (shape.rows() + 1) + at[1] + 0.5f;
            }
        } else {
            // one column up to COLUMN neurons, then a block about twice as high as wide
            rows = n <= COLUMN ? n : Math.max(COLUMN / 2, (int) Math.ceil(Math.sqrt(2.0 * n)));
            columns = (n + rows - 1) / rows;
            for (int i = 0; i < n; i++) {
                x[i] = i / rows + 0.5f;
                y[i] = i % rows + 0.5f;
            }
        }
        return new Block(layer.index(), 0, 0, columns, rows, image, x, y);
    }

    private static Block moved(Block block, double dx, double dy) {
        float[] x = block.nodeX().clone();
        float[] y = block.nodeY().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += (float) dx;
            y[i] += (float) dy;
        }
        return new Block(block.layer(), dx, dy, block.width(), block.height(), block.image(), x, y);
    }
}
