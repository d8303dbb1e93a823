package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Orders neurons by the barycentre heuristic (Sugiyama, Tagawa, Toda 1981): sweeping forwards and backwards through the layers, every neuron
 * goes to the mean height of those that it is linked to, weighted by |w|; then neighbours change places as long as that takes a crossing
 * away. The best order met is kept, the first of which is the one by index.
 */
final class CrossingReduction {
    /** Strongest links of each connection that are looked at: as many as are shown at first. */
    static final int LINKS = 1_000;
    private static final int SWEEPS = 12;
    /** Sweeps that find nothing better before it is given up. */
    private static final int PATIENCE = 4;
    private static final int EXCHANGES = 8;

    /** Links of a connection as seen from one of its layers. */
    private record Side(int[] own, int other, int[] others, float[] weight, float sign) {}

    private final GraphLayout layout;
    /** For each layer the connections that come in, and those that go out. */
    private final List<List<Side>> into = new ArrayList<>();
    private final List<List<Side>> outOf = new ArrayList<>();
    /** For each plain layer the height of every rank, the rank of every neuron and the neuron of every rank; null for images. */
    private final float[][] height;
    private final int[][] rank;
    private final int[][] neuron;

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    CrossingReduction(Network network, GraphLayout layout, Progress progress) {
        this.layout = layout;
        int layers = layout.blocks().size();
        height = new float[layers][];
        rank = new int[layers][];
        neuron = new int[layers][];
        for (LayerBlock block : layout.blocks()) {
            into.add(new ArrayList<>());
            outOf.add(new ArrayList<>());
            if (block.isPlain()) {
                begin(block);
            }
        }
        for (Connection c : network.connections()) {
            // between two images nothing can be moved
            if (c.counted() && c.from() != c.to() && (rank[c.from()] != null || rank[c.to()] != null)) {
                double part = 1.0 / network.connections().size();
                Links links = seen(c.strongest(LINKS, progress.part(c.index() * part, (c.index() + 1) * part)));
                float sign = layout.routes() instanceof LayeredRoutes routes && routes.flips(c.index()) ? -1 : 1;
                into.get(c.to()).add(new Side(links.target(), c.from(), links.source(), links.weight(), sign));
                outOf.get(c.from()).add(new Side(links.source(), c.to(), links.target(), links.weight(), sign));
            }
        }
    }

    /** Without those of no weight, which come last. */
    private static Links seen(Links links) {
        int count = links.count();
        while (count > 0 && links.weight()[count - 1] == 0) {
            count--;
        }
        return links.first(count);
    }

    private void begin(LayerBlock block) {
        int n = block.neurons();
        int l = block.layer();
        height[l] = new float[n];
        rank[l] = new int[n];
        neuron[l] = new int[n];
        for (int r = 0; r < n; r++) {
            // by index a neuron's number is that of its place
            int first = block.tiles().placeRead(r);
            neuron[l][r] = first;
            rank[l][first] = r;
            height[l][r] = (float) (block.y(first) - block.centreY());
        }
    }

    private float height(int layer, int ofNeuron) {
        return rank[layer] != null ? height[layer][rank[layer][ofNeuron]] : (float) (layout.block(layer).anchorY(ofNeuron) - layout.block(layer).centreY());
    }

    /** @return for each layer its neurons by rank; null for images */
    List<int[]> run(Progress progress) {
        progress.report(0, "Order the neurons");
        List<int[]> best = copy();
        long fewest = crossings();
        for (int sweep = 0, since = 0; sweep < SWEEPS && since < PATIENCE && fewest > 0; sweep++) {
            progress.check();
            progress.report(0.5 * sweep / SWEEPS, "Order the neurons");
            boolean forwards = sweep % 2 == 0;
            for (int k = 0; k < rank.length; k++) {
                int layer = forwards ? k : rank.length - 1 - k;
                if (rank[layer] != null) {
                    balance(layer, forwards ? into.get(layer) : outOf.get(layer));
                }
            }
            long now = crossings();
            since = now < fewest ? 0 : since + 1;
            if (now < fewest) {
                fewest = now;
                best = copy();
            }
        }
        restore(best);
        boolean changed = true;
        for (int round = 0; round < EXCHANGES && changed; round++) {
            progress.report(0.5 + 0.5 * round / EXCHANGES, "Order the neurons");
            changed = false;
            for (int layer = 0; layer < rank.length; layer++) {
                progress.check();
                changed |= rank[layer] != null && exchange(layer);
            }
        }
        // each exchange was for the better, so that it need not be counted anew
        return copy();
    }

    private List<int[]> copy() {
        List<int[]> all = new ArrayList<>();
        for (int[] layer : neuron) {
            all.add(layer == null ? null : layer.clone());
        }
        return all;
    }

    private void restore(List<int[]> orders) {
        for (int l = 0; l < rank.length; l++) {
            if (rank[l] != null) {
                put(l, orders.get(l));
            }
        }
    }

    private void put(int layer, int[] byRank) {
        neuron[layer] = byRank.clone();
        for (int r = 0; r < byRank.length; r++) {
            rank[layer][byRank[r]] = r;
        }
    }

    long crossings() {
        long sum = 0;
        for (int layer = 0; layer < rank.length; layer++) {
            for (Side side : into.get(layer)) {
                float[] from = new float[side.own().length];
                float[] to = new float[from.length];
                for (int i = 0; i < from.length; i++) {
                    from[i] = side.sign() * height(side.other(), side.others()[i]);
                    to[i] = height(layer, side.own()[i]);
                }
                sum += Crossings.of(from, to);
            }
        }
        return sum;
    }

    /** Puts the neurons of a layer in the order of their barycentres; those without links keep their height. */
    private void balance(int layer, List<Side> sides) {
        int n = rank[layer].length;
        double[] sum = new double[n];
        double[] weight = new double[n];
        for (Side side : sides) {
            for (int i = 0; i < side.own().length; i++) {
                double w = Math.abs(side.weight()[i]);
                if (w > 0 && w < Float.POSITIVE_INFINITY) {
                    sum[side.own()[i]] += w * side.sign() * height(side.other(), side.others()[i]);
                    weight[side.own()[i]] += w;
                }
            }
        }
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            double centre = weight[i] > 0 ? sum[i] / weight[i] : height(layer, i);
            // equal ones stay in the order in which they are
            keys[i] = (long) Crossings.sortable((float) centre) << 32 | rank[layer][i];
        }
        Arrays.sort(keys);
        int[] ordered = new int[n];
        for (int r = 0; r < n; r++) {
            ordered[r] = neuron[layer][(int) keys[r]];
        }
        put(layer, ordered);
    }

    /** Lets neighbours of one column change places where fewer links cross then; says whether any did. */
    private boolean exchange(int layer) {
        LayerBlock block = layout.block(layer);
        if (block.columns() > 1) {
            // neighbours of one row are of one height
            return false;
        }
        List<Ends> ends = new ArrayList<>();
        into.get(layer).forEach(side -> ends.add(new Ends(side)));
        outOf.get(layer).forEach(side -> ends.add(new Ends(side)));
        boolean any = false;
        for (int r = 0; r + 1 < rank[layer].length; r++) {
            int upper = neuron[layer][r];
            int lower = neuron[layer][r + 1];
            long now = 0;
            long then = 0;
            for (Ends side : ends) {
                now += side.crossings(upper, lower);
                then += side.crossings(lower, upper);
            }
            if (then < now) {
                neuron[layer][r] = lower;
                neuron[layer][r + 1] = upper;
                rank[layer][lower] = r;
                rank[layer][upper] = r + 1;
                any = true;
            }
        }
        return any;
    }

    /** For each neuron of a layer the heights at which its links end, ascending. */
    private final class Ends {
        private final long[] keys;

        Ends(Side side) {
            keys = new long[side.own().length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = Crossings.key(side.own()[i], side.sign() * height(side.other(), side.others()[i]));
            }
            Arrays.sort(keys);
        }

        private int first(int ofNeuron) {
            int at = Arrays.binarySearch(keys, Crossings.key(ofNeuron, Float.NEGATIVE_INFINITY));
            return at < 0 ? -1 - at : at;
        }

        /** How many links of two neurons cross where the first stands above the second. */
        long crossings(int above, int below) {
            int lower = first(below);
            int end = first(below + 1);
            long count = 0;
            int last = first(above + 1);
            for (int i = first(above); i < last; i++) {
                while (lower < end && Crossings.second(keys[lower]) < Crossings.second(keys[i])) {
                    lower++;
                }
                count += lower - first(below);
            }
            return count;
        }
    }
}
