package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;

/**
 * Where every neuron stands. One block a layer, left to right in layer order, each centred on the horizontal axis. The unit is a
 * hundredth of the tallest block that there may be; x grows to the right, y grows downwards, the top left corner is (0, 0).
 *
 * <p>Small layers get a larger pitch, so that all layers are of comparable height. A layer of an image shape or of more than
 * {@link #COLUMN} neurons is a block of several columns.
 *
 * @param blocks one for each layer, in order
 */
public record GraphLayout(List<Block> blocks, double width, double height) {
    /** Neurons of a plain layer that stand in one column before a second is begun. */
    static final int COLUMN = 64;
    /** Height of the tallest block. */
    static final double TALLEST = 100;
    /** Width that a network of few layers is spread over. */
    private static final double SPREAD = 190;
    private static final double LEAST_GAP = 30;
    private static final double MOST_GAP = 75;
    private static final double MOST_PITCH = 8.5;

    /**
     * A layer's place.
     *
     * @param layer index of the layer
     * @param left x of the left edge
     * @param top y of the upper edge
     * @param pitch distance of neighbouring neurons; no neuron is drawn wider
     * @param image the image shape that the neurons are laid out as, where it is one
     * @param nodeX x of each neuron's centre
     * @param nodeY y of each neuron's centre
     */
    public record Block(int layer, double left, double top, double width, double height, double pitch, Optional<Shape> image, float[] nodeX,
                        float[] nodeY) {
        public double centreX() {
            return left + width / 2;
        }

        public double centreY() {
            return top + height / 2;
        }

        /** Whether its neurons stand in more than one column. */
        public boolean isGrid() {
            return width > 1.5 * pitch;
        }

        private boolean contains(double x, double y) {
            return x >= left && x <= left + width && y >= top && y <= top + height;
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
        double widths = 0;
        double height = 0;
        for (Layer layer : network.layers()) {
            Block block = block(layer, assumeImages);
            atOrigin.add(block);
            widths += block.width();
            height = Math.max(height, block.height());
        }
        double gap = Math.clamp((SPREAD - widths) / Math.max(1, atOrigin.size() - 1), LEAST_GAP, MOST_GAP);
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

    public Block block(int layer) {
        return blocks.get(layer);
    }

    public float x(Neuron neuron) {
        return blocks.get(neuron.layer()).nodeX()[neuron.index()];
    }

    public float y(Neuron neuron) {
        return blocks.get(neuron.layer()).nodeY()[neuron.index()];
    }

    /** The neuron whose cell holds the point: the nearest one, not further than {@code reach} or half a pitch. */
    public Optional<Neuron> neuronAt(double x, double y, double reach) {
        Neuron nearest = null;
        double best = Double.MAX_VALUE;
        for (Block block : blocks) {
            double limit = Math.max(reach, block.pitch() / 2);
            if (x < block.left() - limit || x > block.left() + block.width() + limit
                    || y < block.top() - limit || y > block.top() + block.height() + limit) {
                continue;
            }
            for (int i = 0; i < block.nodeX().length; i++) {
                double dx = block.nodeX()[i] - x;
                double dy = block.nodeY()[i] - y;
                double distance = dx * dx + dy * dy;
                if (distance <= limit * limit && distance < best) {
                    best = distance;
                    nearest = new Neuron(block.layer(), i);
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The neurons whose centres lie in a rectangle, layer by layer. */
    public List<Neuron> neuronsIn(double left, double top, double right, double bottom) {
        List<Neuron> inside = new ArrayList<>();
        for (Block block : blocks) {
            for (int i = 0; i < block.nodeX().length; i++) {
                float x = block.nodeX()[i];
                float y = block.nodeY()[i];
                if (x >= left && x <= right && y >= top && y <= bottom) {
                    inside.add(new Neuron(block.layer(), i));
                }
            }
        }
        return inside;
    }

    /** The layer whose block holds the point. */
    public Optional<Block> blockAt(double x, double y) {
        return blocks.stream().filter(b -> b.contains(x, y)).findFirst();
    }

    private static Block block(Layer layer, boolean assumeImages) {
        int n = layer.neurons();
        Optional<Shape> image = imageOf(layer, assumeImages);
        if (image.isPresent()) {
            return imageBlock(layer, image.get());
        }
        if (n <= COLUMN) {
            double height = Math.min(MOST_PITCH * n, TALLEST * (0.7 + 0.3 * n / COLUMN));
            return grid(layer, n, height / n);
        }
        // the more neurons, the nearer to a square
        double slender = n <= 1_024 ? 3 : n <= 8_192 ? 2.4 : 2;
        int rows = Math.max(COLUMN / 2, (int) Math.ceil(Math.sqrt(slender * n)));
        return grid(layer, rows, TALLEST * (n <= 1_024 ? 0.88 : 1) / rows);
    }

    private static Block grid(Layer layer, int rows, double pitch) {
        int n = layer.neurons();
        int columns = (n + rows - 1) / rows;
        float[] x = new float[n];
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) ((i / rows + 0.5) * pitch);
            y[i] = (float) ((i % rows + 0.5) * pitch);
        }
        return new Block(layer.index(), 0, 0, columns * pitch, rows * pitch, pitch, Optional.empty(), x, y);
    }

    /** The maps of an image layer stand in rows and columns, one empty pixel apart. */
    private static Block imageBlock(Layer layer, Shape shape) {
        int n = layer.neurons();
        int mapsAcross = (int) Math.ceil(Math.sqrt(shape.channels() / 1.5));
        int mapsDown = (shape.channels() + mapsAcross - 1) / mapsAcross;
        int columns = mapsAcross * (shape.columns() + 1) - 1;
        int rows = mapsDown * (shape.rows() + 1) - 1;
        double area = shape.channels() == 1 ? 0.56 : 0.72;
        double pitch = Math.min(TALLEST * area / Math.sqrt((double) columns * rows), TALLEST * 0.96 / rows);
        float[] x = new float[n];
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
            int[] at = shape.position(i);
            x[i] = (float) ((at[0] % mapsAcross * (shape.columns() + 1) + at[2] + 0.5) * pitch);
            y[i] = (float) ((at[0] / mapsAcross * (shape.rows() + 1) + at[1] + 0.5) * pitch);
        }
        return new Block(layer.index(), 0, 0, columns * pitch, rows * pitch, pitch, Optional.of(shape), x, y);
    }

    private static Block moved(Block block, double dx, double dy) {
        float[] x = block.nodeX().clone();
        float[] y = block.nodeY().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += (float) dx;
            y[i] += (float) dy;
        }
        return new Block(block.layer(), dx, dy, block.width(), block.height(), block.pitch(), block.image(), x, y);
    }
}
