package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;

/**
 * Layers from left to right, each centred on one horizontal axis. Many layers stand in several rows, every second one from right to left, so
 * that the way from row to row is short. Above and below the blocks of a row there is room for the links that jump over layers. Nothing is
 * kept for each neuron, so that a layer of millions costs no more than a small one.
 */
final class LayeredLayout {
    /** Layers beyond this number stand nearer to one another, in slender blocks, and in several rows where that makes them larger. */
    private static final int CROWD = 9;
    /** Width that a network of few layers is spread over. */
    private static final double SPREAD = 190;
    private static final double LEAST_GAP = 30;
    private static final double CROWDED_GAP = 17;
    private static final double MOST_GAP = 75;
    /**
     * Width by height of the room that the window has for the graph on a screen of 16 to 10, between the other panes, the titles and the
     * legend: the rows are as many as make the graph largest there. That of the very window would make the graph jump when it is resized.
     */
    private static final double ASPECT = 2;
    /** How much larger another row has to make the graph: a turn more is harder to follow. */
    private static final double WORTH = 1.12;
    /** Height above a row for the titles of its layers, and what keeps it apart from the row before. */
    private static final double TITLES = 26;
    /** The same of two rows, which are seen so large that titles have room there. */
    private static final double TITLES_OF_TWO = 40;

    private LayeredLayout() {}

    static GraphLayout of(Network network, boolean assumeImages, Collection<Channel> open) {
        List<LayerBlock> blocks = new ArrayList<>();
        boolean crowded = network.layers().size() > CROWD;
        for (Layer layer : network.layers()) {
            List<Integer> channels = open.stream().filter(c -> c.layer() == layer.index()).map(Channel::index).toList();
            blocks.add(LayerShape.block(layer, assumeImages, crowded, channels));
        }
        double widths = blocks.stream().mapToDouble(LayerBlock::width).sum();
        double gap = Math.clamp((SPREAD - widths) / Math.max(1, blocks.size() - 1), crowded ? CROWDED_GAP : LEAST_GAP, MOST_GAP);
        GraphLayout best = of(network, blocks, gap, 1);
        if (crowded) {
            // lanes need room, too, so that more rows than these only make it narrower
            double tallest = blocks.stream().mapToDouble(LayerBlock::height).max().orElse(0);
            long most = 1 + (long) Math.ceil(Math.sqrt((widths + gap * blocks.size()) / (tallest + TITLES) / ASPECT));
            for (int rows = 2; rows <= most; rows++) {
                GraphLayout next = of(network, blocks, gap, rows);
                best = scale(next) > WORTH * scale(best) ? next : best;
            }
        }
        int rows = best.rows().size();
        double spare = ASPECT * best.height() - best.width();
        if (rows > 1 && spare > 0) {
            // the height is what counts: titles and links have the rest of the width
            double gaps = Math.max(1, Math.ceil((double) blocks.size() / rows) - 1);
            return of(network, blocks, Math.min(MOST_GAP, gap + spare / gaps), rows);
        }
        return best;
    }

    /** How large a layout is seen in a room of {@link #ASPECT}. */
    private static double scale(GraphLayout layout) {
        return Math.min(ASPECT / layout.width(), 1 / layout.height());
    }

    private static GraphLayout of(Network network, List<LayerBlock> blocks, double gap, int rows) {
        int[] row = rows(blocks, gap, rows);
        double[] left = lefts(blocks, row, gap);
        double high = IntStream.range(0, left.length).mapToDouble(l -> left[l] + blocks.get(l).width()).max().orElse(0);
        List<LayerBlock> level = IntStream.range(0, left.length).mapToObj(l -> blocks.get(l).moved(left[l], 0)).toList();
        return place(network, level, row, high);
    }

    /** The row of each layer: rows of about the same width. */
    private static int[] rows(List<LayerBlock> blocks, double gap, int rows) {
        int[] row = new int[blocks.size()];
        double width = blocks.stream().mapToDouble(b -> b.width() + gap).sum();
        double before = 0;
        for (int l = 0; l < row.length; l++) {
            double own = blocks.get(l).width() + gap;
            // every layer is at most one row further than the one before it, however wide that is
            row[l] = l == 0 ? 0 : Math.min(row[l - 1] + 1, (int) ((before + own / 2) * rows / width));
            before += own;
        }
        return row;
    }

    /** x of each layer's left edge: all rows but the last are spread over the width of the widest, every second one runs backwards. */
    private static double[] lefts(List<LayerBlock> blocks, int[] row, double gap) {
        double[] left = new double[row.length];
        int last = row[row.length - 1];
        double[] widths = new double[last + 1];
        int[] counts = new int[last + 1];
        for (int l = 0; l < row.length; l++) {
            widths[row[l]] += blocks.get(l).width();
            counts[row[l]]++;
        }
        double width = IntStream.rangeClosed(0, last).mapToDouble(r -> widths[r] + gap * (counts[r] - 1)).max().orElse(0);
        for (int l = 0, r = -1; l < row.length; l++) {
            boolean first = row[l] != r;
            r = row[l];
            double own = r < last && counts[r] > 1 ? (width - widths[r]) / (counts[r] - 1) : gap;
            if (r % 2 == 0) {
                left[l] = first ? 0 : left[l - 1] + blocks.get(l - 1).width() + own;
            } else {
                left[l] = first ? width - blocks.get(l).width() : left[l - 1] - own - blocks.get(l).width();
            }
        }
        return left;
    }

    private static GraphLayout place(Network network, List<LayerBlock> blocks, int[] row, double high) {
        LayeredRoutes.Plan plan = new LayeredRoutes.Plan(network, blocks, row, 0, high);
        int rows = row[row.length - 1] + 1;
        double turns = rows > 1 ? 1.25 * LayeredRoutes.BULGE : 0;
        double dx = Math.max(plan.left(), rows > 2 ? turns : 0);
        double between = rows == 2 ? TITLES_OF_TWO : TITLES;
        double[] top = new double[rows];
        double[] bottom = new double[rows];
        List<LayerRow> titles = new ArrayList<>();
        double y = 0;
        for (int r = 0; r < rows; r++) {
            int ofRow = r;
            List<Integer> layers = new ArrayList<>(IntStream.range(0, row.length).filter(l -> row[l] == ofRow).boxed().toList());
            if (r % 2 == 1) {
                Collections.reverse(layers);
            }
            titles.add(new LayerRow(layers, y, r == 0 ? Double.POSITIVE_INFINITY : between));
            top[r] = y + plan.above(r);
            bottom[r] = top[r] + layers.stream().mapToDouble(l -> blocks.get(l).height()).max().orElse(0);
            y = bottom[r] + plan.below(r) + (r + 1 < rows ? between : 0);
        }
        List<LayerBlock> placed = blocks.stream().map(b -> b.moved(dx, (top[row[b.layer()]] + bottom[row[b.layer()]] - b.height()) / 2)).toList();
        double arcs = network.outOf(network.layers().size() - 1).isEmpty() ? 0 : LayeredRoutes.BULGE;
        return new GraphLayout(placed, titles, dx + high + Math.max(plan.right(), Math.max(turns, arcs)), y, plan.routes(top, bottom, dx));
    }
}
