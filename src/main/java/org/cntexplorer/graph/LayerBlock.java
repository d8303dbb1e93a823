package org.cntexplorer.graph;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Shape;

/**
 * A layer's place in a layout. A layer of several channels is one small map a channel; channels that are open stand beside the maps, large,
 * their pixels as neurons.
 *
 * @param layer index of the layer
 * @param left x of the left edge
 * @param top y of the upper edge
 * @param pitch distance of neighbouring neurons, those of open channels aside; no neuron is drawn wider
 * @param image the image shape that the neurons are laid out as, where it is one
 * @param isMapped whether its channels are small maps, so that no neuron is drawn by itself unless its channel is open
 * @param tiles how many rows, columns and channels it has
 * @param places where its neurons stand, those of open channels aside
 * @param open the channels that are open
 */
public record LayerBlock(int layer, double left, double top, double width, double height, double pitch, Optional<Shape> image, boolean isMapped,
                         Tiles tiles, BlockPlaces places, List<Open> open) {
    /**
     * An open channel.
     *
     * @param left from the left edge of the block
     * @param top from its upper edge
     * @param pitch distance of its neurons
     */
    public record Open(int channel, double left, double top, double pitch) {}

    public LayerBlock {
        open = List.copyOf(open);
    }

    public int neurons() {
        return tiles.neurons();
    }

    public int channels() {
        return tiles.channels();
    }

    /** Rows and columns of a channel's map. */
    public int rows() {
        return tiles.rows();
    }

    public int columns() {
        return tiles.columns();
    }

    public double centreX() {
        return left + width / 2;
    }

    public double centreY() {
        return top + height / 2;
    }

    public double right() {
        return left + width;
    }

    public double bottom() {
        return top + height;
    }

    /** Whether its neurons stand in more than one column, and fill the block. */
    public boolean isGrid() {
        return places.isRectangle() && width > 1.5 * pitch;
    }

    /** Whether its neurons fill a rectangle, so that the block's edges are theirs. */
    public boolean isRectangle() {
        return places.isRectangle();
    }

    /** Rows that its small maps stand in. */
    int mapRows() {
        return tiles.down();
    }

    /** Upper edge of its neurons, or of its small maps: open channels may reach higher. */
    public double mapsTop() {
        return isMapped ? mapTop(0) : top;
    }

    /** Lower edge of its neurons, or of its small maps. */
    public double mapsBottom() {
        return isMapped ? mapTop(0) + tiles.height() * pitch : bottom();
    }

    /** y of a neuron's centre, among the small maps also where its channel is open. */
    double placeY(int neuron) {
        return top + places.y(neuron);
    }

    /** Whether a neuron has a place: a force-directed layout leaves most of them out, and nothing is drawn of those. */
    public boolean has(int neuron) {
        return places.has(neuron);
    }

    /** Where a neuron of an open channel stands. */
    private Optional<Open> openOf(int neuron) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        int channel = neuron / tiles.pixels();
        return open.stream().filter(o -> o.channel() == channel).findFirst();
    }

    /** Whether a neuron is drawn by itself, not as a pixel of a small map. */
    public boolean isDrawn(int neuron) {
        return !isMapped || openOf(neuron).isPresent();
    }

    /** x of a neuron's centre. */
    public float x(int neuron) {
        return (float) openOf(neuron).map(o -> left + o.left() + (tiles.column(neuron) + 0.5) * o.pitch()).orElseGet(() -> left + places.x(neuron)).doubleValue();
    }

    /** y of a neuron's centre. */
    public float y(int neuron) {
        return (float) openOf(neuron).map(o -> top + o.top() + (tiles.row(neuron) + 0.5) * o.pitch()).orElseGet(() -> top + places.y(neuron))
                .doubleValue();
    }

    /** A number for what a line to a neuron ends at: the neuron itself, or the middle of the small map that it is a pixel of. */
    public int anchor(int neuron) {
        return isDrawn(neuron) ? neuron : -1 - neuron / tiles.pixels();
    }

    /** x of {@link #anchor}. */
    public float anchorX(int neuron) {
        return isDrawn(neuron) ? x(neuron) : (float) (mapLeft(neuron / tiles.pixels()) + tiles.columns() * pitch / 2);
    }

    /** y of {@link #anchor}. */
    public float anchorY(int neuron) {
        return isDrawn(neuron) ? y(neuron) : (float) (mapTop(neuron / tiles.pixels()) + tiles.rows() * pitch / 2);
    }

    /** Of links that are drawn as one line where they go between the same small maps, the strongest of each line. @param links strongest first */
    public static BitSet strongestOfMaps(Links links, LayerBlock source, LayerBlock target) {
        BitSet strongest = new BitSet();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < links.count(); i++) {
            if (seen.add((long) source.anchor(links.source()[i]) << 32 | target.anchor(links.target()[i]))) {
                strongest.set(i);
            }
        }
        return strongest;
    }

    /** How much room a neuron has. */
    public double pitch(int neuron) {
        return openOf(neuron).map(Open::pitch).orElse(pitch);
    }

    /** Left edge of a channel's small map. */
    public double mapLeft(int channel) {
        return left + places.mapLeft(channel);
    }

    /** Upper edge of a channel's small map. */
    public double mapTop(int channel) {
        return top + places.mapTop(channel);
    }

    boolean contains(double x, double y) {
        return openAt(x, y).isPresent() || isNear(x, y, 0) && places.contains(x - left, y - top);
    }

    /** Whether a point is in the rectangle of the block, or not further from it than {@code reach}; or in an open channel. */
    boolean isNear(double x, double y, double reach) {
        return x >= left - reach && x <= right() + reach && y >= top - reach && y <= bottom() + reach || openAt(x, y).isPresent();
    }

    private Optional<Open> openAt(double x, double y) {
        return open.stream().filter(o -> x >= left + o.left() && x < left + o.left() + tiles.columns() * o.pitch()
                && y >= top + o.top() && y < top + o.top() + tiles.rows() * o.pitch()).findFirst();
    }

    /** The neuron whose centre is nearest to a point, however far: of an open channel where the point is in one. */
    public int nearest(double x, double y) {
        for (Open o : open) {
            int column = (int) Math.floor((x - left - o.left()) / o.pitch());
            int row = (int) Math.floor((y - top - o.top()) / o.pitch());
            if (column >= 0 && column < tiles.columns() && row >= 0 && row < tiles.rows()) {
                return o.channel() * tiles.pixels() + row * tiles.columns() + column;
            }
        }
        return places.nearest(x - left, y - top);
    }

    /**
     * The neuron in a cell, counted from the left upper one of a channel's map or of the whole block; −1 where the last column is not full.
     */
    public int inCell(int channel, int row, int column) {
        if (isMapped) {
            return (channel * tiles.rows() + row) * tiles.columns() + column;
        }
        int place = tiles.image() ? row * tiles.columns() + column : column * tiles.rows() + row;
        return place < tiles.neurons() ? places.nearest((column + 0.5) * pitch, (row + 0.5) * pitch) : -1;
    }

    /** The neuron below in the order of columns, or above; −1 at the end. Steps in an open channel stay there. */
    public int step(int neuron, boolean down) {
        if (openOf(neuron).isEmpty()) {
            return places.step(neuron, down);
        }
        int rows = tiles.rows();
        int columns = tiles.columns();
        int next = tiles.column(neuron) * rows + tiles.row(neuron) + (down ? 1 : -1);
        return next < 0 || next >= tiles.pixels() ? -1 : neuron / tiles.pixels() * tiles.pixels() + next % rows * columns + next / rows;
    }

    /** Whether its neurons have no order of their own, as pixels of an image have. */
    boolean isPlain() {
        return !tiles.image();
    }

    /** @param neurons in the order in which they are to be read, row by row */
    LayerBlock ordered(int[] neurons) {
        return new LayerBlock(layer, left, top, width, height, pitch, image, isMapped, tiles, places.ordered(neurons), open);
    }

    LayerBlock moved(double dx, double dy) {
        return new LayerBlock(layer, left + dx, top + dy, width, height, pitch, image, isMapped, tiles, places, open);
    }
}
